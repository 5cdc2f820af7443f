/* The page's script has no words of its own: the server renders them, translated, into #words. */

/** @param {string} name @returns {string} */
export function word(name) {
  return document.getElementById("words")?.dataset[name] ?? "";
}

/** Says something to a screen reader without moving the focus. @param {string} text */
export function announce(text) {
  const announcer = document.getElementById("announcer");
  if (!announcer) return;
  announcer.textContent = "";
  // A live region speaks on change; the same text twice would be no change.
  setTimeout(() => {
    announcer.textContent = text;
  }, 50);
}
