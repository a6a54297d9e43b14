// A player for speech that is still being made. The kernel feeds it, and the player of the finished speech replaces it.

import { AudioStream } from "./audio_stream.js";
import { openChannel } from "./channel.js";
import { createElement, sleep } from "./dom.js";
import { handOver } from "./hand_over.js";
import { PlaybackItem, playbackQueue, playWhenShown, whenShown } from "./playback_queue.js";

/** @import { WidgetModel } from "./channel.js" */

const UNPLACED_LIMIT = 1000; // ms after which a player whose output is gone is shown elsewhere

/** A player, its progress, and its messages from the kernel. */
class LivePlayer {
  /** @type {AudioStream | null} */
  stream = null;
  hasStarted = false; // there is something to show
  hasAudio = false;
  hasBeenPlaced = false;
  isPlaced = false; // in the output of its cell
  isEnded = false; // nothing more comes
  isAbandoned = false; // as the connection ended
  isHandingOver = false;

  progress = createElement("progress", { max: 1, value: 0, ariaLabel: "Speech that has arrived" });
  progressText = createElement("span");
  status = createElement("span", { role: "status" });
  element = createElement("audio", { controls: true });
  root = createElement("div", { role: "group" });
  floatingBox = createElement("div", { hidden: true }); // holds the player while its output is gone

  /** @param {WidgetModel} model */
  constructor(model) {
    this.channelId = model.get("channel_id");
    this.startsByItself = model.get("plays");
    playbackQueue.livePlayers.add(this.channelId);
    const run = this.startsByItself ? model.get("run") : null;
    this.item = new PlaybackItem(playbackQueue, run, () => this.stop());
    this.build(model.get("label"));
    this.send = openChannel(
      model,
      () => !this.isEnded,
      message => this.showResult(message),
    );
    /** @type {Record<string, (message: any, buffers: BufferSource[]) => void>} */
    const handlers = {
      begin: message => this.begin(message),
      audio: (_, [piece]) => this.addAudio(piece),
      progress: message => this.showProgress(message),
      end: message => this.end(message),
    };
    model.on("msg:custom", (message, buffers) => handlers[message.type]?.(message, buffers));
    model.on("comm_live_update", () => this.abandon()); // as when the kernel restarts
    this.observer = new MutationObserver(() => this.place());
    this.observer.observe(document.body, { childList: true, subtree: true });
  }

  /** @param {string} label */
  build(label) {
    this.root.ariaLabel = label;
    this.element.ariaLabel = label;
    this.element.style.verticalAlign = "middle";
    this.element.addEventListener("ended", () => {
      if (this.isEnded && !this.isAbandoned && !this.isHandingOver) this.remove();
    });
    this.floatingBox.style.cssText =
      "position: fixed; right: 1em; bottom: 3em; z-index: 1000; padding: .5em;" +
      " color: CanvasText; background: Canvas; border: 1px solid";
    const below = createElement("div", {}, this.progress, " ", this.progressText, " ", this.status);
    this.root.append(this.element, this.item.controls, below);
  }

  /** Move into the cell's output while the page has it; otherwise play on in a floating box. */
  place() {
    const output = document.querySelector(`[data-ipytts-channel="${this.channelId}"]`);
    this.isPlaced = Boolean(output);
    if (!this.hasStarted) return; // in a page that was reloaded, the line of text stays until there is more
    if (output && this.root.parentNode !== output) {
      output.replaceChildren(this.root);
      this.floatingBox.remove();
      this.hasBeenPlaced = true;
      this.startIfReady();
    } else if (!output && this.hasBeenPlaced && !this.root.isConnected) {
      if (this.isAbandoned) return this.remove();
      this.floatingBox.append(this.root);
      document.body.append(this.floatingBox);
      // Usually the finished speech is shown at once. Without it, the person needs a button to stop the sound.
      setTimeout(() => {
        this.floatingBox.hidden = false;
      }, UNPLACED_LIMIT);
    }
  }

  startIfReady() {
    // Another page with the same notebook, which does not show this run of the cell, stays silent.
    if (!this.startsByItself || !this.hasAudio || !this.hasBeenPlaced) return;
    this.startsByItself = false;
    playbackQueue.start(this.item);
  }

  // -- Messages from the kernel ----------------------------------------------------------------------

  /** @param {{ mime: string }} message */
  begin({ mime }) {
    if (window.MediaSource?.isTypeSupported(mime)) {
      this.stream = new AudioStream(this.element, mime);
      this.item.attach(this.element);
    } else {
      this.element.remove();
      this.status.textContent = "This browser plays the audio once all of it has arrived.";
    }
    this.hasStarted = true;
    this.place();
  }

  /** @param {BufferSource} piece */
  addAudio(piece) {
    if (!this.stream) return;
    this.stream.push(piece);
    this.hasAudio = true;
    this.startIfReady();
  }

  /** @param {{ fraction: number, text: string }} message */
  showProgress({ fraction, text }) {
    this.progress.value = fraction;
    this.progressText.textContent = text;
  }

  /**
   * Give way to the finished speech, whose player has this id; without an id there is none.
   * @param {{ id: string, lead: number, silent: boolean }} message
   */
  end({ id, lead, silent }) {
    if (this.isEnded) return;
    this.finish("");
    this.send({ type: "done" });
    if (silent) playbackQueue.stop(this.item);
    if (id && this.stream && this.hasBeenPlaced) return this.giveWayTo(id, lead);
    if (id && this.startsByItself) playWhenShown({ id, run: this.item.run });
    this.remove();
  }

  /**
   * Show the result of a cell whose output was lost when the page was reloaded.
   * @param {{ html: string }} message
   */
  showResult({ html }) {
    if (this.isEnded) return;
    this.finish("");
    this.send({ type: "done" });
    this.root.innerHTML = html;
    this.root.ariaLabel = null; // its player has a name of its own
    this.hasStarted = true;
    this.place();
  }

  /** Note that nothing more comes from the kernel. */
  abandon() {
    if (this.isEnded) return;
    this.finish("The connection to the kernel ended: this is the audio that had arrived.");
    this.isAbandoned = true;
    if (!this.hasBeenPlaced) this.remove(); // it was not needed
  }

  // --------------------------------------------------------------------------------------------------

  /** @param {string} status */
  finish(status) {
    this.isEnded = true;
    this.stream?.end();
    this.progress.remove();
    this.progressText.textContent = "";
    this.status.textContent = status;
  }

  /**
   * @param {string} id
   * @param {number} lead
   */
  giveWayTo(id, lead) {
    const wasPlaced = this.isPlaced;
    const hadFocus = this.root.contains(document.activeElement);
    whenShown(id, async element => {
      // If the cell was run again meanwhile, the player is that of the later run.
      if (!wasPlaced) await sleep(UNPLACED_LIMIT / 2);
      if (!playbackQueue.has(element)) {
        this.isHandingOver = true;
        if (hadFocus && document.activeElement === document.body) element.focus();
        await handOver(this.item, element, lead);
      }
      this.remove();
    });
  }

  stop() {
    if (this.isEnded) return;
    this.status.textContent = "Stopped.";
    this.send({ type: "stop" });
  }

  remove() {
    this.observer.disconnect();
    this.floatingBox.remove();
    this.root.remove();
    if (this.item.element === this.element) {
      this.item.isWanted = false;
      playbackQueue.finish(this.item);
    }
    this.element.removeAttribute("src"); // frees what was buffered
    this.element.load();
  }
}

/** @param {{ model: WidgetModel }} context */
const initialize = ({ model }) => {
  const player = new LivePlayer(model);
  return () => player.abandon();
};

export default { initialize };
