// Reads a topology file: TOML, or JSON when the first sign is a brace. What is refused here is refused by the command line, in
// the same words, and what both take means the same: core/operations/topology_file.cpp. Only here is TOML 1.1 read, too, and
// 1.0 in JSON taken for 1.

import { limits } from '../limits.mjs';
import { nameOf } from '../wire.mjs';
import { BadTopology, Fields, isTable, keysOf } from './file_fields.mjs';
import { readTree } from './file_tree.mjs';
import { BadName, didYouMean, parseBudget, parsePlace, parseRate, parseSize, parseWindowSize, parseWord, wordsOf } from './names.mjs';
import { deviceKey } from './stream_ids.mjs';

/** @typedef {import('./topology.mjs').Topology} Topology */
/** @typedef {import('./topology.mjs').TopologyEdge} TopologyEdge */
/** @typedef {import('./topology.mjs').TopologySink} TopologySink */
/** @typedef {import('./topology.mjs').TopologyDisplay} TopologyDisplay */
/** @typedef {import('./edges.mjs').Delivery} Delivery */
/** @typedef {import('./file_fields.mjs').Table} Table */
/** @typedef {import('./file_fields.mjs').PlaceOf} PlaceOf */

const apiVersion = 1;

/**
 * @param {string} text
 * @param {string} name  of the file, for the sentence
 * @returns {Topology}
 * @throws {BadTopology}
 */
export function parseTopology(text, name) {
  if (Buffer.byteLength(text) > limits.topologyBytesMax) {
    throw new BadTopology(`${name}: is larger than ${limits.topologyBytesMax} bytes, which no topology needs`);
  }
  const { tree, place } = readTree(text, name);
  return new FileReader(tree, name, place).read();
}

/** @param {string} text @returns {number} 0: as suits the edge's place */
function parseMode(text) {
  const modes = ['auto', 'low-latency', 'completeness', 'opaque'];
  if (modes.includes(text)) return modes.indexOf(text);
  throw new BadName(`"${text}" is no mode${didYouMean(text, modes, '; there are auto, low-latency, completeness and opaque')}`);
}

/** @param {string} text */
function parseScheduler(text) {
  const at = wordsOf(nameOf.scheduler).indexOf(text);
  if (at >= 0) return at + 1;
  throw new BadName(`"${text}" is not a scheduler; there are ${wordsOf(nameOf.scheduler).join(', ')}`);
}

/** @param {Fields} fields @returns {Delivery} */
function readDelivery(fields) {
  return {
    mode: fields.parsed('mode', parseMode, 0),
    priority: fields.number('priority', 0, 255),
    framesMax: fields.number('frames', 1, limits.completenessFramesMax),
    bytesMax: fields.parsed('bytes', parseBudget, 0),
    slotPolicy: fields.parsed('slot', (text) => parseWord(text, nameOf.slotPolicy), 0),
    dropPolicy: fields.parsed('drop', (text) => parseWord(text, nameOf.dropPolicy), 0),
    budgetPolicy: fields.parsed('budget', (text) => parseWord(text, nameOf.budgetPolicy), 0),
    scheduler: fields.parsed('scheduler', parseScheduler, 0),
    weight: fields.number('weight', 1, limits.schedulerWeightMax),
    acknowledged: fields.flag('acknowledged'),
    outputStreamId: fields.number('as', 1, 65_535),
  };
}

/** @param {TopologyEdge} edge */
const edgeKey = ({ stream, from, to, delivery }) => JSON.stringify([stream, from, to, delivery.outputStreamId]);

class FileReader {
  /** @type {Topology} */
  #topology = { streams: [], edges: [], sinks: [], displays: [] };
  #root;
  #file;
  #place;
  /** Of what is done with streams, for what is wrong between tables. @type {Map<TopologyEdge | TopologySink | TopologyDisplay, string>} */
  #paths = new Map();
  /** By name, id and device: which of the streams it was. @type {Map<string, number>} */
  #first = new Map();
  /** Stream and node of each sink. */
  #recorded = new Set();
  /** The same of each display. */
  #shown = new Set();
  /** How often an edge was named. @type {Map<string, number>} */
  #edgeCounts = new Map();

  /** @param {Table} root @param {string} file @param {PlaceOf} place */
  constructor(root, file, place) {
    this.#root = root;
    this.#file = file;
    this.#place = place;
  }

  read() {
    this.#head();
    this.#tables('stream', (table, path) => this.#stream(table, path));
    this.#tables('edge', (table, path) => this.#edge(table, path));
    this.#tables('sink', (table, path) => this.#sink(table, path));
    this.#tables('display', (table, path) => this.#display(table, path));
    for (const edge of this.#topology.edges) this.#check(edge);
    for (const sink of this.#topology.sinks) this.#checkStream(sink, 'sink');
    for (const display of this.#topology.displays) this.#checkStream(display, 'display');
    return this.#topology;
  }

  #head() {
    const fields = new Fields(this.#place, 'the topology', this.#root, '');
    fields.number('api_version', apiVersion, apiVersion);
    if (!Object.hasOwn(this.#root, 'api_version')) fields.complain('', `has no api_version; write api_version = ${apiVersion} first`);
    const names = ['api_version', 'stream', 'edge', 'sink', 'display'];
    for (const key of keysOf(this.#root)) {
      if (!names.includes(key)) fields.complain(key, `"${key}" means nothing here${didYouMean(key, names, '')}`);
    }
    fields.check();
  }

  /** @param {string} key @param {(table: Table, path: string) => void} take */
  #tables(key, take) {
    const list = Object.hasOwn(this.#root, key) ? this.#root[key] : undefined;
    if (list === undefined) return;
    if (!Array.isArray(list) || !list.every(isTable)) {
      throw new BadTopology(`${this.#file}: ${key} must be a list of tables: [[${key}]]`);
    }
    for (const [index, table] of list.entries()) take(table, `${key}.${index}`);
  }

  /** @param {Table} table @param {string} path */
  #stream(table, path) {
    const fields = new Fields(this.#place, 'stream', table, path);
    const [name, node, device] = [fields.required('name'), fields.required('node'), fields.required('device')];
    const id = fields.number('id', 1, 65_535);
    const format = fields.parsed('format', (text) => parseWord(text, nameOf.format), 0);
    const size = fields.parsed('size', parseSize, { width: 0, height: 0 });
    const rate = fields.parsed('fps', parseRate, { fpsN: 0, fpsD: 1 });
    const targets = fields.texts('to');
    const delivery = readDelivery(fields);
    const ofDevice = `device ${JSON.stringify([node, deviceKey(device)])}`;
    const twins = [`name ${name}`, `id ${id}`, ofDevice].map((what) => this.#first.get(what));
    const [ofName, ofId, other] = twins.map((index) => index ?? Infinity);
    // Of several mistakes the one with the earliest stream is told.
    const first = Math.min(ofName, ofId, other);
    if (first === ofName && first < Infinity) fields.complain('', `the name ${name} is used twice`);
    else if (first === ofId && first < Infinity) fields.complain('', `the id ${id} is used twice`);
    else if (first < Infinity) {
      fields.complain('', `${device} of ${node} is ${this.#topology.streams[first].name} already; give that one more edges`);
    }
    if (/^\d+$/.test(name)) fields.complain('', `the name ${name} is a number; numbers are ids, so add a letter`);
    fields.finish();
    for (const to of targets) this.#add({ stream: name, from: node, to, delivery }, path);
    for (const what of [`name ${name}`, ofDevice, ...(id === 0 ? [] : [`id ${id}`])]) this.#first.set(what, this.#topology.streams.length);
    this.#topology.streams.push({ name, node, device, id, format, ...size, ...rate });
  }

  /** @param {Table} table @param {string} path */
  #edge(table, path) {
    const fields = new Fields(this.#place, 'edge', table, path);
    const [stream, from] = [fields.required('stream'), fields.required('from')];
    const targets = fields.texts('to');
    if (targets.length === 0) fields.complain('', 'has no to');
    const delivery = readDelivery(fields);
    fields.finish();
    for (const to of targets) this.#add({ stream, from, to, delivery }, path);
  }

  /** @param {Table} table @param {string} path */
  #sink(table, path) {
    const fields = new Fields(this.#place, 'sink', table, path);
    const sink = { stream: fields.required('stream'), node: fields.required('node'), path: fields.required('path') };
    const key = JSON.stringify([sink.stream, sink.node]);
    if (this.#recorded.has(key)) fields.complain('', `${sink.node} records ${sink.stream} twice`);
    fields.finish();
    this.#recorded.add(key);
    this.#paths.set(sink, path);
    this.#topology.sinks.push(sink);
  }

  /** @param {Table} table @param {string} path */
  #display(table, path) {
    const fields = new Fields(this.#place, 'display', table, path);
    const [stream, node] = [fields.required('stream'), fields.required('node')];
    const window = {
      streamId: 0, ...fields.parsed('at', parsePlace, { winX: 0, winY: 0 }), ...fields.parsed('size', parseWindowSize, { winW: 0, winH: 0 }),
      scale: fields.parsed('scale', (text) => parseWord(text, nameOf.scale), 0),
      anchor: fields.parsed('anchor', (text) => parseWord(text, nameOf.anchor), 0),
      noSignalFps: fields.number('no_signal_fps', 0, 255), reserved: 0, siteId: 0,
    };
    const key = JSON.stringify([stream, node]);
    if (this.#shown.has(key)) fields.complain('', `${node} shows ${stream} twice`);
    fields.finish();
    this.#shown.add(key);
    const display = { stream, node, window };
    this.#paths.set(display, path);
    this.#topology.displays.push(display);
  }

  /** @param {TopologyEdge} edge @param {string} path */
  #add(edge, path) {
    this.#paths.set(edge, path);
    this.#edgeCounts.set(edgeKey(edge), (this.#edgeCounts.get(edgeKey(edge)) ?? 0) + 1);
    this.#topology.edges.push(edge);
  }

  /** @param {TopologyEdge} edge */
  #check(edge) {
    this.#checkStream(edge, 'edge');
    if (edge.from === edge.to) this.#fail(edge, 'edge', `${edge.from} would send to itself; choose another node`);
    if (Number(this.#edgeCounts.get(edgeKey(edge))) > 1) this.#fail(edge, 'edge', `${edge.stream} goes from ${edge.from} to ${edge.to} twice`);
  }

  /** What is to be done with a stream names one of the file, or an id. @param {TopologyEdge | TopologySink | TopologyDisplay} item @param {string} kind */
  #checkStream(item, kind) {
    const { stream } = item;
    const isId = /^\d+$/.test(stream) && Number(stream) >= 1 && Number(stream) <= 65_535;
    if (isId || this.#first.has(`name ${stream}`)) return;
    const names = this.#topology.streams.map(({ name }) => name);
    this.#fail(item, kind, `no stream is called ${stream}${didYouMean(stream, names, '; name one of the file, or a number')}`);
  }

  /** @param {TopologyEdge | TopologySink | TopologyDisplay} item @param {string} kind @param {string} what @returns {never} */
  #fail(item, kind, what) {
    throw new BadTopology(`${this.#place(this.#paths.get(item) ?? '')}${kind}: ${what}`);
  }
}
