/**
 * Builds `src/<app>/` into `<app>/static/<app>/` with stable names; Django's manifest storage adds
 * the hashes. `--watch` keeps the style sheets and scripts up to date while you work.
 */
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { favicon } from "./favicon.mjs";
import { marks } from "./marks.mjs";
import { sprite } from "./sprite.mjs";
import { trimDkfds } from "./trim-dkfds.mjs";

const FRONTEND = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const SOURCES = join(FRONTEND, "src");
const KERNEL = "os2site";

const outputOf = (app) => join(FRONTEND, "..", app, "static", app);

/** Every file directly in the app's folder that is no partial is an entry of its own. */
function entriesOf(app) {
  const files = readdirSync(join(SOURCES, app)).filter((name) => /^[a-z][\w-]*\.(scss|js)$/.test(name));
  return files.map((name) => join(SOURCES, app, name));
}

async function buildEntry(app, entry) {
  await build({
    configFile: false,
    root: SOURCES,
    base: "./",
    logLevel: "warn",
    publicDir: false,
    css: {
      preprocessorOptions: {
        scss: {
          loadPaths: [join(FRONTEND, "node_modules/dkfds/src")],
          quietDeps: true,
        },
      },
      postcss: { plugins: app === KERNEL ? [trimDkfds()] : [] },
    },
    build: {
      outDir: outputOf(app),
      emptyOutDir: false,
      assetsInlineLimit: 0,
      modulePreload: false,
      target: ["chrome111", "firefox121", "safari16.4"],
      watch: process.argv.includes("--watch") ? {} : null,
      rollupOptions: {
        input: entry,
        output: {
          entryFileNames: "[name].js",
          assetFileNames: ({ names }) => (names[0].endsWith(".woff2") ? "fonts/[name][extname]" : "[name][extname]"),
        },
      },
    },
  });
}

async function writeKernelFiles() {
  const out = outputOf(KERNEL);
  await mkdir(join(out, "fonts"), { recursive: true });
  await writeFile(join(out, "sprite.svg"), sprite());
  await writeFile(join(out, "favicon.svg"), favicon());
  await copyFile(join(SOURCES, KERNEL, "fonts/OFL.txt"), join(out, "fonts/OFL.txt"));
  await copyFile(join(FRONTEND, "node_modules/dkfds/LICENSE.md"), join(out, "DKFDS-LICENSE.txt"));
  await copyFile(join(FRONTEND, "node_modules/@github/combobox-nav/LICENSE"), join(out, "combobox-nav-LICENSE.txt"));
}

/** The template falls back to a neutral mark for slugs that it does not know: it must know all. */
async function checkMarkTemplate() {
  const file = join(FRONTEND, "..", KERNEL, "templates/os2site/components/mark.html");
  const known = (await readFile(file, "utf8")).match(/known="([^"]*)"/)[1].trim().split(" ");
  const drawn = Object.keys(marks).filter((slug) => slug !== "andet");
  if (known.sort().join() !== drawn.sort().join()) throw new Error(`${file} lists other marks than marks.mjs`);
}

await checkMarkTemplate();
for (const app of readdirSync(SOURCES)) {
  if (existsSync(outputOf(app))) rmSync(outputOf(app), { recursive: true });
  for (const entry of entriesOf(app)) await buildEntry(app, entry);
}
await writeKernelFiles();
