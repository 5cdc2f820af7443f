/* What lies on the tablet: one database for the tablet itself, one for each person. A connection that died is opened
   once more; what cannot be written is said, never swallowed. */
import { openDB, deleteDB } from "../vendor/idb.js";

const DEVICE = "field-device";
const VERSION = 1;
/** @type {Map<string, Promise<any>>} */
const opened = new Map();

/** @param {string} user */
export function nameOf(user) {
  return `field-user-${user}`;
}

/** @param {any} db @param {number} from */
function upgrade(db, from) {
  // Only ever added to: an upgrade that rebuilt the outbox would lose it.
  if (from >= 1) return;
  if (db.name === DEVICE) {
    db.createObjectStore("kv");
    return;
  }
  const outbox = db.createObjectStore("outbox", { keyPath: "id" });
  outbox.createIndex("number", "number", { unique: true });
  db.createObjectStore("drafts");
  db.createObjectStore("caseload");
  db.createObjectStore("receipts", { keyPath: "id" });
  db.createObjectStore("meta");
}

/** @param {string} name */
function open(name) {
  const found = opened.get(name);
  if (found) return found;
  const forget = () => opened.delete(name);
  const opening = openDB(name, VERSION, {
    upgrade,
    // Another tab brings a newer version: it must not wait for this one.
    blocking: (_old, _new, event) => {
      /** @type {any} */ (event.target).close();
      forget();
    },
    terminated: forget,
  });
  opened.set(name, opening);
  opening.then((db) => db.addEventListener("close", forget), forget);
  return opening;
}

/** Whether the connection is what failed, not what was asked of it. @param {any} error */
function isDead(error) {
  return error?.name === "InvalidStateError" || error?.name === "UnknownError" || /connection/i.test(error?.message ?? "");
}

/**
 * @template T @param {string} name @param {(db: any) => Promise<T>} work may be called twice
 * @returns {Promise<T>}
 */
export async function withDb(name, work) {
  try {
    return await work(await open(name));
  } catch (error) {
    if (!isDead(error)) throw error;
    opened.delete(name);
    return work(await open(name));
  }
}

/** @param {string} key */
export function deviceGet(key) {
  return withDb(DEVICE, (db) => db.get("kv", key));
}

/** @param {string} key @param {unknown} value */
export function devicePut(key, value) {
  return withDb(DEVICE, (db) => db.put("kv", value, key));
}

/** What stays of a tablet that was wiped until the house has heard of it: no more than which it was. @typedef {{device: string, organisations: string[], isDone: boolean}} Wiped */

/** @returns {Promise<Wiped | undefined>} */
export function wipedHere() {
  return deviceGet("wiped");
}

/**
 * Everything, of everybody, and the shell's own caches; but that it was to be done stands first and stays, so that one
 * that breaks off is gone on with.
 * @param {Wiped} wiped
 */
export async function wipeAll(wiped) {
  await devicePut("wiped", wiped).catch(() => {});
  const known = /** @type {{id: string}[]} */ ((await deviceGet("users").catch(() => [])) ?? []);
  const names = (await indexedDB.databases?.().catch(() => []) ?? []).map((one) => one.name ?? "");
  await closeAll();
  const all = new Set([...known.map((one) => nameOf(one.id)), ...names.filter((name) => name.startsWith("field-"))]);
  all.delete(DEVICE);
  for (const name of all) await deleteDB(name);
  await emptied(wiped).catch(async () => {
    await closeAll();
    await deleteDB(DEVICE);
  });
  for (const name of await caches.keys()) if (name.startsWith("field-")) await caches.delete(name);
  for (const registration of await navigator.serviceWorker?.getRegistrations() ?? []) await registration.unregister();
}

/** @param {Wiped} wiped */
function emptied(wiped) {
  return withDb(DEVICE, async (db) => {
    const tx = db.transaction("kv", "readwrite", { durability: "strict" });
    tx.store.clear();
    tx.store.put({ ...wiped, isDone: true }, "wiped");
    await tx.done;
  });
}

async function closeAll() {
  for (const opening of opened.values()) (await opening.catch(() => null))?.close();
  opened.clear();
}

/** Who has heard it need not be told again; when all have, nothing is left. @param {string[]} organisations that have not */
export async function keepUntold(organisations) {
  const left = await withDb(DEVICE, async (db) => {
    const tx = db.transaction("kv", "readwrite", { durability: "strict" });
    const wiped = await tx.store.get("wiped");
    if (wiped && organisations.length) tx.store.put({ ...wiped, organisations }, "wiped");
    else tx.store.delete("wiped");
    const count = await tx.store.count();
    await tx.done;
    return count;
  });
  // In use again it has a new number.
  if (left) return;
  await closeAll();
  await deleteDB(DEVICE);
}

/** For tests and for nothing else: the connection dies behind the app's back. @param {string} name */
export async function breakConnection(name) {
  (await open(name)).close();
}
