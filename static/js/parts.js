/* Parts of a page that htmx fetches (live search): the same care for a lost session and a lost network. */
import { freshToken, signInAgain } from "./session.js";
import { word } from "./words.js";

/** @param {Element} target @param {string} text */
function say(target, text) {
  unsay(target);
  if (!text) return;
  const line = document.createElement("p");
  line.className = "field-error";
  line.setAttribute("role", "alert");
  line.dataset.partError = "";
  line.textContent = text;
  target.before(line);
}

/** @param {Element} target */
function unsay(target) {
  const line = target.previousElementSibling;
  if (line instanceof HTMLElement && "partError" in line.dataset) line.remove();
}

/** @param {any} detail htmx's own */
async function onError(detail) {
  const kind = detail.xhr.getResponseHeader("X-Brobyg");
  const again = () => window.htmx.ajax(detail.requestConfig.verb, detail.requestConfig.path, {
    source: detail.elt,
    target: detail.target,
  });
  if (kind === "csrf" && !("retried" in detail.elt.dataset)) {
    detail.elt.dataset.retried = "";
    await freshToken();
    return again();
  }
  if (detail.xhr.status === 401) return (await signInAgain()) ? again() : say(detail.target, word("session"));
  say(detail.target, word("server"));
}

export function startParts() {
  document.addEventListener("htmx:responseError", (event) => onError(/** @type {CustomEvent} */ (event).detail));
  document.addEventListener("htmx:sendError", (event) => {
    say(/** @type {CustomEvent} */ (event).detail.target, word("network"));
  });
  document.addEventListener("htmx:afterOnLoad", (event) => {
    const { elt, target, xhr } = /** @type {CustomEvent} */ (event).detail;
    if (xhr.status >= 400) return;
    delete elt.dataset.retried;
    if (target?.isConnected) unsay(target);
  });
}
