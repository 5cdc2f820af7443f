/* Any form the house described, about somebody or something: draft while one types, outbox when one saves. */
import { caseload } from "../caseload.js";
import { button, h, page } from "../dom.js";
import { draft, draftName, dropDraft, saveDraft } from "../drafts.js";
import { drawSections, missing, showErrors, valuesOf } from "../form.js";
import { enqueue } from "../outbox.js";
import { makers } from "../pending.js";
import { uuid7 } from "../seal.js";
import { back, screen } from "../way.js";
import { announce, word } from "../words.js";

/** Typing rests this long before it is kept, ms. */
const KEEP_AFTER = 800;

/** @typedef {{kind: string, about?: Record<string, string>, heading?: string, who?: string, values?: Record<string, string[]>, errors?: Record<string, string[]>, supersedes?: string, base?: Record<string, string>, was?: Record<string, string>}} Task */

/** The form in which something was typed that is not saved yet: an update waits for it. @type {HTMLFormElement | null} */
let typed = null;

export function isDirty() {
  return Boolean(typed?.isConnected);
}

/**
 * A form that keeps its draft. @param {string} name of the draft @param {(form: HTMLFormElement) => unknown} read
 * @param {HTMLFormElement} form
 */
export function keepsDraft(name, read, form) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const keep = async () => {
    clearTimeout(timer);
    // A form that left the screen says nothing any more: somebody else may have opened the tablet since.
    if (!form.isConnected) return forget();
    if (typed !== form) return;
    await saveDraft(name, read(form)).then(() => {
      form.dataset.kept = "";
    }, (error) => sayBroken(form, error));
  };
  form.addEventListener("input", () => {
    typed = form;
    delete form.dataset.kept;
    clearTimeout(timer);
    timer = setTimeout(keep, KEEP_AFTER);
  });
  document.addEventListener("visibilitychange", keep);
  // The screen is about to be cleared: the key is still here.
  document.addEventListener("field:leaving", keep);
  const forget = () => {
    clearTimeout(timer);
    if (typed === form) typed = null;
    document.removeEventListener("visibilitychange", keep);
    document.removeEventListener("field:leaving", keep);
  };
  return forget;
}

/** The tablet could not keep it: the text stands on the screen, and nobody is told otherwise. @param {HTMLFormElement} form @param {any} error */
export function sayBroken(form, error) {
  form.dataset.broken = error?.name ?? "";
  showErrors(form, { __all__: [word(error?.name === "QuotaExceededError" ? "storage_full" : "storage_broken")] });
}

/**
 * Saves into the outbox and goes back; the form is left only when it is on disk.
 * @param {HTMLFormElement} form @param {() => Promise<string>} put @param {() => void} forget
 */
export async function saveAndLeave(form, put, forget) {
  if (form.dataset.saving) return;
  form.dataset.saving = "1";
  try {
    await put();
  } catch (error) {
    sayBroken(form, error);
    return;
  } finally {
    delete form.dataset.saving;
  }
  forget();
  announce(word("saved_here"));
  document.dispatchEvent(new CustomEvent("field:saved", { detail: word("saved_here") }));
  await back();
}

/** @param {Task} task */
async function write(task) {
  const described = caseload()?.kinds[task.kind];
  if (!described) return page(word("no_list"), button(word("back"), back, { icon: "back" }));
  const about = task.about ?? {};
  const name = draftName(task.supersedes ? `${task.kind}+${task.supersedes}` : task.kind, about);
  const kept = await draft(name);
  const id = kept?.id ?? uuid7();
  const form = /** @type {HTMLFormElement} */ (h("form", { class: "house-form", autocomplete: "off", novalidate: true },
    drawSections(described.sections, kept?.values ?? task.values ?? {}),
    h("div", { class: "form-foot contact-foot" }, h("div", { class: "button-row" },
      h("button", { type: "submit", class: "button first" }, word("save")),
      button(word("cancel"), async () => {
        forget();
        await dropDraft(name);
        await back();
      })))));
  const forget = keepsDraft(name, (from) => ({ id, values: valuesOf(from) }), form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const errors = missing(form, described.sections);
    if (errors) return showErrors(form, errors);
    await saveAndLeave(form, () => put(task, about, id, name, valuesOf(form)), forget);
  });
  if (task.errors && !kept) showErrors(form, task.errors);
  return page(task.heading ?? described.title, task.who && h("p", { class: "lead" }, task.who), form);
}

/** @param {Task} task @param {Record<string, string>} about @param {string} id @param {string} name @param {Record<string, string[]>} data */
async function put(task, about, id, name, data) {
  const known = about.citizen ? [about.citizen] : [];
  const before = task.base ?? task.was;
  return enqueue({
    kind: task.kind, about, data: before ? changedOnly(before, data) : data, base: task.base, id, draft: name, supersedes: task.supersedes,
    kept: task.was && { values: data, was: task.was }, dependsOn: await makers(known), schema: caseload()?.kinds[task.kind].schema, summary: task.who ?? data.alias?.[0] ?? data.name?.[0] ?? "",
  });
}

/** Of a change only what was changed is sent: two who change different things both get their way. @param {Record<string, string>} before @param {Record<string, string[]>} data */
function changedOnly(before, data) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(data)])];
  const changed = names.filter((name) => (data[name]?.[0] ?? "") !== (before[name] ?? ""));
  return Object.fromEntries(changed.map((name) => [name, data[name] ?? [""]]));
}

export function startWrite() {
  screen("write", write);
}
