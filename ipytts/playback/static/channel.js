// What a page says to the kernel; see line.py.

const SUBSHELL = 1000; // ms in which one has started

const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
const event = (target, name) => new Promise(resolve => target.addEventListener(name, resolve, { once: true }));

/**
 * Return a function that tells the kernel something, and is heard while a cell runs if that is possible.
 *
 * @param waits whether what the cell made is still to come, or to be brought
 * @param onMessage called with what is brought
 */
function lineToKernel(model, waits = () => false, onMessage = () => {}) {
  const comm = model.widget_manager?.kernel?.createComm?.("ipytts");
  if (!comm) return message => model.send(message);
  comm.onMsg = ({ content }) => onMessage(content.data);
  // Where there are no subshells, none ever starts.
  const ready = Promise.race([comm.subshellStarted, sleep(SUBSHELL)]);
  const opened = ready.then(() => comm.open({ place: model.get("place"), waits: waits() }));
  return message => opened.then(() => comm.send(message));
}
