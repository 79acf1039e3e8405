// What a browser may say. Every message is taken apart here; nothing else of it goes further.

import { limits } from '../limits.mjs';

/**
 * @typedef {{node: string} | {address: string} | null} Destination  a node by key, a HOST:PORT, or nowhere
 * @typedef {{type: 'startIngest', id: number, node: string, device: string, width: number, height: number,
 *     fpsN: number, fpsD: number, destination: Destination}} StartIngest
 * @typedef {{type: 'stopIngest', id: number, node: string, streamId: number}} StopIngest
 * @typedef {{type: 'startRelay', id: number, node: string, streamId: number, destination: Destination,
 *     mode: 'lowLatency' | 'completeness'}} StartRelay
 * @typedef {{type: 'stopRelay', id: number, node: string, outputId: number}} StopRelay
 * @typedef {{type: 'enumDevices', id: number, node: string}} EnumDevices
 * @typedef {{type: 'clock', sentAt: number}} Clock
 * @typedef {StartIngest | StopIngest | StartRelay | StopRelay | EnumDevices} Command
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
    case 'startRelay': {
      const mode = raw.mode;
      if (mode !== 'lowLatency' && mode !== 'completeness') throw new BadMessage('mode is not one of ours');
      return {
        type: raw.type, id, node, streamId: integer(raw, 'streamId', 0, 65_535), destination: destination(raw), mode,
      };
    }
    case 'stopRelay':
      return { type: raw.type, id, node, outputId: integer(raw, 'outputId', 0, 65_535) };
    case 'enumDevices':
      return { type: raw.type, id, node };
    default:
      throw new BadMessage('type is not one of ours');
  }
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
