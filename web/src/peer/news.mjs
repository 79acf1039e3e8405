// What one node tells of itself, kept up to date for as long as its connection lives: it is subscribed to, and polled only
// where it takes no subscribers. A node that is slow to answer is asked one thing at a time; nobody waits for it.

import { limits } from '../limits.mjs';
import { log } from '../log.mjs';
import { Status } from '../wire.mjs';
import { History } from './history.mjs';
import { Refusal } from './session.mjs';
import { StateMirror } from './state_mirror.mjs';

/** @typedef {import('../wire.mjs').RuntimeState} RuntimeState */
/** @typedef {import('../wire.mjs').ConfigState} ConfigState */

/**
 * @typedef {object} NewsSource
 * @property {() => string} name  of the node, for the log
 * @property {(command: string, fields?: Record<string, unknown>) => Promise<any>} request  rejects once the connection is gone
 * @property {() => number | null} clockOffsetMs  the node's clock minus ours; null before it is known
 * @property {() => void} onReport  runtime or config are new
 */

const now = () => performance.now();
const unixMs = () => performance.timeOrigin + performance.now();

export class News {
  #source;
  #mirror = new StateMirror();
  /** Of the connection; 0 while there is none. What a former one still answers is passed over. */
  #turn = 0;
  #lastTurn = 0;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  #subscribed = false;
  #takesSubscribers = true;
  #keepsEvents = true;
  #catchingUp = false;
  #anewAt = -Infinity;
  #reportedAt = -Infinity;
  /** @type {NodeJS.Timeout | undefined} */
  #soon;
  #polls = 0;

  history = new History();
  /** The last that was told; kept when the connection is lost. @type {RuntimeState | null} */
  runtime = null;
  /** @type {ConfigState | null} */
  config = null;

  /** @param {NewsSource} source */
  constructor(source) {
    this.#source = source;
  }

  /** A connection begins. @param {bigint} bootNonce  of the node */
  begin(bootNonce) {
    this.#turn = ++this.#lastTurn;
    this.#mirror = new StateMirror();
    this.#subscribed = false;
    this.#takesSubscribers = this.#keepsEvents = true;
    this.#catchingUp = false;
    this.#anewAt = -Infinity;
    this.#polls = 0;
    this.history.begin(bootNonce);
    void this.#tick(this.#turn);
  }

  end() {
    this.runtime = this.runtimeNow();
    this.#turn = 0;
    clearTimeout(this.#timer);
    clearTimeout(this.#soon);
    this.#soon = undefined;
  }

  /** @param {import('../wire.mjs').StateChange} change @throws {import('./state_mirror.mjs').TooMuchState} */
  changed(change) {
    const whole = this.#mirror.apply(change, now());
    this.#takeEvents(change.events);
    if (whole) this.#reportSoon();
  }

  /** Of a stream that this controller reads. A node that keeps events tells this there, too. @param {number} streamId @param {{interrupted: boolean, detail: string}} event */
  streamEvent(streamId, { interrupted, detail }) {
    if (this.#keepsEvents) return;
    this.history.note({ subject: 'stream', name: `stream ${streamId}`, after: interrupted ? 'interrupted' : 'live', detail }, unixMs());
  }

  /** With the times of now; that of a former connection until this one has told all. @returns {RuntimeState | null} */
  runtimeNow() {
    return this.#turn !== 0 && this.#mirror.complete ? this.#mirror.runtime(now()) : this.runtime;
  }

  /** What the node is meant to do is read now, after it was told something else. */
  async refresh() {
    const turn = this.#turn;
    try {
      if (!this.#subscribed) return await this.#poll(turn, true);
      const config = await this.#source.request('getConfigState');
      if (turn !== this.#turn) return;
      this.#mirror.setConfig(config);
      this.#report();
    } catch (error) {
      this.#complain(turn, error);
    }
  }

  /** @param {number} turn */
  async #tick(turn) {
    try {
      if (this.#takesSubscribers && now() - this.#anewAt >= limits.subscribeAnewMs) await this.#subscribe(turn);
      if (turn === this.#turn && !this.#subscribed) {
        await this.#poll(turn, false);
        await this.#catchUp(turn);
      }
    } catch (error) {
      this.#complain(turn, error);
    }
    if (turn !== this.#turn || turn === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#tick(turn), this.#subscribed ? limits.subscribeAnewMs : limits.pollIntervalMs);
  }

  /** @param {number} turn */
  async #subscribe(turn) {
    this.#anewAt = now();
    try {
      await this.#source.request('subscribe', { interval: limits.subscribeIntervalMs });
      if (turn !== this.#turn) return;
      this.#subscribed = true;
    } catch (error) {
      this.#subscribed = false;
      if (!(error instanceof Refusal)) throw error;
      // Both came with the same version. A node that has too many subscribers is asked again later.
      this.#takesSubscribers = this.#keepsEvents = error.status !== Status.unknownCommand;
      log.info('peer', 'node takes no subscriber and is polled', { name: this.#source.name(), reason: error.message });
      return;
    }
    const runtime = await this.#source.request('getRuntimeState'); // only there stands for how long it has been up
    if (turn !== this.#turn) return;
    this.#mirror.setUptime(runtime, now());
    if (this.#mirror.complete) this.#reportSoon();
    await this.#catchUp(turn);
  }

  /** @param {number} turn @param {boolean} withConfig */
  async #poll(turn, withConfig) {
    if (withConfig || this.#polls++ % limits.configEveryPolls === 0) {
      const config = await this.#source.request('getConfigState');
      if (turn === this.#turn) this.#mirror.setConfig(config);
    }
    const runtime = await this.#source.request('getRuntimeState');
    if (turn !== this.#turn) return;
    this.#mirror.setRuntime(runtime, now());
    this.#report();
  }

  /** A node that tells more often than anybody can look costs no more than one that does not. */
  #reportSoon() {
    const wait = this.#reportedAt + limits.reportSpacingMs - now();
    if (wait <= 0) this.#report();
    else this.#soon ??= setTimeout(() => this.#report(), wait);
  }

  #report() {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    this.#reportedAt = now();
    this.config = this.#mirror.config();
    if (this.#mirror.complete) {
      this.runtime = this.#mirror.runtime(now());
      this.history.count(this.runtime, unixMs());
    }
    this.#source.onReport();
  }

  /** @param {import('../wire.mjs').NodeEvent[]} events */
  #takeEvents(events) {
    if (events.length === 0) return;
    const offset = this.#source.clockOffsetMs();
    const follows = offset !== null && Number(events[0].number) <= this.history.last + 1;
    if (follows || !this.#keepsEvents) this.history.take(events, offset ?? 0, unixMs());
    else void this.#catchUp(this.#turn).catch((error) => this.#complain(this.#turn, error));
  }

  /** Reads what happened before anybody listened. @param {number} turn */
  async #catchUp(turn) {
    if (this.#catchingUp || !this.#keepsEvents) return;
    this.#catchingUp = true;
    try {
      while (turn === this.#turn && this.#source.clockOffsetMs() === null) {
        await new Promise((resolve) => setTimeout(resolve, limits.clockPatienceMs));
      }
      for (let asked = 0; asked < limits.eventRequestsMax && turn === this.#turn; asked++) {
        const { events, last } = await this.#source.request('getEvents', { after: this.history.last });
        if (turn !== this.#turn) return;
        this.history.take(events, this.#source.clockOffsetMs() ?? 0, unixMs());
        if (events.length === 0 || this.history.last >= Number(last)) break;
      }
      this.#source.onReport();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#keepsEvents = false; // of an older version
    } finally {
      if (turn === this.#turn) this.#catchingUp = false;
    }
  }

  /** @param {number} turn @param {unknown} error */
  #complain(turn, error) {
    if (turn !== this.#turn || turn === 0) return;
    log.warn('peer', 'state not read', { name: this.#source.name(), reason: /** @type {Error} */ (error).message });
  }
}
