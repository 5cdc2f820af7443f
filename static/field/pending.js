/* What lies in the outbox laid over the list: somebody new is found, what is done is done, before the house has heard of it. */
import { caseload } from "./caseload.js";
import { entries } from "./outbox.js";

/** @typedef {import("./caseload.js").PersonFacts} PersonFacts */
/** @typedef {{people: PersonFacts[], ended: Set<string>, out: Map<string, string>, touched: Set<string>, more: Map<string, string[]>}} Laid */

/** @param {string} id @param {Record<string, string[]>} data @returns {PersonFacts} */
function newcomer(id, data) {
  const [name = "", alias = "", description = ""] = [data.name?.[0], data.alias?.[0], data.description?.[0]];
  return {
    id, name: name || alias || description, alias: name ? alias : "", find: "", mine: true, cases: [], place: "", place_id: data.usual_place?.[0] ?? "",
    phone: data.phone?.[0] ?? "", best_met: [], alerts: [], talked_on: "", next_on: "", rest_until: "", admitted: "", unsent: true,
  };
}

/** @returns {Promise<Laid>} */
export async function laidOver() {
  const people = /** @type {PersonFacts[]} */ ([...(caseload()?.people ?? [])]);
  const ended = new Set();
  const out = new Map();
  const touched = new Set();
  const more = new Map();
  for (const { id, command } of await entries()) {
    const { about, data } = JSON.parse(command.payload);
    if (command.kind === "citizen" && !people.some((one) => one.id === id)) people.unshift(newcomer(id, data));
    if (about.task) ended.add(about.task);
    for (const citizen of data.citizens ?? []) touched.add(citizen);
    const visit = about.route ?? about.visit;
    if (command.kind === "visit_out") out.set(visit, command.made_at);
    if (command.kind === "visit_more_time") more.set(visit, [...(more.get(visit) ?? []), command.made_at]);
    if (command.kind === "visit_back") out.set(visit, "back");
    if (command.kind === "citizen_change") change(people, about.citizen, data);
  }
  return { people, ended, out, touched, more };
}

/** @param {PersonFacts[]} people @param {string} id @param {Record<string, string[]>} data */
function change(people, id, data) {
  const at = people.findIndex((one) => one.id === id);
  if (at < 0) return;
  const place = caseload()?.places.find((/** @type {any} */ one) => one.id === data.usual_place?.[0]);
  people[at] = { ...people[at], phone: data.phone?.[0] ?? people[at].phone, place: place?.name ?? people[at].place, place_id: place?.id ?? people[at].place_id };
}

/** The ids of entries in the outbox that make these citizens: what is written about them goes after. @param {string[]} citizens */
export async function makers(citizens) {
  const waiting = new Set((await entries()).filter((one) => one.command.kind === "citizen").map((one) => one.id));
  return citizens.filter((id) => waiting.has(id));
}
