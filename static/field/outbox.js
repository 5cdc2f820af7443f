/* The outbox: what one wrote, each entry frozen as it is saved, until the house has said in so many words that it has it. */
import { mine, sealMine, unsealMine, withMine } from "./me.js";
import { sha256, uuid7 } from "./seal.js";

/** @typedef {{kind: string, about?: Record<string, string>, data?: Record<string, string[]>, base?: Record<string, string>, dependsOn?: string[], supersedes?: string | null, id?: string, madeAt?: string, summary?: string, schema?: number, draft?: string, kept?: {values: Record<string, string[]>, was?: Record<string, string>}}} Written */
/** @typedef {{id: string, number: number, state: string, at: number, command: any, answer?: any}} Entry */

/** Days that a receipt can be looked up. */
const KEEP_RECEIPTS = 30;
/** Hours that what was typed stays with the receipt, sealed, so that it can be put right. */
const KEEP_TYPED = 24;
const HOUR = 3600_000;

/** Other tabs of the app show the same outbox. */
const tabs = new BroadcastChannel("field-outbox");
tabs.onmessage = () => document.dispatchEvent(new CustomEvent("field:outbox"));

function changed() {
  document.dispatchEvent(new CustomEvent("field:outbox"));
  tabs.postMessage("");
}

/**
 * Into the outbox, on disk before this returns. The number and the entry are written together, and the draft goes with
 * them: either all of it happened or nothing.
 * @param {Written} written @returns {Promise<string>} the id
 */
export async function enqueue(written) {
  const id = written.id ?? uuid7();
  const payload = JSON.stringify({ about: written.about ?? {}, base: written.base ?? {}, data: written.data ?? {} });
  const command = {
    id, kind: written.kind, schema_version: written.schema ?? 1, made_at: written.madeAt ?? new Date().toISOString(),
    depends_on: written.dependsOn ?? [], supersedes: written.supersedes ?? null, payload, sha256: await sha256(payload),
    summary: written.summary ?? "", kept: written.kept,
  };
  // Sealed before the transaction opens: waiting for it inside would end the transaction.
  const sealed = await sealMine("outbox", id, command);
  await withMine(async (db) => {
    const tx = db.transaction(["outbox", "meta", "drafts"], "readwrite", { durability: "strict" });
    const outbox = tx.objectStore("outbox");
    if (await outbox.get(id)) return tx.done;
    const number = (await tx.objectStore("meta").get("next")) ?? 1;
    tx.objectStore("meta").put(number + 1, "next");
    outbox.add({ id, number, state: "waiting", at: Date.parse(command.made_at), sealed });
    if (written.draft) tx.objectStore("drafts").delete(written.draft);
    if (written.supersedes) outbox.delete(written.supersedes);
    return tx.done;
  });
  changed();
  return id;
}

/** @param {any} row @returns {Promise<Entry>} */
async function opened(row) {
  const command = await unsealMine("outbox", row.id, row.sealed);
  const answer = row.answer ? await unsealMine("answer", row.id, row.answer) : undefined;
  return { id: row.id, number: row.number, state: row.state, at: row.at, command, answer };
}

/** In the order in which they were written. @returns {Promise<Entry[]>} */
export async function entries() {
  const rows = await withMine((db) => db.getAllFromIndex("outbox", "number"));
  return Promise.all(rows.map(opened));
}

/** Without opening any: numbers, states and ages. @returns {Promise<{id: string, number: number, state: string, at: number}[]>} */
export function headings() {
  return withMine((db) => db.getAllFromIndex("outbox", "number"));
}

/** @param {{state: string}} row */
export function isWaiting(row) {
  return row.state === "waiting" || row.state === "blocked";
}

/** @param {any} entry as the house takes it */
export function asSent({ number, command }) {
  const { summary: _summary, kept: _kept, ...sent } = command;
  return { number, ...sent };
}

/**
 * What the house answered to an entry. Only an answer that names id and sum of exactly this entry changes anything.
 * @param {Entry} entry @param {any} ack @returns {Promise<boolean>} whether it is settled or waits for the writer
 */
export async function settle(entry, ack) {
  if (ack.id !== entry.id || ack.sha256 !== entry.command.sha256) return false;
  if (ack.status === "applied") return applied(entry, ack);
  if (ack.status === "retry") return false;
  const sealed = await sealMine("answer", entry.id, { status: ack.status, code: ack.code, ...ack.result });
  await withMine(async (db) => {
    const tx = db.transaction("outbox", "readwrite", { durability: "strict" });
    const row = await tx.store.get(entry.id);
    if (row) tx.store.put({ ...row, state: ack.status, answer: sealed });
    return tx.done;
  });
  changed();
  return ack.status !== "blocked";
}

/** @param {Entry} entry @param {any} ack */
async function applied(entry, ack) {
  const { kind, summary, payload, kept: typed } = entry.command;
  const sealed = await sealMine("receipts", entry.id, { kind, summary, number: entry.number, said: ack.result?.said ?? [] });
  const kept = typed && (await sealMine("kept", entry.id, { about: JSON.parse(payload).about, values: typed.values }));
  await withMine(async (db) => {
    const tx = db.transaction(["outbox", "receipts"], "readwrite", { durability: "strict" });
    tx.objectStore("receipts").put({ id: entry.id, at: Date.now(), sealed, ...(kept && { kept }) });
    tx.objectStore("outbox").delete(entry.id);
    return tx.done;
  });
  changed();
  return true;
}

/** The house keeps it for a person to decide; the writer has seen it. @param {string} id */
export async function putAway(id) {
  await withMine((db) => db.delete("outbox", id));
  changed();
}

/** @typedef {{id: string, at: number, kind: string, summary: string, number: number, said: string[], kept?: {about: Record<string, string>, values: Record<string, string[]>}}} Receipt */

/** What was sent lately, the newest first. @returns {Promise<Receipt[]>} */
export async function receipts() {
  await dropOld();
  const rows = /** @type {any[]} */ (await withMine((db) => db.getAll("receipts")));
  rows.sort((one, other) => other.at - one.at);
  return Promise.all(rows.map(async (row) => ({
    id: row.id, at: row.at, ...(await unsealMine("receipts", row.id, row.sealed)), kept: row.kept && (await unsealMine("kept", row.id, row.kept)),
  })));
}

/** What was typed goes after its hours, the receipt after its days. */
export function dropOld() {
  const old = (/** @type {number} */ hours) => Date.now() - hours * HOUR;
  return withMine(async (db) => {
    const tx = db.transaction("receipts", "readwrite");
    for (const { kept, ...row } of await tx.store.getAll()) {
      if (row.at < old(KEEP_RECEIPTS * 24)) tx.store.delete(row.id);
      else if (kept && row.at < old(KEEP_TYPED)) tx.store.put(row);
    }
    return tx.done;
  });
}

/** @returns {Promise<{next: number, numbers: number[], oldest: number | null}>} what the tablet says of itself */
export async function standing() {
  // In one look: an entry written between two would be told as made and not as waiting, and so as lost.
  const [all, next] = await withMine(async (db) => {
    const tx = db.transaction(["outbox", "meta"]);
    return Promise.all([tx.objectStore("outbox").index("number").getAll(), tx.objectStore("meta").get("next")]);
  });
  const rows = /** @type {any[]} */ (all).filter((row) => isWaiting(row) || row.state === "malformed" || row.state === "id_reused");
  return { next: next ?? 1, numbers: rows.map((row) => row.number), oldest: rows.length ? Math.min(...rows.map((row) => row.at)) : null };
}

/** The last resort: everything that waits, sealed as it lies here, to be opened with the key the house keeps. */
export async function exported() {
  const rows = await withMine((db) => db.getAll("outbox"));
  const text = (/** @type {any} */ value) => btoa(String.fromCharCode(...new Uint8Array(value)));
  const sealed = rows.map((/** @type {any} */ row) => ({ id: row.id, number: row.number, iv: text(row.sealed.iv), ct: text(row.sealed.ct) }));
  return JSON.stringify({ user: mine().id, entries: sealed });
}
