// What JupyterLab loads: a container of module federation, as a bundler would write it, without a build.

(() => {
  /**
   * The modules that JupyterLab shares with its extensions: by name, then by version.
   * @type {Record<string, Record<string, { get: () => any, loaded?: unknown }>>}
   */
  let shared = {};

  /**
   * Return a token that names a service of JupyterLab, or undefined where there is no such service.
   * @param {string} module
   * @param {string} name
   */
  async function token(module, name) {
    const versions = Object.entries(shared[module] ?? {});
    versions.sort(([a], [b]) => b.localeCompare(a, undefined, { numeric: true }));
    // JupyterLab itself takes the version that is loaded, else the highest.
    const [, chosen] = versions.find(([, version]) => version.loaded) ?? versions[0] ?? [];
    return chosen && (await chosen.get())()[name];
  }

  /**
   * Return a plugin that gets those of these services that exist, and does nothing where it cannot do its work.
   * @param {string} id
   * @param {string} description
   * @param {any[]} tokens
   * @param {(...services: any[]) => void} start
   */
  function plugin(id, description, tokens, start) {
    const activate = (/** @type {any} */ _app, /** @type {any[]} */ ...services) => {
      try {
        start(...services.filter(Boolean));
      } catch (error) {
        console.debug(`${id} is not active:`, error);
      }
    };
    return { id, description, autoStart: true, optional: tokens.filter(Boolean), activate };
  }

  async function createPlugins() {
    const [names, announcements, rendermime, notebooks, consoles] = await Promise.all([
      import("./alternative_text.js"),
      import("./announcements.js"),
      token("@jupyterlab/rendermime", "IRenderMimeRegistry"),
      token("@jupyterlab/notebook", "INotebookTracker"),
      token("@jupyterlab/console", "IConsoleTracker"),
    ]);
    return [
      plugin(
        "ipytts:alternative-text",
        "Gives charts the alternative text in their metadata.",
        [rendermime],
        names.nameOutputs,
      ),
      plugin(
        "ipytts:announcements",
        "Announces to screen readers what kernels ask for.",
        [notebooks, consoles],
        announcements.announceFromKernels,
      ),
    ];
  }

  const containers = /** @type {any} */ (window);
  containers._JUPYTERLAB ??= {};
  containers._JUPYTERLAB.ipytts = {
    init: (/** @type {typeof shared} */ modules) => {
      shared = modules;
    },
    get: async () => {
      const plugins = await createPlugins();
      return () => plugins;
    },
  };
})();
