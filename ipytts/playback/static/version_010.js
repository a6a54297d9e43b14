// The queue of ipytts 0.1.0, when a kernel with that version shares the page. It is `window.ipytts`.

/** @import { PlaybackItem } from "./playback_queue.js" */

/** Stop all sound that 0.1.0 started. */
export function stopVersion010() {
  otherQueue()?.stop();
}

/**
 * Keep 0.1.0 from managing a player of ours.
 * @param {Element} element
 */
export function hideFromVersion010(element) {
  const other = otherQueue();
  if (other && !other.voices.has(element)) other.voices.set(element, {});
}

/**
 * Put a stand-in for our item into the queue of 0.1.0, so that each silences the other.
 * @param {PlaybackItem} item
 * @param {() => void} stop
 */
export function announceToVersion010(item, stop) {
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
