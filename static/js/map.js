/* The map of places: numbered points, and in a form a point that is set by pressing. The list says the same without. */
import "../vendor/leaflet/leaflet.js";

const L = /** @type {any} */ (window).L;
const DENMARK = [[54.5, 8], [57.8, 13]];

/** @param {string | undefined} text */
function degrees(text) {
  const value = Number.parseFloat((text ?? "").replace(",", "."));
  return Number.isFinite(value) ? value : null;
}

/** @param {string} text @param {string} kind */
function icon(text, kind) {
  const mark = document.createElement("span");
  mark.textContent = text;
  return L.divIcon({ className: `map-point ${kind}`, html: mark, iconSize: [32, 32], iconAnchor: [16, 16] });
}

/** A point that leads to its place. @param {HTMLElement} point @param {any} map */
function show(point, map) {
  const at = [degrees(point.dataset.latitude), degrees(point.dataset.longitude)];
  const { label = "", number = "", url = "" } = point.dataset;
  const marker = L.marker(at, { icon: icon(number, url ? "" : "other"), title: label, keyboard: Boolean(url) }).addTo(map);
  if (url) {
    const go = () => location.assign(url);
    const element = marker.getElement();
    element.setAttribute("role", "link");
    // The number alone would be its name.
    element.setAttribute("aria-label", `${number} ${label}`);
    element.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && go());
    marker.on("click", go);
  }
  return at;
}

/** The two fields and the point follow one another. @param {any} map @param {string} label */
function pick(map, label) {
  const fields = ["latitude", "longitude"].map((name) => document.querySelector(`input[name=${name}]`));
  const [latitude, longitude] = /** @type {HTMLInputElement[]} */ (fields);
  if (!latitude || !longitude) return;
  const marker = L.marker([0, 0], { icon: icon("", "chosen"), title: label, keyboard: false });
  const follow = () => {
    const at = [degrees(latitude.value), degrees(longitude.value)];
    if (at[0] === null || at[1] === null || Math.abs(at[0]) > 90 || Math.abs(at[1]) > 180) marker.remove();
    else marker.setLatLng(at).addTo(map);
  };
  map.on("click", (/** @type {any} */ event) => {
    const at = event.latlng.wrap();
    latitude.value = at.lat.toFixed(5);
    longitude.value = at.lng.toFixed(5);
    for (const field of [latitude, longitude]) field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  for (const field of [latitude, longitude]) field.addEventListener("input", follow);
  follow();
  return map.hasLayer(marker) ? marker.getLatLng() : null;
}

/** @param {HTMLElement} element */
function draw(element) {
  element.hidden = false;
  const map = L.map(element, { attributionControl: false, zoomControl: false, scrollWheelZoom: false });
  L.control.zoom({ zoomInTitle: element.dataset.zoomIn, zoomOutTitle: element.dataset.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  if (element.dataset.tiles) L.tileLayer(element.dataset.tiles, { maxZoom: 19 }).addTo(map);
  map.fitBounds(DENMARK);
  const points = /** @type {HTMLElement[]} */ ([...element.querySelectorAll("[data-point]")]).map((point) => show(point, map));
  const chosen = "picks" in element.dataset ? pick(map, element.dataset.picks ?? "") : null;
  if (chosen) map.setView(chosen, 15);
  else if (points.length) map.fitBounds(points, { padding: [32, 32], maxZoom: 15 });
}

function start() {
  for (const element of document.querySelectorAll("[data-map][hidden]")) draw(/** @type {HTMLElement} */ (element));
}

document.addEventListener("house:page", start);
start();
