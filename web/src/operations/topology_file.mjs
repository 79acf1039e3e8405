// Reads a topology file: TOML, or JSON when the first sign is a brace. Every file means here what it means to the command
// line, and what is refused here is refused there: core/operations/topology_file.cpp.

import { limits } from '../limits.mjs';
import { nameOf } from '../wire.mjs';
import { BadTopology, Fields, isTable, keysOf } from './file_fields.mjs';
import { readTree } from './file_tree.mjs';
import { BadName, didYouMean, parseBudget, parseRate, parseSize, parseWord, wordsOf } from './names.mjs';
import { deviceKey } from './stream_ids.mjs';

/** @typedef {import('./topology.mjs').Topology} Topology */
/** @typedef {import('./topology.mjs').TopologyEdge} TopologyEdge */
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
  const modes = ['auto', 'low-latency', 'completeness'];
  if (modes.includes(text)) return modes.indexOf(text);
  throw new BadName(`"${text}" is no mode${didYouMean(text, modes, '; there are auto, low-latency and completeness')}`);
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
  };
}

class FileReader {
  /** @type {Topology} */
  #topology = { streams: [], edges: [] };
  #root;
  #file;
  #place;
  /** Of each edge, for what is wrong between tables. @type {Map<TopologyEdge, string>} */
  #paths = new Map();

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
    for (const edge of this.#topology.edges) this.#check(edge);
    return this.#topology;
  }

  #head() {
    const fields = new Fields(this.#place, 'the topology', this.#root, '');
    fields.number('api_version', apiVersion, apiVersion);
    if (!Object.hasOwn(this.#root, 'api_version')) fields.complain('', `has no api_version; write api_version = ${apiVersion} first`);
    const names = ['api_version', 'stream', 'edge'];
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
    const size = fields.parsed('size', parseSize, { width: 0, height: 0 });
    const rate = fields.parsed('fps', parseRate, { fpsN: 0, fpsD: 1 });
    const targets = fields.texts('to');
    const delivery = readDelivery(fields);
    for (const other of this.#topology.streams) {
      if (other.name === name) fields.complain('', `the name ${name} is used twice`);
      if (id !== 0 && other.id === id) fields.complain('', `the id ${id} is used twice`);
      if (other.node === node && deviceKey(other.device) === deviceKey(device)) {
        fields.complain('', `${device} of ${node} is ${other.name} already; give that one more edges`);
      }
    }
    if (/^\d+$/.test(name)) fields.complain('', `the name ${name} is a number; numbers are ids, so add a letter`);
    fields.finish();
    for (const to of targets) this.#add({ stream: name, from: node, to, delivery }, path);
    this.#topology.streams.push({ name, node, device, id, ...size, ...rate });
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

  /** @param {TopologyEdge} edge @param {string} path */
  #add(edge, path) {
    this.#paths.set(edge, path);
    this.#topology.edges.push(edge);
  }

  /** @param {TopologyEdge} edge */
  #check(edge) {
    const { streams, edges } = this.#topology;
    const fail = (/** @type {string} */ what) => {
      throw new BadTopology(`${this.#place(this.#paths.get(edge) ?? '')}edge: ${what}`);
    };
    const isId = /^\d+$/.test(edge.stream) && Number(edge.stream) >= 1 && Number(edge.stream) <= 65_535;
    const names = streams.map(({ name }) => name);
    if (!isId && !names.includes(edge.stream)) {
      fail(`no stream is called ${edge.stream}${didYouMean(edge.stream, names, '; name one of the file, or a number')}`);
    }
    if (edge.from === edge.to) fail(`${edge.from} would send to itself; choose another node`);
    const same = edges.filter((other) => other.stream === edge.stream && other.from === edge.from && other.to === edge.to);
    if (same.length > 1) fail(`${edge.stream} goes from ${edge.from} to ${edge.to} twice`);
  }
}
