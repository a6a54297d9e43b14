// Alternative text of outputs, from their metadata: JupyterLab's own renderers leave it out.

/**
 * The parts of an output's model that are used here.
 * @typedef {{ metadata: Record<string, any> }} MimeModel
 */

/**
 * The parts of a renderer that are used here: a widget that shows data of one MIME type.
 * @typedef {object} Renderer
 * @property {HTMLElement} node
 * @property {(model: MimeModel, ...more: any[]) => Promise<void>} renderModel
 */

/**
 * Name all outputs that have alternative text, whichever registry or factory renders them.
 * @param {object} registry JupyterLab's registry of renderers; notebooks have clones of it
 */
export function nameOutputs(registry) {
  const prototype = Object.getPrototypeOf(registry);
  const { createRenderer } = prototype;
  if (typeof createRenderer !== "function") throw new TypeError("The registry has no createRenderer.");
  prototype.createRenderer = function (/** @type {string} */ mimeType, /** @type {any[]} */ ...more) {
    const renderer = createRenderer.call(this, mimeType, ...more);
    if (renderer.node && renderer.renderModel) nameRenderings(renderer, mimeType);
    return renderer;
  };
}

/**
 * Name what this renderer shows, each time that it renders.
 * @param {Renderer} renderer
 * @param {string} mimeType
 */
function nameRenderings(renderer, mimeType) {
  const { node, renderModel } = renderer;
  /** @type {MimeModel | undefined} */
  let shown;
  let text = "";
  // Vega names its charts by itself, but some only when the output has long been rendered.
  const observer = new MutationObserver(() => setName(node, mimeType, text));
  const update = () => {
    const before = text;
    text = alternativeText(shown, mimeType);
    if (text) observer.observe(node, { subtree: true, attributeFilter: ["aria-label"] });
    if (text || before) setName(node, mimeType, text);
  };
  renderer.renderModel = (model, ...more) => {
    shown = model;
    const rendered = renderModel.call(renderer, model, ...more);
    update(); // at once, as an isolated output is copied before `rendered` resolves
    Promise.resolve(rendered).then(update, () => {});
    return rendered;
  };
}

/**
 * Return the alternative text of an output, or an empty string.
 * @param {MimeModel | undefined} model
 * @param {string} mimeType
 * @returns {string}
 */
function alternativeText(model, mimeType) {
  const text = model?.metadata?.[mimeType]?.alt;
  return typeof text === "string" ? text.trim() : "";
}

/**
 * Give an output this name, or take away the one that it had from here.
 * @param {HTMLElement} node
 * @param {string} mimeType
 * @param {string} text
 */
function setName(node, mimeType, text) {
  const image = mimeType.startsWith("image/") ? node.querySelector("img") : null;
  if (image && text) image.alt = text;
  else if (image) image.removeAttribute("alt");
  else setFigureName(node, text);
}

/**
 * Make an output a figure with this name, whose content can be reached. A name that is inside it is not repeated.
 * @param {HTMLElement} node
 * @param {string} text
 */
function setFigureName(node, text) {
  for (const still of node.querySelectorAll("img:not([alt])")) still.setAttribute("alt", "");
  const labels = [...node.querySelectorAll("[aria-label]")].map(each => each.getAttribute("aria-label"));
  const name = labels.includes(text) ? "" : text;
  if (name === (node.getAttribute("aria-label") ?? "")) return;
  if (name) {
    node.setAttribute("role", "figure");
    node.setAttribute("aria-label", name);
  } else {
    node.removeAttribute("role");
    node.removeAttribute("aria-label");
  }
}
