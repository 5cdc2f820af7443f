/* Around every screen: who is here, what is not sent, and the ways to the rest. */
import { button, h, icon, notice } from "./dom.js";
import { lockHard } from "./lock.js";
import { current } from "./me.js";
import { headings, isWaiting } from "./outbox.js";
import { isClockWrong, sync, trouble } from "./sync.js";
import { go, here } from "./way.js";
import { word } from "./words.js";

const TABS = [["home", "day"], ["people", "search"], ["outbox", "inbox"], ["more", "menu"]];
const DAY = 24 * 3600_000;

const root = () => document.documentElement;

/** Everything around the screen, as it is now. */
export async function drawFrame() {
  const top = /** @type {HTMLElement} */ (document.getElementById("top"));
  const bar = /** @type {HTMLElement} */ (document.getElementById("bar"));
  const me = root().dataset.state === "open" ? current() : null;
  bar.hidden = !me;
  if (!me) {
    delete root().dataset.waiting;
    delete root().dataset.attention;
    top.replaceChildren(h("p", { class: "brand" }, "Brobyg"));
    bar.replaceChildren();
    return;
  }
  const rows = await headings().catch(() => []);
  // Somebody else may have opened the tablet meanwhile: how much waits is told to whom it belongs.
  if (current() !== me) return;
  const waiting = rows.filter(isWaiting);
  const stopped = rows.length - waiting.length;
  const isOld = waiting.some((one) => Date.now() - one.at > DAY);
  Object.assign(root().dataset, { waiting: String(waiting.length), attention: String(stopped), trouble });
  top.replaceChildren(h("p", { class: "brand" }, "Brobyg"), status(waiting.length, stopped, isOld),
    button(me.person.initials, lockHard, { icon: "lock", css: "small", "aria-label": `${word("lock")} (${me.person.initials})` }));
  const banner = says();
  if (banner) top.append(banner);
  bar.setAttribute("aria-label", word("more"));
  bar.replaceChildren(...TABS.map(([name, mark]) => h("button", { type: "button", class: "tab", "aria-current": here().name === name ? "page" : null, onclick: () => void go(name) },
    icon(mark), h("span", {}, word(name)), name === "outbox" && waiting.length + stopped > 0 && h("span", { class: "count" }, String(waiting.length + stopped)))));
}

/** @param {number} waiting @param {number} stopped @param {boolean} isOld */
function status(waiting, stopped, isOld) {
  const text = stopped ? word(stopped === 1 ? "attention_one" : "attention_many", stopped) : waiting ? word(waiting === 1 ? "waiting_one" : "waiting_many", waiting) : word("all_sent");
  const tone = stopped || isOld ? "wait" : waiting ? "" : "good";
  return h("button", { type: "button", class: `badge status ${tone}`, onclick: () => void go("outbox"), "data-status": tone }, icon(tone === "good" ? "check" : tone ? "warning" : "clock"), text);
}

function says() {
  if (trouble === "login") return notice(word("logged_out"), "wait", button(word("sign_in_again"), () => void go("login"), { css: "small first" }));
  if (trouble === "ended") return notice(word("ended"), "wait");
  if (trouble === "other") return notice(word("somebody_else"), "wait");
  if (isClockWrong) return notice(word("clock_wrong"), "wait");
  return null;
}

/** A line that goes by itself: it was kept. @param {string} text */
function flash(text) {
  const line = h("div", { class: "flash", role: "status" }, icon("inbox"), text);
  document.body.append(line);
  setTimeout(() => line.remove(), 4000);
}

export function startFrame() {
  for (const news of ["field:outbox", "field:sync", "field:list", "field:screen", "field:open", "field:lock"]) document.addEventListener(news, () => void drawFrame());
  document.addEventListener("field:saved", (event) => {
    flash(/** @type {CustomEvent} */ (event).detail);
    sync();
  });
}
