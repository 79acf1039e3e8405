// Names as people write them in topology files: sizes, rates, amounts, words of the schema, and what somebody probably
// meant. As core/operations/names.cpp.

import { limits } from '../limits.mjs';

/** @typedef {import('../wire.mjs').Int64} Int64 */

/** What is wrong with a value, without where it stands. */
export class BadName extends Error {}

/**
 * How many letters must be added, removed, changed or swapped with the next to make one of the other.
 *
 * @param {string} a @param {string} b
 */
function edits(a, b) {
  /** @type {number[][]} */
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const before = rows[i - 1];
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(change, before[j] + 1, row[j - 1] + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1);
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}

/**
 * "; did you mean X?", or `otherwise` when nothing is near.
 *
 * @param {string} typed @param {string[]} words @param {string} otherwise
 */
export function didYouMean(typed, words, otherwise) {
  const lettersMax = 64; // the work grows with the square
  const slipsMax = 3; // more is another word
  if (typed.length > lettersMax) return otherwise;
  let fewest = Math.min(Math.max(Math.floor(typed.length / 2), 1), slipsMax) + 1;
  let best = '';
  for (const word of words) {
    const count = edits(typed, word);
    if (count < fewest) [fewest, best] = [count, word];
  }
  return best === '' ? otherwise : `; did you mean ${best}?`;
}

/** @param {string} text @param {number} max @returns {number | null} digits only */
function wholeNumber(text, max) {
  return /^\d+$/.test(text) && Number(text) <= max ? Number(text) : null;
}

/** @param {string} text "1280x720" @returns {{width: number, height: number}} @throws {BadName} */
export function parseSize(text) {
  const sides = text.split('x', 1);
  const width = wholeNumber(sides[0], limits.pictureSideMax);
  const height = wholeNumber(text.slice(sides[0].length + 1), limits.pictureSideMax);
  if (width && height) return { width, height };
  throw new BadName(`"${text}" is not a picture size of 1x1 to ${limits.pictureSideMax} pixels a side; example: 1280x720`);
}

/** Of a window's corner on the desktop. @param {string} text "100,50" @returns {{winX: number, winY: number}} @throws {BadName} */
export function parsePlace(text) {
  const [, x, y] = /^(-?\d+),(-?\d+)$/.exec(text) ?? [];
  const [winX, winY] = [Number(x), Number(y)];
  if (Math.min(winX, winY) >= -32_768 && Math.max(winX, winY) <= 32_767) return { winX: winX + 0, winY: winY + 0 };
  throw new BadName(`"${text}" is not a place X,Y on the desktop; example: 100,50`);
}

/** Of a window; 0 is the picture's. @param {string} text "640x480" @returns {{winW: number, winH: number}} @throws {BadName} */
export function parseWindowSize(text) {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  const [winW, winH] = [Number(width), Number(height)];
  if (Math.max(winW, winH) <= limits.pictureSideMax) return { winW, winH };
  throw new BadName(`"${text}" is not a size of a window of up to ${limits.pictureSideMax} pixels a side; examples: 640x480, 640x0 for the picture's height`);
}

/** @param {string} text "30", "29.97", "30000/1001" @returns {{fpsN: number, fpsD: number}} @throws {BadName} */
export function parseRate(text) {
  const slash = text.indexOf('/');
  const numerator = wholeNumber(slash < 0 ? text : text.slice(0, slash), 65_535);
  const denominator = slash < 0 ? 1 : wholeNumber(text.slice(slash + 1), 65_535);
  if (numerator && denominator) return { fpsN: numerator, fpsD: denominator };
  const decimal = slash < 0 && /^(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : 0;
  if (decimal > 0 && decimal <= 1000) {
    // 29.97 and its family are 1000/1001 of a whole rate; anything else is exact to a hundredth.
    const whole = Math.round(decimal * 1.001);
    if (Math.abs(whole / 1.001 - decimal) < 0.005 && whole * 1000 <= 65_535) return { fpsN: whole * 1000, fpsD: 1001 };
    return { fpsN: Math.min(Math.round(decimal * 60), 65_535), fpsD: 60 };
  }
  throw new BadName(`"${text}" is not a frame rate; examples: 30, 29.97, 30000/1001`);
}

/** @param {{fpsN: number, fpsD: number}} rate */
export const rateText = ({ fpsN, fpsD }) => (fpsD === 1 ? `${fpsN}` : `${fpsN}/${fpsD}`);

/** The first that divides an amount is how it is written. A letter alone counts in 1024. @type {[string, bigint][]} */
const units = [
  ['TiB', 1n << 40n], ['TB', 1_000_000_000_000n], ['GiB', 1n << 30n], ['GB', 1_000_000_000n], ['MiB', 1n << 20n], ['MB', 1_000_000n],
  ['KiB', 1n << 10n], ['kB', 1_000n], ['KB', 1_000n], ['T', 1n << 40n], ['G', 1n << 30n], ['M', 1n << 20n], ['K', 1n << 10n],
  ['k', 1n << 10n],
];
const bytesMax = (1n << 64n) - 1n;

/** @param {string} text "64MB", "512 KiB", "1000000" @returns {Int64} @throws {BadName} */
export function parseBytes(text) {
  const [, digits, unit] = /^(\d+) *([A-Za-z]*)$/.exec(text) ?? [];
  const factor = unit === '' || unit === 'B' ? 1n : units.find(([name]) => name === unit)?.[1];
  const bytes = digits !== undefined && factor ? BigInt(digits) * factor : -1n;
  if (bytes < 0n || bytes > bytesMax) throw new BadName(`"${text}" is not an amount of bytes; examples: 64MiB, 8MB, 500kB`);
  return bytes <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(bytes) : bytes;
}

/** Of what may wait in an output. @param {string} text @returns {Int64} @throws {BadName} */
export function parseBudget(text) {
  const bytes = parseBytes(text);
  if (bytes >= 1 && bytes <= limits.completenessBytesMax) return bytes;
  throw new BadName(`"${text}" is not a budget of 1 byte to ${bytesText(limits.completenessBytesMax)}`);
}

/** The shortest that reads back as the same number. @param {Int64} amount */
export function bytesText(amount) {
  const bytes = BigInt(amount);
  const unit = units.find(([, size]) => bytes >= size && bytes % size === 0n);
  return unit ? `${bytes / unit[1]}${unit[0]}` : `${bytes}`;
}

/**
 * Where an edge leads: an address, or a node's name with port 0.
 *
 * @param {string} text
 * @returns {{destHost: string, destPort: number}}
 */
export function targetOf(text) {
  const full = text.startsWith(':') ? `127.0.0.1${text}` : text;
  const [, bracketed, plain, digits] = /^(?:\[([^[\] ]+)\]|([^[\] :]+)):(\d+)$/.exec(full) ?? [];
  const port = wholeNumber(digits ?? '', 65_535);
  return port ? { destHost: bracketed ?? plain, destPort: port } : { destHost: text, destPort: 0 };
}

/** @param {{destHost: string, destPort: number}} target */
export function targetText({ destHost, destPort }) {
  if (destPort === 0) return destHost;
  return `${destHost.includes(':') ? `[${destHost}]` : destHost}:${destPort}`;
}

/** An output as nodes call the resource behind it. @param {number} streamId @param {string} to @param {number} [outputStreamId] */
export const outputName = (streamId, to, outputStreamId = 0) => `stream ${streamId} to ${asText(to, outputStreamId)}`;

/** Where an edge leads, and under which id. @param {string} to @param {number} outputStreamId  0: under its own */
export const asText = (to, outputStreamId) => (outputStreamId === 0 ? to : `${to} as ${outputStreamId}`);

/** "low-latency" for lowLatency: the schema's names as files write them. @param {string} camelCase */
export const dashed = (camelCase) => camelCase.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The words of one of the schema's enumerations, the one of value 1 first. @param {(value: number) => string} nameOf */
export function wordsOf(nameOf) {
  const words = [];
  for (let value = 1; nameOf(value) !== ''; value++) words.push(dashed(nameOf(value)));
  return words;
}

/**
 * @param {string} text
 * @param {(value: number) => string} nameOf
 * @returns {number} the value @throws {BadName}
 */
export function parseWord(text, nameOf) {
  const words = wordsOf(nameOf);
  const at = words.indexOf(text);
  if (at >= 0) return at + 1;
  throw new BadName(`"${text}" is not known${didYouMean(text, words, `; there are ${words.join(', ')}`)}`);
}
