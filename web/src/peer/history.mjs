// What happened at one node lately: what it tells itself, also of the time before anybody looked, and what its counters
// betray: frames dropped with their cause, frames lost. Bounded; pure.

import { limits } from '../limits.mjs';
import { dropCauseName, eventSubjectName } from '../wire.mjs';
import { outputName } from '../operations/names.mjs';

/** @typedef {import('../wire.mjs').NodeEvent} NodeEvent */
/** @typedef {{streams: import('../wire.mjs').StreamState[], outputs: import('../wire.mjs').OutputState[]}} Flow */

/**
 * One thing that happened.
 *
 * @typedef {object} Entry
 * @property {number} id  grows with every entry of this controller
 * @property {number} at  ms of unix time, by our clock
 * @property {number} until  the same, or later when it went on
 * @property {string} subject  node, wanted, resource, stream, output, peer or controller
 * @property {string} name  as the node calls it
 * @property {string} about  "output 3" or "stream 7" where the name is another
 * @property {string} before  empty when it is new, or only counted
 * @property {string} after  empty when it is gone, or only counted
 * @property {string} detail
 * @property {number} frames  dropped or lost; 0 when nothing was
 */

export class History {
  /** Oldest first. @type {Entry[]} */
  #entries = [];
  #lastId = 0;
  /** @type {bigint | null} */
  #bootNonce = null;
  /** The newest number that the node told. */
  #last = 0;
  /** Counters as they were last seen, by output or stream. @type {Map<string, number>} */
  #counted = new Map();

  /** Grows with every entry and every change of one. */
  version = 0;

  /** A connection begins. A node that was started anew numbers anew. @param {bigint} bootNonce */
  begin(bootNonce) {
    if (this.#bootNonce !== bootNonce) this.#last = 0;
    this.#bootNonce = bootNonce;
    this.#counted.clear();
  }

  /** The number of the newest event that is known here: what get_events is asked to go on from. */
  get last() {
    return this.#last;
  }

  /**
   * @param {NodeEvent[]} events  oldest first; what is known already is passed over
   * @param {number} clockOffsetMs  the node's clock minus ours
   * @param {number} now  ms of unix time: nothing happened later, whatever the node says
   * @returns {boolean} whether some before these are missing
   */
  take(events, clockOffsetMs, now) {
    let missing = false;
    for (const event of events) {
      const number = Number(event.number);
      if (number <= this.#last) continue;
      missing ||= number > this.#last + 1;
      this.#last = number;
      const at = Math.min(Number(event.at) - clockOffsetMs, now);
      this.#add({
        at, until: at, subject: eventSubjectName(event.subject), name: event.name, before: event.before, after: event.after,
        about: '', detail: event.detail, frames: 0,
      });
    }
    return missing;
  }

  /** Something that only this controller saw. @param {{subject: string, name: string, before?: string, after?: string, detail?: string}} what @param {number} at */
  note({ subject, name, before = '', after = '', detail = '' }, at) {
    this.#add({ at, until: at, subject, name, about: '', before, after, detail, frames: 0 });
  }

  /** What was dropped and lost since the counters were last seen. @param {Flow} flow @param {number} at  ms of unix time */
  count({ streams, outputs }, at) {
    const before = this.#counted;
    this.#counted = new Map();
    for (const { streamId, framesLost } of streams) {
      const name = `stream ${streamId}`;
      this.#grown(before, Number(framesLost), { subject: 'stream', name, about: name, detail: 'lost on the way here' }, at);
    }
    for (const { outputId, streamId, peer, drops } of outputs) {
      for (const { cause, frames } of drops) {
        const detail = `dropped: ${dropCauseName(cause)}`;
        this.#grown(before, Number(frames), { subject: 'output', name: outputName(streamId, peer), about: `output ${outputId}`, detail }, at);
      }
    }
  }

  /** @returns {Entry[]} oldest first */
  entries() {
    return [...this.#entries];
  }

  /**
   * @param {Map<string, number>} before
   * @param {number} total
   * @param {{subject: string, name: string, about: string, detail: string}} what
   * @param {number} at
   */
  #grown(before, total, what, at) {
    const key = `${what.about} ${what.detail}`;
    const known = before.get(key);
    this.#counted.set(key, total);
    const frames = total - (known ?? total);
    if (!(frames > 0)) return; // seen for the first time, or counted anew
    const going = this.#entries.findLast(({ about, detail }) => about === what.about && detail === what.detail);
    if (!going || at - going.until > limits.historyJoinMs) {
      this.#add({ ...what, at, until: at, before: '', after: '', frames });
      return;
    }
    going.frames += frames;
    going.until = at;
    this.version++;
  }

  /** @param {Omit<Entry, 'id'>} entry */
  #add(entry) {
    this.version++;
    const made = { id: ++this.#lastId, ...entry };
    // Told late, it stands where it happened.
    let place = this.#entries.length;
    while (place > 0 && this.#entries[place - 1].at > entry.at) place--;
    this.#entries.splice(place, 0, made);
    if (this.#entries.length > limits.historyEntriesMax) this.#entries.shift();
  }
}
