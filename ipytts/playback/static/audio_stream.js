// Audio for an element that is fed piece by piece.

/** Feeds an audio element through a MediaSource. */
export class AudioStream {
  /** @type {BufferSource[]} */
  #pieces = [];
  /** @type {SourceBuffer | null} */
  #buffer = null;
  #isComplete = false;
  #source = new MediaSource();
  #element;

  /**
   * @param {HTMLAudioElement} element
   * @param {string} mime
   */
  constructor(element, mime) {
    this.#element = element;
    element.src = URL.createObjectURL(this.#source);
    element.addEventListener("seeking", () => this.#feed());
    const open = () => {
      URL.revokeObjectURL(element.src);
      this.#buffer = this.#source.addSourceBuffer(mime);
      this.#buffer.addEventListener("updateend", () => this.#feed());
      this.#feed();
    };
    this.#source.addEventListener("sourceopen", open, { once: true });
  }

  /**
   * Add the next piece.
   * @param {BufferSource} piece
   */
  push(piece) {
    this.#pieces.push(piece);
    this.#feed();
  }

  /** Note that no more pieces come. */
  end() {
    this.#isComplete = true;
    this.#feed();
  }

  #feed() {
    if (!this.#buffer || this.#buffer.updating || this.#source.readyState !== "open") return;
    if (this.#pieces.length) this.#append(this.#buffer);
    else if (this.#isComplete) this.#source.endOfStream();
  }

  /** @param {SourceBuffer} buffer */
  #append(buffer) {
    try {
      buffer.appendBuffer(this.#pieces[0]);
      this.#pieces.shift();
    } catch (error) {
      // Other errors leave what is buffered, which stays playable.
      if (!(error instanceof DOMException) || error.name !== "QuotaExceededError") return;
      // The browser frees audio that was played, so try again after more of it has played.
      this.#element.addEventListener("timeupdate", () => this.#feed(), { once: true });
    }
  }
}
