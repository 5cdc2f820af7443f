/* Ny kontakt, smoothed: one choice takes back what contradicts it, a place suggests the way, the note is read together. */

/** @param {HTMLFormElement} form @param {string} selector @returns {HTMLInputElement[]} */
function inputs(form, selector) {
  return /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll(selector)]);
}

/** Somebody and nobody cannot both be chosen. @param {HTMLInputElement} changed @param {HTMLFormElement} form */
function settleWho(changed, form) {
  if (!changed.checked) return;
  const others = "nobody" in changed.dataset ? "[data-who]" : "who" in changed.dataset ? "[data-nobody]" : "";
  if (others) for (const other of inputs(form, others)) other.checked = false;
}

/** The last place pressed counts, whether tile or list. @param {Element} changed @param {HTMLFormElement} form */
function settlePlace(changed, form) {
  const list = form.querySelector("select[name=other_place]");
  if (changed === list && list instanceof HTMLSelectElement) {
    if (list.value) for (const tile of inputs(form, "input[name=place]")) tile.checked = tile.value === "";
    suggestWay(list.selectedOptions[0], form);
  } else if (changed instanceof HTMLInputElement && changed.name === "place") {
    if (list instanceof HTMLSelectElement) list.value = "";
    suggestWay(changed, form);
  }
}

/** @param {HTMLElement} chosen @param {HTMLFormElement} form */
function suggestWay(chosen, form) {
  if (!chosen.dataset.way || "way" in form.dataset) return;
  for (const tile of inputs(form, "input[name=way]")) tile.checked = tile.value === chosen.dataset.way;
}

/** @param {Event} event */
function onChange(event) {
  const changed = event.target;
  const form = changed instanceof Element && changed.closest("form[data-contact]");
  if (!(form instanceof HTMLFormElement)) return;
  // A way the writer chose is theirs, whatever the place suggests.
  if (changed instanceof HTMLInputElement && changed.name === "way") form.dataset.way = "";
  if (changed instanceof HTMLInputElement) settleWho(changed, form);
  settlePlace(changed, form);
}

/** @param {Event} event */
function onClick(event) {
  const button = event.target instanceof Element && event.target.closest("[data-reads]");
  if (!(button instanceof HTMLElement)) return;
  const note = document.getElementById(button.dataset.reads ?? "");
  const page = document.querySelector("[data-read]");
  if (note instanceof HTMLTextAreaElement && page) page.textContent = note.value;
}

function show() {
  for (const button of document.querySelectorAll("[data-reads]")) /** @type {HTMLElement} */ (button).hidden = false;
}

document.addEventListener("change", onChange);
document.addEventListener("click", onClick);
document.addEventListener("house:page", show);
show();
