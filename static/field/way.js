/* Which screen one is on. Nothing of it stands in the address: an address is kept by the browser. */

/** @typedef {{name: string, about?: any}} View */

/** @type {Record<string, (about: any) => void | Promise<void>>} */
const screens = {};
/** @type {View[]} */
let stack = [];

/** @param {string} name @param {(about: any) => void | Promise<void>} draw */
export function screen(name, draw) {
  screens[name] = draw;
}

export function here() {
  return stack.at(-1) ?? { name: "home" };
}

/** Drawings begun, and the newest that has ended. */
let begun = 0;
let drawn = 0;

/** @returns {Promise<void>} */
async function draw() {
  const turn = ++begun;
  document.dispatchEvent(new CustomEvent("field:leaving"));
  const { name, about } = here();
  document.documentElement.dataset.screen = name;
  await screens[name](about);
  // It was overtaken while it read from the disk, and has covered the screen that one went on to.
  if (turn < drawn && document.documentElement.dataset.state === "open") return draw();
  drawn = Math.max(drawn, turn);
  document.dispatchEvent(new CustomEvent("field:screen"));
}

/** @param {string} name @param {any} about */
export function go(name, about = undefined) {
  stack = name === "home" ? [] : [...stack.slice(-20), { name, about }];
  history.pushState(null, "");
  return draw();
}

/** The same screen once more, with what is new. */
export function redraw() {
  return draw();
}

export function back() {
  stack = stack.slice(0, -1);
  return draw();
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
