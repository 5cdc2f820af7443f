/* A quiet warning before the session ends. Who is writing is not disturbed: the session is kept alive for them. */
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

async function stay() {
  try {
    const { user } = await freshToken();
    if (user) contact();
    else if (await signInAgain()) contact();
  } catch {
    // Without a network nobody can say; sending will ask again.
  }
}

/** @param {HTMLDialogElement} dialog @param {number} limit ms */
function look(dialog, limit) {
  const quiet = Date.now() - lastContact();
  if (quiet < limit - WARN_BEFORE) {
    if (dialog.open) dialog.close();
    return;
  }
  if (quiet < limit && typedAt > lastContact()) stay();
  else if (!dialog.open && !document.querySelector("dialog[open]")) dialog.showModal();
}

export function startIdle() {
  const limit = Number(document.documentElement.dataset.idleMinutes) * MINUTE;
  const dialog = document.getElementById("idle");
  if (!limit || !(dialog instanceof HTMLDialogElement)) return;
  contact();
  for (const name of ["house:page", "htmx:afterOnLoad"]) document.addEventListener(name, contact);
  document.addEventListener("input", () => {
    typedAt = Date.now();
  });
  dialog.querySelector("[data-stay]")?.addEventListener("click", () => {
    dialog.close();
    stay();
  });
  setInterval(() => look(dialog, limit), LOOK_EVERY);
}
