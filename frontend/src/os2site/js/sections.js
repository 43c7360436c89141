/** A section counts as read from when its top has passed this share of the window's height. */
const LINE = 0.3;

/**
 * Marks the link to the section in view in the contents of the page.
 * @param {HTMLElement} contents
 */
export function followSections(contents) {
  const links = [...contents.querySelectorAll('a[href^="#"]')];
  const pairs = links
    .map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))])
    .filter(([, section]) => section);
  if (pairs.length === 0) return;

  const mark = () => {
    const line = innerHeight * LINE;
    const atEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const passed = pairs.filter(([, section]) => section.getBoundingClientRect().top <= line);
    const [current] = atEnd ? pairs.at(-1) : (passed.at(-1) ?? pairs[0]);
    for (const [link] of pairs) {
      if (link === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };

  let waiting = false;
  const later = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  };
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later, { passive: true });
  mark();
}
