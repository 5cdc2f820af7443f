/* Between the tablet and the house. Runs in the page; success is an answer for exactly this entry and nothing else:
   a login page, a hotel's portal or half an answer all count as no network. */
import { caseload, keepList, replaceList } from "./caseload.js";
import { current, deviceId, forgetToken, leave, people } from "./me.js";
import { asSent, entries, isWaiting, settle, standing } from "./outbox.js";
import { keepUntold, wipeAll, wipedHere } from "./store.js";

const API = "/field/api/v1/";
const PROTOCOL = 1;
const PATIENCE = 20_000;
const BATCH = 50;
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 5 * 60_000;
/** How often the house is asked while nothing waits, ms; the list is fetched anew when it is older than this. */
const QUIET = 5 * 60_000;
/** A clock that is off by more is told of before one writes by it, ms. */
const CLOCK_SLACK = 5 * 60_000;

/** Why nothing went out the last time: "", offline, trouble, login, ended, other. */
export let trouble = "";
export let lost = /** @type {number[]} */ ([]);
/** Whether the tablet's clock says something else than the house's. */
export let isClockWrong = false;
export let progress = { done: 0, of: 0 };

let wait = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** @type {Promise<void> | null} */
let running = null;
let again = false;
let isWiped = false;
let listAsked = 0;

export class Refusal extends Error {
  /** @param {number} status @param {any} said */
  constructor(status, said) {
    super(said.error);
    this.status = status;
    this.said = said;
  }
}

/**
 * Rejects with Refusal for what the house says no to, and with anything else where it was not heard.
 * @param {string} name @param {any} body null for a GET @param {Record<string, string>} more
 */
export async function ask(name, body, more = {}) {
  const me = current();
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json", "Accept-Language": document.documentElement.lang, ...more };
  // Not asked for where it is given: a tablet that was wiped must not make itself a new number.
  headers["X-Field-Device"] ??= await deviceId();
  if (body) headers["Content-Type"] = "application/json";
  if (me?.person.token) Object.assign(headers, { Authorization: `Bearer ${me.person.token}`, "X-Field-User": me.id });
  const answer = await fetch(`${API}${name}/`, {
    method: body ? "POST" : "GET", body: body ? JSON.stringify(body) : undefined, headers,
    redirect: "error", cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.status === 304 || answer.status === 204) return { status: answer.status, said: null, etag: "" };
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) throw new Error("not from the house");
  const said = await answer.json();
  if (answer.status >= 500) throw new Error("the house is in trouble");
  if (!answer.ok) {
    if (typeof said?.error !== "string") throw new Error("not from the house");
    throw new Refusal(answer.status, said);
  }
  return { status: answer.status, said, etag: answer.headers.get("ETag") ?? "" };
}

function tell() {
  document.dispatchEvent(new CustomEvent("field:sync"));
}

/** @param {string} why */
function stop(why) {
  if (why !== trouble) {
    trouble = why;
    tell();
  }
}

/** Now, or as soon as the run that goes on is over. @returns {Promise<void>} */
export function sync() {
  if (isWiped) return tellWiped();
  if (running) {
    again = true;
    return running;
  }
  clearTimeout(timer);
  running = guarded().finally(() => {
    running = null;
    document.documentElement.dataset.sync = "idle";
    tell();
    if (again) {
      again = false;
      sync();
    } else plan();
  });
  return running;
}

/** One tab at a time where the browser can say so; what makes it safe is that sending twice changes nothing. */
async function guarded() {
  const me = current();
  if (!me?.person.token) return me ? stop("login") : undefined;
  document.documentElement.dataset.sync = "running";
  tell();
  if (!navigator.locks) return run();
  await navigator.locks.request(`field-sync-${me.id}`, { ifAvailable: true }, async (lock) => {
    if (lock) await run();
  });
}

async function run() {
  try {
    const greeted = await hello();
    const sent = await sendAll();
    if (greeted.wipe === "after_sync" && !(await standing()).numbers.length) return await wipe();
    wait = 0;
    stop("");
    if (greeted.reads) await fetchList(sent > 0);
    else stop("login");
  } catch (error) {
    await failed(error);
  }
}

async function hello() {
  const { next, numbers, oldest } = await standing();
  const { said } = await ask("hello", {
    next_number: next, waiting_numbers: numbers, oldest_at: oldest ? new Date(oldest).toISOString() : null,
    build: document.documentElement.dataset.build, is_installed: isInstalled(),
  });
  if (said?.protocol !== PROTOCOL || said.user !== current()?.id) throw new Error("not from the house");
  lost = said.lost_numbers;
  isClockWrong = Math.abs(Date.now() - Date.parse(said.server_time)) > CLOCK_SLACK;
  return said;
}

export function isInstalled() {
  return matchMedia("(display-mode: standalone)").matches || /** @type {any} */ (navigator).standalone === true;
}

/** @returns {Promise<number>} how many were settled */
async function sendAll() {
  const waiting = (await entries()).filter(isWaiting);
  progress = { done: 0, of: waiting.length };
  let size = BATCH;
  for (let at = 0; at < waiting.length;) {
    const batch = waiting.slice(at, at + size);
    try {
      const { said } = await ask("sync", { protocol: PROTOCOL, entries: batch.map(asSent) });
      if (said?.protocol !== PROTOCOL || !Array.isArray(said.acks)) throw new Error("not from the house");
      let heard = 0;
      for (const entry of batch) {
        const ack = said.acks.find((/** @type {any} */ one) => one.id === entry.id);
        // Busy over there for this one: it waits for the next run, and holds up none behind it.
        if (ack && ((await settle(entry, ack)) || isHeld(entry, ack))) heard += 1;
      }
      // Some had no answer, or one that was not theirs: they are tried again, later.
      if (heard < batch.length) throw new Error("not all were answered");
      at += batch.length;
      progress = { done: at, of: waiting.length };
      tell();
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 413 || size === 1) throw error;
      size = Math.ceil(size / 2);
    }
  }
  return progress.done;
}

/** Heard, and to be sent again. @param {import("./outbox.js").Entry} entry @param {any} ack */
function isHeld(entry, ack) {
  return ack.sha256 === entry.command.sha256 && (ack.status === "blocked" || ack.status === "retry");
}

/** @param {boolean} isNews something was written, so the list says it differently now */
export async function fetchList(isNews = false) {
  const list = caseload();
  if (list && !isNews && Date.now() - listAsked < QUIET) return;
  const { status, said, etag } = await ask("caseload", null, list ? { "If-None-Match": list.etag } : {});
  if (status === 304) await keepList();
  else if (Array.isArray(said?.people)) await replaceList(said, etag);
  else throw new Error("not from the house");
  listAsked = Date.now();
}

/** @param {unknown} error */
async function failed(error) {
  if (error instanceof Refusal) {
    if (error.status === 410) return wipe();
    if (error.status === 401) {
      await forgetToken();
      return stop("login");
    }
    if (error.status === 403) return stop("ended");
    if (error.status === 409) return stop("other");
  }
  wait = Math.min(LONGEST_WAIT, Math.max(FIRST_WAIT, wait * 2));
  stop(navigator.onLine ? "trouble" : "offline");
}

/** The next try: soon after trouble and ever more seldom, with chance in it so that not all tablets come at once. */
function plan() {
  clearTimeout(timer);
  if (!current() || trouble === "login" || trouble === "ended" || trouble === "other") return;
  timer = setTimeout(sync, wait ? wait * (0.75 + Math.random() / 2) : QUIET);
}

/** The house asked for it: nothing stays, and the house is told. */
export async function wipe() {
  if (isWiped) return;
  isWiped = true;
  const begun = await wipedHere().catch(() => undefined);
  const asked = [current()?.person.organisationId, ...(await organisations())].filter((one) => one !== undefined);
  const wiped = begun ?? { device: await deviceId(), organisations: [...new Set(asked)], isDone: false };
  leave();
  document.dispatchEvent(new CustomEvent("field:wiped"));
  await wipeAll(wiped);
  await tellWiped();
}

/** A tablet that was wiped where no network was: it goes on with what broke off, and says so until the house has heard. */
export async function finishWipe() {
  const wiped = await wipedHere().catch(() => undefined);
  if (!wiped) return;
  if (wiped.isDone) await tellWiped();
  else await wipe();
}

async function tellWiped() {
  clearTimeout(timer);
  const wiped = await wipedHere().catch(() => undefined);
  const untold = [];
  for (const organisation of wiped?.organisations ?? []) {
    const said = { device: wiped?.device, organisation, wiped: true };
    const heard = await ask("device", said, { "X-Field-Device": said.device ?? "" }).then((answer) => typeof answer.said?.wipe === "string", () => false);
    if (!heard) untold.push(organisation);
  }
  if (wiped) await keepUntold(untold).catch(() => {});
  document.documentElement.dataset.wiped = untold.length ? "untold" : "told";
  if (!untold.length) return;
  wait = Math.min(LONGEST_WAIT, Math.max(FIRST_WAIT, wait * 2));
  timer = setTimeout(tellWiped, wait);
}

async function organisations() {
  return new Set((await people()).map((one) => one.organisation));
}

/** Also while nobody has opened the tablet: whether it is to be wiped. */
export async function askWhileLocked() {
  const device = await deviceId();
  for (const organisation of await organisations()) {
    const found = await ask("device", { device, organisation }).catch(() => null);
    if (found?.said?.wipe === "now") return wipe();
  }
}

/** Whatever may mean that there is a network again. */
export function startSync() {
  window.addEventListener("online", () => sync());
  window.addEventListener("pageshow", () => sync());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") sync();
  });
}

/** Forgets what the last person's run said. */
export function resetSync() {
  clearTimeout(timer);
  trouble = "";
  lost = [];
  isClockWrong = false;
  wait = 0;
  listAsked = 0;
}
