const COOKIE = "os2site_scheme";
const ONE_YEAR = 31536000;

/**
 * Switches between light and dark without a reload: the same cookie that the form's view sets.
 * @param {HTMLFormElement} form
 */
export function switchScheme(form) {
  form.addEventListener("submit", (event) => {
    const scheme = event.submitter?.value;
    if (scheme !== "light" && scheme !== "dark") return;
    event.preventDefault();
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `${COOKIE}=${scheme}; path=/; max-age=${ONE_YEAR}; samesite=lax${secure}`;
    document.documentElement.dataset.scheme = scheme;
    document.querySelector('meta[name="color-scheme"]')?.setAttribute("content", scheme);
    // The pressed button is hidden now; the other one takes its place and the focus.
    form.querySelector(`button:not([value="${scheme}"])`)?.focus();
  });
}
