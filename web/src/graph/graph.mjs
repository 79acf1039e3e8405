// The picture of everything, built anew from what each node says of itself. Pure: reports in, plain JSON out.

import { outputName, targetOf, targetText } from '../operations/names.mjs';
import { functionNames, formatName, modeName, dropCauseName, isPreviewable } from '../wire.mjs';

/** @typedef {import('../wire.mjs').RuntimeState} RuntimeState */
/** @typedef {import('../wire.mjs').ConfigState} ConfigState */
/** @typedef {import('../peer/peer_table.mjs').Node} Node */
/** @typedef {import('./view.mjs').RouteView['state']} RouteState */
/** @typedef {import('./view.mjs').RouteView['kind']} RouteKind */

/**
 * What the controller knows of one node.
 *
 * @typedef {object} NodeReport
 * @property {Node} node
 * @property {RuntimeState | null} runtime  the last one; kept when the connection is lost, and shown as past
 * @property {ConfigState | null} config
 * @property {boolean} connected
 * @property {string} detail  why it is not connected; empty when it is
 * @property {number | null} roundTripMs
 * @property {number | null} clockOffsetMs  the node's clock minus ours
 * @property {number} [historyVersion]  grows with every event of the node
 */

/**
 * Counters become plain numbers here: JSON has no others, and a lying node may send any.
 *
 * @param {NodeReport[]} reports
 * @returns {import('./view.mjs').GraphView}
 */
export function buildGraph(reports) {
  const find = finder(reports);
  const streams = reports.flatMap((report) => streamsOf(report, find));
  return {
    nodes: reports.map((report) => nodeView(report, find)),
    streams: streams.sort((a, b) => a.id - b.id || a.hops - b.hops || (a.nodeName < b.nodeName ? -1 : 1)),
    routes: reports.flatMap((report) => routesOf(report, find)),
  };
}

/** @param {NodeReport} report @param {Finder} find @returns {import('./view.mjs').NodeView} */
function nodeView({ node, runtime, config, connected, detail, roundTripMs, historyVersion = 0 }, find) {
  const accepts = node.addresses.length > 0;
  return {
    key: node.key,
    name: node.name || addressText(node),
    address: addressText(node),
    siteId: node.siteId,
    functions: functionNames(node.functionFlags),
    state: connected ? 'online' : !node.online ? 'offline' : accepts ? 'connecting' : 'heard',
    detail,
    duplicate: node.duplicate,
    roundTripMs,
    uptimeMs: connected && runtime ? Number(runtime.uptime) : null,
    troubles: connected && runtime ? troublesOf(runtime.resources) : [],
    ingests: (config?.ingests ?? []).map((ingest) => ({
      streamId: ingest.streamId, device: ingest.devicePath, width: ingest.width, height: ingest.height,
      fps: ingest.fpsN / (ingest.fpsD || 1), destination: destinationName(ingest, find),
    })),
    sinks: (config?.sinks ?? []).map(({ streamId, path }) => {
      const resource = connected ? runtime?.resources.find(({ kind, name }) => kind === 'sink' && name === path) : undefined;
      return { streamId, path, state: resource?.current ?? '', wanted: resource?.wanted ?? '' };
    }),
    displays: (config?.displays ?? []).map(({ streamId }) => {
      const resource = connected ? runtime?.resources.find(({ kind, name }) => kind === 'display' && name === `stream ${streamId}`) : undefined;
      return { streamId, state: resource?.current ?? '', wanted: resource?.wanted ?? '' };
    }),
    historyVersion,
  };
}

/** Who only waits for another that is in trouble has none of its own: a cause is told once. @param {RuntimeState['resources']} resources */
function troublesOf(resources) {
  const failing = resources.filter((resource) => resource.error !== '');
  const inTrouble = new Set(failing.map(({ name }) => name));
  return failing.filter(({ waitsFor }) => !inTrouble.has(waitsFor)).map((resource) => ({
    kind: resource.kind, name: resource.name, current: resource.current, wanted: resource.wanted,
    error: resource.error, retryInMs: resource.retryIn, gaveUp: resource.gaveUp === true,
  }));
}

/** @param {NodeReport} report @param {Finder} find @returns {import('./view.mjs').StreamView[]} */
function streamsOf(report, find) {
  const { node, runtime, config, connected } = report;
  if (!runtime || (!connected && !node.online)) return [];
  const ingested = new Set(config?.ingests.map((ingest) => ingest.streamId));
  return runtime.streams.map((stream) => {
    const source = find(stream.source);
    const origin = originOf(report, stream.streamId, find);
    return {
      key: `${node.key}/${stream.streamId}`,
      node: node.key,
      nodeName: node.name,
      id: stream.streamId,
      live: connected && stream.live,
      known: connected,
      format: formatName(stream.format),
      width: stream.width,
      height: stream.height,
      fps: stream.fpsMilli / 1000,
      bitsPerSecond: Number(stream.bitsPerSecond),
      framesReceived: Number(stream.framesReceived),
      framesLost: Number(stream.framesLost),
      source: source?.node.name || stream.source,
      origin: origin.report.node.name,
      hops: origin.hops,
      ingest: ingested.has(stream.streamId),
      previewable: isPreviewable(stream.format),
    };
  });
}

/** @param {NodeReport} report @param {Finder} find @returns {import('./view.mjs').RouteView[]} */
function routesOf({ node, runtime, config, connected }, find) {
  const wanted = new Map((config?.relays ?? []).map((edge) => [edge.outputId, edge]));
  const outputs = connected && runtime ? runtime.outputs : [];
  const present = new Set(outputs.map((output) => output.outputId));
  const fromIngests = new Set((config?.ingests ?? []).map((ingest) => `${ingest.streamId} ${destinationName(ingest, find)}`));
  const recorded = new Set((config?.sinks ?? []).map(({ streamId }) => streamId));
  const shown = new Set((config?.displays ?? []).map(({ streamId }) => streamId));
  const own = { node: node.key, nodeName: node.name };
  const running = outputs.map((output) => {
    const edge = wanted.get(output.outputId);
    const to = find(output.peer)?.node.name || output.peer;
    return {
      ...own, key: `${node.key}/${output.outputId}`, streamId: output.streamId,
      outputId: output.outputId, to, mode: modeName(output.mode),
      state: /** @type {RouteState} */ (!output.connected ? 'waiting' : output.congested ? 'congested' : 'connected'),
      kind: /** @type {RouteKind} */ (edge ? 'relay' : fromIngests.has(`${output.streamId} ${to}`) ? 'ingest'
        : recorded.has(output.streamId) && output.peer.startsWith('file:') ? 'sink'
        : shown.has(output.streamId) && output.peer === 'window' ? 'display' : 'reader'),
      fps: output.fpsMilli / 1000, bitsPerSecond: Number(output.bitsPerSecond),
      received: Number(output.framesReceived), sent: Number(output.framesSent),
      waiting: output.framesWaiting, bytesWaiting: Number(output.bytesWaiting), oldestAgeMs: output.oldestAge,
      kernelBytes: output.kernelQueue, retained: output.framesRetained, gaps: Number(output.gaps),
      drops: output.drops.filter((drop) => drop.frames > 0)
        .map((drop) => ({ cause: dropCauseName(drop.cause), frames: Number(drop.frames) })),
      historyNames: historyNames(output.outputId, edge),
    };
  });
  const missing = [...wanted.values()].filter((edge) => !present.has(edge.outputId)).map((edge) => ({
    ...own, key: `${node.key}/${edge.outputId}`, streamId: edge.streamId,
    outputId: edge.outputId, to: destinationName(edge, find), mode: modeName(edge.mode),
    state: /** @type {RouteState} */ (connected ? 'wanted' : 'unknown'), kind: /** @type {RouteKind} */ ('relay'),
    fps: 0, bitsPerSecond: 0, received: 0, sent: 0, waiting: 0, bytesWaiting: 0, oldestAgeMs: 0, kernelBytes: 0, retained: 0,
    gaps: 0, drops: [], historyNames: historyNames(edge.outputId, edge),
  }));
  return [...running, ...missing];
}

/** What a node's events call an output and what it depends on. @param {number} outputId @param {import('../wire.mjs').RelayEdge} [edge] */
function historyNames(outputId, edge) {
  const names = [`output ${outputId}`];
  if (edge) names.push(`output ${outputName(edge.streamId, targetText(edge), edge.outputStreamId)}`, `connection ${targetText(edge)}`);
  return names;
}

/**
 * Follows a stream upstream to the node that made it, as far as the reports reach.
 *
 * @param {NodeReport} report
 * @param {number} streamId
 * @param {Finder} find
 * @returns {{report: NodeReport, hops: number}}
 */
export function originOf(report, streamId, find) {
  let at = report;
  const seen = new Set([report]);
  for (;;) {
    const stream = at.runtime?.streams.find((each) => each.streamId === streamId);
    const next = stream && find(stream.source);
    if (!next || seen.has(next)) return { report: at, hops: seen.size - 1 };
    seen.add(next);
    at = next;
  }
}

/** @typedef {(peerText: string) => NodeReport | undefined} Finder */

/**
 * Peers write each other as a name, or as host:port when they know no name; people may leave away the host of this machine.
 *
 * @param {NodeReport[]} reports
 * @returns {Finder}
 */
export function finder(reports) {
  /** @type {Map<string, NodeReport>} */
  const byText = new Map();
  for (const report of reports) {
    for (const { host, port } of report.node.addresses) byText.set(targetText({ destHost: host, destPort: port }), report);
  }
  for (const report of reports) {
    const known = byText.get(report.node.name);
    if (report.node.name && !(known?.connected)) byText.set(report.node.name, report);
  }
  return (text) => byText.get(targetText(targetOf(text)));
}

/** @param {Node} node */
function addressText(node) {
  const [first] = node.addresses;
  return first ? targetText({ destHost: first.host, destPort: first.port }) : '';
}

/** @param {{destHost: string, destPort: number}} wanted @param {Finder} find */
function destinationName({ destHost, destPort }, find) {
  const text = targetText({ destHost, destPort });
  return find(text)?.node.name || text;
}
