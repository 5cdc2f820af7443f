/* Native dialogs opened by buttons, and the menu behind one's name. */

/**
 * Asks in one of the page's dialogs. @param {string} id
 * @returns {Promise<string>} the data-answer of the button, "" when closed otherwise
 */
export function ask(id) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById(id));
  if (!dialog) return Promise.resolve("");
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
  });
}

/** @param {Element} target */
function onClick(target) {
  const opener = target.closest("[data-opens]");
  if (opener instanceof HTMLElement) {
    const dialog = document.getElementById(opener.dataset.opens ?? "");
    if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
  }
  const answer = target.closest("[data-answer], [data-closes]");
  if (answer instanceof HTMLElement) answer.closest("dialog")?.close(answer.dataset.answer ?? "");
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(target)) menu.removeAttribute("open");
  }
}

export function startDialogs() {
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element) onClick(event.target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details[data-menu][open]");
    if (!menu) return;
    menu.removeAttribute("open");
    menu.querySelector("summary")?.focus();
  });
}
