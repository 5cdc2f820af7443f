/* The app's words, in the language the tablet speaks; the script itself has none. */

/** @type {Record<string, string>} */
let words = {};

/** @param {string} language "da" or "en" */
export async function loadWords(language) {
  const answer = await fetch(`/field/ord/${language}.json`);
  words = await answer.json();
  document.documentElement.lang = language;
}

/** The words of `key`; each %s is replaced by the next of `parts`. @param {string} key @param {...unknown} parts */
export function word(key, ...parts) {
  return parts.reduce((/** @type {string} */ text, part) => text.replace("%s", String(part)), words[key] ?? key);
}

/** Says something to a screen reader without moving the focus. @param {string} text */
export function announce(text) {
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = text;
}

const ZONE = "Europe/Copenhagen";

/** @param {Date} at @param {Intl.DateTimeFormatOptions} options */
function format(at, options) {
  return new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "da-DK", { timeZone: ZONE, ...options }).format(at);
}

/** "2026-11-29T14:05" in Denmark, as a form posts it, whatever zone the tablet believes itself in. @param {Date} at */
export function localMoment(at) {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE, dateStyle: "short", timeStyle: "short" }).format(at);
  return parts.replace(" ", "T");
}

/** "14.05". @param {Date | string} at */
export function clock(at) {
  return format(new Date(at), { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
}

/** "fre. 3. dec.", or "14.05" when it is today. @param {Date | string} at */
export function moment(at) {
  const when = new Date(at);
  return localMoment(when).slice(0, 10) === localMoment(new Date()).slice(0, 10) ? clock(when) : `${day(when)} ${clock(when)}`;
}

/** "fre. 3. dec." @param {Date | string} at a day "2026-12-03" or a moment */
export function day(at) {
  const when = typeof at === "string" && at.length === 10 ? new Date(`${at}T12:00:00Z`) : new Date(at);
  return format(when, { weekday: "short", day: "numeric", month: "short" });
}
