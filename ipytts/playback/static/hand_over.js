// From a live player to the player of the finished speech, without a gap that is heard.

import { nextEvent, sleep } from "./dom.js";

/** @import { PlaybackItem } from "./playback_queue.js" */

const ATTEMPTS = 4; // to bring the players into step
const MAX_DELAY = 0.04; // s that the second may be behind the first
const AUDIBLE_AFTER = 0.15; // s on the clock of a started player, after which it is surely heard
const OVERLAP = 120; // ms in which both are heard: sound takes some 90 ms to come up

/**
 * Let one player go on where the player of an item is.
 * @param {PlaybackItem} item
 * @param {HTMLMediaElement} to
 * @param {number} lead seconds at the start that only the item's current player has
 */
export async function handOver(item, to, lead) {
  const from = /** @type {HTMLMediaElement} */ (item.element);
  item.queue.assign(to, item);
  if (to.readyState < HTMLMediaElement.HAVE_METADATA) await nextEvent(to, "loadedmetadata");
  const position = () => Math.max(0, from.currentTime - lead);
  to.volume = from.volume;
  to.defaultPlaybackRate = from.playbackRate;
  to.playbackRate = from.playbackRate;
  to.muted = from.muted;
  if (from.ended) {
    item.attach(to);
  } else if (from.paused) {
    if (from.currentTime > 0) to.currentTime = position();
    item.attach(to);
  } else {
    await startInStep(from, to, position);
    to.muted = from.muted;
    item.attach(to);
    if (from.paused && !from.ended)
      to.pause(); // someone paused it meanwhile
    else if (!to.paused) await sleep(OVERLAP);
    from.pause();
  }
  item.showControls(item.queue.isCurrent(item));
}

/**
 * Start a player silently and bring it into step with another.
 * @param {HTMLMediaElement} from
 * @param {HTMLMediaElement} to
 * @param {() => number} position where `to` should be now, in seconds
 */
async function startInStep(from, to, position) {
  to.muted = true;
  let ahead = 0; // s that it takes to start
  for (let attempt = 0; attempt < ATTEMPTS && !from.paused; attempt++) {
    to.currentTime = position() + ahead;
    await nextEvent(to, "seeked");
    if (to.paused && attempt) break; // by someone
    if (to.paused) await to.play();
    const started = to.currentTime;
    while (to.currentTime < started + AUDIBLE_AFTER && !to.paused && !to.ended) await sleep(10);
    const delay = position() - to.currentTime;
    if (0 <= delay && delay < MAX_DELAY) break;
    ahead += delay - MAX_DELAY / 2;
  }
}
