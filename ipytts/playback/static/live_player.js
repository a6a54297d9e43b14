// A player for speech that is still being made: fed through its model, it gives way to the static player.

const TRIES = 4; // to bring a player into step
const LATEST = 0.04; // s that it may be late
const SOUNDING = 0.15; // s on its clock after which a player that was started is surely heard
const OVERLAP = 120; // ms that both are heard: a voice takes some 90 to come up
const HOMELESS = 1000; // ms after which a player whose output is gone is shown elsewhere

/** Feeds an audio element piece by piece. */
class Stream {
  constructor(element, mime) {
    this.pieces = [];
    this.isWhole = false;
    this.element = element;
    this.source = new MediaSource();
    element.src = URL.createObjectURL(this.source);
    element.addEventListener("seeking", () => this.feed());
    this.source.addEventListener("sourceopen", () => {
      URL.revokeObjectURL(element.src);
      this.buffer = this.source.addSourceBuffer(mime);
      this.buffer.addEventListener("updateend", () => this.feed());
      this.feed();
    }, { once: true });
  }

  push(piece) {
    this.pieces.push(piece);
    this.feed();
  }

  /** Nothing more comes. */
  end() {
    this.isWhole = true;
    this.feed();
  }

  feed() {
    if (!this.buffer || this.buffer.updating || this.source.readyState !== "open") return;
    if (this.pieces.length) this.append();
    else if (this.isWhole) this.source.endOfStream();
  }

  append() {
    try {
      this.buffer.appendBuffer(this.pieces[0]);
      this.pieces.shift();
    } catch (error) {
      if (error.name !== "QuotaExceededError") return; // what came stays playable
      // The browser makes room of what was heard, when more of it has been.
      this.element.addEventListener("timeupdate", () => this.feed(), { once: true });
    }
  }
}

/** Let one player go on where another is; `lead` s are heard in the first only, before the speech begins. */
async function handOver(voice, to, lead) {
  const from = voice.element;
  voice.conductor.voices.set(to, voice);
  if (to.readyState < to.HAVE_METADATA) await event(to, "loadedmetadata");
  const place = () => Math.max(0, from.currentTime - lead);
  to.volume = from.volume;
  to.defaultPlaybackRate = to.playbackRate = from.playbackRate;
  to.muted = from.muted;
  if (from.ended) {
    voice.adopt(to);
  } else if (from.paused) {
    if (from.currentTime > 0) to.currentTime = place();
    voice.adopt(to);
  } else {
    await runIn(from, to, place);
    to.muted = from.muted;
    voice.adopt(to);
    if (from.paused && !from.ended) to.pause(); // someone was quicker
    else if (!to.paused) await sleep(OVERLAP);
    from.pause();
  }
  voice.showBar(voice.conductor.hasFloor(voice));
}

/** Start a player silently and bring it into step with another. */
async function runIn(from, to, place) {
  to.muted = true;
  let ahead = 0; // s that it takes to get going
  for (let tries = 0; tries < TRIES && !from.paused; tries++) {
    to.currentTime = place() + ahead;
    await event(to, "seeked");
    if (to.paused && tries) break; // by someone
    if (to.paused) await to.play();
    const begun = to.currentTime;
    while (to.currentTime < begun + SOUNDING && !to.paused && !to.ended) await sleep(10);
    const late = place() - to.currentTime;
    if (0 <= late && late < LATEST) break;
    ahead += late - LATEST / 2;
  }
}

class LivePlayer {
  constructor(model) {
    const conductor = window.ipytts;
    this.place = model.get("place");
    this.label = model.get("label");
    this.plays = model.get("plays");
    this.isEnded = false;
    conductor.places.add(this.place);
    this.voice = new Voice(conductor, model.get("plays") ? model.get("run") : null, () => this.stop());
    this.build();
    this.tell = lineToKernel(model, () => !this.isEnded, message => this.bring(message));
    model.on("msg:custom", (message, buffers) => this[message.type](message, buffers));
    model.on("comm_live_update", () => this.abandon()); // as when the kernel restarts
    this.keeper = new MutationObserver(() => this.keep());
    this.keeper.observe(document.body, { childList: true, subtree: true });
  }

  build() {
    this.progress = make("progress", { max: 1, value: 0, ariaLabel: "Speech that has come" });
    this.words = make("span");
    this.status = make("span", { role: "status" });
    this.element = make("audio", { controls: true, ariaLabel: this.label });
    this.element.style.verticalAlign = "middle";
    this.element.addEventListener("ended", () => {
      if (this.isEnded && !this.isAbandoned && !this.isHandingOver) this.leave();
    });
    this.shelter = make("div", { hidden: true });
    this.shelter.style.cssText = "position: fixed; right: 1em; bottom: 3em; z-index: 1000; padding: .5em;"
      + " color: CanvasText; background: Canvas; border: 1px solid";
    const below = make("div", {}, this.progress, " ", this.words, " ", this.status);
    this.root = make("div", { role: "group", ariaLabel: this.label }, this.element, this.voice.bar, below);
  }

  /** Be in the cell's output while it is in the page; sound on where it is not. */
  keep() {
    const home = document.querySelector(`[data-ipytts-place="${this.place}"]`);
    this.isHome = Boolean(home);
    if (!this.hasCome) return; // in a page that was loaded anew, the line of words stays until there is more
    if (home && this.root.parentNode !== home) {
      home.replaceChildren(this.root);
      this.shelter.remove();
      this.hasBeenPlaced = true;
      this.startIfWanted();
    } else if (!home && this.hasBeenPlaced && !this.root.isConnected) {
      if (this.isAbandoned) return this.leave();
      this.shelter.append(this.root);
      document.body.append(this.shelter);
      // As a rule the static player comes at once. Without it, there must be something to stop it by.
      setTimeout(() => { this.shelter.hidden = false; }, HOMELESS);
    }
  }

  startIfWanted() {
    // A page that has the notebook open, but not this run of its cell, is silent.
    if (!this.plays || !this.hasBytes || !this.hasBeenPlaced) return;
    this.plays = false;
    this.voice.conductor.start(this.voice);
  }

  // -- What the kernel tells -------------------------------------------------------------------------

  begin({ mime }) {
    if (window.MediaSource?.isTypeSupported(mime)) {
      this.stream = new Stream(this.element, mime);
      this.voice.adopt(this.element);
    } else {
      this.element.remove();
      this.status.textContent = "This browser plays it when all of it is here.";
    }
    this.hasCome = true;
    this.keep();
  }

  audio(_, [piece]) {
    if (!this.stream) return;
    this.stream.push(piece);
    this.hasBytes = true;
    this.startIfWanted();
  }

  making({ share, words }) {
    this.progress.value = share;
    this.words.textContent = words;
  }

  /** All is here that will come, and is shown under this label, if it can be played. */
  end({ label, lead, silent }) {
    if (this.isEnded) return;
    this.finish("");
    this.tell({ type: "over" });
    if (silent) this.voice.conductor.stop(this.voice);
    if (label && this.stream && this.hasBeenPlaced) return this.giveWayTo(label, lead);
    if (label && this.plays) this.voice.conductor.startStatic({ label, run: this.voice.run });
    this.leave();
  }

  /** Show what a cell made whose output was lost with an earlier page. */
  bring({ html }) {
    if (this.isEnded) return;
    this.finish("");
    this.tell({ type: "over" });
    this.root.innerHTML = html;
    this.hasCome = true;
    this.keep();
  }

  /** Nothing more will come from the kernel. */
  abandon() {
    if (this.isEnded) return;
    this.finish("The connection to the kernel ended: this is what had come.");
    this.isAbandoned = true;
    if (!this.hasBeenPlaced) this.leave(); // it was not needed
  }

  // --------------------------------------------------------------------------------------------------

  finish(words) {
    this.isEnded = true;
    this.stream?.end();
    this.progress.remove();
    this.words.textContent = "";
    this.status.textContent = words;
  }

  giveWayTo(label, lead) {
    const wasHome = this.isHome;
    const hadFocus = this.root.contains(document.activeElement);
    const { conductor } = this.voice;
    conductor.whenShown(label, async element => {
      // The cell may have been run again meanwhile: then the player is that of the later run.
      if (!wasHome) await sleep(HOMELESS / 2);
      if (!conductor.voices.has(element)) {
        this.isHandingOver = true;
        if (hadFocus && document.activeElement === document.body) element.focus();
        await handOver(this.voice, element, lead);
      }
      this.leave();
    });
  }

  stop() {
    if (this.isEnded) return;
    this.status.textContent = "Stopped.";
    this.tell({ type: "stop" });
  }

  leave() {
    this.keeper.disconnect();
    this.shelter.remove();
    this.root.remove();
    if (this.voice.element === this.element) {
      this.voice.isWanted = false;
      this.voice.conductor.leave(this.voice);
    }
    this.element.removeAttribute("src"); // frees what was buffered
    this.element.load();
  }
}

const initialize = ({ model }) => {
  const player = new LivePlayer(model);
  return () => player.abandon();
};

export default { initialize };
