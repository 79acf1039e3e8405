// One side of a conversation with a node. Pure: bytes and `now` in, bytes and events out; no socket, no timer.

import { limits } from '../limits.mjs';
import {
  formatName, Framer, helloBytes, isPreviewable, pingBytes, pongBytes, readMessage, refusalBytes, replyBytes, requestBytes, Status,
} from '../wire.mjs';
import { ClockOffset } from './clock_offset.mjs';

/** @typedef {import('../wire.mjs').Identity} Identity */
/** @typedef {import('../wire.mjs').Hello} Hello */

/** The peer said something that makes everything after it doubtful: the connection must be closed. */
export class ProtocolError extends Error {}

/** A node answered a request, but not with ok. */
export class Refusal extends Error {
  /** @param {number} status @param {string} reason */
  constructor(status, reason) {
    super(reason);
    this.status = status;
  }
}

/**
 * @typedef {object} SessionEvents
 * @property {(bytes: Uint8Array) => void} send
 * @property {(hello: Hello) => void} onGreeted  once, before anything else is reported
 * @property {(streamId: number, message: Uint8Array) => void} onFrame  the whole message, header and all, to pass on
 * @property {(streamId: number, event: {interrupted: boolean, detail: string}) => void} onStreamEvent
 * @property {(streamId: number) => void} onStreamClosed
 * @property {(change: import('../wire.mjs').StateChange) => void} onStateChange
 */

export class Session {
  #events;
  #framer = new Framer();
  /** @type {Map<number, {command: string, deadline: number, resolve: (body: any) => void, reject: (error: Error) => void}>} */
  #requests = new Map();
  #lastRequestId = 0;
  #lastPing = 0;
  #startedAt;
  #heardAt;
  #messageAt;
  #pingedAt = -Infinity;
  #clock = new ClockOffset();
  /** @type {Hello | null} */
  hello = null;

  /**
   * @param {Identity} self
   * @param {SessionEvents} events
   * @param {number} now  ms, any steady clock
   * @param {() => number} unixUs  this machine's clock, for comparing it with the node's
   */
  constructor(self, events, now, unixUs) {
    this.#events = events;
    this.#startedAt = this.#heardAt = this.#messageAt = now;
    this.unixUs = unixUs;
    events.send(helloBytes(self));
  }

  /**
   * @param {Uint8Array} chunk
   * @param {number} now
   * @throws {ProtocolError}
   */
  receive(chunk, now) {
    this.#heardAt = now;
    try {
      for (const message of this.#framer.push(chunk)) {
        this.#messageAt = now;
        this.#take(message);
      }
    } catch (error) {
      if (error instanceof ProtocolError) throw error;
      throw new ProtocolError(`sent bytes that are no message: ${/** @type {Error} */ (error).message}`);
    }
  }

  /**
   * Call a few times a second.
   *
   * @param {number} now
   * @throws {ProtocolError} when the peer is dead or never was one
   */
  tick(now) {
    if (!this.hello && now - this.#startedAt > limits.helloTimeoutMs) {
      throw new ProtocolError(`did not say hello within ${limits.helloTimeoutMs / 1000} s; is it a Weir node?`);
    }
    if (now - this.#heardAt > limits.peerSilenceMaxMs) throw new ProtocolError(`silent for ${limits.peerSilenceMaxMs / 1000} s`);
    if (now - this.#messageAt > limits.messageSilenceMaxMs) {
      throw new ProtocolError(`sent bytes but no whole message for ${limits.messageSilenceMaxMs / 1000} s`);
    }
    for (const [id, request] of this.#requests) {
      if (now < request.deadline) continue;
      this.#requests.delete(id);
      request.reject(new Error(`no answer to ${request.command} within ${limits.requestTimeoutMs / 1000} s`));
    }
    if (this.hello && now - this.#pingedAt >= limits.pingIntervalMs) {
      this.#pingedAt = now;
      this.#events.send(pingBytes(this.#lastPing = (this.#lastPing + 1) >>> 0, this.unixUs()));
    }
  }

  /**
   * @param {string} command  camelCase, as the schema's codec names it
   * @param {Record<string, unknown>} fields
   * @param {number} now
   * @returns {Promise<any>} the reply's fields; rejects with Refusal, or Error when no answer comes
   */
  request(command, fields, now) {
    if (this.#requests.size >= limits.requestsInFlightMax) {
      return Promise.reject(new Error(`${limits.requestsInFlightMax} requests are unanswered already`));
    }
    let id = this.#lastRequestId;
    do id = (id + 1) & 0xffff; while (this.#requests.has(id));
    this.#lastRequestId = id;
    return new Promise((resolve, reject) => {
      this.#requests.set(id, { command, deadline: now + limits.requestTimeoutMs, resolve, reject });
      this.#events.send(requestBytes(command, id, fields));
    });
  }

  /** @param {string} reason */
  end(reason) {
    for (const request of this.#requests.values()) request.reject(new Error(`connection closed: ${reason}`));
    this.#requests.clear();
  }

  /** @returns {{offsetUs: number, roundTripUs: number} | null} the node's clock minus ours */
  clock() {
    return this.#clock.best();
  }

  /** @param {import('../wire.mjs').RawMessage} raw */
  #take(raw) {
    const message = readMessage(raw);
    if (message.kind === 'hello') return this.#greet(message.hello);
    if (!this.hello) throw new ProtocolError('spoke before it said hello; is it a Weir node?');
    switch (message.kind) {
      case 'frame': return this.#events.onFrame(message.streamId, message.bytes);
      case 'reply': return this.#settle(message);
      case 'ping': return this.#events.send(pongBytes(message.nonce, message.sentAt, this.unixUs()));
      case 'pong':
        if (message.nonce === this.#lastPing) this.#clock.add(message.sentAt, message.answeredAt, this.unixUs());
        return;
      case 'streamEvent':
        return this.#events.onStreamEvent(message.streamId, { interrupted: message.interrupted, detail: message.detail });
      case 'stateChange': return this.#events.onStateChange(message.change);
      case 'streamOpen':
        if (isPreviewable(message.format)) return this.#events.send(replyBytes(message.requestId, 'streamOpen'));
        this.#events.send(refusalBytes(message.requestId, message.command, Status.unsupportedFormat,
          `Stream ${message.streamId} is ${formatName(message.format)}; a page shows MJPEG only.`));
        return this.#events.onStreamClosed(message.streamId);
      case 'streamClose':
        this.#events.send(replyBytes(message.requestId, 'streamClose'));
        return this.#events.onStreamClosed(message.streamId);
      case 'request':
        return this.#events.send(refusalBytes(message.requestId, message.command, Status.unknownCommand,
          'A controller offers no such command.'));
      default: // a message of a later version: skipped
    }
  }

  /** @param {Hello} hello */
  #greet(hello) {
    if (this.hello) throw new ProtocolError('said hello twice');
    this.hello = hello;
    this.#events.onGreeted(hello);
  }

  /** @param {{requestId: number, status: number, body: any, reason: string}} reply */
  #settle({ requestId, status, body, reason }) {
    const request = this.#requests.get(requestId);
    if (!request) return; // answered after its deadline
    this.#requests.delete(requestId);
    if (status === Status.ok) request.resolve(body);
    else request.reject(new Refusal(status, reason));
  }
}
