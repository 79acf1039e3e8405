// The weir before one browser: a frame flows while the browser has credit, else only the newest waits.

/**
 * Never more than `creditsMax` frames are on their way undrawn. Invariant, whatever happens:
 * offered = sent + dropped + (one waiting or none).
 *
 * @template Frame
 */
export class CreditGate {
  #credits;
  #creditsMax;
  #send;
  /** @type {Frame | null} */
  #waiting = null;

  offered = 0;
  sent = 0;
  dropped = 0;

  /**
   * @param {number} creditsMax
   * @param {(frame: Frame) => void} send
   */
  constructor(creditsMax, send) {
    this.#creditsMax = creditsMax;
    this.#credits = creditsMax;
    this.#send = send;
  }

  /** @param {Frame} frame */
  offer(frame) {
    this.offered++;
    if (this.#credits > 0) {
      this.#release(frame);
      return;
    }
    if (this.#waiting !== null) this.dropped++;
    this.#waiting = frame;
  }

  /** The browser drew a frame. Credits nobody earned are worth nothing: a page cannot open the gate for good. */
  credit() {
    this.#credits = Math.min(this.#credits + 1, this.#creditsMax);
    if (this.#waiting === null) return;
    const frame = this.#waiting;
    this.#waiting = null;
    this.#release(frame);
  }

  /** What waits is of a stream that was interrupted: nobody wants to see it later. */
  clear() {
    if (this.#waiting !== null) this.dropped++;
    this.#waiting = null;
  }

  get waiting() {
    return this.#waiting === null ? 0 : 1;
  }

  /** @param {Frame} frame */
  #release(frame) {
    this.#credits--;
    this.sent++;
    this.#send(frame);
  }
}
