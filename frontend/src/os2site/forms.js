/**
 * Does the proof of work of a public form (os2site/forms/proof.py) while it is filled in, so that
 * nobody waits for it. Without it, or in a browser that can't, the form is sent all the same.
 */
const BATCH = 250;
/** Milliseconds that a person waits for the rest of the work after pressing the button. */
const PATIENCE = 8000;

const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function solve({ algorithm, challenge, maxnumber, salt, signature }) {
  const encoder = new TextEncoder();
  for (let start = 0; start <= maxnumber; start += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, maxnumber - start + 1) }, (_, index) => start + index);
    const digests = await Promise.all(
      numbers.map((number) => crypto.subtle.digest(algorithm, encoder.encode(salt + number))),
    );
    const found = digests.findIndex((digest) => hex(digest) === challenge);
    if (found >= 0) return btoa(JSON.stringify({ algorithm, challenge, number: start + found, salt, signature }));
  }
  return "";
}

function prove(form) {
  const field = form.elements.form_proof;
  let work;
  const begin = () => {
    work ??= solve(JSON.parse(form.dataset.proof)).then(
      (answer) => (field.value = answer),
      () => "",
    );
    return work;
  };
  form.addEventListener("focusin", begin, { once: true });
  let waiting = false;
  form.addEventListener("submit", async (event) => {
    // Buttons that only ask for other fields send nothing that needs a proof.
    if (field.value || form.dataset.proven || event.submitter?.formNoValidate) return;
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    form.querySelector("[data-proof-status]").textContent = form.dataset.proofWait;
    await Promise.race([begin(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    form.dataset.proven = "yes";
    form.requestSubmit(event.submitter);
  });
}

/** Hides questions that an answer before them leaves open; without it they say when they hold. */
function followAnswers(form) {
  const dependents = form.querySelectorAll("[data-after]");
  if (!dependents.length) return;
  const given = (name) =>
    Array.from(form.elements)
      .filter((field) => field.name === name && (["checkbox", "radio"].includes(field.type) ? field.checked : field.value))
      .map((field) => field.value);
  const update = () =>
    dependents.forEach((field) => {
      const answers = given(field.dataset.after);
      const { when } = field.dataset;
      field.closest(".form-group").hidden = when ? !answers.includes(when) : !answers.length;
    });
  form.addEventListener("change", update);
  update();
}

document.querySelectorAll("main form").forEach(followAnswers);
if (globalThis.crypto?.subtle) document.querySelectorAll("form[data-proof]").forEach(prove);
