// Labels that Wagtail's templates hold in English without passing them through translation.
const LABELS = { Actions: "Handlinger", Search: "Søg" };

function translate() {
  if (document.documentElement.lang !== "da") return;
  for (const item of document.querySelectorAll("[aria-label]")) {
    const danish = LABELS[item.getAttribute("aria-label")];
    if (danish) item.setAttribute("aria-label", danish);
  }
  for (const button of document.querySelectorAll("input[type=submit][value]")) {
    const danish = LABELS[button.value];
    if (danish) button.value = danish;
  }
}

document.addEventListener("DOMContentLoaded", translate);
