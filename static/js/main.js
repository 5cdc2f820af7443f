/* What every page runs. Pages work without it; with it, a form never loses what was written. */
import { startDialogs } from "./dialogs.js";
import { startFields } from "./fields.js";
import { startIdle } from "./idle.js";
import { startPage } from "./page.js";
import { startParts } from "./parts.js";
import { startSending } from "./send.js";
import { startUnsent } from "./unsent.js";

startPage();
startDialogs();
startFields();
startUnsent();
startSending();
startParts();
startIdle();
document.documentElement.dataset.ready = "";
