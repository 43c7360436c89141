/**
 * Puts the focus into the search field of the header when it opens.
 * @param {HTMLDetailsElement} finder
 */
export function followFinder(finder) {
  finder.addEventListener("toggle", () => {
    if (finder.open) finder.querySelector("input").focus();
  });
}
