// All streams that browsers watch right now, and the sockets that watch them.

import { limits } from '../limits.mjs';
import { log } from '../log.mjs';
import { BadMessage, readViewerMessage } from '../page_server/browser_messages.mjs';
import { Feed } from './feed.mjs';

/** @typedef {import('../peer/node_link.mjs').NodeLink} NodeLink */
/** @typedef {import('ws').WebSocket} WebSocket */

/**
 * @typedef {object} FeedsContext
 * @property {(nodeName: string, nodeKey: string) => NodeLink | undefined} resolve
 * @property {(link: NodeLink, streamId: number) => number | null} clockOffsetMs  of the node that makes the stream
 */

const countersIntervalMs = 500;
const now = () => performance.now();
const unixMs = () => performance.timeOrigin + performance.now();

/** @param {{framesReceived: number, framesShown: number, framesDropped: number, viewers: number}} sum @param {import('./credit_gate.mjs').CreditGate<Uint8Array>} gate */
const added = (sum, gate) => ({
  framesReceived: sum.framesReceived + gate.offered, framesShown: sum.framesShown + gate.sent,
  framesDropped: sum.framesDropped + gate.dropped, viewers: sum.viewers + 1,
});

export class Feeds {
  #context;
  /** @type {Map<string, Feed>} */
  #feeds = new Map();
  #timer;
  /** Of viewers that are gone. */
  #past = { framesReceived: 0, framesShown: 0, framesDropped: 0, viewers: 0 };
  /** @type {Set<import('./credit_gate.mjs').CreditGate<Uint8Array>>} of those that still watch */
  #gates = new Set();

  /** @param {FeedsContext} context */
  constructor(context) {
    this.#context = context;
    this.#timer = setInterval(() => this.#each((feed) => feed.tick(now())), limits.feedTickMs);
  }

  stop() {
    clearInterval(this.#timer);
  }

  /** Of everything that was ever watched, for the report at the end. */
  totals() {
    return [...this.#gates].reduce(added, this.#past);
  }

  /** @param {WebSocket} socket @param {URLSearchParams} query */
  watch(socket, query) {
    const nodeName = query.get('node') ?? '';
    const streamId = Number(query.get('stream'));
    const valid = nodeName !== '' && nodeName.length <= limits.textMax && Number.isInteger(streamId)
      && streamId > 0 && streamId <= 65_535;
    if (!valid) return socket.close(1008, 'node and stream are needed');

    const nodeKey = query.get('key') ?? '';
    const feed = this.#feed(nodeName, nodeKey, streamId);
    const viewer = {
      /** @param {Uint8Array} message */
      sendFrame: (message) => socket.send(message, { binary: true }),
      /** @param {import('./feed.mjs').FeedStatus} status */
      sendStatus: (status) => socket.send(JSON.stringify({ type: 'status', ...status })),
    };
    const gate = feed.addViewer(viewer, now());
    this.#gates.add(gate);
    const counters = setInterval(() => socket.send(JSON.stringify(this.#counters(feed, nodeKey, gate))), countersIntervalMs);
    socket.on('message', (data, binary) => this.#take(socket, gate, binary ? '' : String(data)));
    socket.on('close', () => {
      clearInterval(counters);
      this.#past = added(this.#past, gate);
      this.#gates.delete(gate);
      if (feed.removeViewer(viewer)) this.#feeds.delete(feedKey(nodeName, nodeKey, streamId));
    });
  }

  /** @param {NodeLink} link @param {number} streamId @param {Uint8Array} message */
  frame(link, streamId, message) {
    this.#each((feed) => {
      if (feed.streamId === streamId && feed.isFrom(link)) feed.frame(message, now());
    });
  }

  /** @param {NodeLink} link @param {number} streamId @param {{interrupted: boolean, detail: string}} event */
  streamEvent(link, streamId, event) {
    this.#each((feed) => {
      if (feed.streamId === streamId && feed.isFrom(link)) feed.streamEvent(event);
    });
  }

  /** @param {NodeLink} link @param {number} streamId */
  streamClosed(link, streamId) {
    this.#each((feed) => {
      if (feed.streamId === streamId && feed.isFrom(link)) feed.streamClosed(now());
    });
  }

  linksChanged() {
    this.#each((feed) => feed.linkChanged(now()));
  }

  /** @param {NodeLink} link */
  reported(link) {
    this.#each((feed) => {
      if (feed.isFrom(link)) feed.reported(now());
    });
  }

  /** @param {string} nodeName @param {string} nodeKey @param {number} streamId */
  #feed(nodeName, nodeKey, streamId) {
    const key = feedKey(nodeName, nodeKey, streamId);
    let feed = this.#feeds.get(key);
    if (!feed) {
      feed = new Feed(nodeName, streamId, () => this.#context.resolve(nodeName, nodeKey));
      this.#feeds.set(key, feed);
    }
    return feed;
  }

  /** @param {WebSocket} socket @param {import('./credit_gate.mjs').CreditGate<Uint8Array>} gate @param {string} text */
  #take(socket, gate, text) {
    try {
      const message = readViewerMessage(text);
      if (message.type === 'credit') {
        // Credit for frames it never read would let memory grow without a bound.
        if (socket.bufferedAmount > limits.viewerBufferedBytesMax) throw new BadMessage('credit for frames that are still on their way');
        gate.credit();
      } else {
        socket.send(JSON.stringify({ type: 'clock', sentAt: message.sentAt, answeredAt: unixMs() }));
      }
    } catch (error) {
      if (!(error instanceof BadMessage)) throw error;
      log.warn('preview', 'browser socket closed', { reason: error.message });
      // One that does not read would not take a close either.
      if (socket.bufferedAmount > limits.viewerBufferedBytesMax) socket.terminate();
      else socket.close(1008, error.message);
    }
  }

  /** @param {Feed} feed @param {string} nodeKey @param {import('./credit_gate.mjs').CreditGate<Uint8Array>} gate */
  #counters(feed, nodeKey, gate) {
    const link = this.#context.resolve(feed.nodeName, nodeKey);
    const output = link?.runtime?.outputs.find((each) => each.outputId === feed.outputId);
    const relayDrops = output ? output.drops.reduce((sum, drop) => sum + Number(drop.frames), 0) : 0;
    return {
      type: 'counters', relayDrops, webDrops: gate.dropped, drops: relayDrops + gate.dropped,
      sourceOffsetMs: link ? this.#context.clockOffsetMs(link, feed.streamId) : null,
    };
  }

  /** @param {(feed: Feed) => void} step */
  #each(step) {
    for (const feed of this.#feeds.values()) step(feed);
  }
}

/** @param {string} nodeName @param {string} nodeKey @param {number} streamId */
function feedKey(nodeName, nodeKey, streamId) {
  return `${nodeName}\n${nodeKey}\n${streamId}`;
}
