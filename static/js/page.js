/* Putting a page that came by fetch in place of the one that stands: title, address, focus. */
import { announce, word } from "./words.js";

let shown = address(location.href);

/** The address without its fragment. @param {string} url */
function address(url) {
  return url.split("#")[0];
}

/** Where reading starts: what went wrong, else the heading. @param {ParentNode} root */
function focusStart(root) {
  const start = root.querySelector("[data-error-summary], [data-conflict]") ?? root.querySelector("h1");
  if (start instanceof HTMLElement) start.focus({ preventScroll: start.tagName === "H1" });
}

/** Scripts and stylesheets the new page has and this one lacks. @param {Document} next */
function addAssets(next) {
  for (const script of next.querySelectorAll("head script[src]")) {
    const src = script.getAttribute("src");
    if (document.querySelector(`script[src="${src}"]`)) continue;
    const copy = document.createElement("script");
    copy.type = script.getAttribute("type") ?? "";
    copy.src = src ?? "";
    document.head.append(copy);
  }
  for (const link of next.querySelectorAll('head link[rel="stylesheet"]')) {
    if (!document.querySelector(`link[href="${link.getAttribute("href")}"]`)) {
      document.head.append(document.adoptNode(link));
    }
  }
}

/**
 * Shows a whole page.
 * @param {string} html
 * @param {string} url where it came from, after redirects
 */
export function showPage(html, url) {
  const next = new DOMParser().parseFromString(html, "text/html");
  const shell = next.getElementById("shell");
  const current = document.getElementById("shell");
  if (!shell || !current || next.documentElement.dataset.user !== document.documentElement.dataset.user) {
    // Another kind of page, or another person: let the browser fetch it as a page of its own.
    location.assign(url);
    return;
  }
  document.title = next.title;
  addAssets(next);
  current.replaceWith(document.adoptNode(shell));
  if (address(url) !== address(location.href)) history.pushState(null, "", url);
  shown = address(location.href);
  window.htmx?.process(shell);
  document.dispatchEvent(new CustomEvent("house:page"));
  // Another page begins at its top, at once: a glide would leave what it says hidden while it lasts.
  window.scrollTo({ top: 0, left: 0, behavior: "instant" });
  // A redirect's fragment does not reach us: a page that was asked for one part of itself says where that stands.
  shell.querySelector("[data-here]")?.closest("section")?.scrollIntoView({ block: "start", behavior: "instant" });
  focusStart(shell);
  announce(`${word("sent")} ${document.title}`);
}

export function startPage() {
  // A page that was put in place is not in the browser's memory: going back fetches it.
  window.addEventListener("popstate", () => {
    if (address(location.href) !== shown) location.reload();
  });
  if (document.querySelector("[data-error-summary], [data-conflict]")) focusStart(document);
}
