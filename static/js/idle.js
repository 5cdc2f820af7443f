/* A quiet warning before the session ends, and a cover over the page when it has: a tablet left on a table shows nobody's
   life. Who is writing is not disturbed: the session is kept alive for them. What was written stays under the cover.
   What a page asks on its own timer (data-polled) is no contact; such a page says itself that its session has ended;
   a screen (data-screen) stays on. */
import { freshToken, signInAgain } from "./session.js";

const KEY = "brobyg-contact";
const MINUTE = 60_000;
const WARN_BEFORE = 5 * MINUTE;
const LOOK_EVERY = 15_000;

let typedAt = 0;
let contactAt = Date.now();

/** The server heard from this person now; other tabs of the same session learn it. */
function contact() {
  contactAt = Date.now();
  try {
    localStorage.setItem(KEY, String(contactAt));
  } catch {
    // Storage is closed: each tab counts for itself.
  }
}

function lastContact() {
  try {
    return Math.max(contactAt, Number(localStorage.getItem(KEY)));
  } catch {
    return contactAt;
  }
}

/** @param {HTMLDialogElement} dialog */
async function stay(dialog) {
  try {
    if (!(await freshToken()).user && !(await signInAgain())) return;
    contact();
    uncover();
  } catch {
    // Without a network nobody can say who is there: a covered page stays covered, an open one asks when it is sent.
    if (isCovered() && !dialog.open) dialog.showModal();
  }
}

const isCovered = () => "covered" in document.documentElement.dataset;

function uncover() {
  delete document.documentElement.dataset.covered;
}

/** @param {HTMLDialogElement} dialog */
async function cover(dialog) {
  document.documentElement.dataset.covered = "";
  if (document.querySelector("dialog[open]:not(#idle)")) return;
  if (dialog.open) dialog.close();
  if (document.querySelector("[data-polled]")) return;
  await stay(dialog);
}

/** @param {HTMLDialogElement} dialog @param {number} limit ms */
function look(dialog, limit) {
  if (document.querySelector("[data-signed-out], [data-screen]")) {
    if (dialog.open) dialog.close();
    uncover();
    return;
  }
  const quiet = Date.now() - lastContact();
  if (quiet < limit - WARN_BEFORE) {
    if (dialog.open) dialog.close();
    uncover();
    return;
  }
  if (quiet >= limit && Date.now() - typedAt >= limit) cover(dialog);
  else if (quiet < limit && typedAt > lastContact()) stay(dialog);
  else if (!dialog.open && !document.querySelector("dialog[open]")) dialog.showModal();
}

export function startIdle() {
  const limit = Number(document.documentElement.dataset.idleMinutes) * MINUTE;
  const dialog = document.getElementById("idle");
  if (!limit || !(dialog instanceof HTMLDialogElement)) return;
  contact();
  document.addEventListener("house:page", contact);
  document.addEventListener("htmx:afterOnLoad", (event) => {
    const { requestConfig } = /** @type {CustomEvent} */ (event).detail;
    if (!requestConfig.elt.hasAttribute("data-polled")) contact();
  });
  document.addEventListener("input", () => {
    typedAt = Date.now();
  });
  dialog.querySelector("[data-stay]")?.addEventListener("click", () => {
    dialog.close();
    stay(dialog);
  });
  setInterval(() => look(dialog, limit), LOOK_EVERY);
}
