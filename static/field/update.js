/* The app itself: kept on the tablet, and a newer one offered when nobody is in the middle of a sentence. */
import { button, notice } from "./dom.js";
import { isDirty } from "./screens/write.js";
import { word } from "./words.js";

const HOURLY = 3600_000;
const WORKER = "/field/sw.js";

/** The one address a script of ours may be made from. */
function address() {
  const types = /** @type {any} */ (window).trustedTypes;
  if (!types) return WORKER;
  const policy = types.createPolicy("sw-url", { createScriptURL: (/** @type {string} */ url) => {
    if (url !== WORKER) throw new TypeError("not our worker");
    return url;
  } });
  return policy.createScriptURL(WORKER);
}

/** @param {ServiceWorker} waiting */
function offer(waiting) {
  document.querySelector("[data-update]")?.remove();
  const press = button(word("update_now"), () => {
    if (isDirty()) return;
    let done = false;
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (!done) location.reload();
      done = true;
    });
    waiting.postMessage("activate-now");
  }, { css: "small first" });
  const banner = notice(isDirty() ? word("update_wait") : word("update_ready"), "", isDirty() ? null : press);
  banner.dataset.update = "";
  document.getElementById("top")?.after(banner);
}

export async function startUpdate() {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register(address(), { scope: "/field/", updateViaCache: "none" });
  const look = () => {
    const isOurs = navigator.serviceWorker.controller;
    if (registration.waiting && isOurs) offer(registration.waiting);
  };
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  for (const news of ["field:saved", "field:screen"]) document.addEventListener(news, look);
  look();
  const seek = () => registration.update().catch(() => {});
  seek();
  setInterval(seek, HOURLY);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && seek());
}
