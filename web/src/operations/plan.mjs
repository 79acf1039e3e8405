// The steps from what nodes are meant to do to what a file says. The same steps as core/operations/plan.cpp;
// tests/operations/topology_cases.json holds both to it.

import { finder } from '../graph/graph.mjs';
import { edgeOf, pushOf, pushServes, pushesTo, sameEdge, withoutPush } from './edges.mjs';
import { targetText } from './names.mjs';
import { deviceKey, freeStreamId } from './stream_ids.mjs';
import { nodesOf } from './topology.mjs';

/** @typedef {import('../graph/graph.mjs').NodeReport} NodeReport */
/** @typedef {import('../wire.mjs').Ingest} Ingest */
/** @typedef {import('../wire.mjs').RelayEdge} RelayEdge */
/** @typedef {import('../wire.mjs').ConfigState} ConfigState */
/** @typedef {import('./topology.mjs').Topology} Topology */
/** @typedef {import('./topology.mjs').TopologyStream} TopologyStream */
/** @typedef {import('./topology.mjs').TopologyEdge} TopologyEdge */
/** @typedef {import('./topology.mjs').TopologySink} TopologySink */
/** @typedef {import('./topology.mjs').TopologyDisplay} TopologyDisplay */
/** @typedef {import('../wire.mjs').Display} Display */
/** @typedef {import('./steps.mjs').Step} Step */
/** @typedef {import('./steps.mjs').Plan} Plan */

/**
 * A capture that there is when all is as the file says.
 *
 * @typedef {object} Capture
 * @property {string} node  as the file calls it
 * @property {string} stream  its name in the file, else its number
 * @property {Ingest | undefined} here  as it is now
 * @property {Ingest} wish
 * @property {boolean} anyId  nobody chose its id
 * @property {boolean} pushKept  an edge of the file is its push
 * @property {boolean} pushReplaced  an edge of the file takes its place
 */

/** What frees ids, disks and bandwidth goes first, streams go before what is done with them. @type {Record<Step['what'], number>} */
const turns = {
  stopRelay: 0, stopSink: 0, stopIngest: 1, startIngest: 2, changeIngest: 2, startRelay: 3, changeRelay: 3, startSink: 3, changeSink: 3,
  stopDisplay: 0, startDisplay: 3, changeDisplay: 3,
};

/**
 * @param {Topology} topology
 * @param {NodeReport[]} reports
 * @param {boolean} prune  what the file does not say ends, on the nodes that it names
 * @returns {Plan}
 */
export function makePlan(topology, reports, prune) {
  return new Planner(topology, reports, prune).plan();
}

/** Reads the file against one picture of the site. */
class Planner {
  #topology;
  #reports;
  #find;
  #prune;
  /** @type {Plan} */
  #plan = { steps: [], unreachable: [] };
  /** By the file's name. @type {Map<string, number>} */
  #ids = new Map();
  /** By node and id. @type {Map<string, Capture>} */
  #captures = new Map();
  /** Those and others that could not have their id. @type {Capture[]} */
  #inOrder = [];
  /** @type {Map<string, RelayEdge>} */
  #relays = new Map();
  #keptIngests = new Set();
  #keptEdges = new Set();
  #keptSinks = new Set();
  #keptDisplays = new Set();

  /** @param {Topology} topology @param {NodeReport[]} reports @param {boolean} prune */
  constructor(topology, reports, prune) {
    this.#topology = topology;
    this.#reports = reports;
    this.#find = finder(reports);
    this.#prune = prune;
  }

  plan() {
    const names = nodesOf(this.#topology);
    this.#plan.unreachable = names.filter((name) => !this.#config(name));
    // By node, not by name: the file may call one of them by name here and by address there.
    const spellings = new Map([...names].reverse().map((name) => [this.#identity(name), name]));
    const told = names.filter((name) => spellings.get(this.#identity(name)) === name);
    for (const stream of this.#topology.streams) this.#wantStream(stream);
    for (const name of told) this.#lookAt(name);
    for (const edge of this.#topology.edges) this.#wantEdge(edge);
    for (const sink of this.#topology.sinks) this.#wantSink(sink);
    for (const display of this.#topology.displays) this.#wantDisplay(display);
    for (const capture of this.#inOrder) this.#settle(capture);
    if (this.#prune) for (const name of told) this.#dropTheRest(name);
    this.#plan.steps.sort((a, b) => turns[a.what] - turns[b.what]);
    return this.#plan;
  }

  /** Of a node that answers. @param {string} name @returns {ConfigState | undefined} */
  #config(name) {
    const report = this.#find(name);
    return report?.connected && report.config ? report.config : undefined;
  }

  /** Whoever is meant: the file may spell one node in several ways. @param {string} name */
  #identity(name) {
    return this.#find(name)?.node.key ?? name;
  }

  /** @param {TopologyStream} stream */
  #wantStream({ name, node, device, id, format, width, height, fpsN, fpsD }) {
    this.#ids.set(name, 0);
    const config = this.#config(node);
    if (!config) return;
    const wish = {
      streamId: id, format, width, height, fpsN, fpsD: fpsN === 0 ? 0 : fpsD, destPort: 0, transportMode: 0,
      devicePath: device, destHost: '', siteId: 0,
    };
    const here = config.ingests.find((ingest) => deviceKey(ingest.devicePath) === deviceKey(device));
    this.#keptIngests.add(`${this.#identity(node)} ${deviceKey(device)}`);
    if (here) {
      const { destHost, destPort, transportMode } = here;
      Object.assign(wish, { destHost, destPort, transportMode, streamId: id || here.streamId });
    } else if (id === 0) {
      // It is only likely until it is taken: whoever takes the step asks for a free one then.
      wish.streamId = freeStreamId(this.#reports, this.#find(node)?.node.name ?? node, device) ?? 0;
    }
    this.#ids.set(name, wish.streamId);
    this.#capture({ node, stream: name, here, wish, anyId: !here && id === 0, pushKept: false, pushReplaced: false });
  }

  /** @param {Capture} capture */
  #capture(capture) {
    const key = `${this.#identity(capture.node)} ${capture.wish.streamId}`;
    if (!this.#captures.has(key)) this.#captures.set(key, capture);
    this.#inOrder.push(capture);
  }

  /** What is there, and without prune stays although the file does not say it. @param {string} node */
  #lookAt(node) {
    const config = this.#config(node);
    if (!config) return;
    for (const edge of config.relays) this.#relays.set(this.#edgeKey(node, edge), edge);
    if (this.#prune) return;
    for (const ingest of config.ingests) {
      if (this.#keptIngests.has(`${this.#identity(node)} ${deviceKey(ingest.devicePath)}`)) continue;
      this.#capture({ node, stream: String(ingest.streamId), here: ingest, wish: ingest, anyId: false, pushKept: false, pushReplaced: false });
    }
  }

  /** 0: nobody knows it yet. @param {string} stream */
  #idOf(stream) {
    return this.#ids.get(stream) ?? Number(stream);
  }

  /** @param {TopologyEdge} edge */
  #wantEdge({ stream, from, to, delivery }) {
    const id = this.#idOf(stream);
    if (!this.#config(from) || id === 0) return;
    const capture = this.#captures.get(`${this.#identity(from)} ${id}`);
    const wish = edgeOf(id, to, delivery, capture !== undefined);
    const key = this.#edgeKey(from, wish);
    this.#keptEdges.add(key);
    const pushed = capture !== undefined && pushesTo(capture.wish, wish) ? capture : undefined;
    const known = this.#relays.get(key);
    if (known) {
      if (pushed) pushed.pushKept = true;
      if (!sameEdge(known, wish)) this.#add({ what: 'changeRelay', node: from, stream, edge: wish });
    } else if (pushed && pushServes(pushed.wish, wish, delivery)) {
      pushed.pushKept = true;
    } else {
      if (pushed) pushed.pushReplaced = true;
      this.#add({ what: 'startRelay', node: from, stream, edge: wish });
    }
  }

  /** @param {TopologySink} sink */
  #wantSink({ stream, node, path }) {
    const config = this.#config(node);
    const streamId = this.#idOf(stream);
    if (!config || streamId === 0) return;
    this.#keptSinks.add(`${this.#identity(node)} ${streamId}`);
    const known = config.sinks.find((sink) => sink.streamId === streamId);
    if (known?.path === path) return;
    this.#add({ what: known ? 'changeSink' : 'startSink', node, stream, sink: { streamId, path, siteId: 0 } });
  }

  /** @param {TopologyDisplay} display */
  #wantDisplay({ stream, node, window }) {
    const config = this.#config(node);
    const display = { ...window, streamId: this.#idOf(stream) };
    if (!config || display.streamId === 0) return;
    this.#keptDisplays.add(`${this.#identity(node)} ${display.streamId}`);
    const known = config.displays.find(({ streamId }) => streamId === display.streamId);
    if (known && displayFields.every((field) => known[field] === display[field])) return;
    this.#add({ what: known ? 'changeDisplay' : 'startDisplay', node, stream, display });
  }

  /** The steps of a capture, when it is known which edges are to be its push. @param {Capture} capture */
  #settle({ node, stream, here, wish, anyId, pushKept, pushReplaced }) {
    const push = pushOf(wish);
    const ends = push !== null && (pushReplaced || (this.#prune && !pushKept));
    const ingest = ends ? withoutPush(wish) : { ...wish };
    if (here && sameIngest(ingest, here)) return;
    const sameId = here?.streamId === ingest.streamId;
    if (here && !sameId) this.#add({ what: 'stopIngest', node, stream: String(here.streamId), ingest: here, anyId: false, endedPush: '' });
    this.#add({
      what: sameId ? 'changeIngest' : 'startIngest', node, stream, ingest, anyId, endedPush: ends && sameId ? targetText(push) : '',
    });
  }

  /** @param {string} node */
  #dropTheRest(node) {
    const config = this.#config(node);
    if (!config) return;
    for (const edge of config.relays) {
      if (this.#keptEdges.has(this.#edgeKey(node, edge))) continue;
      this.#add({ what: 'stopRelay', node, stream: String(edge.streamId), edge });
    }
    for (const sink of config.sinks) {
      if (this.#keptSinks.has(`${this.#identity(node)} ${sink.streamId}`)) continue;
      this.#add({ what: 'stopSink', node, stream: String(sink.streamId), sink });
    }
    for (const display of config.displays) {
      if (this.#keptDisplays.has(`${this.#identity(node)} ${display.streamId}`)) continue;
      this.#add({ what: 'stopDisplay', node, stream: String(display.streamId), display });
    }
    for (const ingest of config.ingests) {
      if (this.#keptIngests.has(`${this.#identity(node)} ${deviceKey(ingest.devicePath)}`)) continue;
      this.#add({ what: 'stopIngest', node, stream: String(ingest.streamId), ingest, anyId: false, endedPush: '' });
    }
  }

  /** As nodes tell edges apart. @param {string} node @param {RelayEdge} edge */
  #edgeKey(node, edge) {
    return `${this.#identity(node)} ${edge.streamId} ${edge.outputStreamId} ${targetText(edge)}`;
  }

  /** @param {Step} step */
  #add(step) {
    this.#plan.steps.push(step);
  }
}

/** @type {(keyof Display)[]} */
const displayFields = ['streamId', 'winX', 'winY', 'winW', 'winH', 'scale', 'anchor', 'noSignalFps', 'reserved', 'siteId'];

/** @type {(keyof Ingest)[]} */
const ingestFields = [
  'streamId', 'format', 'width', 'height', 'fpsN', 'fpsD', 'destPort', 'transportMode', 'devicePath', 'destHost', 'siteId',
];

/** @param {Ingest} a @param {Ingest} b */
const sameIngest = (a, b) => ingestFields.every((field) => a[field] === b[field]);
