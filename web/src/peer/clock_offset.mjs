// How far a node's clock is ahead of ours, from pings. Pure.

const samplesMax = 16;

/** The answer that was fastest says most: whatever delayed the others is not in it. */
export class ClockOffset {
  /** @type {{roundTripUs: number, offsetUs: number}[]} */
  #samples = [];

  /**
   * All in microseconds of unix time.
   *
   * @param {number} sentAt  our clock
   * @param {number} answeredAt  the node's clock
   * @param {number} receivedAt  our clock
   */
  add(sentAt, answeredAt, receivedAt) {
    const roundTripUs = receivedAt - sentAt;
    if (!(roundTripUs >= 0) || !Number.isSafeInteger(answeredAt)) return; // our clock was set, or the node lies
    this.#samples.push({ roundTripUs, offsetUs: answeredAt - (sentAt + roundTripUs / 2) });
    if (this.#samples.length > samplesMax) this.#samples.shift();
  }

  /** @returns {{offsetUs: number, roundTripUs: number} | null} null before the first answer */
  best() {
    let best = null;
    for (const sample of this.#samples) {
      if (best === null || sample.roundTripUs < best.roundTripUs) best = sample;
    }
    return best;
  }
}
