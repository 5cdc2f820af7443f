/* Knowing which forms hold something that was not sent, and asking before it is left. */

/** @param {Element} element */
function changed(element) {
  if (element instanceof HTMLSelectElement) {
    const options = [...element.options];
    const preset = options.some((option) => option.defaultSelected);
    if (!preset && !element.multiple) return element.selectedIndex > 0;
    return options.some((option) => option.selected !== option.defaultSelected);
  }
  if (element instanceof HTMLTextAreaElement) return element.value !== element.defaultValue;
  if (!(element instanceof HTMLInputElement)) return false;
  if (element.type === "checkbox" || element.type === "radio") return element.checked !== element.defaultChecked;
  if (["hidden", "submit", "button", "search", "password"].includes(element.type)) return false;
  if (element.type === "file") return Boolean(element.files?.length);
  return element.value !== element.defaultValue;
}

/** Whether the form holds something the server does not have. @param {HTMLFormElement} form */
export function isUnsent(form) {
  if (form.getAttribute("method")?.toLowerCase() !== "post") return false;
  if ("untracked" in form.dataset || "leaving" in form.dataset) return false;
  // "unsent" is set by the server on a form it gave back with errors: its text stands as the default.
  return "unsent" in form.dataset || [...form.elements].some(changed);
}

/** Whether another form than this one holds something. @param {HTMLFormElement} form */
export function otherIsUnsent(form) {
  return [...document.forms].some((other) => other !== form && isUnsent(other));
}

export function startUnsent() {
  window.addEventListener("beforeunload", (event) => {
    if ([...document.forms].some(isUnsent)) event.preventDefault();
  });
}
