// File, wanted and current side by side. As core/operations/diff.cpp.

import { finder } from '../graph/graph.mjs';
import { DeliveryMode, nameOf } from '../wire.mjs';
import { bytesText, dashed, outputName, rateText, targetOf, targetText } from './names.mjs';
import { pushOf } from './edges.mjs';
import { makePlan } from './plan.mjs';
import { deviceKey } from './stream_ids.mjs';
import { byName, nodesOf, streamsByName } from './topology.mjs';

/** @typedef {import('../graph/graph.mjs').NodeReport} NodeReport */
/** @typedef {import('../wire.mjs').Ingest} Ingest */
/** @typedef {import('../wire.mjs').RelayEdge} RelayEdge */
/** @typedef {import('../wire.mjs').Sink} Sink */
/** @typedef {import('../wire.mjs').Display} Display */
/** @typedef {import('./topology.mjs').Topology} Topology */

/**
 * One thing that the file names, or that a node is meant to do, or that it does.
 *
 * @typedef {object} DiffRow
 * @property {string} node
 * @property {string} what  "stream 7 pattern:", "stream 7 to relay:main"
 * @property {string} file  its settings; empty: the file does not say it
 * @property {string} wanted  its settings; empty: the node is not meant to
 * @property {string} current  "live", or why not
 * @property {boolean} agrees  file and wanted say the same, and it is so
 */

/** @typedef {{word: 'live' | 'waiting' | 'failing' | 'offline', reason: string}} Condition  the reason is empty when live */

/** @param {Ingest} ingest */
function ingestSettings({ format, width, height, fpsN, fpsD }) {
  const parts = [width === 0 ? 'any size' : `${width}x${height}`];
  if (fpsN !== 0) parts.push(`${rateText({ fpsN, fpsD: Math.max(fpsD, 1) })} fps`);
  if (format !== 0) parts.push(dashed(nameOf.format(format)));
  return parts.join(' ');
}

/** @param {RelayEdge} edge */
function edgeSettings({ mode, priority, acknowledged, framesMax, bytesMax }) {
  const parts = [dashed(nameOf.deliveryMode(mode))];
  if (priority !== 0) parts.push(`priority ${priority}`);
  if (acknowledged) parts.push('acknowledged');
  if (framesMax !== 0) parts.push(`${framesMax} frames`);
  if (bytesMax !== 0) parts.push(bytesText(bytesMax));
  return parts.join(' ');
}

/** @param {Ingest} ingest */
const ingestName = (ingest) => `stream ${ingest.streamId} ${ingest.devicePath}`;
/** @param {RelayEdge} edge */
const edgeName = (edge) => outputName(edge.streamId, targetText(edge), edge.outputStreamId);

/** @param {{streamId: number}} sink */
const sinkName = (sink) => `recording of stream ${sink.streamId}`;

/** @param {{streamId: number}} window */
const windowName = (window) => `window of stream ${window.streamId}`;

/** @param {Display} window */
function windowSettings({ winX, winY, winW, winH, scale, anchor, noSignalFps }) {
  const parts = [`at ${winX},${winY}`];
  if (winW !== 0 || winH !== 0) parts.push(`${winW}x${winH}`);
  if (scale !== 0) parts.push(dashed(nameOf.scale(scale)));
  if (anchor !== 0) parts.push(dashed(nameOf.anchor(anchor)));
  return parts.join(' ') + (noSignalFps === 0 ? '' : `, ${noSignalFps} fps without a signal`);
}

/** @param {NodeReport} report @param {string} kind @param {string} name */
const resource = ({ runtime }, kind, name) => runtime?.resources.find((state) => state.kind === kind && state.name === name);

/** @param {import('../wire.mjs').ResourceState | undefined} state @param {string} otherwise @returns {Condition} */
function ofResource(state, otherwise) {
  if (!state || state.error === '') return { word: 'waiting', reason: otherwise };
  return { word: state.waitsFor !== '' ? 'waiting' : 'failing', reason: state.error };
}

/** @param {NodeReport} report @param {Ingest} ingest @returns {Condition} */
function ingestCondition(report, ingest) {
  const stream = report.runtime?.streams.find(({ streamId }) => streamId === ingest.streamId);
  if (stream?.live) return { word: 'live', reason: '' };
  return ofResource(resource(report, 'capture', ingest.devicePath), 'no frame yet');
}

/** Without an outputId it is the push of a capture. @param {NodeReport} report @param {RelayEdge} edge @returns {Condition} */
function edgeCondition(report, edge) {
  const noStream = 'its stream is not live';
  const flows = report.runtime?.streams.some(({ streamId, live }) => streamId === edge.streamId && live);
  if (outputOf(report, edge)?.connected) return flows ? { word: 'live', reason: '' } : { word: 'waiting', reason: noStream };
  const link = resource(report, 'connection', targetText(edge));
  if (link && link.error !== '') return ofResource(link, '');
  // Nobody dials a program that there is nothing for.
  const idle = edge.mode === DeliveryMode.opaque && !flows;
  return ofResource(resource(report, 'output', edgeName(edge)), idle ? noStream : 'not connected');
}

/** @param {NodeReport} report @param {Sink} sink @returns {Condition} */
function sinkCondition(report, { path }) {
  const state = resource(report, 'sink', path);
  return state?.error === '' && state.current === 'recording' ? { word: 'live', reason: '' } : ofResource(state, 'no frame to record yet');
}

/** @param {NodeReport} report @param {Display} window @returns {Condition} */
function windowCondition(report, { streamId }) {
  const state = resource(report, 'display', `stream ${streamId}`);
  return state?.error === '' && state.current === 'showing' ? { word: 'live', reason: '' } : ofResource(state, 'no picture to show yet');
}

/** Nobody tells which output a push is: it is none of those that are wanted by number. @param {NodeReport} report @param {RelayEdge} edge */
function outputOf({ runtime, config }, edge) {
  if (edge.outputId !== 0) return runtime?.outputs.find(({ outputId }) => outputId === edge.outputId);
  const wanted = new Set(config?.relays.map(({ outputId }) => outputId));
  return runtime?.outputs.find(({ outputId, streamId, peer }) =>
    streamId === edge.streamId && peer === targetText(edge) && !wanted.has(outputId));
}

/**
 * Of the nodes that the file names; with an empty file, of all.
 *
 * @param {Topology} topology
 * @param {NodeReport[]} reports
 * @returns {DiffRow[]} by node and what
 */
export function diff(topology, reports) {
  const find = finder(reports);
  const plan = makePlan(topology, reports, false);
  const named = nodesOf(topology);
  const meant = new Set(named.map(find));
  /** The node itself tells two of one name apart. @type {Map<string, DiffRow>} */
  const rows = new Map();
  const at = (/** @type {NodeReport} */ { node: { name: node, key } }, /** @type {string} */ what) => {
    const row = rows.get(`${key} ${what}`) ?? { node, what, file: '', wanted: '', current: '', agrees: false };
    rows.set(`${key} ${what}`, row);
    return row;
  };
  const add = (/** @type {NodeReport} */ node, /** @type {string} */ what, /** @type {string} */ settings,
    /** @type {Condition} */ { word, reason }, /** @type {boolean} */ inFile) => {
    const row = at(node, what);
    row.wanted = settings;
    row.current = reason === '' ? word : `${word}: ${reason}`;
    if (inFile) row.file = settings;
    row.agrees = inFile && word === 'live';
  };
  const wishes = fileWishes(topology, find);
  for (const report of [...reports].sort(byName)) {
    if (!report.connected || !report.config || (named.length > 0 && !meant.has(report))) continue;
    const { key } = report.node;
    for (const ingest of report.config.ingests) {
      const device = `${key} ${deviceKey(ingest.devicePath)}`;
      add(report, ingestName(ingest), ingestSettings(ingest), ingestCondition(report, ingest),
        wishes.has(`${device} as ${ingest.streamId}`) || wishes.has(`${device} as 0`));
    }
    // Where an edge covers a push, they share a row, and the edge is told.
    for (const edge of [...report.config.ingests.flatMap((ingest) => pushOf(ingest) ?? []), ...report.config.relays]) {
      add(report, edgeName(edge), edgeSettings(edge), edgeCondition(report, edge), wishes.has(`${key} ${edgeName(edge)}`));
    }
    for (const sink of report.config.sinks) {
      add(report, sinkName(sink), sink.path, sinkCondition(report, sink), wishes.has(`${key} ${sinkName(sink)}`));
    }
    for (const window of report.config.displays) {
      add(report, windowName(window), windowSettings(window), windowCondition(report, window), wishes.has(`${key} ${windowName(window)}`));
    }
  }
  for (const name of plan.unreachable) {
    rows.set(`unreachable ${name}`, { node: name, what: 'the node', file: 'named', wanted: '', current: 'offline', agrees: false });
  }
  // What the plan would change is where file and wanted differ.
  for (const step of plan.steps) {
    if (step.what === 'stopIngest') continue;
    const [what, settings] = 'ingest' in step ? [ingestName(step.ingest), ingestSettings(step.ingest)]
      : 'sink' in step ? [sinkName(step.sink), step.sink.path]
        : 'display' in step ? [windowName(step.display), windowSettings(step.display)] : [edgeName(step.edge), edgeSettings(step.edge)];
    const row = at(/** @type {NodeReport} */ (find(step.node)), what);
    // Only its push ends: the row of the edge that takes its place says that.
    if ('ingest' in step && step.endedPush !== '' && row.wanted === settings) continue;
    row.file = settings;
    row.agrees = false;
    row.current ||= '-';
  }
  const order = (/** @type {DiffRow} */ { node, what }) => `${node}\n${what === 'the node' ? '' : what}`;
  return [...rows.values()].sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}

/**
 * What the file says of nodes that are there, as `key device as N` (0: as any), `key stream N to X` and the like.
 *
 * @param {Topology} topology @param {import('../graph/graph.mjs').Finder} find
 */
function fileWishes(topology, find) {
  const wishes = new Set();
  const captures = streamsByName(topology);
  for (const { node, device, id } of topology.streams) wishes.add(`${find(node)?.node.key} ${deviceKey(device)} as ${id}`);
  const idOf = (/** @type {string} */ stream) => {
    const captured = captures.get(stream);
    const ingest = captured && find(captured.node)?.config?.ingests.find(({ devicePath }) => deviceKey(devicePath) === deviceKey(captured.device));
    return captured ? ingest?.streamId ?? 0 : Number(stream);
  };
  for (const { stream, from, to, delivery } of topology.edges) {
    wishes.add(`${find(from)?.node.key} ${outputName(idOf(stream), targetText(targetOf(to)), delivery.outputStreamId)}`);
  }
  for (const { stream, node } of topology.sinks) wishes.add(`${find(node)?.node.key} ${sinkName({ streamId: idOf(stream) })}`);
  for (const { stream, node } of topology.displays) wishes.add(`${find(node)?.node.key} ${windowName({ streamId: idOf(stream) })}`);
  return wishes;
}
