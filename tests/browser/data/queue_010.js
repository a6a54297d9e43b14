// One voice at a time in a page, whichever cell, notebook or kernel it comes from.
//
// A voice is what sounds in one player. Those that start by themselves belong to a run: cells that follow each
// other at once, as with "Run All", are one run. Within it they wait for each other; any other voice takes over.

/** What the players of finished speech are known by; see speech.py. */
const STATIC = "audio[data-ipytts]";

const LATEST_SHOWN = 60_000; // ms; a player that is announced and does not come is in another page

const make = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};

/** What sounds in one player, and the buttons beside it. */
class Voice {
  /**
   * @param run the run in which it starts by itself; null where someone presses its button
   * @param onStop called when it is to be silent
   */
  constructor(conductor, run = null, onStop = () => {}) {
    Object.assign(this, { conductor, run, onStop, element: null, isWanted: false });
    const stop = make("button", { textContent: "Stop", title: "Stop speaking (Escape)" });
    stop.addEventListener("click", () => conductor.stop(this));
    this.hear = make("button", { textContent: "Press to hear", hidden: true });
    this.hear.addEventListener("click", () => this.begin());
    this.queue = make("span", { role: "status" });
    this.bar = make("span", { role: "group", ariaLabel: "Speaking" }, this.hear, " ", stop, " ", this.queue);
    this.bar.style.cssText = "margin: 0 .5em";
  }

  /** Sound in this player from now on. */
  adopt(element) {
    this.element = element;
    this.conductor.voices.set(element, this);
    const mine = act => () => this.element === element && act();
    element.addEventListener("play", mine(() => this.conductor.take(this)));
    element.addEventListener("ended", mine(() => this.conductor.leave(this)));
    element.addEventListener("pause", mine(() => {
      this.isWanted = false;
      // A player that is taken out of the page falls silent, and does not end.
      if (!element.isConnected) this.conductor.leave(this);
    }));
    // JupyterLab fills in where a link leads when the player is there already: that calls its start off.
    element.addEventListener("emptied", mine(() => this.isWanted && this.begin()));
  }

  /** Start to sound, now that it is its turn. */
  begin() {
    this.hear.hidden = true;
    this.isWanted = true;
    this.element.play().catch(error => {
      if (error.name === "NotAllowedError") this.hear.hidden = false; // the page wants a click first
      else if (error.name === "NotSupportedError") this.conductor.leave(this);
    });
  }

  stop() {
    this.hear.hidden = true;
    this.isWanted = false;
    this.element?.pause();
    this.onStop();
  }

  /** Show or hide the bar beside a player that has no room of its own for it. */
  showBar(isShown) {
    if (!isShown) this.queue.textContent = "";
    if (!this.run || !this.element?.matches(STATIC)) return;
    this.element.style.verticalAlign = isShown ? "middle" : "";
    if (isShown) this.element.after(this.bar);
    else this.bar.remove();
  }

  get isOver() {
    return this.element.ended || !this.element.isConnected;
  }
}

function makeConductor() {
  let current = null; // the voice that has the floor
  let waiting = []; // those that start by themselves when it is their turn
  let endedRun = null; // whose voices nobody wants to hear any more

  const give = voice => {
    current?.showBar(false);
    current = voice;
    current?.showBar(true);
    tellQueue();
  };

  const tellQueue = () => {
    if (current) current.queue.textContent = waiting.length ? `${waiting.length} more after this` : "";
    for (const voice of waiting) voice.queue.textContent = "waits for its turn";
  };

  /** Let nobody have the floor, and nobody wait for it. */
  const clear = () => {
    const before = current;
    endedRun = before?.run ?? endedRun;
    for (const voice of waiting) voice.showBar(false);
    waiting = [];
    give(null);
    return before;
  };

  const conductor = {
    voices: new WeakMap(), // by their elements
    places: new Set(), // those of live players

    /** Let a voice start by itself: after those of its run, in place of any other. */
    start(voice) {
      if (voice.run === endedRun) return;
      const isNext = current?.run === voice.run;
      if (isNext && !current.isOver) {
        waiting.push(voice);
        tellQueue();
      } else {
        if (!isNext) clear()?.element.pause();
        give(voice);
        voice.begin();
      }
    },

    /** Give the floor to a voice that someone started. */
    take(voice) {
      if (voice === current) return;
      clear()?.element.pause();
      give(voice);
    },

    /** Go on with the next: this one is over. */
    leave(voice) {
      waiting = waiting.filter(other => other !== voice);
      if (voice !== current) return tellQueue();
      const next = waiting.shift() ?? null;
      give(next);
      next?.begin();
    },

    /** Be silent, and start nothing more of this run. */
    stop(voice = current) {
      for (const one of new Set([clear(), voice])) one?.stop();
      for (const element of document.querySelectorAll(STATIC)) element.pause();
    },

    hasFloor: voice => voice === current,

    /** Play by itself what is shown under this label; `place` is that of a live player that might do so. */
    startStatic({ label, run, place = null }) {
      if (conductor.places.has(place)) return;
      conductor.whenShown(label, element => {
        const voice = new Voice(conductor, run);
        voice.adopt(element);
        conductor.start(voice);
      });
    },

    /** Call `act` with the next player of this label that comes into the page. */
    whenShown(label, act) {
      const before = new Set(document.querySelectorAll(STATIC));
      const isIt = element => element.getAttribute("aria-label") === label
        && !before.has(element) && !conductor.voices.has(element);
      const observer = new MutationObserver(() => {
        const found = [...document.querySelectorAll(STATIC)].find(isIt);
        if (found) {
          observer.disconnect();
          act(found);
        }
      });
      observer.observe(document.body, { childList: true, subtree: true });
      setTimeout(() => observer.disconnect(), LATEST_SHOWN);
    },
  };

  document.addEventListener("play", ({ target }) => {
    if (!target.matches?.(STATIC) || conductor.voices.has(target)) return;
    const voice = new Voice(conductor);
    voice.adopt(target);
    conductor.take(voice);
  }, true);

  document.addEventListener("keydown", ({ key, target }) => {
    // In an editor the key has a meaning already: it leaves the editor.
    if (key === "Escape" && current && !target.closest?.("input, textarea, [contenteditable=true]")) {
      conductor.stop();
    }
  }, true);

  return conductor;
}

window.ipytts ??= makeConductor();
