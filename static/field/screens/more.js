/* Mere: sign in again, sign out, language, light and dark, the ordinary pages, and the build. */
import { button, h, line, notice, page, show, wrong } from "../dom.js";
import { lockHard } from "../lock.js";
import { deviceId, enter, forgetToken, mine } from "../me.js";
import { standing } from "../outbox.js";
import { devicePut } from "../store.js";
import { ask, isInstalled, Refusal, resetSync, sync } from "../sync.js";
import { chooseTheme } from "../theme.js";
import { back, redraw, screen } from "../way.js";
import { loadWords, word } from "../words.js";

async function more() {
  const { person } = mine();
  const { numbers } = await standing();
  const other = document.documentElement.lang === "en" ? "da" : "en";
  return page(word("more"),
    h("section", { class: "card" }, h("h2", {}, person.name), h("p", { class: "soft" }, `${person.organisation}, ${person.unit}`), h("div", { class: "button-row" },
      button(word("lock"), lockHard, { icon: "lock" }), button(word("sign_out"), () => void signOut(numbers.length), { icon: "out" }))),
    h("section", { class: "card" }, h("div", { class: "button-row" },
      button(other === "en" ? "English" : "Dansk", () => void speak(other), { icon: "switch", lang: other }),
      button(word("light_dark"), () => void chooseTheme(), { icon: "sun" }),
      h("a", { class: "button", href: "/" }, word("open_pages")))),
    !isInstalled() && notice(word("install_why"), "", h("p", {}, h("strong", {}, word("install")))),
    h("p", { class: "soft number" }, `${document.documentElement.dataset.build}`));
}

/** @param {string} language */
async function speak(language) {
  await loadWords(language);
  await devicePut("language", language);
  await redraw();
}

/** @param {number} waiting */
async function signOut(waiting) {
  if (waiting) {
    const count = word(waiting === 1 ? "waiting_one" : "waiting_many", waiting);
    return show(page(word("sign_out"), notice(word("sign_out_waiting", count), "wait"), h("div", { class: "button-row" },
      button(word("sign_out"), () => void leaveNow(), { css: "first" }), button(word("cancel"), () => void redraw()))));
  }
  return leaveNow();
}

async function leaveNow() {
  await ask("sign-out", {}).catch(() => {});
  await forgetToken();
  lockHard();
}

/** The session ended under somebody who works: the screen, the drafts and the outbox stay. */
function login() {
  const form = /** @type {HTMLFormElement} */ (h("form", { class: "house-form narrow card", autocomplete: "off", novalidate: true },
    line(word("email"), { name: "email", type: "email", autocapitalize: "none" }), line(word("password"), { name: "password", type: "password" }),
    h("div", { class: "button-row" }, h("button", { class: "button first", type: "submit" }, word("sign_in")), button(word("cancel"), () => void back()))));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value;
    try {
      const { said } = await ask("sign-in", { email: typed("email"), password: typed("password"), device: await deviceId() });
      // Somebody else may sign in, but not into this person's part of the tablet.
      if (said.user !== mine().id) return wrong(form, word("other_signs_in"));
      await enter(said);
      resetSync();
      await back();
      sync();
    } catch (error) {
      wrong(form, error instanceof Refusal ? error.said.message || word("server_trouble") : word("no_network"));
    }
  });
  return page(word("sign_in"), form);
}

export function startMore() {
  screen("more", more);
  screen("login", login);
}
