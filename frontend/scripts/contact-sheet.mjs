/** Writes build/contact-sheet.html: every icon, shape and mark, light and dark, to look at. */
import { mkdir, writeFile } from "node:fs/promises";
import { icons, shapes } from "./icons.mjs";
import { marks } from "./marks.mjs";
import { sprite } from "./sprite.mjs";

const OUT = new URL("../../build/contact-sheet.html", import.meta.url);

const cells = (prefix, size, drawings) =>
  Object.keys(drawings)
    .map(
      (name) =>
        `<figure><svg class="${prefix}" viewBox="0 0 ${size} ${size}"><use href="#${prefix}-${name}"/></svg>` +
        `<figcaption>${prefix}-${name}</figcaption></figure>`,
    )
    .join("");

const sheet = `<section>${cells("m", 48, marks)}${cells("i", 24, icons)}${cells("s", 16, shapes)}</section>`;

await mkdir(new URL(".", OUT), { recursive: true });
await writeFile(
  OUT,
  `<!doctype html><title>Contact sheet</title><style>
body{margin:0;font:12px sans-serif}section{display:flex;flex-wrap:wrap;gap:16px;padding:24px;--m1:#2438b4;--m2:#dbe2fb}
section+section{background:#0e1320;color:#eef1f8;--m1:#a9b7ff;--m2:#26336b}figure{margin:0;width:110px}
.m{width:72px;height:72px}.i,.s{width:36px;height:36px;fill:none;stroke:currentColor;stroke-width:1.8}
</style><div hidden>${sprite()}</div>${sheet}${sheet}`,
);
