/* Light, dark or as the device. A classic script in the head, so that no page flashes in the wrong colours. */
(() => {
  const KEY = "brobyg-theme";
  const MEDIA = { auto: "screen and (prefers-color-scheme: dark)", light: "not all", dark: "screen" };

  function chosen() {
    try {
      return localStorage.getItem(KEY) || "auto";
    } catch {
      return "auto";
    }
  }

  function apply() {
    const dark = document.getElementById("dark");
    if (dark) dark.media = MEDIA[chosen()] || MEDIA.auto;
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen()));
    }
    for (const part of document.querySelectorAll(".theme-choice")) part.hidden = false;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice]");
    if (!button) return;
    try {
      localStorage.setItem(KEY, button.dataset.themeChoice);
    } catch {
      // Storage is closed: the device's own setting stays.
    }
    apply();
  });
  apply();
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("house:page", apply);
})();
