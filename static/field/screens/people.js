/* Borgere: those on the tablet, found by name, alias or place; and one of them, with what one can write about them. */
import { caseload, found, isExpired } from "../caseload.js";
import { button, h, icon, notice, page } from "../dom.js";
import { laidOver } from "../pending.js";
import { go, screen } from "../way.js";
import { day, word } from "../words.js";

/** What can be written about a citizen, in the order of the day, and about a course. */
const ABOUT_CITIZEN = ["citizen_change", "consent"];
const ABOUT_CASE = ["observation", "prescreening", "assessment", "tool1"];

/** @typedef {import("../caseload.js").PersonFacts} PersonFacts */

async function people() {
  const { people: all } = await laidOver();
  const rows = h("div", {});
  const search = /** @type {HTMLInputElement} */ (h("input", { class: "form-control", type: "search", autocomplete: "off", spellcheck: "false", "aria-label": word("search_people"), placeholder: word("search_people") }));
  const draw = () => rows.replaceChildren(...groups(search.value.trim() ? found(all, search.value) : all, search.value.trim()));
  search.addEventListener("input", draw);
  draw();
  const missing = !caseload() && notice(word(isExpired() ? "list_expired" : "no_list"), "wait");
  return page(word("people"), missing, search, rows);
}

/** @param {PersonFacts[]} shown @param {string} text @returns {HTMLElement[]} */
function groups(shown, text) {
  const add = button(text ? word("new_alias", text) : word("new_citizen"), () => void go("write", { kind: "citizen", values: text ? { identity: ["alias"], alias: [text] } : undefined }), { icon: "plus" });
  const lists = [["mine", shown.filter((one) => one.mine)], ["team", shown.filter((one) => !one.mine)]]
    .filter(([, rows]) => rows.length)
    .map(([key, rows]) => h("section", { class: "card flush" }, h("div", { class: "card-head" }, h("h2", {}, word(/** @type {string} */ (key)))), h("ul", { class: "rows" }, /** @type {PersonFacts[]} */ (rows).map(row))));
  return [...(lists.length ? lists : [h("p", { class: "soft" }, word("nobody_found"))]), h("p", {}, add)];
}

/** @param {PersonFacts} one */
export function row(one) {
  const meta = [one.alias, one.place, one.talked_on ? `${word("last_contact")} ${day(one.talked_on)}` : word("never_talked")].filter(Boolean).join(" · ");
  return h("li", { class: "row-item" }, icon(one.alerts.length ? "warning" : "person"),
    h("div", { class: "row-body" }, h("div", { class: "row-title" }, h("button", { type: "button", class: "row-link", onclick: () => void go("person", one.id) }, one.name)), h("div", { class: "row-meta" }, one.unsent ? word("not_sent_yet") : meta)));
}

/** @param {string} id */
async function person(id) {
  const { people: all, ended } = await laidOver();
  const one = all.find((each) => each.id === id);
  if (!one) return page(word("people"), h("p", {}, word("nobody_found")));
  const list = caseload();
  const tasks = (list?.agenda ?? []).filter((/** @type {any} */ task) => task.citizen === id && !ended.has(task.id));
  const fact = (/** @type {string} */ label, /** @type {any} */ value) => value && [h("dt", {}, word(label)), h("dd", {}, value)];
  const phone = one.phone && h("a", { class: "button small", href: `tel:${one.phone}` }, icon("phone"), one.phone);
  return page(one.name, one.alias && h("p", { class: "lead" }, one.alias),
    one.alerts.map((text) => notice(text, "wait")),
    one.rest_until && notice(`${word("rest_until")} ${day(one.rest_until)}`),
    one.admitted && notice(one.admitted),
    h("p", {}, button(word("new_contact"), () => void go("contact", { citizens: [id] }), { css: "first wide", icon: "plus" })),
    h("section", { class: "card" }, h("dl", { class: "facts" },
      fact("usual_places", one.place), fact("best_met", one.best_met.join(" · ")), fact("phone", phone),
      fact("last_contact", one.talked_on ? day(one.talked_on) : word("never_talked")), fact("next_agreement", one.next_on && day(one.next_on)))),
    tasks.length && h("section", { class: "card" }, h("h2", {}, word("open_tasks")), h("ul", {}, tasks.map((/** @type {any} */ task) => h("li", {}, `${day(task.on)} ${task.at} ${task.title}`)))),
    !one.unsent && list && writes(one, list.kinds));
}

/** @param {PersonFacts} one @param {Record<string, any>} kinds */
function writes(one, kinds) {
  const link = (/** @type {string} */ kind, /** @type {any} */ about, /** @type {any} */ more = {}) => kinds[kind] && button(kinds[kind].title, () => void go("write", { kind, about, who: one.name, ...more }), { icon: "edit" });
  const base = { phone: one.phone, usual_place: one.place_id };
  const change = { base, values: { phone: [one.phone].filter(Boolean), usual_place: [one.place_id].filter(Boolean) } };
  const about = one.cases[0] ? { citizen: one.id, case: one.cases[0] } : { citizen: one.id };
  return h("section", { class: "card" }, h("h2", {}, word("write_about")), h("div", { class: "button-row" },
    ABOUT_CITIZEN.map((kind) => link(kind, about, kind === "citizen_change" ? change : {})),
    one.cases.length ? ABOUT_CASE.map((kind) => link(kind, about)) : []));
}

export function startPeople() {
  screen("people", people);
  screen("person", person);
}
