"""From a plan to audio: parts, the scheduler, the cache, and the joined `Speech`."""
