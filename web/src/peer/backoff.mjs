// How long to wait before the next attempt to reach a node.

import { limits } from '../limits.mjs';

/** Doubles from the first wait to the longest. Jitter keeps a room of controllers from knocking in step. */
export class Backoff {
  /** @type {number} ms */
  #next = limits.backoffFirstMs;
  #random;

  /** @param {() => number} [random]  in [0, 1) */
  constructor(random = Math.random) {
    this.#random = random;
  }

  /** @returns {number} ms, between half of the step and the whole of it */
  next() {
    const step = this.#next;
    this.#next = Math.min(step * 2, limits.backoffMaxMs);
    return step / 2 + (this.#random() * step) / 2;
  }

  reset() {
    this.#next = limits.backoffFirstMs;
  }
}
