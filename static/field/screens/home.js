/* I dag: what is agreed, who is out, and the way to Ny kontakt. */
import { caseload, isExpired } from "../caseload.js";
import { button, h, icon, notice, page } from "../dom.js";
import { enqueue } from "../outbox.js";
import { laidOver } from "../pending.js";
import { go, redraw, screen } from "../way.js";
import { clock, day, localMoment, word } from "../words.js";

/** As the house prolongs, ms. */
const MORE_TIME = 30 * 60_000;

/** @typedef {import("../pending.js").Laid} Laid */

async function home() {
  const list = caseload();
  const laid = await laidOver();
  return page(word("home"),
    !list && notice(word(isExpired() ? "list_expired" : "no_list"), "wait"),
    h("p", {}, button(word("new_contact"), () => void go("contact"), { css: "first wide tall", icon: "plus" })),
    list && visits(list.visits, laid),
    list && agenda(list.agenda.filter((/** @type {any} */ task) => !laid.ended.has(task.id)), laid, list.kinds));
}

/** One tap says it all: saved, and shown at once. @param {import("../outbox.js").Written} written */
async function tap(written) {
  await enqueue(written);
  document.dispatchEvent(new CustomEvent("field:saved", { detail: word("saved_here") }));
  await redraw();
}

/** @param {any[]} rows @param {Laid} laid */
function visits(rows, laid) {
  const shown = rows.filter((one) => laid.out.get(one.route || one.id) !== "back" && laid.out.get(one.id || one.route) !== "back");
  if (!shown.length) return null;
  return h("section", { class: "card flush" }, h("div", { class: "card-head" }, h("h2", {}, word("today_visits"))), h("ul", { class: "rows" }, shown.map((one) => {
    const about = /** @type {Record<string, string>} */ (one.route ? { route: one.route } : { visit: one.id });
    if (one.id) about.visit = one.id;
    const since = laid.out.get(one.id) ?? laid.out.get(one.route) ?? one.out_at;
    const expected = expectedBack(one, laid);
    const meta = [since && since !== "back" ? word("out_since", clock(since)) : [one.from, one.to].filter(Boolean).join("-").replaceAll(":", "."), since && expected && word("back_by", clock(new Date(expected))), one.stops.map((/** @type {any} */ stop) => stop.name).join(", "), one.safety].filter(Boolean).join(" · ");
    const press = since ? [button(word("more_time"), () => void tap(prolonged(one, about, laid)), { css: "small" }),
      button(word("come_back"), () => void go("write", { kind: "visit_back", about, who: one.name }), { css: "first small" })]
      : button(word("go_out"), () => void tap({ kind: "visit_out", about, summary: one.name }), { css: "small" });
    return h("li", { class: "row-item" }, icon("walk"), h("div", { class: "row-body" }, h("div", { class: "row-title" }, one.name), h("div", { class: "row-meta" }, meta)), h("div", { class: "row-trailing" }, press));
  })));
}

/** When one is waited for, with what the house has not heard yet; 0 where nobody knows. @param {any} one @param {Laid} laid */
function expectedBack(one, laid) {
  const heard = one.expected_back_at ? Date.parse(one.expected_back_at) : 0;
  return heard && (laid.more.get(one.route || one.id) ?? []).reduce((at, tapped) => Math.max(at, Date.parse(tapped)) + MORE_TIME, heard);
}

/** Says which time it prolongs, so that two who press prolong once. @param {any} one @param {Record<string, string>} about @param {Laid} laid */
function prolonged(one, about, laid) {
  const isFirst = one.expected_back_at && !laid.more.has(one.route || one.id);
  return { kind: "visit_more_time", about, base: isFirst ? { expected_back_at: one.expected_back_at } : {}, summary: one.name };
}

/** @param {any[]} tasks @param {Laid} laid @param {Record<string, any>} kinds */
function agenda(tasks, laid, kinds) {
  const today = localMoment(new Date()).slice(0, 10);
  const head = h("div", { class: "card-head" }, h("h2", {}, word("open_tasks")));
  if (!tasks.length) return h("section", { class: "card flush" }, head, h("p", { class: "soft empty-line" }, word("nothing_today")));
  return h("section", { class: "card flush" }, head, h("ul", { class: "rows" }, tasks.map((task) => {
    const who = laid.people.find((one) => one.id === task.citizen);
    const when = [task.on === today ? "" : day(task.on), task.at.replace(":", "."), task.on < today ? word("overdue") : ""].filter(Boolean).join(" · ");
    return h("li", { class: "row-item" }, icon(task.kind === "agreement" ? "calendar" : "task"),
      h("div", { class: "row-body" }, h("div", { class: "row-title" }, task.title || who?.name || ""), h("div", { class: "row-meta" }, [when, task.title && who?.name, task.place].filter(Boolean).join(" · "))),
      h("div", { class: "row-trailing" }, presses(task, who, kinds)));
  })));
}

/** @param {any} task @param {any} who @param {Record<string, any>} kinds */
function presses(task, who, kinds) {
  const about = { task: task.id };
  const summary = task.title || who?.name || "";
  if (task.kind === "agreement" && task.citizen) {
    const met = button(word("held"), () => void go("contact", { citizens: [task.citizen], place: task.place_id, task: task.id, values: { result: ["talked"], ...(task.way ? { way: [task.way] } : {}) } }), { css: "small" });
    const minutes = [task.minutes && String(task.minutes)].filter(Boolean);
    const plain = task.way && kinds.talk_held && button(word("held_plain"), () => void go("write", { kind: "talk_held", about, who: summary, values: { way: [task.way], minutes } }), { css: "small bare" });
    const missed = task.way && kinds.talk_missed && button(word("missed"), () => void go("write", { kind: "talk_missed", about, who: summary }), { css: "small bare" });
    return [met, plain, missed];
  }
  return kinds.task_done ? button(word("done"), () => void tap({ kind: "task_done", about, summary }), { css: "small", icon: "check" }) : null;
}

export function startHome() {
  screen("home", home);
}
