// What somebody wants of many nodes at once: taken from the nodes, written as text. topology_file.mjs reads it back.
// As core/operations/topology.cpp and topology_text.cpp.

import { nameOf } from '../wire.mjs';
import { edgeOf, noDelivery, pushOf, pushesTo, sameEdge } from './edges.mjs';
import { bytesText, dashed, rateText, targetText } from './names.mjs';

/** @typedef {import('../graph/graph.mjs').NodeReport} NodeReport */
/** @typedef {import('./edges.mjs').Delivery} Delivery */
/** @typedef {import('../wire.mjs').RelayEdge} RelayEdge */
/** @typedef {import('../wire.mjs').Display} Display */

/**
 * @typedef {object} TopologyStream
 * @property {string} name  unique in the file; edges refer to it
 * @property {string} node
 * @property {string} device
 * @property {number} id  0: the one that the device has, or a free one
 * @property {number} width  px; 0: the device chooses
 * @property {number} height  px
 * @property {number} format  0: the node chooses
 * @property {number} fpsN  0: the device chooses
 * @property {number} fpsD
 *
 * @typedef {object} TopologyEdge
 * @property {string} stream  name in the file, or a number
 * @property {string} from
 * @property {string} to
 * @property {Delivery} delivery
 *
 * @typedef {object} TopologySink  a recording
 * @property {string} stream  name in the file, or a number
 * @property {string} node
 * @property {string} path  below the folder that the node has for recordings
 *
 * @typedef {object} TopologyDisplay  a window
 * @property {string} stream  name in the file, or a number
 * @property {string} node
 * @property {Display} window  but for its streamId
 *
 * @typedef {{streams: TopologyStream[], edges: TopologyEdge[], sinks: TopologySink[], displays: TopologyDisplay[]}} Topology
 */

/** By their names in the file. @param {Topology} topology @returns {Map<string, TopologyStream>} */
export const streamsByName = ({ streams }) => new Map(streams.map((stream) => [stream.name, stream]));

/** Everybody who is told something, sorted. @param {Topology} topology */
export function nodesOf({ streams, edges, sinks, displays }) {
  return [...new Set([...streams, ...sinks, ...displays].map(({ node }) => node).concat(edges.map(({ from }) => from)))].sort();
}

/** @param {NodeReport} a @param {NodeReport} b */
export const byName = (a, b) => (a.node.name < b.node.name ? -1 : a.node.name > b.node.name ? 1 : 0);

/**
 * What the nodes are meant to do now, as a file that means the same.
 *
 * @param {NodeReport[]} reports
 * @returns {Topology}
 */
export function exportTopology(reports) {
  const nodes = reports.flatMap(({ node, config, connected }) => (config && connected ? [{ name: node.name, config }] : []))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  /** @type {Topology} */
  const topology = { streams: [], edges: [], sinks: [], displays: [] };
  /** @type {Set<string>} */
  const names = new Set();
  for (const { name: node, config } of nodes) {
    for (const ingest of config.ingests) {
      const name = unique(streamName(node, ingest.streamId, config.ingests.length), names);
      topology.streams.push({
        name, node, device: ingest.devicePath, id: ingest.streamId, format: ingest.format, width: ingest.width, height: ingest.height,
        fpsN: ingest.fpsN, fpsD: Math.max(ingest.fpsD, 1),
      });
      const push = pushOf(ingest);
      // One that an edge of its own covers is that edge.
      if (!push || config.relays.some((edge) => pushesTo(ingest, edge))) continue;
      topology.edges.push({ stream: name, from: node, to: targetText(push), delivery: deliveryOf(push, true) });
    }
  }
  // Streams have names only now, so what is done with them comes in a second walk. Of two with one id the first is meant.
  const byId = new Map([...topology.streams].reverse().map(({ id, name }) => [id, name]));
  const named = (/** @type {number} */ id) => byId.get(id) ?? String(id);
  for (const { name: node, config } of nodes) {
    for (const { streamId, path } of config.sinks) topology.sinks.push({ stream: named(streamId), node, path });
    for (const window of config.displays) topology.displays.push({ stream: named(window.streamId), node, window });
    for (const edge of config.relays) {
      const stream = named(edge.streamId);
      const capturedHere = config.ingests.some(({ streamId }) => streamId === edge.streamId);
      topology.edges.push({ stream, from: node, to: targetText(edge), delivery: deliveryOf(edge, capturedHere) });
    }
  }
  return topology;
}

/** What people call the node, and the number where it has several streams. @param {string} node @param {number} id @param {number} streams */
function streamName(node, id, streams) {
  const name = node.slice(node.indexOf(':') + 1);
  return streams > 1 ? `${name}-${id}` : name;
}

/** @param {string} wish @param {Set<string>} taken */
function unique(wish, taken) {
  let name = wish;
  for (let count = 2; taken.has(name); count++) name = `${wish}-${count}`;
  taken.add(name);
  return name;
}

/** @param {RelayEdge} edge @param {boolean} capturedHere @returns {Delivery} */
function deliveryOf(edge, capturedHere) {
  const asUsual = { ...noDelivery, outputStreamId: edge.outputStreamId };
  if (sameEdge(edgeOf(edge.streamId, targetText(edge), asUsual, capturedHere), edge)) return asUsual;
  const { mode, priority, framesMax, bytesMax, budgetPolicy, scheduler, weight, acknowledged, outputStreamId } = edge;
  const usual = edgeOf(edge.streamId, '', noDelivery, capturedHere);
  return {
    mode, priority, framesMax, bytesMax, budgetPolicy, scheduler, weight, acknowledged, outputStreamId,
    slotPolicy: edge.slotPolicy === usual.slotPolicy ? 0 : edge.slotPolicy,
    dropPolicy: edge.dropPolicy === usual.dropPolicy ? 0 : edge.dropPolicy,
  };
}

/** TOML's basic strings and JSON's are escaped alike. @param {string} text */
function quoted(text) {
  const code = (/** @type {string} */ sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `"${text.replace(/["\\]/g, '\\$&').replace(/[\u0000-\u001f\u007f]/g, code)}"`;
}

/** @param {TopologyStream} stream @returns {[string, string][]} key, value as written */
function streamMembers({ name, node, device, id, format, width, height, fpsN, fpsD }) {
  const rate = rateText({ fpsN, fpsD });
  return [
    ['name', quoted(name)], ['node', quoted(node)], ['device', quoted(device)],
    ...some('id', id !== 0, String(id)),
    ...some('format', format !== 0, quoted(dashed(nameOf.format(format)))),
    ...some('size', width !== 0, quoted(`${width}x${height}`)),
    ...some('fps', fpsN !== 0, fpsD === 1 ? rate : quoted(rate)),
  ];
}

/** @param {TopologyEdge} edge @returns {[string, string][]} */
function edgeMembers({ stream, from, to, delivery }) {
  const word = (/** @type {string} */ key, /** @type {number} */ value, /** @type {(value: number) => string} */ name) =>
    some(key, value !== 0, quoted(dashed(name(value))));
  const number = (/** @type {string} */ key, /** @type {number} */ value) => some(key, value !== 0, String(value));
  return [
    ['stream', quoted(stream)], ['from', quoted(from)], ['to', quoted(to)],
    ...word('mode', delivery.mode, nameOf.deliveryMode),
    ...number('priority', delivery.priority),
    ...number('frames', delivery.framesMax),
    ...some('bytes', delivery.bytesMax !== 0, quoted(bytesText(delivery.bytesMax))),
    ...word('slot', delivery.slotPolicy, nameOf.slotPolicy),
    ...word('drop', delivery.dropPolicy, nameOf.dropPolicy),
    ...word('budget', delivery.budgetPolicy, nameOf.budgetPolicy),
    ...word('scheduler', delivery.scheduler, nameOf.scheduler),
    ...number('weight', delivery.weight),
    ...number('as', delivery.outputStreamId),
    ...some('acknowledged', delivery.acknowledged, 'true'),
  ];
}

/** @param {TopologySink} sink @returns {[string, string][]} */
const sinkMembers = ({ stream, node, path }) => [['stream', quoted(stream)], ['node', quoted(node)], ['path', quoted(path)]];

/** @param {TopologyDisplay} display @returns {[string, string][]} */
function displayMembers({ stream, node, window: { winX, winY, winW, winH, scale, anchor, noSignalFps } }) {
  return [
    ['stream', quoted(stream)], ['node', quoted(node)],
    ...some('at', winX !== 0 || winY !== 0, quoted(`${winX},${winY}`)),
    ...some('size', winW !== 0 || winH !== 0, quoted(`${winW}x${winH}`)),
    ...some('scale', scale !== 0, quoted(dashed(nameOf.scale(scale)))),
    ...some('anchor', anchor !== 0, quoted(dashed(nameOf.anchor(anchor)))),
    ...some('no_signal_fps', noSignalFps !== 0, String(noSignalFps)),
  ];
}

/** @param {string} key @param {boolean} isThere @param {string} value @returns {[string, string][]} */
const some = (key, isThere, value) => (isThere ? [[key, value]] : []);

/** @param {Topology} topology */
export function toToml({ streams, edges, sinks, displays }) {
  const table = (/** @type {string} */ head, /** @type {[string, string][]} */ members) =>
    `\n[[${head}]]\n${members.map(([key, value]) => `${key} = ${value}\n`).join('')}`;
  return [
    'api_version = 1\n',
    ...streams.map((stream) => table('stream', streamMembers(stream))),
    ...edges.map((edge) => table('edge', edgeMembers(edge))),
    ...sinks.map((sink) => table('sink', sinkMembers(sink))),
    ...displays.map((display) => table('display', displayMembers(display))),
  ].join('');
}

/** @param {Topology} topology */
export function toJson({ streams, edges, sinks, displays }) {
  const list = (/** @type {[string, string][][]} */ items) => (items.length === 0 ? '[]'
    : `[${items.map((members) => `\n    {${members.map(([key, value]) => `${quoted(key)}: ${value}`).join(', ')}}`).join(',')}\n  ]`);
  const lists = [
    ['stream', streams.map(streamMembers)], ['edge', edges.map(edgeMembers)], ['sink', sinks.map(sinkMembers)],
    ['display', displays.map(displayMembers)],
  ];
  return `{\n  "api_version": 1,\n${lists.map(([key, items]) => `  "${key}": ${list(/** @type {[string, string][][]} */ (items))}`).join(',\n')}\n}\n`;
}
