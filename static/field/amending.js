/* A contact that was sent from here is put right by whoever wrote it. Only what they change goes, so that what somebody
   else has corrected meanwhile stays. */
import { caseload } from "./caseload.js";

export const AMEND = "contact_amend";
const REASON = "correction_reason";

/** @typedef {{contact: string, citizen?: string}} About */
/** @typedef {{id: string, kind: string, summary: string, kept?: {about: Record<string, string>, values: Record<string, string[]>}}} Sent */
/** @typedef {{about: About, who: string, values: Record<string, string[]>, was: Record<string, string>}} Correction */

/** @param {Record<string, string>} about */
const keyOf = (about) => `${about.contact} ${about.citizen ?? ""}`;

/**
 * The contacts that are corrected already, also where the correction still waits.
 * @param {Sent[]} sent @param {{command: any}[]} rows
 */
export function amended(sent, rows) {
  const waiting = rows.filter((one) => one.command.kind === AMEND).map((one) => JSON.parse(one.command.payload).about);
  const gone = sent.filter((one) => one.kind === AMEND && one.kept).map((one) => one.kept?.about ?? {});
  return new Set([...waiting, ...gone].map(keyOf));
}

/**
 * What can be put right of one that was sent: one for each citizen, for each has a contact of their own.
 * @param {Sent} one @param {Set<string>} corrected @param {{id: string, name: string}[]} people @returns {Correction[]}
 */
export function corrections(one, corrected, people) {
  const described = caseload()?.kinds[AMEND];
  if (!described || !one.kept || !["contact", AMEND].includes(one.kind)) return [];
  const { values } = one.kept;
  const citizens = one.kind === "contact" && (values.citizens?.length ?? 0) > 1 ? values.citizens : [""];
  const standing = { ...values, place: values.place ?? values.other_place };
  const names = /** @type {string[]} */ (described.sections.flatMap((/** @type {any} */ part) => part.fields.map((/** @type {any} */ field) => field.name)));
  const stands = Object.fromEntries(names.map((name) => [name, name === REASON ? [] : standing[name] ?? []]));
  const was = Object.fromEntries(names.filter((name) => name !== REASON).map((name) => [name, stands[name][0] ?? ""]));
  return citizens
    .map((citizen) => ({
      about: citizen ? { contact: one.id, citizen } : { contact: one.id },
      who: people.find((each) => each.id === citizen)?.name ?? one.summary, values: stands, was,
    }))
    .filter((each) => !corrected.has(keyOf(each.about)));
}
