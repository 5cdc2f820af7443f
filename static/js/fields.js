/* Small help in fields: characters left, the date in words, quick minutes, links from the summary of errors, copying. */
import { word } from "./words.js";

/** From this share of what is allowed the counter shows itself; before, it would only be noise. */
const COUNT_FROM = 0.8;
const DATES = 'input[type="date"], input[type="datetime-local"]';

/** The line below a field that says something about what stands in it. @param {Element} field */
function lineBelow(field) {
  const next = field.nextElementSibling;
  if (next?.classList.contains("counter")) return next;
  const line = document.createElement("p");
  line.className = "counter";
  line.setAttribute("role", "status");
  field.after(line);
  return line;
}

/** @param {HTMLTextAreaElement} area */
function count(area) {
  const longest = Number(area.dataset.longest);
  const length = [...area.value].length;
  const counter = lineBelow(area);
  const left = longest - length;
  counter.toggleAttribute("data-over", left < 0);
  const text = left < 0 ? `${-left} ${word("over")}` : `${left} ${word("left")}`;
  counter.textContent = length >= longest * COUNT_FROM ? text : "";
}

/** A picker shows the order of day and month its device likes; words cannot be misread. @param {HTMLInputElement} input */
function sayDate(input) {
  const [day] = input.value.split("T");
  const date = new Date(`${day}T12:00`);
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full" });
  lineBelow(input).textContent = day && !Number.isNaN(date.getTime()) ? words.format(date) : "";
}

/** @param {Element} group */
function showMinutes(group) {
  const input = group.querySelector("input");
  for (const button of group.querySelectorAll("button")) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(button.dataset.value === input?.value));
  }
}

/** @param {HTMLButtonElement} button */
function chooseMinutes(button) {
  const input = button.parentElement?.querySelector("input");
  if (!input) return;
  input.value = input.value === button.dataset.value ? "" : (button.dataset.value ?? "");
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {HTMLAnchorElement} link */
function goToField(link) {
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target) return false;
  target.closest("details")?.setAttribute("open", "");
  const field = target.matches("fieldset") ? target.querySelector("input, select, textarea, button") : target;
  /** @type {HTMLElement} */ (field ?? target).focus();
  target.closest(".field")?.scrollIntoView({ block: "center" });
  return true;
}

/** @param {HTMLElement} button */
async function copy(button) {
  const source = document.getElementById(button.dataset.copies ?? "");
  if (!source) return;
  try {
    await navigator.clipboard.writeText(source.textContent ?? "");
    const label = button.querySelector("span") ?? button;
    label.textContent = button.dataset.copied ?? "";
  } catch {
    // Copying was not allowed: the text is marked, so that two keys do it.
    getSelection()?.selectAllChildren(source);
  }
}

/** What is asked for one choice only is shown with that choice. @param {HTMLElement} part */
function showWhenChosen(part) {
  const [name, value] = (part.dataset.onlyFor ?? "").split("=");
  const chosen = part.closest("form")?.querySelector(`[name="${name}"]:checked`);
  part.hidden = chosen instanceof HTMLInputElement && chosen.value !== value;
}

/** @param {ParentNode} root */
function enhance(root) {
  for (const area of root.querySelectorAll("textarea[data-longest]")) count(/** @type {HTMLTextAreaElement} */ (area));
  for (const date of root.querySelectorAll(DATES)) sayDate(/** @type {HTMLInputElement} */ (date));
  for (const group of root.querySelectorAll("[data-minutes]")) showMinutes(group);
  for (const button of root.querySelectorAll("[data-copies], [data-prints]")) /** @type {HTMLElement} */ (button).hidden = false;
  for (const part of root.querySelectorAll("[data-only-for]")) showWhenChosen(/** @type {HTMLElement} */ (part));
}

export function startFields() {
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field instanceof HTMLTextAreaElement && field.dataset.longest) count(field);
    if (field instanceof HTMLInputElement && field.matches(DATES)) sayDate(field);
    const group = field instanceof Element && field.closest("[data-minutes]");
    if (group) showMinutes(group);
    if (field instanceof HTMLInputElement && field.type === "radio") {
      for (const part of document.querySelectorAll("[data-only-for]")) showWhenChosen(/** @type {HTMLElement} */ (part));
    }
  });
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const minutes = event.target.closest("[data-minutes] button");
    if (minutes instanceof HTMLButtonElement) chooseMinutes(minutes);
    const link = event.target.closest(".error-summary a");
    if (link instanceof HTMLAnchorElement && goToField(link)) event.preventDefault();
    const copies = event.target.closest("[data-copies]");
    if (copies instanceof HTMLElement) copy(copies);
    if (event.target.closest("[data-prints]")) print();
  });
  document.addEventListener("house:page", () => enhance(document));
  document.addEventListener("htmx:load", (event) => enhance(/** @type {any} */ (event.target)));
  enhance(document);
}
