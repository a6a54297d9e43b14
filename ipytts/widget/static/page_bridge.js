// The playground in the page: its place, its keys, the clipboard, downloads, and Stop at once.

const LOST = new Set(["dead", "restarting", "autorestarting"]);

class Stage {
  constructor(model) {
    this.model = model;
    this.id = model.get("playground");
    this.homes = new Map(); // by the outputs in whose place they stand
    this.tell = lineToKernel(model);
    model.on("msg:custom", (message, buffers) => this[message.type](message, buffers));
    this.observer = new MutationObserver(() => this.keep());
    this.observer.observe(document.body, { childList: true, subtree: true });
    this.onKey = event => this.hearKey(event);
    window.addEventListener("keydown", this.onKey, true);
    this.watchKernel();
    this.keep();
  }

  // -- Its place -------------------------------------------------------------------------------------

  /** Stand in the place of each output that asks for it, and make what ipywidgets builds accessible. */
  keep() {
    for (const place of document.querySelectorAll(`[data-ipytts-playground="${this.id}"]`)) {
      const output = place.closest(".jp-OutputArea-output") ?? place;
      if (!this.homes.has(output)) this.settle(output);
    }
    for (const [output, home] of this.homes) {
      // What is right without a kernel would be a second player here.
      output.querySelector("[data-ipytts-playground]:not(:empty)")?.replaceChildren();
      for (const status of home.querySelectorAll(".ipytts-status:not([role])")) status.setAttribute("role", "status");
      for (const error of home.querySelectorAll(".ipytts-error:not([role])")) error.setAttribute("role", "alert");
    }
  }

  async settle(output) {
    const home = make("div", { className: "ipytts-home", ariaLabel: "Speech playground" });
    home.setAttribute("role", "group");
    this.homes.set(output, home);
    const manager = this.model.widget_manager;
    const board = await manager.get_model(this.id);
    if (!board.comm_live) return; // restored from a file: no kernel is behind it
    const view = await manager.create_view(board);
    output.after(home);
    output.style.display = "none";
    const widget = view.luminoWidget ?? view.pWidget;
    widget.constructor.attach(widget, home);
    home.addEventListener("click", event => this.beforeClick(event, home), true);
  }

  leave() {
    this.observer.disconnect();
    window.removeEventListener("keydown", this.onKey, true);
    for (const [output, home] of this.homes) {
      home.remove();
      output.style.display = "";
    }
    this.homes.clear();
  }

  // -- What a person does ----------------------------------------------------------------------------

  beforeClick({ target }, home) {
    const button = target.closest("button");
    if (!button) return;
    if (button.matches(".ipytts-stop, .ipytts-speak, .ipytts-new, .ipytts-speak-all")) window.ipytts.stop();
    if (button.matches(".ipytts-stop")) this.tell({ type: "stop" });
    // What was typed last may still wait for its turn, behind the click.
    const text = home.querySelector(".ipytts-text textarea").value;
    if (text !== this.text) this.model.send({ type: "text", text: (this.text = text) });
  }

  hearKey(event) {
    const home = [...this.homes.values()].find(one => one.contains(event.target));
    if (!home) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const isSpeak = isCommand && event.key === "Enter";
    // JupyterLab would take letters in a list for its own keys, which delete cells; Ctrl+S stays its own.
    event.target.toggleAttribute("data-lm-suppress-shortcuts", !isCommand || isSpeak);
    if (isSpeak) {
      event.preventDefault();
      event.stopPropagation();
      home.querySelector(".ipytts-speak").click();
    }
  }

  // -- What the kernel asks for ----------------------------------------------------------------------

  conduct({ act, told }) {
    window.ipytts[act](...told);
  }

  play() {
    for (const home of this.homes.values()) {
      home.querySelector(".ipytts-player audio")?.play();
      return;
    }
  }

  copy({ text }) {
    const told = type => this.model.send({ type });
    (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(() => told("copied"), () => told("uncopied"));
  }

  download({ name, mime }, [data]) {
    const href = URL.createObjectURL(new Blob([data], { type: mime }));
    make("a", { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  }

  // -- When the kernel is gone -----------------------------------------------------------------------

  watchKernel() {
    const kernel = this.model.widget_manager?.kernel;
    kernel?.statusChanged?.connect((_, status) => LOST.has(status) && this.sayGone());
    kernel?.disposed?.connect(() => this.sayGone());
    this.model.on("comm_live_update", () => this.sayGone());
  }

  sayGone() {
    for (const home of this.homes.values()) {
      if (home.querySelector(".ipytts-gone")) continue;
      const words = "The kernel has ended: run this cell again to go on. What stands here can still be read and heard.";
      home.prepend(make("div", { className: "ipytts-gone", role: "alert", textContent: words }));
      for (const button of home.querySelectorAll("button")) button.disabled = true;
    }
  }
}

const initialize = ({ model }) => {
  const stage = new Stage(model);
  return () => stage.leave();
};

export default { initialize };
