/* The app begins: words, looks, lock; then whoever is here opens it. */
import { forgetList, readList } from "./caseload.js";
import { show } from "./dom.js";
import { drawFrame, startFrame } from "./frame.js";
import { startLock } from "./lock.js";
import { current } from "./me.js";
import { dropOld } from "./outbox.js";
import { startContact } from "./screens/contact.js";
import { startHome } from "./screens/home.js";
import { startMore } from "./screens/more.js";
import { showLocked, showPin, showWiped } from "./screens/open.js";
import { startOutbox } from "./screens/outbox.js";
import { startPeople } from "./screens/people.js";
import { startWrite } from "./screens/write.js";
import { deviceGet } from "./store.js";
import { askWhileLocked, finishWipe, resetSync, startSync, sync, wipe } from "./sync.js";
import { startTheme } from "./theme.js";
import { startUpdate } from "./update.js";
import { forgetWay, here, redraw, startWay, stopDrawing } from "./way.js";
import { loadWords } from "./words.js";

const root = document.documentElement;
let lastUser = "";

async function onOpen() {
  const me = current();
  if (!me) return;
  if (me.id !== lastUser) forgetWay();
  lastUser = me.id;
  root.dataset.state = "open";
  root.dataset.user = me.id;
  await readList();
  await dropOld();
  await redraw();
  navigator.storage?.persist?.().catch(() => {});
  sync();
}

/** @param {string} how "soft" or "hard" */
async function onLock(how) {
  stopDrawing();
  if (how === "soft") {
    document.dispatchEvent(new CustomEvent("field:leaving"));
    // The draft is sealed with the key that is still here; only then the screen is cleared.
    return showPin();
  }
  forgetList();
  resetSync();
  delete root.dataset.user;
  delete root.dataset.screen;
  // At once: what opens it is still to be read.
  root.dataset.state = "locking";
  show();
  await showLocked();
  askWhileLocked();
}

async function start() {
  await loadWords((await deviceGet("language").catch(() => null)) ?? "da");
  await startTheme();
  for (const begin of [startWrite, startContact, startPeople, startOutbox, startHome, startMore, startWay, startFrame, startLock, startSync]) begin();
  document.addEventListener("field:open", onOpen);
  document.addEventListener("field:lock", (event) => void onLock(/** @type {CustomEvent} */ (event).detail));
  document.addEventListener("field:wipe", () => void wipe());
  document.addEventListener("field:wiped", showWiped);
  document.addEventListener("field:list", () => {
    if (root.dataset.state === "open" && ["home", "people"].includes(here().name)) redraw();
  });
  await drawFrame();
  await showLocked();
  finishWipe().then(askWhileLocked);
  await startUpdate();
}

start();
