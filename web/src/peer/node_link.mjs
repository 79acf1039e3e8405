// A lasting line to one node: connects, keeps up with how it is, and comes back by itself after every loss.

import { connect } from 'node:net';

import { limits } from '../limits.mjs';
import { log } from '../log.mjs';
import { Backoff } from './backoff.mjs';
import { News } from './news.mjs';
import { ProtocolError, Session } from './session.mjs';
import { TooMuchState } from './state_mirror.mjs';

/** @typedef {import('./peer_table.mjs').Node} Node */
/** @typedef {import('../wire.mjs').Identity} Identity */
/** @typedef {import('../wire.mjs').Hello} Hello */

/**
 * @typedef {object} LinkEvents
 * @property {(link: NodeLink, hello: Hello) => void} onUp
 * @property {(link: NodeLink) => void} onDown  also after an attempt that got nowhere
 * @property {(link: NodeLink, streamId: number, message: Uint8Array) => void} onFrame
 * @property {(link: NodeLink, streamId: number, event: {interrupted: boolean, detail: string}) => void} onStreamEvent
 * @property {(link: NodeLink, streamId: number) => void} onStreamClosed
 * @property {(link: NodeLink) => void} onReport  runtime or config was read anew
 */

const tickMs = 250;
const now = () => performance.now();
const unixUs = () => Math.round((performance.timeOrigin + performance.now()) * 1000);

export class NodeLink {
  #self;
  #events;
  #backoff = new Backoff();
  #attempts = 0;
  /** @type {import('node:net').Socket | null} */
  #socket = null;
  /** @type {Session | null} */
  #session = null;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  #news;
  #stopped = false;
  /** A boot that broke the protocol is left alone for a while; a new boot is not. @type {bigint | null} */
  #distrusted = null;

  connected = false;
  /** Why it is not connected, for people; empty when it is. */
  detail = '';

  /**
   * @param {Node} node  its addresses are read at every attempt
   * @param {Identity} self
   * @param {LinkEvents} events
   */
  constructor(node, self, events) {
    this.node = node;
    this.#self = self;
    this.#events = events;
    this.#news = new News({
      name: () => this.node.name,
      request: (command, fields) => this.request(command, fields),
      clockOffsetMs: () => { const clock = this.clock(); return clock && clock.offsetUs / 1000; },
      onReport: () => this.#events.onReport(this),
    });
    this.#attempt();
  }

  /** What the node told last; kept when the connection is lost. */
  get runtime() {
    return this.#news.runtime;
  }

  /** With the times of now. */
  get runtimeNow() {
    return this.#news.runtimeNow();
  }

  get config() {
    return this.#news.config;
  }

  get history() {
    return this.#news.history;
  }

  /** The node was just heard: no reason to wait any longer. */
  wake() {
    if (this.#socket || this.#stopped || this.node.bootNonce === this.#distrusted) return;
    this.#backoff.reset();
    clearTimeout(this.#timer);
    this.#attempt();
  }

  stop() {
    this.#stopped = true;
    this.#news.end();
    clearTimeout(this.#timer);
    this.#socket?.destroy();
  }

  /**
   * @param {string} command
   * @param {Record<string, unknown>} [fields]
   * @returns {Promise<any>}
   */
  request(command, fields = {}) {
    if (!this.connected || !this.#session) return Promise.reject(new Error(`${this.node.name || 'the node'} is not connected`));
    return this.#session.request(command, fields, now());
  }

  /** Reads what the node is meant to do, after it was told something else. */
  async refresh() {
    if (this.connected) await this.#news.refresh();
  }

  clock() {
    return this.#session?.clock() ?? null;
  }

  #attempt() {
    const { addresses } = this.node;
    if (this.#stopped || addresses.length === 0) return;
    const { host, port } = addresses[this.#attempts++ % addresses.length];
    const socket = connect({ host, port, noDelay: true });
    let reason = '';
    /** @type {NodeJS.Timeout | undefined} */
    let ticker;
    const deadline = setTimeout(() => close(`no answer within ${limits.connectTimeoutMs / 1000} s`), limits.connectTimeoutMs);
    const close = (/** @type {string} */ why) => {
      reason ||= why;
      socket.destroy();
    };
    /** @param {() => void} step */
    const guarded = (step) => {
      try {
        step();
      } catch (error) {
        if (!(error instanceof ProtocolError || error instanceof TooMuchState)) throw error;
        this.#distrusted = this.node.bootNonce;
        close(error.message);
      }
    };
    this.#socket = socket;

    socket.on('connect', () => {
      clearTimeout(deadline);
      this.#session = new Session(this.#self, {
        send: (bytes) => socket.write(bytes),
        onGreeted: (hello) => this.#up(hello, `${host}:${port}`),
        onFrame: (streamId, message) => this.#events.onFrame(this, streamId, message),
        onStreamEvent: (streamId, event) => {
          this.#news.streamEvent(streamId, event);
          this.#events.onStreamEvent(this, streamId, event);
        },
        onStreamClosed: (streamId) => this.#events.onStreamClosed(this, streamId),
        onStateChange: (change) => this.#news.changed(change),
      }, now(), unixUs);
      ticker = setInterval(() => guarded(() => this.#session?.tick(now())), tickMs);
    });
    socket.on('data', (chunk) => guarded(() => this.#session?.receive(chunk, now())));
    socket.on('error', (error) => { reason ||= plainReason(error); });
    socket.on('close', () => {
      clearTimeout(deadline);
      clearInterval(ticker);
      this.#down(reason || 'it closed the connection', `${host}:${port}`);
    });
  }

  /** @param {Hello} hello @param {string} address */
  #up(hello, address) {
    this.connected = true;
    this.detail = '';
    this.#backoff.reset();
    this.#distrusted = null;
    log.info('peer', 'node connected', { name: hello.name, address });
    this.#events.onUp(this, hello);
    if (this.#stopped) return; // it was the same node under another address
    this.history.note({ subject: 'controller', name: 'this controller', after: 'connected', detail: `at ${address}` }, unixUs() / 1000);
    this.#news.begin(hello.bootNonce);
  }

  /** @param {string} reason @param {string} address */
  #down(reason, address) {
    const wasConnected = this.connected;
    this.connected = false;
    this.#session?.end(reason);
    this.#session = null;
    this.#socket = null;
    this.#news.end();
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    if (wasConnected) {
      this.history.note({
        subject: 'controller', name: 'this controller', before: 'connected', after: 'lost', detail: `${address}: ${reason}`,
      }, unixUs() / 1000);
    }

    const violated = this.#distrusted !== null && this.#distrusted === this.node.bootNonce;
    if (wasConnected || reason !== this.#lastReason) {
      log.warn('peer', wasConnected ? 'node lost' : 'node not reached', { name: this.node.name, address, reason });
    }
    this.#lastReason = reason;
    this.detail = `${address}: ${reason}; trying again.`;
    this.#timer = setTimeout(() => this.#attempt(), violated ? limits.backoffViolationMs : this.#backoff.next());
    this.#events.onDown(this);
  }
  #lastReason = '';
}

/** @param {NodeJS.ErrnoException} error */
function plainReason(error) {
  switch (error.code) {
    case 'ECONNREFUSED': return 'nobody listens there';
    case 'ECONNRESET': return 'the connection was reset';
    case 'EHOSTUNREACH': case 'ENETUNREACH': return 'no way there';
    case 'ENOTFOUND': return 'no host of this name';
    default: return error.code ?? error.message;
  }
}
