/**
 * PostCSS plugin for the layer `dkfds`: keeps the selectors whose classes are all in use here,
 * drops rules that point at DKFDS's own images (we ship none of them), and refuses a colour name
 * that our style sheet does not map to the theme.
 */
const USED = new Set([
  "sr-only",
  "skipnav",
  "button",
  "button-primary",
  "button-secondary",
  "button-group",
  "button-arrow",
  "form-group",
  "form-label",
  "form-hint",
  "form-input",
  "form-select",
  "form-input-wrapper",
  "form-input-prefix",
  "form-input-suffix",
  "form-error",
  "form-error-message",
  "breadcrumbs",
  "breadcrumbs__list",
  "breadcrumbs__list-item",
  "breadcrumbs__link",
  "pagination",
  "pagination__items",
  "pagination-item",
  "pagination-number",
  "current-page",
  "table",
  "table--responsive-scroll",
  "tag",
  "badge",
  "badge-success",
  "badge-warning",
  "badge-error",
  "alert",
  "alert-body",
  "alert-heading",
  "alert-text",
  "alert-info",
  "alert-success",
  "alert-warning",
  "alert-error",
]);

const isUsed = (selector) =>
  (selector.match(/\.[a-z][\w-]*/gi) ?? []).every((name) => USED.has(name.slice(1)));

const inDkfds = (node) => {
  for (let parent = node.parent; parent; parent = parent.parent) {
    if (parent.type === "atrule" && parent.name === "layer" && parent.params === "dkfds") return true;
  }
  return false;
};

export function trimDkfds() {
  return {
    postcssPlugin: "trim-dkfds",
    OnceExit(root) {
      root.walkRules((rule) => {
        if (!inDkfds(rule) || rule.parent.name?.endsWith("keyframes")) return;
        const kept = rule.selectors.filter(isUsed);
        if (kept.length === 0) rule.remove();
        else rule.selectors = kept;
      });
      root.walkDecls(/^background/, (decl) => {
        if (inDkfds(decl) && decl.value.includes("url(")) decl.remove();
      });
      root.walkAtRules("media", (media) => {
        if (inDkfds(media) && media.nodes.length === 0) media.remove();
      });
      const mapped = new Set();
      root.walkDecls(/^--fds-/, (decl) => mapped.add(decl.prop));
      root.walkDecls((decl) => {
        for (const [name] of decl.value.matchAll(/--fds-[\w-]+/g)) {
          if (!mapped.has(name)) throw decl.error(`${name} is not mapped to the theme`);
        }
      });
    },
  };
}
