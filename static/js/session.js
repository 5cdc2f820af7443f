/* The session of the person on this page: a fresh token, and signing in again without leaving what was written. */
import { announce, word } from "./words.js";

/** @type {Promise<boolean> | null} */
let asking = null;

const dialog = () => /** @type {HTMLDialogElement | null} */ (document.getElementById("sign-in-again"));
const me = () => document.documentElement.dataset.user;

/** @param {string} token */
function replaceTokens(token) {
  for (const input of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) {
    input.setAttribute("value", token);
    /** @type {HTMLInputElement} */ (input).value = token;
  }
}

/** Somebody else is signed in on this tablet by now: nothing may be sent in their name. Never resolves. */
function anotherPerson() {
  const notice = /** @type {HTMLDialogElement} */ (document.getElementById("other-person"));
  for (const form of document.forms) form.dataset.leaving = "";
  dialog()?.close();
  notice.querySelector("[data-reload]")?.addEventListener("click", () => location.reload());
  notice.addEventListener("close", () => location.reload());
  notice.showModal();
  return new Promise(() => {});
}

/**
 * Fetches a fresh token, keeps the session alive, and puts the token into every form.
 * @returns {Promise<{csrf: string, user: string | null}>} rejects without a network
 */
export async function freshToken() {
  const response = await fetch(dialog()?.dataset.url ?? "", { headers: { Accept: "application/json" } });
  const state = await response.json();
  if (state.user && me() && state.user !== me()) await anotherPerson();
  replaceTokens(state.csrf);
  return state;
}

/** One try with the password. @param {HTMLFormElement} form @returns {Promise<string>} what was wrong, or "" */
async function trySignIn(form) {
  try {
    const { csrf, user } = await freshToken();
    if (user) return "";
    const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
    body.set("csrfmiddlewaretoken", csrf);
    const response = await fetch(dialog()?.dataset.url ?? "", { method: "POST", body });
    const answer = await response.json();
    if (!response.ok) return answer.error || word("server");
    if (answer.user !== me()) await anotherPerson();
    replaceTokens(answer.csrf);
    return "";
  } catch {
    return word("network");
  }
}

/** @param {HTMLDialogElement} box @returns {Promise<boolean>} */
function askPassword(box) {
  const form = /** @type {HTMLFormElement} */ (box.querySelector("form"));
  const trouble = /** @type {HTMLElement} */ (box.querySelector("[data-error]"));
  const password = /** @type {HTMLInputElement} */ (form.elements.namedItem("password"));
  let done = false;
  trouble.hidden = true;
  box.showModal();
  password.focus();
  announce(word("session"));
  return new Promise((resolve) => {
    form.onsubmit = async (event) => {
      event.preventDefault();
      const wrong = await trySignIn(form);
      password.value = "";
      trouble.hidden = !wrong;
      /** @type {HTMLElement} */ (trouble.firstElementChild).textContent = wrong;
      if (wrong) return password.focus();
      done = true;
      box.close();
    };
    box.addEventListener("close", () => resolve(done), { once: true });
  });
}

/**
 * Makes sure the person of this page is signed in, asking for the password when needed.
 * @returns {Promise<boolean>} false when they chose not to
 */
export function signInAgain() {
  const box = dialog();
  if (!box) return Promise.resolve(false);
  asking ??= (async () => {
    try {
      // Signed in again in another tab: no need to ask.
      if ((await freshToken()).user === me()) return true;
      return await askPassword(box);
    } finally {
      asking = null;
    }
  })();
  return asking;
}
