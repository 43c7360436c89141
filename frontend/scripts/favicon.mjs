/** The site's icon: the mark of `klima` turned sign, in the accent of the default theme. */
export function favicon() {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><style>.a{fill:#2438b4}.b{fill:#fff}.c{fill:#dbe2fb}@media(prefers-color-scheme:dark){.a{fill:#a9b7ff}.b{fill:#0e1320}.c{fill:#26336b}}</style><path class="a" d="M0 0h48v48H0z"/><path class="c" d="M10 38V24a14 14 0 0 1 14-14h14v14a14 14 0 0 1-14 14z"/><path class="b" d="M10 38L38 10v14a14 14 0 0 1-14 14z"/></svg>\n`;
}
