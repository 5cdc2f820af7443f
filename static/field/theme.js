/* Light, dark or as the tablet. */
import { deviceGet, devicePut } from "./store.js";

const MEDIA = /** @type {Record<string, string>} */ ({ auto: "screen and (prefers-color-scheme: dark)", light: "not all", dark: "screen" });
const NEXT = /** @type {Record<string, string>} */ ({ auto: "dark", dark: "light", light: "auto" });

let chosen = "auto";

function apply() {
  const sheet = document.getElementById("dark");
  if (sheet instanceof HTMLLinkElement) sheet.media = MEDIA[chosen];
}

export async function startTheme() {
  chosen = (await deviceGet("theme")) ?? "auto";
  apply();
}

export async function chooseTheme() {
  chosen = NEXT[chosen] ?? "auto";
  apply();
  await devicePut("theme", chosen);
}
