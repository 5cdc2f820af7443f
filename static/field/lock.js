/* Locking by the clock on the wall: a tablet that slept has no timers. Soft: the screen is cleared and four digits open
   it. Hard: the key leaves the memory and only the code, or a sign-in, brings it back. */
import { current, leave } from "./me.js";

const SOFT_IDLE = 3 * 60_000;
const SOFT_HIDDEN = 30_000;
const HARD = 15 * 60_000;
const LOOK_EVERY = 5_000;
/** A clock that goes backwards more than this was moved. */
const SLACK = 60_000;
export const PIN_TRIES = 5;

let active = Date.now();
let hiddenAt = 0;
let isSoft = false;

/** @param {string} how "soft" or "hard" */
function tell(how) {
  document.dispatchEvent(new CustomEvent("field:lock", { detail: how }));
}

export function isSoftlyLocked() {
  return isSoft;
}

/** Somebody is here: called when the tablet was opened. */
export function opened() {
  isSoft = false;
  active = Date.now();
  hiddenAt = 0;
}

export function lockSoftly() {
  if (!current() || isSoft) return;
  isSoft = true;
  tell("soft");
}

export function lockHard() {
  // What is typed is kept with the key that is still here.
  document.dispatchEvent(new CustomEvent("field:leaving"));
  isSoft = false;
  leave();
  tell("hard");
}

function look() {
  if (!current()) return;
  const now = Date.now();
  const away = now - (hiddenAt || active);
  if (now < active - SLACK || away > HARD) return lockHard();
  if (now - active > SOFT_IDLE || (hiddenAt && now - hiddenAt > SOFT_HIDDEN)) lockSoftly();
}

function touched() {
  look();
  if (!isSoft) active = Date.now();
}

export function startLock() {
  for (const kind of ["pointerdown", "keydown", "input"]) document.addEventListener(kind, touched, { capture: true, passive: true });
  document.addEventListener("visibilitychange", () => {
    // The picture a tablet takes for its list of apps shows nobody.
    document.documentElement.toggleAttribute("data-covered", document.visibilityState === "hidden");
    if (document.visibilityState === "hidden") hiddenAt = Date.now();
    else {
      look();
      hiddenAt = 0;
    }
  });
  window.addEventListener("pageshow", look);
  setInterval(look, LOOK_EVERY);
}
