// Helpers for elements, events and time.

/**
 * Make an element.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} [properties]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function createElement(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/**
 * Wait for the next event of a type.
 * @param {EventTarget} target
 * @param {string} type
 * @returns {Promise<unknown>}
 */
function nextEvent(target, type) {
  return new Promise(resolve => target.addEventListener(type, resolve, { once: true }));
}

/**
 * Wait for some milliseconds.
 * @param {number} milliseconds
 * @returns {Promise<unknown>}
 */
function sleep(milliseconds) {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

// The queue of ipytts 0.1.0, when a kernel with that version shares the page. It is `window.ipytts`.

/** @import { PlaybackItem } from "./playback_queue.js" */

/** Stop all sound that 0.1.0 started. */
function stopVersion010() {
  otherQueue()?.stop();
}

/**
 * Keep 0.1.0 from managing a player of ours.
 * @param {Element} element
 */
function hideFromVersion010(element) {
  const other = otherQueue();
  if (other && !other.voices.has(element)) other.voices.set(element, {});
}

/**
 * Put a stand-in for our item into the queue of 0.1.0, so that each silences the other.
 * @param {PlaybackItem} item
 * @param {() => void} stop
 */
function announceToVersion010(item, stop) {
  const other = otherQueue();
  if (!other || other.hasFloor(other.voices.get(item.element) ?? {})) return; // it plays there already
  other.take({
    get element() {
      return item.element;
    },
    run: null,
    queue: {}, // where 0.1.0 writes the item's status
    isOver: true,
    showBar() {},
    begin() {},
    stop,
  });
}

function otherQueue() {
  return /** @type {Window & { ipytts?: any }} */ (window).ipytts;
}

// One sound at a time in a page, whichever cell, notebook or kernel it comes from.
//
// Items that start by themselves belong to a run: cells that follow each other at once, as with "Run All". Items of one
// run wait for each other. Any other item takes over.
//
// Kernels with different versions of ipytts can share a page. They share `window.ipyttsQueue`, which the first of them
// makes. When its methods or the members of its items change, choose another name, and let the new queue announce its
// items to this one, as this one does to that of 0.1.0.


const FINISHED = "audio[data-ipytts]"; // players of finished speech; see speech.py
const SHOWN_WITHIN = 60_000; // ms; a player that was announced and is not shown by then is in another page

/** A player in the queue, and the buttons beside it. */
class PlaybackItem {
  /** @type {HTMLMediaElement | null} */
  element = null;
  isWanted = false; // it should play

  /**
   * @param {PlaybackQueue} queue
   * @param {string | null} run the run in which it starts by itself; null where someone presses its button
   * @param {() => void} onStop called when someone stops it
   */
  constructor(queue, run = null, onStop = () => {}) {
    this.queue = queue;
    this.run = run;
    this.onStop = onStop;
    const stop = createElement("button", { textContent: "Stop", title: "Stop speaking (Escape)" });
    stop.addEventListener("click", () => queue.stop(this));
    this.playButton = createElement("button", { textContent: "Press to hear", hidden: true });
    this.playButton.addEventListener("click", () => this.play());
    this.status = createElement("span", { role: "status" });
    const parts = [this.playButton, " ", stop, " ", this.status];
    this.controls = createElement("span", { role: "group", ariaLabel: "Speaking" }, ...parts);
    this.controls.style.cssText = "margin: 0 .5em";
  }

  /**
   * Sound in this element from now on.
   * @param {HTMLMediaElement} element
   */
  attach(element) {
    this.element = element;
    this.queue.assign(element, this);
    /** @type {(type: string, act: () => void) => void} */
    const on = (type, act) => element.addEventListener(type, () => this.element === element && act());
    on("play", () => this.queue.takeOver(this));
    on("ended", () => this.queue.finish(this));
    on("pause", () => {
      this.isWanted = false;
      // A player that is taken out of the page is paused, and never ends.
      if (!element.isConnected) this.queue.finish(this);
    });
    // JupyterLab resolves the address of a player that is in the page already, which cancels its start.
    on("emptied", () => this.isWanted && this.play());
  }

  play() {
    this.playButton.hidden = true;
    this.isWanted = true;
    this.element?.play().catch(error => {
      if (error.name === "NotAllowedError")
        this.playButton.hidden = false; // the page wants a click first
      else if (error.name === "NotSupportedError") this.queue.finish(this);
    });
  }

  stop() {
    this.playButton.hidden = true;
    this.isWanted = false;
    this.element?.pause();
    this.onStop();
  }

  /**
   * Show or hide the controls beside a player of finished speech, which has no room of its own for them.
   * @param {boolean} isShown
   */
  showControls(isShown) {
    if (!isShown) this.status.textContent = "";
    if (!this.run || !this.element?.matches(FINISHED)) return;
    this.element.style.verticalAlign = isShown ? "middle" : "";
    if (isShown) this.element.after(this.controls);
    else this.controls.remove();
  }

  get isOver() {
    return !this.element?.isConnected || this.element.ended;
  }
}

/** The items of a page: one sounds, others wait. */
class PlaybackQueue {
  /** @type {PlaybackItem | null} */
  #current = null;
  /** @type {PlaybackItem[]} */
  #waiting = [];
  /** @type {string | null} */
  #stoppedRun = null;
  /** @type {WeakMap<Element, PlaybackItem>} */
  #items = new WeakMap();
  /**
   * The ids of the channels of this page's live players.
   * @type {Set<string | null>}
   */
  livePlayers = new Set();

  constructor() {
    document.addEventListener("play", event => this.#onPlay(event), true);
    document.addEventListener("keydown", event => this.#onKeydown(event), true);
  }

  /**
   * Return whether an element is the player of an item.
   * @param {Element} element
   */
  has(element) {
    return this.#items.has(element);
  }

  /**
   * Note that an element is a player of an item.
   * @param {Element} element
   * @param {PlaybackItem} item
   */
  assign(element, item) {
    this.#items.set(element, item);
    hideFromVersion010(element);
  }

  /**
   * Return whether an item is the one that may sound.
   * @param {PlaybackItem} item
   */
  isCurrent(item) {
    return item === this.#current;
  }

  /**
   * Start an item by itself: after those of its run, and in place of any other.
   * @param {PlaybackItem} item
   */
  start(item) {
    if (item.run === this.#stoppedRun) return;
    const isSameRun = this.#current?.run === item.run;
    if (isSameRun && !this.#current?.isOver) {
      this.#waiting.push(item);
      this.#showStatus();
    } else {
      if (!isSameRun) this.#clear()?.element?.pause();
      this.#setCurrent(item);
      item.play();
    }
  }

  /**
   * Make an item that someone started the current one.
   * @param {PlaybackItem} item
   */
  takeOver(item) {
    if (item === this.#current) return;
    this.#clear()?.element?.pause();
    this.#setCurrent(item);
  }

  /**
   * Take an item out of the queue, and go on with the next if it was the current one.
   * @param {PlaybackItem} item
   */
  finish(item) {
    this.#waiting = this.#waiting.filter(other => other !== item);
    if (item !== this.#current) return this.#showStatus();
    const next = this.#waiting.shift() ?? null;
    this.#setCurrent(next);
    next?.play();
  }

  /** Stop all sound, and start nothing more of this run. */
  stop(item = this.#current) {
    for (const one of new Set([this.#clear(), item])) one?.stop();
    for (const element of finishedPlayers()) element.pause();
    stopVersion010();
  }

  /**
   * Start the player with this label as soon as it is shown, unless this page has the live player that starts it.
   * @param {{ label: string, run: string | null, channel?: string | null }} announced
   */
  playWhenShown({ label, run, channel = null }) {
    if (this.livePlayers.has(channel)) return;
    this.whenShown(label, element => {
      const item = new PlaybackItem(this, run);
      item.attach(element);
      this.start(item);
    });
  }

  /**
   * Call a function with the next player of finished speech with this label that comes into the page.
   * @param {string} label
   * @param {(element: HTMLMediaElement) => void} callback
   */
  whenShown(label, callback) {
    const before = new Set(finishedPlayers());
    /** @type {(element: HTMLMediaElement) => boolean} */
    const isNew = element =>
      element.getAttribute("aria-label") === label && !before.has(element) && !this.has(element);
    const observer = new MutationObserver(() => {
      const found = finishedPlayers().find(isNew);
      if (found) {
        observer.disconnect();
        callback(found);
      }
    });
    observer.observe(document.body, { childList: true, subtree: true });
    setTimeout(() => observer.disconnect(), SHOWN_WITHIN);
  }

  /** @param {PlaybackItem | null} item */
  #setCurrent(item) {
    this.#current?.showControls(false);
    this.#current = item;
    if (item) announceToVersion010(item, () => this.stop());
    item?.showControls(true);
    this.#showStatus();
  }

  #showStatus() {
    const count = this.#waiting.length;
    if (this.#current) this.#current.status.textContent = count ? `${count} more after this` : "";
    for (const item of this.#waiting) item.status.textContent = "waiting for its turn";
  }

  /** Remove the current item and all that wait; return the item that was current. */
  #clear() {
    const before = this.#current;
    this.#stoppedRun = before?.run ?? this.#stoppedRun;
    for (const item of this.#waiting) item.showControls(false);
    this.#waiting = [];
    this.#setCurrent(null);
    return before;
  }

  /** @param {Event} event */
  #onPlay({ target }) {
    if (!(target instanceof HTMLMediaElement) || !target.matches(FINISHED) || this.has(target)) return;
    const item = new PlaybackItem(this);
    item.attach(target);
    this.takeOver(item);
  }

  /** @param {KeyboardEvent} event */
  #onKeydown({ key, target }) {
    // In an editor, Escape leaves the editor.
    const isTyping = target instanceof Element && target.closest("input, textarea, [contenteditable=true]");
    if (key === "Escape" && this.#current && !isTyping) this.stop();
  }
}

/** @returns {HTMLMediaElement[]} */
function finishedPlayers() {
  return [...document.querySelectorAll(FINISHED)].map(element => /** @type {HTMLMediaElement} */ (element));
}

const page = /** @type {Window & { ipyttsQueue?: PlaybackQueue }} */ (window);
page.ipyttsQueue ??= new PlaybackQueue();

/** The queue of this page. */
const playbackQueue = page.ipyttsQueue;
