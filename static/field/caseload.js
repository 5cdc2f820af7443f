/* The list a worker carries along: taken whole, sealed whole, gone when its hours are over. */
import { sealMine, unsealMine, withMine } from "./me.js";

/** @typedef {{id: string, name: string, alias: string, find: string, mine: boolean, cases: string[], place: string, place_id: string, phone: string, best_met: string[], alerts: string[], talked_on: string, next_on: string, rest_until: string, admitted: string, unsent?: boolean}} PersonFacts */

/** @type {any | null} */
let list = null;
let expired = false;

/** The list, or null where none is there. */
export function caseload() {
  if (list && Date.now() > list.expires) {
    list = null;
    expired = true;
    withMine((db) => db.clear("caseload")).catch(() => {});
  }
  return list;
}

/** Whether there was one, and its hours are over. */
export function isExpired() {
  caseload();
  return expired;
}

export function forgetList() {
  list = null;
  expired = false;
}

/** From the tablet into memory. */
export async function readList() {
  forgetList();
  const row = await withMine((db) => db.get("caseload", "all"));
  if (!row) return;
  list = await unsealMine("caseload", "all", row.sealed).catch(() => null);
  caseload();
}

/** @param {any} fetched the answer of the house @param {string} etag */
export async function replaceList(fetched, etag) {
  const fresh = { ...fetched, etag, expires: Date.now() + fetched.expires_in * 1000 };
  const sealed = await sealMine("caseload", "all", fresh);
  await withMine((db) => db.put("caseload", { at: Date.now(), sealed }, "all"));
  list = fresh;
  expired = false;
  document.dispatchEvent(new CustomEvent("field:list"));
}

/** The same list as before: its hours begin anew. */
export async function keepList() {
  if (!list) return;
  const { etag, ...rest } = list;
  await replaceList(rest, etag);
}

/** As the house folds names to find them: case, accents, æøå. @param {string} text */
export function folded(text) {
  return text.toLowerCase().normalize("NFC").replace(/å/g, "aa").replace(/æ/g, "ae").replace(/ø/g, "oe")
    .normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9 ]+/g, " ").trim();
}

/** @param {PersonFacts[]} people @param {string} text @returns {PersonFacts[]} */
export function found(people, text) {
  const words = folded(text).split(" ").filter(Boolean);
  return people.filter((one) => words.every((each) => folded(`${one.name} ${one.alias} ${one.place} ${one.find}`).includes(each)));
}
