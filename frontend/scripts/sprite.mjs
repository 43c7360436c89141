/** The sprite: `#i-…` icons, `#s-…` status shapes, `#m-…` marks; used by `<use href="…#id">`. */
import { icons, shapes } from "./icons.mjs";
import { marks } from "./marks.mjs";

const symbols = (prefix, size, drawings) =>
  Object.entries(drawings).map(
    ([name, body]) => `<symbol id="${prefix}-${name}" viewBox="0 0 ${size} ${size}">${body}</symbol>`,
  );

export function sprite() {
  return [
    '<svg xmlns="http://www.w3.org/2000/svg">',
    ...symbols("i", 24, icons),
    ...symbols("s", 16, shapes),
    ...symbols("m", 48, marks),
    "</svg>\n",
  ].join("\n");
}
