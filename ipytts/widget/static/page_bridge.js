// The playground in the page: its containers, keys, the clipboard, downloads, and a Stop without delay.

import { openChannel } from "../../playback/static/channel.js";
import { createElement } from "../../playback/static/dom.js";
import { playbackQueue, queueActions } from "../../playback/static/playback_queue.js";

/** @import { WidgetModel } from "../../playback/static/channel.js" */

const ENDED = new Set(["dead", "restarting", "autorestarting"]); // states of a kernel
const SILENCING = ".ipytts-stop, .ipytts-speak, .ipytts-new, .ipytts-speak-all"; // buttons

/** What the page does for a playground beyond ipywidgets. */
class PageBridge {
  /**
   * The containers of the playground, by the outputs that they replace.
   * @type {Map<HTMLElement, HTMLElement>}
   */
  containers = new Map();
  /**
   * As last sent.
   * @type {string | null}
   */
  text = null;

  /** @param {WidgetModel} model */
  constructor(model) {
    this.model = model;
    this.playgroundId = model.get("playground_id");
    this.send = openChannel(model);
    /** @type {Record<string, (message: any, buffers: BlobPart[]) => void>} */
    const handlers = {
      queue: message => this.callQueue(message),
      play: () => this.play(),
      copy: message => this.copy(message),
      download: (message, [data]) => this.download(message, data),
    };
    model.on("msg:custom", (message, buffers) => handlers[message.type]?.(message, buffers));
    this.observer = new MutationObserver(() => this.update());
    this.observer.observe(document.body, { childList: true, subtree: true });
    /** @type {(event: KeyboardEvent) => void} */
    this.onKeydown = event => this.handleKey(event);
    window.addEventListener("keydown", this.onKeydown, true);
    this.watchKernel();
    this.update();
  }

  // -- Containers -----------------------------------------------------------------------------------

  /** Replace each output that asks for the playground, and make what ipywidgets builds accessible. */
  update() {
    for (const mark of document.querySelectorAll(`[data-ipytts-playground="${this.playgroundId}"]`)) {
      const output = /** @type {HTMLElement} */ (mark.closest(".jp-OutputArea-output") ?? mark);
      if (!this.containers.has(output)) this.show(output);
    }
    for (const [output, container] of this.containers) {
      // What the output holds for pages without a kernel would be a second player here.
      output.querySelector("[data-ipytts-playground]:not(:empty)")?.replaceChildren();
      setRole("status", container.querySelectorAll(".ipytts-status:not([role])"));
      setRole("alert", container.querySelectorAll(".ipytts-error:not([role])"));
    }
  }

  /** @param {HTMLElement} output */
  async show(output) {
    const container = createElement("div", { className: "ipytts-container", ariaLabel: "Speech playground" });
    container.setAttribute("role", "group");
    this.containers.set(output, container);
    const manager = this.model.widget_manager;
    const playground = await manager.get_model(this.playgroundId);
    if (!playground.comm_live) return; // restored from a file, without a kernel
    const view = await manager.create_view(playground);
    output.after(container);
    output.style.display = "none";
    const widget = view.luminoWidget ?? view.pWidget;
    widget.constructor.attach(widget, container);
    container.addEventListener("click", event => this.beforeClick(event, container), true);
  }

  remove() {
    this.observer.disconnect();
    window.removeEventListener("keydown", this.onKeydown, true);
    for (const [output, container] of this.containers) {
      container.remove();
      output.style.display = "";
    }
    this.containers.clear();
  }

  // -- What a person does ----------------------------------------------------------------------------

  /**
   * @param {MouseEvent} event
   * @param {HTMLElement} container
   */
  beforeClick({ target }, container) {
    const button = target instanceof Element && target.closest("button");
    if (!button) return;
    if (button.matches(SILENCING)) playbackQueue.stop();
    if (button.matches(".ipytts-stop")) this.send({ type: "stop" });
    // ipywidgets may send the last of the text only after the click.
    const area = /** @type {HTMLTextAreaElement} */ (container.querySelector(".ipytts-text textarea"));
    if (area.value === this.text) return;
    this.text = area.value;
    this.model.send({ type: "text", text: this.text });
  }

  /** @param {KeyboardEvent} event */
  handleKey(event) {
    const target = /** @type {Element} */ (event.target);
    const container = [...this.containers.values()].find(one => one.contains(target));
    if (!container) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const isSpeak = isCommand && event.key === "Enter";
    // JupyterLab would take letters in a list for its own shortcuts, which delete cells. Ctrl+S stays its own.
    target.toggleAttribute("data-lm-suppress-shortcuts", !isCommand || isSpeak);
    if (isSpeak) {
      event.preventDefault();
      event.stopPropagation();
      /** @type {HTMLElement} */ (container.querySelector(".ipytts-speak")).click();
    }
  }

  // -- Messages from the kernel ----------------------------------------------------------------------

  /** @param {{ action: "playWhenShown" | "stop", values: any[] }} message */
  callQueue({ action, values }) {
    /** @type {(...values: any[]) => void} */ (queueActions[action])(...values);
  }

  /** Start the player of the chosen take. */
  play() {
    const [container] = this.containers.values();
    /** @type {HTMLAudioElement | null | undefined} */ (
      container?.querySelector(".ipytts-player audio")
    )?.play();
  }

  /** @param {{ text: string }} message */
  async copy({ text }) {
    try {
      await navigator.clipboard.writeText(text);
      this.model.send({ type: "copied" });
    } catch {
      this.model.send({ type: "not_copied" });
    }
  }

  /**
   * @param {{ name: string, mime: string }} message
   * @param {BlobPart} data
   */
  download({ name, mime }, data) {
    const href = URL.createObjectURL(new Blob([data], { type: mime }));
    createElement("a", { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  }

  // -- When the kernel has ended ---------------------------------------------------------------------

  watchKernel() {
    const kernel = this.model.widget_manager?.kernel;
    kernel?.statusChanged?.connect((/** @type {any} */ _, /** @type {string} */ status) => {
      if (ENDED.has(status)) this.showKernelEnded();
    });
    kernel?.disposed?.connect(() => this.showKernelEnded());
    this.model.on("comm_live_update", () => this.showKernelEnded());
  }

  showKernelEnded() {
    for (const container of this.containers.values()) {
      if (container.querySelector(".ipytts-ended")) continue;
      const textContent =
        "The kernel has ended: run this cell again to go on. The text and audio below can still be used.";
      container.prepend(createElement("div", { className: "ipytts-ended", role: "alert", textContent }));
      for (const button of container.querySelectorAll("button")) button.disabled = true;
    }
  }
}

/**
 * @param {string} role
 * @param {NodeListOf<Element>} elements
 */
function setRole(role, elements) {
  for (const element of elements) element.setAttribute("role", role);
}

/** @param {{ model: WidgetModel }} context */
const initialize = ({ model }) => {
  const bridge = new PageBridge(model);
  return () => bridge.remove();
};

export default { initialize };
