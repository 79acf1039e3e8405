// What tests/operations/topology_cases.json says, in the shapes of this side. The C++ test reads the same file.

import { readFileSync } from 'node:fs';

const casesFile = new URL('../../../tests/operations/topology_cases.json', import.meta.url);

/**
 * @typedef {object} TopologyCase
 * @property {string} name
 * @property {string} file
 * @property {boolean} prune
 * @property {import('../../src/graph/graph.mjs').NodeReport[]} reports
 * @property {string} canonical  the file as it is written back
 * @property {string[]} plan
 * @property {string[]} unreachable
 * @property {any[][]} diff
 * @property {string} exported
 */

/** @returns {{cases: TopologyCase[], refused: {file: string, sentence: string}[]}} */
export function readTopologyCases() {
  const { cases, refused } = JSON.parse(readFileSync(casesFile, 'utf8'));
  return {
    cases: cases.map((/** @type {any} */ one) => ({
      ...one, prune: one.prune === true, file: text(one.file), canonical: text(one.canonical), exported: text(one.exported),
      reports: one.nodes.map(reportOf),
    })),
    refused: refused.map((/** @type {any} */ one) => ({ ...one, file: text(one.file) })),
  };
}

/** @param {string[]} lines */
const text = (lines) => lines.join('\n');

const ingest = {
  streamId: 0, format: 0, width: 0, height: 0, fpsN: 0, fpsD: 0, destPort: 0, transportMode: 0, devicePath: '', destHost: '', siteId: 0,
};
const edge = {
  outputId: 0, streamId: 0, outputStreamId: 0, mode: 0, slotPolicy: 0, dropPolicy: 0, priority: 0, framesMax: 0, bytesMax: 0,
  destPort: 0, destHost: '', budgetPolicy: 0, scheduler: 0, weight: 0, acknowledged: false, siteId: 0,
};
const display = { streamId: 0, winX: 0, winY: 0, winW: 0, winH: 0, scale: 0, anchor: 0, noSignalFps: 0, reserved: 0, siteId: 0 };
const resource = { kind: '', name: '', current: '', wanted: '', since: 0, retryIn: 0, error: '', waitsFor: '' };

/** @param {any} fields */
const camelCase = (fields) => Object.fromEntries(Object.entries(fields).map(([key, value]) =>
  [key.replace(/_[a-z]/g, (part) => part[1].toUpperCase()), value]));

/** @param {any[] | undefined} list @param {object} [blank] */
const all = (list = [], blank = {}) => list.map((fields) => ({ ...blank, ...camelCase(fields) }));

/** @param {any} said @param {number} index @returns {any} */
export function reportOf(said, index) {
  const { name, address, answers = true } = said;
  const colon = address.lastIndexOf(':');
  return {
    node: {
      key: `n${index}`, name, siteId: 0, functionFlags: 0, bootNonce: BigInt(index), isStatic: false, duplicate: false, lost: false,
      addresses: [{ host: address.slice(0, colon), port: Number(address.slice(colon + 1)) }], announcedAt: 0, offlineSince: 0,
      connected: answers, online: answers,
    },
    connected: answers, detail: answers ? '' : 'nobody listens there', roundTripMs: null, clockOffsetMs: null,
    config: answers ? { ingests: all(said.ingests, ingest), relays: all(said.relays, edge), displays: all(said.displays, display), sinks: all(said.sinks, { siteId: 0 }) } : null,
    runtime: answers ? {
      streams: all(said.streams), outputs: all(said.outputs), resources: all(said.resources, resource), peers: [],
    } : null,
  };
}
