// What a browser may say. Every message is taken apart here; nothing else of it goes further.

import { limits } from '../limits.mjs';
import { BudgetPolicy, DeliveryMode, DropPolicy, Scheduler, SlotPolicy } from '../wire.mjs';

/**
 * @typedef {{node: string} | {address: string} | null} Destination  a node by key, a HOST:PORT, or nowhere
 * @typedef {{type: 'startIngest', id: number, node: string, device: string, width: number, height: number,
 *     fpsN: number, fpsD: number, destination: Destination}} StartIngest
 * @typedef {{type: 'stopIngest', id: number, node: string, streamId: number}} StopIngest
 * @typedef {{type: 'startRelay', id: number, node: string, streamId: number, destination: Destination,
 *     delivery: import('../operations/edges.mjs').Delivery}} StartRelay
 * @typedef {{type: 'stopRelay', id: number, node: string, outputId: number}} StopRelay
 * @typedef {{type: 'enumDevices', id: number, node: string}} EnumDevices
 * @typedef {{type: 'startSink', id: number, node: string, streamId: number, path: string}} StartSink
 * @typedef {{type: 'stopSink' | 'startDisplay' | 'stopDisplay', id: number, node: string, streamId: number}} StreamCommand
 * @typedef {{type: 'history', id: number, node: string}} ReadHistory
 * @typedef {{type: 'clock', sentAt: number}} Clock
 * @typedef {StartIngest | StopIngest | StartRelay | StopRelay | StartSink | StreamCommand | EnumDevices | ReadHistory} NodeCommand  of one node
 *
 * @typedef {{fileName: string, text: string}} TopologyFile
 * @typedef {{type: 'exportTopology', id: number, format: 'toml' | 'json'}} ExportTopology
 * @typedef {{type: 'planTopology', id: number, file: TopologyFile, prune: boolean}} PlanTopology
 * @typedef {{type: 'applyTopology', id: number, file: TopologyFile, prune: boolean, plan: string}} ApplyTopology
 *     plan: what the person saw and agreed to
 * @typedef {{type: 'compareTopology', id: number, file: TopologyFile, prune: boolean}} CompareTopology
 * @typedef {ExportTopology | PlanTopology | ApplyTopology | CompareTopology} TopologyCommand  of all nodes
 * @typedef {NodeCommand | TopologyCommand} Command
 */

export class BadMessage extends Error {}

/**
 * @param {string} text
 * @returns {Command | Clock}
 * @throws {BadMessage}
 */
export function readPageMessage(text) {
  const raw = parsed(text);
  if (raw.type === 'clock') return { type: 'clock', sentAt: number(raw, 'sentAt', 0, Number.MAX_SAFE_INTEGER) };

  const id = integer(raw, 'id', 0, Number.MAX_SAFE_INTEGER);
  const topologyCommand = readTopologyCommand(raw, id);
  if (topologyCommand) return topologyCommand;
  const node = string(raw, 'node');
  switch (raw.type) {
    case 'startIngest':
      return {
        type: raw.type, id, node, device: string(raw, 'device'),
        width: integer(raw, 'width', 0, 16_384), height: integer(raw, 'height', 0, 16_384),
        fpsN: integer(raw, 'fpsN', 0, 65_535), fpsD: integer(raw, 'fpsD', 1, 65_535), destination: destination(raw),
      };
    case 'stopIngest':
      return { type: raw.type, id, node, streamId: integer(raw, 'streamId', 0, 65_535) };
    case 'startRelay':
      return {
        type: raw.type, id, node, streamId: integer(raw, 'streamId', 0, 65_535), destination: destination(raw), delivery: delivery(raw),
      };
    case 'stopRelay':
      return { type: raw.type, id, node, outputId: integer(raw, 'outputId', 0, 65_535) };
    case 'startSink':
      return { type: raw.type, id, node, streamId: integer(raw, 'streamId', 1, 65_535), path: string(raw, 'path') };
    case 'stopSink':
    case 'startDisplay':
    case 'stopDisplay':
      return { type: raw.type, id, node, streamId: integer(raw, 'streamId', 1, 65_535) };
    case 'enumDevices':
    case 'history':
      return { type: raw.type, id, node };
    default:
      throw new BadMessage('type is not one of ours');
  }
}

/** @param {Record<string, unknown>} raw @param {number} id @returns {TopologyCommand | null} null when it is something else */
function readTopologyCommand(raw, id) {
  switch (raw.type) {
    case 'exportTopology':
      if (raw.format !== 'toml' && raw.format !== 'json') throw new BadMessage('format is not one of ours');
      return { type: raw.type, id, format: raw.format };
    case 'planTopology':
    case 'compareTopology':
      return { type: raw.type, id, file: topologyFile(raw), prune: raw.prune === true };
    case 'applyTopology':
      return { type: raw.type, id, file: topologyFile(raw), prune: raw.prune === true, plan: string(raw, 'plan') };
    default:
      return null;
  }
}

/** @param {Record<string, unknown>} raw @returns {TopologyFile} */
function topologyFile(raw) {
  if (typeof raw.text !== 'string') throw new BadMessage('text is not a text');
  return { fileName: string(raw, 'fileName'), text: raw.text };
}

/**
 * What a preview's own socket may say.
 *
 * @param {string} text
 * @returns {{type: 'credit'} | Clock}
 * @throws {BadMessage}
 */
export function readViewerMessage(text) {
  const raw = parsed(text);
  if (raw.type === 'credit') return { type: 'credit' };
  if (raw.type === 'clock') return { type: 'clock', sentAt: number(raw, 'sentAt', 0, Number.MAX_SAFE_INTEGER) };
  throw new BadMessage('type is not one of ours');
}

/** @param {string} text @returns {Record<string, unknown>} */
function parsed(text) {
  // Only a topology file is long, and its own bound is checked where it is read.
  if (text.length > limits.browserMessageBytesMax && !/^\{"type":"\w+Topology",/.test(text)) throw new BadMessage('longer than anything that is said here');
  let raw;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new BadMessage('not JSON');
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw new BadMessage('not an object');
  return raw;
}

/** @param {Record<string, unknown>} raw @returns {Destination} */
function destination(raw) {
  const value = raw.destination;
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object') throw new BadMessage('destination is not an object');
  const fields = /** @type {Record<string, unknown>} */ (value);
  return 'node' in fields ? { node: string(fields, 'node') } : { address: string(fields, 'address') };
}

/** How the stream is sent; what is left away is as suits its place. @param {Record<string, unknown>} raw @returns {StartRelay['delivery']} */
function delivery(raw) {
  const count = (/** @type {string} */ key, /** @type {number} */ max) => (raw[key] === undefined ? 0 : integer(raw, key, 0, max));
  const word = (/** @type {string} */ key, /** @type {Record<string, number>} */ words) => {
    const value = raw[key];
    if (value === undefined) return 0;
    if (typeof value !== 'string' || !Object.hasOwn(words, value)) throw new BadMessage(`${key} is not one of ours`);
    return words[value];
  };
  return {
    mode: raw.mode === 'auto' ? 0 : word('mode', DeliveryMode), priority: count('priority', 255),
    framesMax: count('framesMax', limits.completenessFramesMax), bytesMax: count('bytesMax', limits.completenessBytesMax),
    slotPolicy: word('slotPolicy', SlotPolicy), dropPolicy: word('dropPolicy', DropPolicy),
    budgetPolicy: word('budgetPolicy', BudgetPolicy), scheduler: word('scheduler', Scheduler),
    weight: count('weight', limits.schedulerWeightMax), acknowledged: raw.acknowledged === true,
    outputStreamId: count('outputStreamId', 65_535),
  };
}

/** @param {Record<string, unknown>} raw @param {string} key */
function string(raw, key) {
  const value = raw[key];
  if (typeof value !== 'string' || Buffer.byteLength(value) > limits.textMax) {
    throw new BadMessage(`${key} is not a text of at most ${limits.textMax} bytes`);
  }
  return value;
}

/** @param {Record<string, unknown>} raw @param {string} key @param {number} min @param {number} max */
function number(raw, key, min, max) {
  const value = raw[key];
  if (typeof value !== 'number' || !(value >= min && value <= max)) {
    throw new BadMessage(`${key} is not a number from ${min} to ${max}`);
  }
  return value;
}

/** @param {Record<string, unknown>} raw @param {string} key @param {number} min @param {number} max */
function integer(raw, key, min, max) {
  const value = number(raw, key, min, max);
  if (!Number.isInteger(value)) throw new BadMessage(`${key} is not a whole number`);
  return value;
}
