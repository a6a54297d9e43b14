// A live region in which screen readers find what kernels announce; see ipytts/playback/announcements.py.

const TARGET = "ipytts.announcements"; // of comms, whose data is {text: "One sentence."}
const MOST_CHARACTERS = 1000;
const MOST_PARAGRAPHS = 20;

// Nothing of it is seen, but it is rendered: screen readers ignore what is not.
const HIDDEN = "position: fixed; top: 0; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)";

/**
 * The parts of a kernel's connection that are used here.
 * @typedef {object} Kernel
 * @property {(target: string, opened: (comm: object, message: any) => void) => void} registerCommTarget
 */

/**
 * Announce what the kernels of all panels ask for, also of panels that are opened later.
 * @param {...any} trackers of notebooks and consoles
 */
export function announceFromKernels(...trackers) {
  const region = createRegion();
  const announce = (/** @type {object} */ _comm, /** @type {any} */ message) =>
    append(region, message.content.data?.text);
  const listen = (/** @type {Kernel | null | undefined} */ kernel) =>
    kernel?.registerCommTarget(TARGET, announce);
  const follow = (/** @type {any} */ { sessionContext }) => {
    listen(sessionContext.session?.kernel);
    sessionContext.kernelChanged.connect((/** @type {any} */ _sender, /** @type {any} */ change) =>
      listen(change.newValue),
    );
  };
  for (const tracker of trackers) {
    tracker.forEach(follow);
    tracker.widgetAdded.connect((/** @type {any} */ _tracker, /** @type {any} */ panel) => follow(panel));
  }
}

/** Add an empty live region to the page: screen readers announce only what is added later. */
function createRegion() {
  const region = document.createElement("div");
  region.id = "ipytts-announcements";
  region.setAttribute("role", "log");
  region.setAttribute("aria-live", "polite");
  region.style.cssText = HIDDEN;
  document.body.append(region);
  return region;
}

/**
 * Append a text that is to be announced; anything else is ignored.
 * @param {HTMLElement} region
 * @param {unknown} text
 */
function append(region, text) {
  if (typeof text !== "string" || !text.trim()) return;
  const paragraph = document.createElement("p");
  paragraph.textContent = [...text.trim()].slice(0, MOST_CHARACTERS).join("");
  region.append(paragraph);
  while (region.childElementCount > MOST_PARAGRAPHS) region.firstElementChild?.remove();
}
