/* Who has opened the tablet: their key in memory only, their part of the database, and what proves them to the house. */
import { fromBase64, keyOf, seal, unseal, unwrap, wrap } from "./seal.js";
import { devicePut, deviceGet, nameOf, withDb } from "./store.js";

/** Wrong codes after which the wrapped key and the list are taken away. What was written stays, and a sign-in opens it. */
export const MOST_WRONG = 10;

/** @typedef {{id: string, name: string, initials: string, token: string, organisation: string, organisationId: string, unit: string, pin: string}} Person */
/** @typedef {{id: string, key: CryptoKey, person: Person}} Me */

/** @type {Me | null} */
let me = null;

/** Who has opened the tablet, or null while it is locked. */
export function current() {
  return me;
}

/** Raises while the tablet is locked. @returns {Me} */
export function mine() {
  if (!me) throw new Error("locked");
  return me;
}

/** @template T @param {(db: any) => Promise<T>} work @returns {Promise<T>} */
export function withMine(work) {
  return withDb(nameOf(mine().id), work);
}

/** @param {string} store @param {string} id @param {unknown} content */
export function sealMine(store, id, content) {
  const { id: user, key } = mine();
  return seal(key, content, `${store}|${user}|${id}|1`);
}

/** @param {string} store @param {string} id @param {any} sealed */
export function unsealMine(store, id, sealed) {
  const { id: user, key } = mine();
  return unseal(key, sealed, `${store}|${user}|${id}|1`);
}

/** The tablet's own number, made the first time. @returns {Promise<string>} */
export async function deviceId() {
  const known = await deviceGet("id");
  if (known) return known;
  const made = crypto.randomUUID();
  await devicePut("id", made);
  return made;
}

/** Those who have signed in here: initials and no more. @returns {Promise<{id: string, initials: string, organisation: string}[]>} */
export async function people() {
  return (await deviceGet("users")) ?? [];
}

/** @param {any} said the answer of the house to a sign-in */
async function remember(said) {
  const others = (await people()).filter((one) => one.id !== said.user);
  await devicePut("users", [{ id: said.user, initials: said.initials, organisation: said.organisation_id }, ...others]);
}

/**
 * A sign-in: the key comes from the house, so that what lies here opens again whatever became of the code.
 * @param {any} said the answer of the house @returns {Promise<boolean>} whether a code and digits stand already
 */
export async function enter(said) {
  const raw = fromBase64(said.key);
  const before = await savedPerson(said.user, await keyOf(raw));
  me = {
    id: said.user,
    key: await keyOf(raw),
    person: {
      id: said.user, name: said.name, initials: said.initials, token: said.token, organisation: said.organisation,
      organisationId: said.organisation_id, unit: said.unit, pin: before?.pin ?? "",
    },
  };
  await remember(said);
  await withMine(async (db) => {
    const tx = db.transaction("meta", "readwrite");
    const next = (await tx.store.get("next")) ?? 1;
    tx.store.put(Math.max(next, said.next_number), "next");
    await tx.done;
  });
  await savePerson();
  return Boolean(await withMine((db) => db.get("meta", "wrapped"))) && Boolean(me.person.pin);
}

/** @param {string} user @param {CryptoKey} key @returns {Promise<Person | null>} */
async function savedPerson(user, key) {
  const sealed = await withDb(nameOf(user), (db) => db.get("meta", "person"));
  if (!sealed) return null;
  return unseal(key, sealed, `meta|${user}|person|1`).catch(() => null);
}

async function savePerson() {
  const sealed = await sealMine("meta", "person", mine().person);
  await withMine((db) => db.put("meta", sealed, "person"));
}

/** @param {string} base64 the key as the house sent it @param {string} code @param {string} pin @param {number} rounds */
export async function setCode(base64, code, pin, rounds) {
  const wrapped = await wrap(fromBase64(base64), code, rounds);
  mine().person.pin = pin;
  await savePerson();
  await withMine(async (db) => {
    const tx = db.transaction("meta", "readwrite", { durability: "strict" });
    tx.store.put(wrapped, "wrapped");
    tx.store.delete("wrong");
    await tx.done;
  });
}

/** @param {string} user @returns {Promise<boolean>} whether a code opens their part */
export function hasCode(user) {
  return withDb(nameOf(user), async (db) => Boolean(await db.get("meta", "wrapped")));
}

/**
 * @param {string} user @param {string} code
 * @returns {Promise<"open" | "wrong" | "emptied">} emptied: too many wrong ones, only a sign-in opens now
 */
export async function unlock(user, code) {
  const name = nameOf(user);
  const wrapped = await withDb(name, (db) => db.get("meta", "wrapped"));
  if (!wrapped) return "emptied";
  let raw;
  try {
    raw = await unwrap(wrapped, code);
  } catch {
    return (await countWrong(name)) >= MOST_WRONG ? "emptied" : "wrong";
  }
  const key = await keyOf(raw);
  const person = await savedPerson(user, key);
  if (!person) return "emptied";
  me = { id: user, key, person };
  await withMine((db) => db.delete("meta", "wrong"));
  return "open";
}

/** @param {string} name */
function countWrong(name) {
  return withDb(name, async (db) => {
    const tx = db.transaction(["meta", "caseload"], "readwrite");
    const meta = tx.objectStore("meta");
    const wrong = ((await meta.get("wrong")) ?? 0) + 1;
    meta.put(wrong, "wrong");
    if (wrong >= MOST_WRONG) {
      meta.delete("wrapped");
      tx.objectStore("caseload").clear();
    }
    await tx.done;
    return wrong;
  });
}

/** The key leaves the memory. */
export function leave() {
  me = null;
}

/** The sign-in has ended; what lies here stays and opens by the code. */
export async function forgetToken() {
  if (!me) return;
  me.person.token = "";
  await savePerson();
}
