/* Before anybody is in: sign in, choose a code and four digits, unlock. */
import { button, h, line, notice, page, show, wrong } from "../dom.js";
import { lockHard, opened, PIN_TRIES } from "../lock.js";
import { current, deviceId, enter, hasCode, people, setCode, unlock } from "../me.js";
import { ask, isInstalled, Refusal } from "../sync.js";
import { word } from "../words.js";

const SHORTEST = 10;
const rounds = () => Number(document.documentElement.dataset.rounds);

/** @param {string} state */
function say(state) {
  document.documentElement.dataset.state = state;
}

function done() {
  opened();
  document.dispatchEvent(new CustomEvent("field:open"));
}

/** @param {string} label @param {(form: HTMLFormElement) => Promise<void>} submit @param {...any} parts */
function form(label, submit, ...parts) {
  const made = /** @type {HTMLFormElement} */ (h("form", { class: "house-form narrow card", autocomplete: "off", novalidate: true }, parts, h("div", { class: "button-row" }, h("button", { type: "submit", class: "button first wide" }, label))));
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    const press = made.querySelector("button[type=submit]");
    if (press?.getAttribute("aria-busy")) return;
    press?.setAttribute("aria-busy", "true");
    try {
      await submit(made);
    } finally {
      press?.removeAttribute("aria-busy");
    }
  });
  return made;
}

/** @param {HTMLFormElement} from @param {string} name */
const typed = (from, name) => /** @type {HTMLInputElement} */ (from.elements.namedItem(name)).value;

/** What one sees while the tablet is locked: the code of whoever was here last, or a sign-in. */
export async function showLocked() {
  const known = await people();
  if (!known.length) return showSignIn();
  return showUnlock(known[0].id);
}

/** @param {string} user */
async function showUnlock(user) {
  const known = await people();
  const me = known.find((one) => one.id === user);
  if (!me || !(await hasCode(user))) return showSignIn();
  say("locked");
  const others = known.filter((one) => one.id !== user).map((one) => button(one.initials, () => void showUnlock(one.id), { icon: "person" }));
  show(page(word("locked"),
    form(word("unlock"), async (made) => {
      const how = await unlock(user, typed(made, "code"));
      if (how === "open") return done();
      if (how === "emptied") return showSignIn(word("code_emptied"));
      wrong(made, word("code_wrong"));
      made.reset();
    }, h("p", { class: "who-am-i" }, me.initials), line(word("code"), { name: "code", type: "password", autocomplete: "off" })),
    h("div", { class: "button-row" }, others, button(word("code_forgotten"), () => void showSignIn(), { css: "bare" }), button(word("somebody_else"), () => void showSignIn(), { css: "bare" }))));
}

/** @param {string} why @param {Record<string, string>} more a membership that was chosen */
export function showSignIn(why = "", more = {}) {
  say("sign-in");
  const made = form(word("sign_in"), (from) => signIn(from, more),
    line(word("email"), { name: "email", type: "email", autocomplete: "off", autocapitalize: "none" }),
    line(word("password"), { name: "password", type: "password", autocomplete: "off" }));
  show(page(word("sign_in"), why ? notice(why, "wait") : h("p", { class: "soft" }, word("sign_in_why")), made,
    !isInstalled() && notice(word("install_why"), "", h("p", {}, h("strong", {}, word("install"))))));
}

/** @param {HTMLFormElement} from @param {Record<string, string>} more */
async function signIn(from, more) {
  let said;
  try {
    const device = await deviceId();
    ({ said } = await ask("sign-in", { email: typed(from, "email"), password: typed(from, "password"), device, ...more }));
  } catch (error) {
    return refused(from, error);
  }
  if (await enter(said)) return done();
  showNewCode(said.key);
}

/** @param {HTMLFormElement} from @param {unknown} error */
function refused(from, error) {
  if (!(error instanceof Refusal)) return wrong(from, word("no_network"));
  if (error.status === 410) return void document.dispatchEvent(new CustomEvent("field:wipe"));
  if (error.said.error !== "choose_membership") return wrong(from, error.said.message || word("no_network"));
  const choices = /** @type {{id: string, label: string}[]} */ (error.said.memberships);
  from.querySelector(".choose")?.remove();
  from.prepend(h("fieldset", { class: "field choose" }, h("legend", { class: "field-label" }, word("choose_membership")),
    choices.map((one) => button(one.label, () => void signIn(from, { membership: one.id }), { css: "wide" }))));
}

/** The first time on this tablet, or when the old code was forgotten. @param {string} key */
function showNewCode(key) {
  say("new-code");
  show(page(word("new_code"), h("p", { class: "soft" }, word("new_code_why")),
    form(word("save"), async (made) => {
      const [code, again, pin] = [typed(made, "code"), typed(made, "again"), typed(made, "pin")];
      if ([...code].length < SHORTEST) return wrong(made, word("code_short"));
      if (code !== again) return wrong(made, word("code_differs"));
      if (!/^\d{4}$/.test(pin)) return wrong(made, word("pin_digits"));
      await setCode(key, code, pin, rounds());
      done();
    },
    line(word("code"), { name: "code", type: "password", autocomplete: "off" }),
    line(word("code_again"), { name: "again", type: "password", autocomplete: "off" }),
    line(word("new_pin"), { name: "pin", type: "password", inputmode: "numeric", maxlength: 4, autocomplete: "off" }, word("new_pin_why")))));
}

/** The screen rested a while: four digits. */
export function showPin() {
  say("soft");
  let tries = PIN_TRIES;
  let pressed = "";
  const dots = h("p", { class: "pin-dots", role: "status" });
  const says = h("p", { class: "field-error", role: "alert" });
  const draw = () => dots.replaceChildren(...[0, 1, 2, 3].map((at) => h("span", { class: at < pressed.length ? "full" : "" })));
  const press = (/** @type {string} */ digit) => {
    pressed = digit === "" ? pressed.slice(0, -1) : (pressed + digit).slice(0, 4);
    draw();
    if (pressed.length < 4) return;
    if (pressed === current()?.person.pin) return done();
    tries -= 1;
    pressed = "";
    draw();
    if (!tries) return lockHard();
    says.textContent = word("pin_wrong", tries);
  };
  const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => button(digit, () => press(digit), { css: "key" }));
  draw();
  show(page(word("pin"), dots, says, h("div", { class: "pad" }, keys, button(word("lock"), lockHard, { css: "key small" }),
    button("0", () => press("0"), { css: "key" }), button("", () => press(""), { css: "key", icon: "back", "aria-label": word("cancel") }))));
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (!dots.isConnected) return document.removeEventListener("keydown", onKey);
    if (/^\d$/.test(event.key)) press(event.key);
    if (event.key === "Backspace") press("");
  };
  document.addEventListener("keydown", onKey);
}

export function showWiped() {
  say("wiped");
  document.getElementById("bar")?.setAttribute("hidden", "");
  show(page(word("wiped"), notice(word("wiped_why"), "wait")));
}
