/* Sending a form without leaving the page, so that the text stays until the server says it has it. */
import { showPage } from "./page.js";
import { freshToken, signInAgain } from "./session.js";
import { isUnsent, otherIsUnsent } from "./unsent.js";
import { announce, word } from "./words.js";
import { ask } from "./dialogs.js";

/** What the server says the refusal is, beside its status. */
const KIND = "X-Brobyg";
/** A plain form that answers with a file leaves the page standing: its button works again after this many ms. */
const PLAIN_PAUSE = 4000;

/** @param {HTMLFormElement} form @param {HTMLElement | null} submitter @returns {Promise<Response>} */
function post(form, submitter) {
  const url = submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href;
  const data = new FormData(form, submitter);
  const isMultipart = form.enctype === "multipart/form-data";
  const body = isMultipart ? data : new URLSearchParams(/** @type {any} */ (data));
  // In which role the page was opened: another tab may have changed it since, and the text belongs to the first.
  const role = document.documentElement.dataset.membership ?? "";
  return fetch(url, { method: "POST", body, headers: { Accept: "text/html", "X-Brobyg-Membership": role } });
}

/** Posts; mends a stale token or a lost session and posts again. Rejects without a network. */
async function postSafely(form, submitter) {
  let response = await post(form, submitter);
  if (response.headers.get(KIND) === "csrf") {
    await freshToken();
    response = await post(form, submitter);
  }
  if (isSignIn(response)) {
    if (!(await signInAgain())) return response;
    response = await post(form, submitter);
  }
  return response;
}

/** @param {Response} response */
function isSignIn(response) {
  return !response.redirected && response.status === 401;
}

/** A calm banner at the form: not saved, the text is here, try again. */
function notSaved(form, submitter, why) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("not-saved"));
  const banner = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  /** @type {HTMLElement} */ (banner.querySelector("[data-why]")).textContent = why;
  const again = /** @type {HTMLElement} */ (banner.querySelector("[data-again]"));
  again.addEventListener("click", () => form.requestSubmit(submitter?.isConnected ? submitter : undefined));
  (form.querySelector(".form-foot") ?? form).prepend(banner);
  form.dataset.unsent = "";
  again.focus();
}

/** The server understood and said no: its own words in a dialog, the form untouched behind it. @param {string} html */
function refused(form, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const box = /** @type {HTMLDialogElement} */ (document.getElementById("refused"));
  const heading = page.querySelector("main h1")?.textContent?.trim();
  const says = [...page.querySelectorAll("main [data-says], main .lead")].map((part) => part.textContent?.trim());
  const title = /** @type {HTMLElement} */ (box.querySelector("h2"));
  title.dataset.first ??= title.textContent ?? "";
  title.textContent = heading || title.dataset.first;
  /** @type {HTMLElement} */ (box.querySelector("[data-says]")).textContent = says.filter(Boolean).join(" ");
  form.dataset.unsent = "";
  box.showModal();
}

/** @param {Response} response */
async function settle(form, submitter, response) {
  if (response.redirected && !response.ok) {
    // It was saved; only the page after it has a difficulty, which the browser may show by itself.
    form.dataset.leaving = "";
    location.assign(response.url);
    return;
  }
  if (isSignIn(response)) return notSaved(form, submitter, word("session"));
  if (response.status === 413) return notSaved(form, submitter, word("tooLarge"));
  if (response.status >= 500) return notSaved(form, submitter, word("server"));
  const html = await response.text();
  const isAnswer = response.ok || response.status === 422;
  if (isAnswer || (response.status === 409 && html.includes("data-conflict"))) return showPage(html, response.url);
  refused(form, html);
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} submitter */
async function send(form, submitter) {
  const button = submitter ?? form.querySelector('button[type="submit"]');
  for (const old of form.querySelectorAll(".not-saved")) old.remove();
  button?.setAttribute("aria-busy", "true");
  button?.setAttribute("aria-disabled", "true");
  announce(word("sending"));
  try {
    await settle(form, submitter, await postSafely(form, submitter));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    notSaved(form, submitter, word("network"));
  } finally {
    button?.removeAttribute("aria-busy");
    button?.removeAttribute("aria-disabled");
  }
}

/** @param {HTMLFormElement} form */
function isSentByBrowser(form, submitter) {
  return "plain" in form.dataset || Boolean(form.target) || submitter?.hasAttribute("formtarget");
}

/** @param {SubmitEvent} event */
async function onSubmit(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const submitter = event.submitter;
  if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") return;
  if ("sending" in form.dataset) return event.preventDefault();
  form.dataset.sending = "";
  if (isSentByBrowser(form, submitter)) {
    if (isUnsent(form)) form.dataset.leaving = "";
    setTimeout(() => {
      delete form.dataset.sending;
      delete form.dataset.leaving;
    }, PLAIN_PAUSE);
    return;
  }
  event.preventDefault();
  try {
    if (otherIsUnsent(form) && (await ask("other-unsent")) !== "yes") return;
    await send(form, submitter);
  } finally {
    delete form.dataset.sending;
  }
}

export function startSending() {
  document.addEventListener("submit", onSubmit);
}
