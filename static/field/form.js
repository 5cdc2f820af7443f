/* A form as the house described it: drawn, read as a browser would post it, and told what was wrong with it. */
import { caseload } from "./caseload.js";
import { h, icon, toFirstError } from "./dom.js";
import { localMoment, word } from "./words.js";

/** @typedef {{name: string, label: string, help: string, type: string, required: boolean, initial: string[], today?: boolean, rows?: number, longest?: number, usual?: number[], min?: number, max?: number, mode?: string, choices?: string[][], list?: string, hints?: Record<string, string>, icons?: Record<string, string>}} Field */
/** @typedef {{title: string, text: string, fold: boolean, fields: Field[]}} Section */
/** @typedef {Record<string, string[]>} Values */

let drawn = 0;

/** @param {Field} field @returns {string[][]} */
export function choicesOf(field) {
  return field.choices ?? caseload()?.lists[field.list ?? ""] ?? [];
}

/** @param {Section[]} sections @param {(field: Field) => boolean} wanted @returns {Section[]} those fields, without what became empty */
export function only(sections, wanted) {
  return sections.map((one) => ({ ...one, fields: one.fields.filter(wanted) })).filter((one) => one.fields.length);
}

/** @param {Section[]} sections @param {Values} values what is typed so far; missing: what stands at first */
export function drawSections(sections, values) {
  return sections.map((section) => {
    const fields = section.fields.map((field) => drawField(field, values[field.name] ?? firstly(field)));
    const text = section.text && h("p", { class: "section-text" }, section.text);
    const isOpen = section.fields.some((field) => (values[field.name] ?? firstly(field)).some(Boolean));
    if (section.fold) return h("details", { class: "form-section", open: isOpen }, h("summary", {}, icon("chevron"), section.title), text, fields);
    return h("fieldset", { class: "form-section" }, section.title && h("legend", {}, section.title), text, fields);
  });
}

/** What stands in a field before anybody typed: a day that is today's is the day one writes, not the day of the list. @param {Field} field */
function firstly(field) {
  return field.today ? [localMoment(new Date()).slice(0, 10)] : field.initial;
}

/** @param {Field} field @param {string[]} values */
export function drawField(field, values) {
  const id = `field-${(drawn += 1)}`;
  const must = field.required && h("span", { class: "must" }, word("must"));
  const hint = field.help && h("p", { class: "field-hint", id: `${id}-hint` }, field.help);
  const common = { id, name: field.name, "aria-describedby": field.help ? `${id}-hint` : null };
  if (field.type === "one" || field.type === "many") {
    return h("fieldset", { class: "field", "data-name": field.name, tabindex: "-1" },
      h("legend", { class: "field-label" }, field.label, must), hint, tiles(field, values));
  }
  if (field.type === "yes") {
    return h("div", { class: "field", "data-name": field.name },
      h("div", { class: "form-check" }, h("input", { ...common, class: "form-check-input", type: "checkbox", value: "on", checked: values.includes("on") }),
        h("label", { class: "form-check-label", for: id }, field.label)), hint);
  }
  return h("div", { class: "field", "data-name": field.name }, h("label", { class: "field-label", for: id }, field.label, must), hint, input(field, values[0] ?? "", common));
}

/** @param {Field} field @param {string[]} values */
function tiles(field, values) {
  const type = field.type === "one" ? "radio" : "checkbox";
  const all = choicesOf(field).map(([value, label]) => h("label", { class: "tile" },
    h("input", { type, name: field.name, value, checked: values.includes(value) || (type === "radio" && value === "" && !values.length) }),
    field.icons?.[value] && icon(field.icons[value]),
    h("span", { class: "tile-text" }, h("span", { class: "tile-label" }, label), field.hints?.[value] && h("span", { class: "tile-hint" }, field.hints[value]))));
  return h("div", { class: "tiles compact" }, all);
}

const KINDS = { date: "date", moment: "datetime-local", time: "time", number: "number" };

/** @param {Field} field @param {string} value @param {Record<string, any>} common */
function input(field, value, common) {
  const off = { autocomplete: "off", class: "form-control" };
  if (field.type === "list") {
    return h("select", { ...common, class: "form-select", autocomplete: "off" }, choicesOf(field).map(([key, label]) => h("option", { value: key, selected: key === value }, label)));
  }
  if (field.type === "long") {
    const area = /** @type {HTMLTextAreaElement} */ (h("textarea", { ...common, ...off, rows: field.rows ?? 3, spellcheck: "false" }));
    area.value = value;
    return area;
  }
  const type = KINDS[/** @type {keyof typeof KINDS} */ (field.type)] ?? "text";
  const line = /** @type {HTMLInputElement} */ (h("input", { ...common, ...off, type, spellcheck: "false", inputmode: field.mode ?? (type === "number" ? "numeric" : null), min: field.min ?? null, max: field.max ?? null }));
  line.value = value;
  return field.usual ? h("div", { class: "minutes" }, line, field.usual.map((one) => quick(line, one))) : line;
}

/** @param {HTMLInputElement} line @param {number} minutes */
function quick(line, minutes) {
  return h("button", { type: "button", class: "button small", onclick: () => {
    line.value = String(minutes);
    line.dispatchEvent(new Event("input", { bubbles: true }));
  } }, String(minutes));
}

/** What the form says, as it would be posted: fields that say nothing are left out. @param {HTMLFormElement} form @returns {Values} */
export function valuesOf(form) {
  /** @type {Values} */
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "") (values[name] ??= []).push(value);
  }
  return values;
}

/**
 * What the house would surely refuse, so that it is told now and not at four o'clock.
 * @param {HTMLFormElement} form @param {Section[]} sections @param {Values} said
 * @returns {Record<string, string[]> | null}
 */
export function missing(form, sections, said = valuesOf(form)) {
  /** @type {Record<string, string[]>} */
  const errors = {};
  for (const field of sections.flatMap((one) => one.fields)) {
    const value = said[field.name]?.[0] ?? "";
    const over = field.longest ? [...value].length - field.longest : 0;
    if (field.required && !value.trim()) errors[field.name] = [word("must_be_filled")];
    else if (over > 0) errors[field.name] = [word("too_long", over)];
  }
  return Object.keys(errors).length ? errors : null;
}

/** Puts what is wrong at its fields, and above all of them what belongs to none. @param {HTMLFormElement} form @param {Record<string, string[]>} errors */
export function showErrors(form, errors) {
  for (const old of form.querySelectorAll(".errorlist, .error-summary")) old.remove();
  for (const old of form.querySelectorAll(".has-error")) old.classList.remove("has-error");
  /** @type {string[]} */
  const homeless = [];
  for (const [name, texts] of Object.entries(errors)) {
    const field = form.querySelector(`[data-name="${CSS.escape(name)}"]`);
    if (!field) {
      homeless.push(...texts);
      continue;
    }
    field.classList.add("has-error");
    field.append(h("ul", { class: "errorlist" }, texts.map((text) => h("li", {}, text))));
    field.closest("details")?.setAttribute("open", "");
  }
  if (homeless.length) form.prepend(h("div", { class: "error-summary", role: "alert", tabindex: "-1" }, homeless.map((text) => h("p", {}, text))));
  toFirstError(form);
}
