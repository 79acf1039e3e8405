// What is counted about drawn frames: rate, age, gaps. Pure: times come in.

const windowMs = 2_000;

/** Frames per second over a sliding window. */
export class RateWindow {
  /** @type {number[]} */
  #times = [];

  /** @param {number} now  ms */
  add(now) {
    this.#times.push(now);
    this.#forget(now);
  }

  /** @param {number} now  ms @returns {number} */
  rate(now) {
    this.#forget(now);
    const first = this.#times[0];
    const last = this.#times[this.#times.length - 1];
    // A stalled stream decays to 0 instead of showing its last rate.
    const span = Math.max(last - first, now - first - 1000 / 10);
    return this.#times.length > 1 && span > 0 ? ((this.#times.length - 1) * 1000) / span : 0;
  }

  /** @param {number} now */
  #forget(now) {
    while (this.#times.length > 0 && now - this.#times[0] > windowMs) this.#times.shift();
  }
}

/** How far the controller's clock is ahead of the browser's. The fastest of the last answers says most. */
export class BrowserOffset {
  /** @type {{roundTripMs: number, offsetMs: number}[]} */
  #samples = [];

  /** @param {number} sentAt @param {number} answeredAt  controller's clock @param {number} receivedAt */
  add(sentAt, answeredAt, receivedAt) {
    const roundTripMs = receivedAt - sentAt;
    if (!(roundTripMs >= 0)) return;
    this.#samples.push({ roundTripMs, offsetMs: answeredAt - (sentAt + receivedAt) / 2 });
    if (this.#samples.length > 8) this.#samples.shift();
  }

  get ms() {
    let best = { roundTripMs: Infinity, offsetMs: 0 };
    for (const sample of this.#samples) if (sample.roundTripMs < best.roundTripMs) best = sample;
    return best.offsetMs;
  }
}
