/* The open door with a script: a press with no connection loses nothing. What was written stays on the page, in memory
   only, and is sent again by itself. Without script the browser sends the same forms. */

/** Milliseconds between two tries: each pause is longer than the one before. */
const PAUSE = { first: 3000, longest: 60000 };

const says = /** @type {HTMLElement} */ (document.getElementById("door-says"));

/** @param {string} text "" hides it. */
function tell(text) {
  if (says.textContent !== text) says.textContent = text;
  says.hidden = !text;
}

/** Until the connection is said to be back, or so long. @param {number} long @returns {Promise<void>} */
function pause(long) {
  return new Promise((resolve) => {
    const timer = setTimeout(done, long);
    window.addEventListener("online", done, { once: true });
    function done() {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      resolve();
    }
  });
}

/** Read anew for each try: somebody may write on while there is no connection.
 * @param {HTMLFormElement} form @param {HTMLElement | null} submitter */
function post(form, submitter) {
  const data = new FormData(form);
  // What was pressed, said by hand: older telephones do not take it from the form.
  if (submitter instanceof HTMLButtonElement && submitter.name) data.append(submitter.name, submitter.value);
  const body = new URLSearchParams(/** @type {any} */ (data));
  return fetch(form.getAttribute("action") || location.href, { method: "POST", body });
}

/** The key of the forms was too old, as after somebody signed in in another tab: takes a new one from the page. */
async function freshKey() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const key = page.querySelector("input[name=csrfmiddlewaretoken]")?.getAttribute("value");
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    if (key) input.setAttribute("value", key);
  }
}

/** The answer in place of the page that stands. @param {string} html @param {string} url */
function show(html, url) {
  const next = new DOMParser().parseFromString(html, "text/html");
  const shell = next.getElementById("shell");
  const current = document.getElementById("shell");
  if (!shell || !current || !shell.classList.contains("open-door")) return location.assign(url);
  document.title = next.title;
  document.documentElement.lang = next.documentElement.lang;
  current.replaceWith(document.adoptNode(shell));
  if (url !== location.href) history.pushState(null, "", url);
  window.scrollTo({ top: 0, left: 0, behavior: "instant" });
  const start = shell.querySelector("[data-error-summary], [data-start], h1");
  if (start instanceof HTMLElement) start.focus({ preventScroll: start.tagName === "H1" });
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} submitter */
async function send(form, submitter) {
  tell(says.dataset.sending ?? "");
  let isFresh = false;
  for (let long = PAUSE.first; ; long = Math.min(2 * long, PAUSE.longest)) {
    try {
      const response = await post(form, submitter);
      if (response.headers.get("X-Brobyg") === "csrf" && !isFresh) {
        isFresh = true;
        await freshKey();
        continue;
      }
      const html = await response.text();
      if (response.status < 500) {
        tell("");
        return show(html, response.url);
      }
      tell(says.dataset.server ?? "");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      tell(says.dataset.network ?? "");
    }
    await pause(long);
  }
}

/** @param {SubmitEvent} event */
async function onSubmit(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  // A browser that does not say which button was pressed sends the form by itself.
  if (!("door" in form.dataset) || !("submitter" in event)) return;
  event.preventDefault();
  if ("sending" in form.dataset) return;
  form.dataset.sending = "";
  try {
    await send(form, event.submitter);
  } finally {
    delete form.dataset.sending;
  }
}

document.addEventListener("submit", onSubmit);
// A page that was put in place is not in the browser's memory: going back fetches it.
window.addEventListener("popstate", () => location.reload());
document.documentElement.dataset.ready = "";
