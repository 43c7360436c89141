// Labels that Wagtail's templates hold in English without passing them through translation.
const LABELS = { Actions: "Handlinger", Search: "Søg" };

function translate(root) {
  for (const item of [root, ...root.querySelectorAll("[aria-label]")]) {
    const danish = LABELS[item.getAttribute("aria-label")];
    if (danish) item.setAttribute("aria-label", danish);
  }
  for (const button of root.querySelectorAll("input[type=submit][value]")) {
    const danish = LABELS[button.value];
    if (danish) button.value = danish;
  }
}

document.addEventListener("DOMContentLoaded", () => {
  if (document.documentElement.lang !== "da") return;
  translate(document.body);
  // Saving by itself and searching in a list put new parts into the page.
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        if (node.nodeType === Node.ELEMENT_NODE) translate(node);
      }
    }
  }).observe(document.body, { childList: true, subtree: true });
});
