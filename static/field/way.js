/* Which screen one is on. Nothing of it stands in the address: an address is kept by the browser.
   A screen reads what it needs and returns its parts; they are shown here, and only to whom they were drawn for. */
import { show } from "./dom.js";
import { current } from "./me.js";

/** @typedef {{name: string, about?: any}} View */
/** @typedef {import("./dom.js").Part} Part */
/** @typedef {(about: any) => Part[] | Promise<Part[]>} Draw */

/** @type {Record<string, Draw>} */
const screens = {};
/** @type {View[]} */
let stack = [];

/** @param {string} name @param {Draw} draw */
export function screen(name, draw) {
  screens[name] = draw;
}

export function here() {
  return stack.at(-1) ?? { name: "home" };
}

/** Drawings begun; what goes on is a drawing of this number. */
let begun = 0;
/** @type {{turn: number, done: Promise<void>} | null} */
let going = null;
/** Something became new while the screen was read. */
let again = false;

/** @returns {Promise<void>} */
function draw() {
  const turn = ++begun;
  again = false;
  const done = drawn(turn).finally(() => {
    if (going?.turn === turn) going = null;
  });
  going = { turn, done };
  return done;
}

/** @param {number} turn */
async function drawn(turn) {
  const me = current();
  // Locked while it read, or somebody else has opened the tablet, or one has gone on: it shows nothing of what it read.
  const isWanted = () => turn === begun && me !== null && current() === me && document.documentElement.dataset.state === "open";
  if (!isWanted()) return;
  document.dispatchEvent(new CustomEvent("field:leaving"));
  const { name, about } = here();
  let parts;
  try {
    parts = await screens[name](about);
  } catch (error) {
    if (isWanted()) throw error;
    return;
  }
  if (!isWanted()) {
    // Locked: a form among the parts lets go of what stands in it.
    if (document.documentElement.dataset.state !== "open") document.dispatchEvent(new CustomEvent("field:leaving"));
    return;
  }
  document.documentElement.dataset.screen = name;
  show(parts);
  document.dispatchEvent(new CustomEvent("field:screen"));
  if (again) await draw();
}

/** @param {string} name @param {any} about */
export function go(name, about = undefined) {
  stack = name === "home" ? [] : [...stack.slice(-20), { name, about }];
  history.pushState(null, "");
  return draw();
}

/** The same screen once more, with what is new: one drawing at a time, however fast the news comes. */
export function redraw() {
  if (going?.turn !== begun) return draw();
  again = true;
  return going.done;
}

export function back() {
  stack = stack.slice(0, -1);
  return draw();
}

/** The tablet is locked: what is being read is shown to nobody. */
export function stopDrawing() {
  begun += 1;
}

/** Back to the first screen, without a trace of the ones before. */
export function forgetWay() {
  stack = [];
}

export function startWay() {
  window.addEventListener("popstate", () => {
    if (document.documentElement.dataset.state === "open") back();
  });
}
