/* What one is typing, sealed on the tablet while one types: one draft for each kind of form and each person it is about. */
import { mine, sealMine, unsealMine, withMine } from "./me.js";
import { nameOf, withDb } from "./store.js";

/** @param {string} kind @param {Record<string, string>} about */
export function draftName(kind, about) {
  return [kind, ...Object.entries(about).flat()].join("|");
}

/** @param {string} name @param {unknown} values */
export async function saveDraft(name, values) {
  // Whose it is stands fast before anything is waited for: the tablet may be locked meanwhile.
  const { id } = mine();
  const sealed = await sealMine("drafts", name, values);
  await withDb(nameOf(id), (db) => db.put("drafts", { at: Date.now(), sealed }, name));
}

/** @param {string} name @returns {Promise<any | null>} */
export async function draft(name) {
  const row = await withMine((db) => db.get("drafts", name));
  return row ? unsealMine("drafts", name, row.sealed).catch(() => null) : null;
}

/** @param {string} name */
export function dropDraft(name) {
  return withMine((db) => db.delete("drafts", name));
}
