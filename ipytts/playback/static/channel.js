// Messages from the page to the kernel; see channel.py.

import { sleep } from "./dom.js";

const SUBSHELL_START = 1000; // ms within which a subshell has started

/**
 * The parts of an anywidget model that are used here.
 * @typedef {object} WidgetModel
 * @property {(name: string) => any} get
 * @property {(message: object) => void} send
 * @property {(event: string, callback: (...values: any[]) => void) => void} on
 * @property {any} [widget_manager]
 */

/**
 * Return a function that sends messages to the kernel. The kernel receives them while a cell runs, if it has subshells.
 * @param {WidgetModel} model
 * @param {() => boolean} needsResult whether the page still needs the result of the cell
 * @param {(message: any) => void} onMessage called with each answer
 * @returns {(message: object) => void}
 */
export function openChannel(model, needsResult = () => false, onMessage = () => {}) {
  const comm = model.widget_manager?.kernel?.createComm?.("ipytts");
  if (!comm) return message => model.send(message);
  comm.onMsg = (/** @type {any} */ { content }) => onMessage(content.data);
  // A kernel without subshells never says that one has started.
  const ready = Promise.race([comm.subshellStarted, sleep(SUBSHELL_START)]);
  const opened = ready.then(() =>
    comm.open({ channel_id: model.get("channel_id"), needs_result: needsResult() }),
  );
  return message => opened.then(() => comm.send(message));
}
