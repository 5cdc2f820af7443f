/* Ny kontakt: who, what happened, where. Nobody met is two taps away; the rest stands below for whoever wants it. */
import { caseload, found } from "../caseload.js";
import { button, h, icon, page } from "../dom.js";
import { draft, draftName, dropDraft } from "../drafts.js";
import { drawField, drawSections, missing, only, showErrors, valuesOf } from "../form.js";
import { enqueue } from "../outbox.js";
import { laidOver, makers } from "../pending.js";
import { uuid7 } from "../seal.js";
import { back, screen } from "../way.js";
import { clock, localMoment, word } from "../words.js";
import { keepsDraft, saveAndLeave } from "./write.js";

const FRONT = ["result", "way", "note"];
/** Drawn here in another manner, or not at all on a tablet. */
const OWN = ["q", "citizens", "aliases", "nobody", "described_as", "place", "other_place", "when", "at", ...FRONT];
const SHOWN = 8;
const HOUR = 3600_000;

/** @typedef {{id: string, opened: number, citizens: string[], named: {id: string, alias: string}[], values: Record<string, string[]>}} State */

/** @param {{citizens?: string[], place?: string, task?: string, values?: any, errors?: any, supersedes?: string} | undefined} chosen */
async function contact(chosen) {
  const list = caseload();
  if (!list) return page(word("no_list"), button(word("back"), back, { icon: "back" }));
  const described = list.kinds.contact;
  const name = draftName(chosen?.supersedes ? `contact+${chosen.supersedes}` : "contact", chosen?.citizens?.[0] ? { citizen: chosen.citizens[0] } : {});
  /** @type {State} */
  const state = (await draft(name)) ?? begun(chosen);
  const laid = await laidOver();
  const sections = /** @type {import("../form.js").Section[]} */ (described.sections);
  const field = (/** @type {string} */ wanted) => /** @type {any} */ (sections.flatMap((one) => one.fields).find((one) => one.name === wanted));
  const value = (/** @type {string} */ wanted) => state.values[wanted] ?? field(wanted).initial;
  const form = /** @type {HTMLFormElement} */ (h("form", { class: "house-form contact-form", autocomplete: "off", novalidate: true },
    whoPart(state, laid.people),
    h("fieldset", { class: "form-section" }, drawField(field("result"), value("result"))),
    placePart(state, list.places),
    h("fieldset", { class: "form-section" }, drawField(field("way"), value("way"))),
    h("fieldset", { class: "form-section" }, drawField(field("note"), value("note"))),
    whenPart(state),
    h("details", { class: "form-section" }, h("summary", {}, icon("chevron"), word("more_fields")),
      drawSections(only(sections, (one) => !OWN.includes(one.name)), state.values).flatMap((one) => [...one.children])),
    h("div", { class: "form-foot contact-foot" }, h("div", { class: "button-row" },
      h("button", { type: "submit", class: "button first" }, word("save")),
      button(word("quick_not_met"), () => save(true))))));
  const read = () => ({ ...state, values: valuesOf(form) });
  const forget = keepsDraft(name, read, form);
  const save = async (/** @type {boolean} */ notMet) => {
    const data = posted(form, state, notMet);
    if (!data) return showErrors(form, { citizens: [word("choose_who")] });
    const errors = missing(form, only(sections, (one) => !OWN.includes(one.name) || FRONT.includes(one.name)), data);
    if (errors) return showErrors(form, errors);
    await saveAndLeave(form, () => put(state, data, name, laid.people, chosen), forget);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(false);
  });
  form.addEventListener("change", (event) => follow(form, /** @type {HTMLInputElement} */ (event.target), list.places));
  if (chosen?.errors) showErrors(form, chosen.errors);
  return page(word("new_contact"), h("p", {}, button(word("cancel"), async () => {
    forget();
    await dropDraft(name);
    await back();
  }, { css: "bare", icon: "back" })), form);
}

/** @param {any} chosen @returns {State} */
function begun(chosen) {
  const values = { ...(chosen?.values ?? {}) };
  if (chosen?.place) values.place = [chosen.place];
  if (chosen?.task) values.agreed = [chosen.task];
  return { id: uuid7(), opened: Date.now(), citizens: chosen?.citizens ?? chosen?.values?.citizens ?? [], named: [], values };
}

/** @param {State} state @param {any[]} people */
function whoPart(state, people) {
  const tiles = h("div", { class: "tiles compact" });
  const search = /** @type {HTMLInputElement} */ (h("input", { class: "form-control", type: "search", autocomplete: "off", spellcheck: "false", "aria-label": word("search_people"), placeholder: word("search_people") }));
  const tile = (/** @type {string} */ name, /** @type {string} */ id, /** @type {string} */ label, /** @type {string} */ hint, checked = false) => h("label", { class: "tile" },
    h("input", { type: "checkbox", name, value: id, checked }), h("span", { class: "tile-text" }, h("span", { class: "tile-label" }, label), hint && h("span", { class: "tile-hint" }, hint)));
  const draw = () => {
    const chosen = new Set([...state.citizens, .../** @type {NodeListOf<HTMLInputElement>} */ (tiles.querySelectorAll("input[name=citizens]:checked"))].map((one) => (typeof one === "string" ? one : one.value)));
    const text = search.value.trim();
    const hits = text ? found(people, text) : people;
    const shown = [...people.filter((one) => chosen.has(one.id)), ...hits.filter((one) => !chosen.has(one.id)).slice(0, SHOWN)];
    const parts = shown.map((one) => tile("citizens", one.id, one.name, one.unsent ? word("not_sent_yet") : one.alias || one.place, chosen.has(one.id)));
    for (const one of state.named) parts.push(tile("citizens", one.id, one.alias, word("new_citizen"), true));
    if (text && !hits.some((one) => one.name.toLowerCase() === text.toLowerCase())) parts.push(adds(text));
    tiles.replaceChildren(...parts);
    state.citizens = [];
  };
  const adds = (/** @type {string} */ alias) => button(word("new_alias", alias), () => {
    state.named.push({ id: uuid7(), alias });
    search.value = "";
    draw();
    tiles.dispatchEvent(new Event("input", { bubbles: true }));
  }, { icon: "plus", css: "tile-button" });
  search.addEventListener("input", draw);
  draw();
  return h("fieldset", { class: "form-section", "data-name": "citizens", tabindex: "-1" }, h("legend", {}, word("who")), search, tiles,
    h("div", { class: "tiles compact" }, tile("nobody", "on", word("nobody_known"), "", state.values.nobody?.includes("on"))),
    drawDescribed(state));
}

/** @param {State} state */
function drawDescribed(state) {
  const fields = caseload()?.kinds.contact.sections.flatMap((/** @type {any} */ one) => one.fields) ?? [];
  const field = fields.find((/** @type {any} */ one) => one.name === "described_as");
  const said = state.values.described_as ?? [];
  return h("details", { open: Boolean(said.length) }, h("summary", {}, word("unknown_person")), drawField(field, said));
}

/** @param {State} state @param {any[]} places */
function placePart(state, places) {
  const chosen = state.values.place?.[0] ?? "";
  const tiles = h("div", { class: "tiles compact" });
  const draw = (/** @type {any[]} */ sorted) => {
    const first = sorted.filter((one) => one.recent || one.id === chosen || one.near).slice(0, 6);
    const near = first.length ? first : sorted.slice(0, 6);
    const rest = sorted.filter((one) => !near.includes(one));
    tiles.replaceChildren(...near.map((one) => h("label", { class: "tile" }, h("input", { type: "radio", name: "place", value: one.id, checked: one.id === chosen }), h("span", { class: "tile-text" }, h("span", { class: "tile-label" }, one.name)))),
      h("label", { class: "field whole" }, h("span", { class: "field-label" }, word("other_place")), h("select", { class: "form-select", name: "other_place", autocomplete: "off" },
        h("option", { value: "" }, word("choose")), rest.map((one) => h("option", { value: one.id, selected: one.id === chosen }, one.name)))));
  };
  draw(places);
  return h("fieldset", { class: "form-section", "data-name": "place", tabindex: "-1" }, h("legend", {}, word("where")), tiles,
    "geolocation" in navigator && places.some((one) => one.at) && h("p", {}, nearButton(places, draw)));
}

/** Asked for on a tap, used to sort, forgotten at once. @param {any[]} places @param {(sorted: any[]) => void} draw */
function nearButton(places, draw) {
  const press = button(word("sort_near"), () => navigator.geolocation.getCurrentPosition(({ coords }) => {
    const away = (/** @type {any} */ one) => (one.at ? (one.at[0] - coords.latitude) ** 2 + ((one.at[1] - coords.longitude) * Math.cos((coords.latitude * Math.PI) / 180)) ** 2 : Infinity);
    draw([...places].sort((one, other) => away(one) - away(other)).map((one, at) => ({ ...one, recent: false, near: at < 6 && one.at })));
  }, () => press.after(h("p", { class: "field-hint", role: "status" }, word("position_denied"))), { timeout: 10_000, maximumAge: 60_000 }), { icon: "place", css: "small" });
  return press;
}

/** @param {State} state */
function whenPart(state) {
  const back = { now: 0, hour: HOUR, yesterday: 24 * HOUR };
  const chosen = state.values.when?.[0] ?? "now";
  const tile = (/** @type {string} */ key, /** @type {string} */ hint) => h("label", { class: "tile" }, h("input", { type: "radio", name: "when", value: key, checked: key === chosen }),
    h("span", { class: "tile-text" }, h("span", { class: "tile-label" }, word(`when_${key}`)), hint && h("span", { class: "tile-hint" }, hint)));
  const at = /** @type {HTMLInputElement} */ (h("input", { class: "form-control when-typed", type: "datetime-local", name: "at", autocomplete: "off", "aria-label": word("when_other") }));
  at.value = state.values.at?.[0] ?? "";
  return h("fieldset", { class: "form-section", "data-name": "at", tabindex: "-1" }, h("div", { class: "tiles compact" }, Object.entries(back).map(([key, ms]) => tile(key, clock(new Date(state.opened - ms)))), tile("other", "")), at);
}

/** One choice takes back what contradicts it, and a place suggests the way. @param {HTMLFormElement} form @param {HTMLInputElement} changed @param {any[]} places */
function follow(form, changed, places) {
  const all = (/** @type {string} */ selector) => /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll(selector));
  if (changed.name === "citizens" && changed.checked) for (const one of all("[name=nobody]")) one.checked = false;
  if (changed.name === "nobody" && changed.checked) for (const one of all("[name=citizens]")) one.checked = false;
  if (changed.name === "other_place" && changed.value) for (const one of all("[name=place]")) one.checked = false;
  if (changed.name === "place") for (const one of all("[name=other_place]")) one.value = "";
  if (changed.name === "way") form.dataset.way = "";
  const place = places.find((one) => ["place", "other_place"].includes(changed.name) && one.id === changed.value);
  if (place && !("way" in form.dataset)) for (const one of all("[name=way]")) one.checked = one.value === place.way;
}

/** As Ny kontakt would post it, or null where nobody was chosen. @param {HTMLFormElement} form @param {State} state @param {boolean} notMet */
function posted(form, state, notMet) {
  const data = valuesOf(form);
  if (notMet) data.result = ["not_met"];
  const isSomebody = data.citizens?.length || data.described_as?.length || data.nobody?.length;
  if (!isSomebody && data.result?.[0] !== "not_met") return null;
  if (!isSomebody) data.nobody = ["on"];
  const back = { now: 0, hour: HOUR, yesterday: 24 * HOUR };
  const when = data.when?.[0] ?? "now";
  if (when in back) data.at = [localMoment(new Date(state.opened - back[/** @type {keyof typeof back} */ (when)]))];
  data.when = ["other"];
  if (state.values.agreed) data.agreed = state.values.agreed;
  return data;
}

/** Those named for the first time go before, so that the contact finds them. @param {State} state @param {Record<string, string[]>} data @param {string} name @param {any[]} people @param {any} chosen */
async function put(state, data, name, people, chosen) {
  const fresh = state.named.filter((one) => data.citizens?.includes(one.id));
  for (const one of fresh) {
    await enqueue({ kind: "citizen", id: one.id, data: { identity: ["alias"], alias: [one.alias], searched: [one.alias] }, summary: one.alias });
  }
  const names = (data.citizens ?? []).map((id) => people.find((one) => one.id === id)?.name ?? fresh.find((one) => one.id === id)?.alias ?? "");
  return enqueue({
    kind: "contact", id: state.id, data, draft: name, supersedes: chosen?.supersedes, schema: caseload()?.kinds.contact.schema,
    dependsOn: [...(await makers(data.citizens ?? [])), ...fresh.map((one) => one.id)].filter((id, at, all) => all.indexOf(id) === at),
    kept: { values: data },
    summary: names.filter(Boolean).join(", ") || data.described_as?.[0] || word("nobody_known"),
  });
}

export function startContact() {
  screen("contact", contact);
}
