import Combobox from "@github/combobox-nav";

/** Milliseconds without a key before suggestions are asked for. */
const PAUSE = 150;
/** Fewest letters that anything is suggested for. */
const SHORTEST = 2;

/**
 * Offers what the server suggests while a visitor types. The form works without it.
 * @param {HTMLFormElement} form its data-suggest is the address that its fields are sent to, data-suggest-* the words.
 */
export function offerSuggestions(form) {
  const input = form.querySelector('input[type="search"]');
  const box = input.closest(".find__box");
  const words = form.dataset;
  const list = Object.assign(document.createElement("ul"), {
    className: "suggest",
    id: `${input.id}-suggest`,
    hidden: true,
  });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.suggestLabel);
  const status = Object.assign(document.createElement("p"), { className: "sr-only" });
  status.setAttribute("role", "status");
  box.append(list, status);
  const combobox = new Combobox(input, list, { tabInsertsSuggestions: false });
  let request = new AbortController();
  let timer;

  const close = () => {
    clearTimeout(timer);
    request.abort();
    if (list.hidden) return;
    combobox.stop();
    list.hidden = true;
  };

  const show = (found) => {
    combobox.stop();
    list.replaceChildren(...groupsOf(found).map((items, number) => listOf(items, `${list.id}-${number}`)));
    list.hidden = !found.length;
    if (found.length) combobox.start();
    status.textContent =
      found.length === 1
        ? words.suggestOne
        : found.length
          ? words.suggestMany.replace("{n}", found.length)
          : words.suggestNone;
  };

  const ask = async () => {
    request.abort();
    request = new AbortController();
    const { signal } = request;
    try {
      const asked = new URLSearchParams(new FormData(form));
      const answer = await fetch(`${words.suggest}?${asked}`, { signal });
      const { suggestions } = await answer.json();
      if (!signal.aborted && document.activeElement === input) show(suggestions);
    } catch {
      // Asked anew, or the server is out of reach: nothing is offered, and the form still searches.
      if (!signal.aborted) close();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    request.abort();
    if (input.value.trim().length < SHORTEST) {
      close();
      status.textContent = "";
    } else timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      // Closes the list only; the text, and whatever the field stands in, stay.
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "ArrowDown" && list.hidden && input.value.trim().length >= SHORTEST) {
      event.preventDefault();
      ask();
    }
  });
  // A press on an option must not take the focus from the field before it is a click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
}

/** Suggestions of one type stand together already. */
function groupsOf(found) {
  const groups = [];
  for (const item of found) {
    if (groups.at(-1)?.[0].type === item.type) groups.at(-1).push(item);
    else groups.push([item]);
  }
  return groups;
}

function listOf(items, id) {
  const group = document.createElement("li");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", items[0].type_label);
  group.append(
    ...items.map(({ title, url, type_label: label }, number) => {
      const option = Object.assign(document.createElement("a"), { id: `${id}-${number}`, href: url, tabIndex: -1 });
      option.setAttribute("role", "option");
      const kind = document.createElement("small");
      kind.textContent = label;
      option.append(Object.assign(document.createElement("span"), { textContent: title }), kind);
      return option;
    }),
  );
  return group;
}
