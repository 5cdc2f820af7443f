/* Everything that lies on the tablet is sealed with one key for each person (AES-GCM); the key is wrapped under a code. */

const CODE = new TextEncoder();
const TEXT = new TextDecoder();

/** @typedef {{iv: Uint8Array, ct: ArrayBuffer}} Sealed */
/** @typedef {{kdf: string, rounds: number, salt: Uint8Array, iv: Uint8Array, ct: ArrayBuffer}} Wrapped */

/** @param {Uint8Array} raw @returns {Promise<CryptoKey>} */
export function keyOf(raw) {
  return crypto.subtle.importKey("raw", /** @type {BufferSource} */ (raw), "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** @param {CryptoKey} key @param {unknown} content anything JSON can hold @param {string} label where it lies: it opens nowhere else @returns {Promise<Sealed>} */
export async function seal(key, content, label) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const ct = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: CODE.encode(label) }, key, CODE.encode(JSON.stringify(content)));
  return { iv, ct };
}

/** @param {CryptoKey} key @param {Sealed} sealed @param {string} label @returns {Promise<any>} */
export async function unseal(key, sealed, label) {
  const iv = /** @type {BufferSource} */ (sealed.iv);
  const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: CODE.encode(label) }, key, sealed.ct);
  return JSON.parse(TEXT.decode(bytes));
}

/** @param {string} code @param {Uint8Array} salt @param {number} rounds */
async function stretched(code, salt, rounds) {
  const base = await crypto.subtle.importKey("raw", CODE.encode(code.normalize("NFC")), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: /** @type {BufferSource} */ (salt), iterations: rounds };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** @param {Uint8Array} raw @param {string} code @param {number} rounds @returns {Promise<Wrapped>} */
export async function wrap(raw, code, rounds) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await stretched(code, salt, rounds);
  const ct = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, /** @type {BufferSource} */ (raw));
  return { kdf: "PBKDF2-SHA-256", rounds, salt, iv, ct };
}

/** The raw key. Rejects for a wrong code. @param {Wrapped} wrapped @param {string} code */
export async function unwrap(wrapped, code) {
  const key = await stretched(code, wrapped.salt, wrapped.rounds);
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: /** @type {BufferSource} */ (wrapped.iv) }, key, wrapped.ct));
}

/** @param {string} text @returns {Promise<string>} of its UTF-8 bytes, as hex */
export async function sha256(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", CODE.encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} text @returns {Uint8Array} */
export function fromBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

let lastMoment = 0;
let counter = 0;

/** UUIDv7 (RFC 9562): later ones sort after earlier ones, also within a millisecond. @returns {string} */
export function uuid7() {
  const now = Math.max(Date.now(), lastMoment);
  counter = now === lastMoment ? counter + 1 : 0;
  lastMoment = now;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let index = 0; index < 6; index += 1) bytes[index] = Math.floor(now / 2 ** (8 * (5 - index))) % 256;
  bytes[6] = 0x70 | ((counter >> 8) & 0x0f);
  bytes[7] = counter & 0xff;
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
