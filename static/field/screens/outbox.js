/* Udbakke: what waits, what was sent with its receipt, what was refused and why. Green only when the house has said so. */
import { AMEND, amended, corrections } from "../amending.js";
import { caseload } from "../caseload.js";
import { button, h, icon, notice, page } from "../dom.js";
import { entries, exported, isWaiting, putAway, receipts } from "../outbox.js";
import { laidOver } from "../pending.js";
import { lost, progress, sync, trouble } from "../sync.js";
import { go, here, redraw, screen } from "../way.js";
import { day, moment, word } from "../words.js";

const DAY = 24 * 3600_000;

/** @param {string} kind */
const titled = (kind) => caseload()?.kinds[kind]?.title ?? kind;

async function outbox() {
  const rows = await entries();
  const waiting = rows.filter(isWaiting);
  const stopped = rows.filter((one) => !isWaiting(one));
  const sent = await receipts();
  const { people } = await laidOver();
  const corrected = amended(sent, rows);
  const isOld = waiting.some((one) => Date.now() - one.at > DAY);
  return page(word("outbox"),
    isOld && notice(word("old_waiting"), "wait"),
    lost.length && notice(word("lost_numbers", lost.join(", ")), "wait"),
    h("p", { role: "status" }, sentence(waiting.length)),
    h("div", { class: "button-row" }, button(word("send_now"), () => void sync(), { css: "first", icon: "upload", "aria-busy": document.documentElement.dataset.sync === "running" }),
      rows.length && button(word("export"), () => void saveFile(), { css: "bare" })),
    stopped.length && section(word(stopped.length === 1 ? "attention_one" : "attention_many", stopped.length), stopped.map(stoppedRow)),
    waiting.length && section(word("state_waiting"), waiting.map((one) => row(one, "clock", one.state === "blocked" ? word("state_blocked") : ""))),
    sent.length && section(word("state_sent"), sent.slice(0, 100).map((one) => h("li", { class: "row-item sent" }, icon("check"), h("div", { class: "row-body" },
      h("div", { class: "row-title" }, titled(one.kind)), h("div", { class: "row-meta" }, [one.summary, moment(new Date(one.at)), `${word("receipt")} ${one.id.slice(-6)}`].filter(Boolean).join(" · ")),
      one.said.map((text) => h("p", { class: "row-meta" }, text))), amendButtons(corrections(one, corrected, people))))),
    !rows.length && !sent.length && h("p", { class: "soft" }, word("outbox_empty")));
}

/** @param {import("../amending.js").Correction[]} offered */
function amendButtons(offered) {
  return offered.length > 0 && h("div", { class: "row-trailing" }, offered.map((one) =>
    button(offered.length > 1 ? word("amend_of", one.who) : word("amend"), () => void go("write", { kind: AMEND, ...one }), { css: "small", icon: "edit" })));
}

/** @param {number} waiting */
function sentence(waiting) {
  if (document.documentElement.dataset.sync === "running" && progress.of) return word("sending_of", progress.done, progress.of);
  if (trouble === "offline") return word("no_network");
  if (trouble === "trouble") return word("server_trouble");
  return waiting ? word(waiting === 1 ? "waiting_one" : "waiting_many", waiting) : word("all_sent");
}

/** @param {string} title @param {HTMLElement[]} rows */
function section(title, rows) {
  return h("section", { class: "card flush" }, h("div", { class: "card-head" }, h("h2", {}, title)), h("ul", { class: "rows" }, rows));
}

/** @param {any} one @param {string} mark @param {string} state @param {...any} more */
function row(one, mark, state, ...more) {
  return h("li", { class: "row-item", "data-entry": one.id, "data-entry-state": one.state }, icon(mark), h("div", { class: "row-body" }, h("div", { class: "row-title" }, titled(one.command.kind)),
    h("div", { class: "row-meta" }, [one.command.summary, `${word("written")} ${moment(new Date(one.at))}`, state].filter(Boolean).join(" · ")), more));
}

/** @param {any} one */
function stoppedRow(one) {
  const answer = one.answer ?? {};
  const texts = Object.values(answer.errors ?? {}).flat();
  const both = Object.values(answer.both ?? {}).map((/** @type {any} */ each) => h("p", {}, `${each.label}: `, h("s", {}, each.tablet), ` ${each.standing}`));
  const mend = one.state === "rejected" && button(word("mend"), () => void mendIt(one), { css: "small first" });
  const seen = ["rejected", "conflict"].includes(one.state) && button(word("seen"), async () => {
    await putAway(one.id);
    await redraw();
  }, { css: "small" });
  return row(one, "warning", word(`state_${one.state}`), texts.map((text) => h("p", { class: "field-error" }, String(text))), both,
    ["rejected", "conflict"].includes(one.state) && h("p", { class: "row-meta" }, word("decided_elsewhere")), h("div", { class: "button-row" }, mend, seen));
}

/** The same form with what was typed and what was wrong; saved, it takes the old one's place. @param {any} one */
function mendIt(one) {
  const { about, data, base } = JSON.parse(one.command.payload);
  const errors = one.answer?.errors ?? {};
  const { values = data, was } = (one.command.kind === AMEND && one.command.kept) || {};
  if (one.command.kind === "contact") return go("contact", { values: { ...data, when: ["other"] }, errors, supersedes: one.id });
  return go("write", { kind: one.command.kind, about, values, was, errors, supersedes: one.id, base: Object.keys(base).length ? base : undefined, who: one.command.summary });
}

async function saveFile() {
  const url = URL.createObjectURL(new Blob([await exported()], { type: "application/json" }));
  h("a", { href: url, download: `udbakke-${day(new Date())}.json` }).click();
  URL.revokeObjectURL(url);
}

export function startOutbox() {
  screen("outbox", outbox);
  for (const news of ["field:outbox", "field:sync"]) {
    document.addEventListener(news, () => {
      if (here().name === "outbox" && document.documentElement.dataset.state === "open") void redraw();
    });
  }
}
