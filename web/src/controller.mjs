// The controller: nodes on one side, browsers on the other, and the graph between them.

import { randomBytes } from 'node:crypto';

import { runOnNode } from './commands.mjs';
import { buildGraph, finder, originOf } from './graph/graph.mjs';
import { limits } from './limits.mjs';
import { log } from './log.mjs';
import { BadMessage, readPageMessage } from './page_server/browser_messages.mjs';
import { Discovery } from './peer/discovery.mjs';
import { NodeLink } from './peer/node_link.mjs';
import { PeerTable } from './peer/peer_table.mjs';
import { Feeds } from './preview/feeds.mjs';
import { runTopology } from './topology_commands.mjs';
import { FunctionFlags } from './wire.mjs';

/** @typedef {import('ws').WebSocket} WebSocket */
/** @typedef {import('./options.mjs').Options} Options */
/** @typedef {import('./peer/peer_table.mjs').Node} Node */

const tableTickMs = 500;
const now = () => performance.now();

export class Controller {
  #options;
  #identity;
  #table = new PeerTable();
  /** @type {Map<string, NodeLink>} by node key */
  #links = new Map();
  /** @type {Set<WebSocket>} */
  #pages = new Set();
  /** @type {Discovery | null} */
  #discovery = null;
  #feeds;
  /** @type {NodeJS.Timeout | undefined} */
  #push;
  #lastPush = 0;
  #tableTimer;
  #warnedOf = new Set();

  /** @param {Pick<Options, 'name' | 'discovery' | 'peers'>} options */
  constructor(options) {
    this.#options = options;
    this.#identity = {
      name: options.name, siteId: 0, functionFlags: FunctionFlags.controller,
      bootNonce: randomBytes(8).readBigUInt64LE(),
    };
    this.#feeds = new Feeds({
      resolve: (name, key) => this.#links.get(this.#table.resolve(name, key)?.key ?? ''),
      clockOffsetMs: (link, streamId) => this.#clockOffsetMs(link, streamId),
    });
    for (const peer of options.peers) this.#link(this.#table.addStatic(peer, now()));
    this.#tableTimer = setInterval(() => this.#tick(), tableTickMs);
  }

  async start() {
    const { discovery } = this.#options;
    if (!discovery) return;
    this.#discovery = new Discovery({
      ...discovery, self: { ...this.#identity, tcpPort: 0 }, onAnnouncement: (host, said) => this.#announced(host, said),
    });
    await this.#discovery.start();
  }

  stop() {
    this.#discovery?.stop();
    this.#feeds.stop();
    clearInterval(this.#tableTimer);
    clearTimeout(this.#push);
    for (const link of this.#links.values()) link.stop();
  }

  /** What was shown and dropped, for --report. */
  report() {
    return { name: this.#options.name, nodes: this.#table.nodes().map((node) => node.name), previews: this.#feeds.totals() };
  }

  /** @param {WebSocket} socket @param {URLSearchParams} query */
  addViewer(socket, query) {
    this.#feeds.watch(socket, query);
  }

  /** @param {WebSocket} socket */
  addPage(socket) {
    this.#pages.add(socket);
    socket.on('close', () => this.#pages.delete(socket));
    socket.on('message', (data, binary) => void this.#command(socket, binary ? '' : String(data)));
    socket.send(this.#stateText());
  }

  /** @param {string} host @param {import('./wire.mjs').Announcement} said */
  #announced(host, said) {
    const heard = this.#table.announced(host, said, now());
    if (!heard) return;
    const { node, isNew, restarted, moved } = heard;
    if (isNew) log.info('discovery', 'node found', { name: node.name, address: `${host}:${said.tcpPort}`, site: node.siteId });
    if (restarted) log.info('discovery', 'node restarted', { name: node.name, address: `${host}:${said.tcpPort}` });
    if (isNew) this.#link(node);
    else if (restarted || moved || !node.connected) this.#links.get(node.key)?.wake();
    this.#warnOfDuplicates();
    if (isNew || restarted || moved) this.#changed();
  }

  /** @param {Node} node */
  #link(node) {
    this.#links.set(node.key, new NodeLink(node, this.#identity, {
      onUp: (link, hello) => {
        const twin = this.#table.greeted(link.node, hello, now());
        if (twin) this.#drop(twin);
        this.#dropForgotten();
        this.#warnOfDuplicates();
        this.#feeds.linksChanged();
        this.#changed();
      },
      onDown: (link) => {
        this.#table.disconnected(link.node, now());
        this.#feeds.linksChanged();
        this.#changed();
      },
      onFrame: (link, streamId, message) => this.#feeds.frame(link, streamId, message),
      onStreamEvent: (link, streamId, event) => {
        this.#feeds.streamEvent(link, streamId, event);
      },
      onStreamClosed: (link, streamId) => this.#feeds.streamClosed(link, streamId),
      onReport: (link) => {
        this.#feeds.reported(link);
        this.#changed();
      },
    }));
  }

  #tick() {
    const { wentOffline, forgotten } = this.#table.tick(now());
    for (const node of wentOffline) log.warn('discovery', 'node silent', { name: node.name });
    for (const node of forgotten) this.#drop(node);
    if (wentOffline.length + forgotten.length > 0) this.#changed();
  }

  /** @param {Node} node */
  #drop(node) {
    this.#links.get(node.key)?.stop();
    this.#links.delete(node.key);
  }

  /** The table may have merged records: a line without a record has no purpose. */
  #dropForgotten() {
    for (const link of [...this.#links.values()]) if (!this.#table.get(link.node.key)) this.#drop(link.node);
  }

  #warnOfDuplicates() {
    for (const node of this.#table.nodes()) {
      if (!node.duplicate || this.#warnedOf.has(node.bootNonce)) continue;
      this.#warnedOf.add(node.bootNonce);
      log.warn('discovery', 'another node has the same name; give one of them another with --name', {
        name: node.name, address: node.addresses.map(({ host, port }) => `${host}:${port}`).join(' '),
      });
    }
  }

  /** @returns {import('./graph/graph.mjs').NodeReport[]} */
  #reports() {
    return this.#table.nodes().map((node) => {
      const link = this.#links.get(node.key);
      const clock = link?.clock() ?? null;
      return {
        node, runtime: link?.runtimeNow ?? null, config: link?.config ?? null, connected: link?.connected ?? false,
        detail: link?.detail ?? '', roundTripMs: clock && clock.roundTripUs / 1000, clockOffsetMs: clock && clock.offsetUs / 1000,
        historyVersion: link?.history.version ?? 0,
      };
    });
  }

  /** @param {NodeLink} link @param {number} streamId @returns {number | null} */
  #clockOffsetMs(link, streamId) {
    const reports = this.#reports();
    const at = reports.find((report) => report.node === link.node);
    return at ? originOf(at, streamId, finder(reports)).report.clockOffsetMs : null;
  }

  /** @param {WebSocket} socket @param {string} text */
  async #command(socket, text) {
    let message;
    try {
      message = readPageMessage(text);
    } catch (error) {
      if (!(error instanceof BadMessage)) throw error;
      log.warn('page', 'browser socket closed', { reason: error.message });
      return socket.close(1008, error.message);
    }
    if (message.type === 'clock') return;
    const { id } = message;
    const answer = (/** @type {object} */ fields) => socket.send(JSON.stringify({ type: 'answer', id, ...fields }));
    const network = {
      link: (/** @type {string} */ key) => this.#links.get(key), links: () => [...this.#links.values()], reports: () => this.#reports(),
    };
    const about = { command: message.type, ...('node' in message ? { node: message.node } : {}) };
    try {
      const result = 'node' in message ? await runOnNode(message, network)
        : await runTopology(message, network, (progress) => socket.send(JSON.stringify({ type: 'progress', id, ...progress })));
      answer({ result });
      if (!isQuestion(message.type)) log.info('page', 'command done', about);
    } catch (error) {
      const reason = /** @type {Error} */ (error).message;
      answer({ error: reason });
      log.warn('page', 'command not done', { ...about, reason });
    }
  }

  /** However much changes, a page is told at most ten times a second. */
  #changed() {
    this.#push ??= setTimeout(() => {
      this.#push = undefined;
      this.#lastPush = now();
      if (this.#pages.size === 0) return;
      const text = this.#stateText();
      for (const page of this.#pages) if (page.bufferedAmount < limits.browserBufferedBytesMax) page.send(text);
    }, Math.max(0, this.#lastPush + limits.statePushIntervalMs - now()));
  }

  #stateText() {
    const { discovery, name } = this.#options;
    return JSON.stringify({
      type: 'state',
      controller: { name, discovery: discovery ? `${discovery.group}:${discovery.port}` : 'off' },
      graph: buildGraph(this.#reports()),
    });
  }
}

/** Asked often, and changes nothing. @param {string} type */
function isQuestion(type) {
  return ['history', 'enumDevices', 'compareTopology', 'planTopology', 'exportTopology'].includes(type);
}
