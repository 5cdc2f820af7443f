/* Elements from script: text stays text, so nothing that was typed can become a part of the page. */

/** @typedef {Node | string | number | null | undefined | false} Part */

/**
 * @param {string} tag
 * @param {Record<string, any>} attributes `onclick` and the like are listeners; true stands for an empty attribute
 * @param {...(Part | Part[])} parts
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...parts) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const part of parts.flat()) {
    // A bare number is a count somebody asked about, never words.
    if (part && typeof part !== "number") element.append(part);
  }
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** One icon of icons.svg. @param {string} name @param {string} label with one it speaks for itself */
export function icon(name, label = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("focusable", "false");
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${document.documentElement.dataset.icons}#${name}`);
  svg.append(use);
  return svg;
}

/** @param {string} text @param {() => void} press @param {Record<string, any>} more */
export function button(text, press, more = {}) {
  const { icon: name, css = "", ...attributes } = more;
  return h("button", { type: "button", class: `button ${css}`.trim(), onclick: press, ...attributes }, name && icon(name), text);
}

/** A page of the app: heading, and focus on it, so that a screen reader knows where one is. @param {string} heading @param {...(Part | Part[])} parts */
export function page(heading, ...parts) {
  return [h("h1", { tabindex: "-1" }, heading), ...parts.flat()];
}

/** @param {...(Part | Part[])} parts */
export function show(...parts) {
  const main = /** @type {HTMLElement} */ (document.getElementById("main"));
  main.replaceChildren(.../** @type {Node[]} */ (parts.flat().filter((part) => part && typeof part !== "number")));
  window.scrollTo({ top: 0, behavior: "instant" });
  if (!toFirstError(main)) main.querySelector("h1")?.focus({ preventScroll: true });
}

/** Where one mends what is wrong, if anything is. @param {HTMLElement} within */
export function toFirstError(within) {
  const start = /** @type {HTMLElement | null} */ (within.querySelector(".error-summary") ?? within.querySelector(".has-error"));
  start?.scrollIntoView({ block: "center" });
  /** @type {HTMLElement | null | undefined} */ (start?.querySelector("input, select, textarea") ?? start)?.focus();
  return start !== null;
}

/** Something the reader must know. @param {string} text @param {"good" | "wait" | "bad" | ""} tone @param {...(Part | Part[])} more */
export function notice(text, tone = "", ...more) {
  const mark = tone === "good" ? "check" : tone ? "warning" : "info";
  return h("div", { class: `notice ${tone}`, role: tone === "bad" ? "alert" : null }, icon(mark), h("div", { class: "notice-body" }, h("p", {}, text), ...more));
}

/** A labelled field of one line. @param {string} label @param {Record<string, any>} attributes @param {string} hint */
export function line(label, attributes, hint = "") {
  const id = attributes.id ?? `f-${attributes.name}`;
  return h("div", { class: "field" },
    h("label", { class: "field-label", for: id }, label),
    hint && h("p", { class: "field-hint", id: `${id}-hint` }, hint),
    h("input", { class: "form-control", id, autocomplete: "off", spellcheck: "false", "aria-describedby": hint ? `${id}-hint` : null, ...attributes }));
}

/** What is wrong, at the top of a small form. @param {HTMLElement} form @param {string} text */
export function wrong(form, text) {
  form.querySelector(".field-error")?.remove();
  if (text) form.prepend(h("p", { class: "field-error", role: "alert" }, text));
}
