import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DeliveryMode, DropCause, Format, FunctionFlags } from '../../generated/js/weir.mjs';
import { buildGraph } from '../src/graph/graph.mjs';

/** @param {number} port @param {object} [change] @returns {any} */
function report(port, change = {}) {
  const { name = `relay:${port}`, duplicate = false, connected = true, streams = [], outputs = [], relays = [], ingests = [],
    resources = [], sinks = [], displays = [] } = /** @type {any} */ (change);
  return {
    node: {
      key: `n${port}`, name, siteId: 0, functionFlags: FunctionFlags.relay, bootNonce: BigInt(port), isStatic: false,
      addresses: [{ host: '10.0.0.1', port }], announcedAt: 0, offlineSince: 0, connected, lost: false, online: connected, duplicate,
    },
    runtime: { nodeName: name, uptime: 1, resources, streams, outputs, peers: [] },
    config: { revision: 1, ingests, relays, displays, sinks },
    connected, detail: '', roundTripMs: 1, clockOffsetMs: 0,
  };
}

const stream = (/** @type {object} */ change = {}) => ({
  streamId: 3, live: true, format: Format.mjpeg, pixelFormat: 0, origin: 1, width: 1280, height: 720, fpsMilli: 29_970,
  bitsPerSecond: 8e6, framesReceived: 100, framesLost: 1, source: '/dev/video0', ...change,
});
const output = (/** @type {object} */ change = {}) => ({
  outputId: 1, streamId: 3, mode: DeliveryMode.completeness, peer: 'relay:2', connected: true, framesReceived: 10, framesSent: 7,
  framesWaiting: 1, bytesWaiting: 9, oldestAge: 5, kernelQueue: 0, fpsMilli: 0, drops: [{ cause: DropCause.frameBudget, frames: 2 }], ...change,
});
const edge = (/** @type {object} */ change = {}) => ({
  outputId: 1, streamId: 3, outputStreamId: 0, mode: DeliveryMode.completeness, destHost: 'relay:2', destPort: 0, ...change,
});

test('a stream is followed from relay to relay back to the node that makes it', () => {
  const graph = buildGraph([
    report(3, { streams: [stream({ source: '10.0.0.1:2' })] }),
    report(2, { streams: [stream({ source: 'camera:desk' })] }),
    report(1, { name: 'camera:desk', streams: [stream()] }),
  ]);
  assert.deepEqual(graph.streams.map(({ nodeName, origin, hops }) => [nodeName, origin, hops]),
    [['camera:desk', 'camera:desk', 0], ['relay:2', 'camera:desk', 1], ['relay:3', 'camera:desk', 2]]);
  assert.equal(graph.streams[2].source, 'relay:2');
});

test('nodes that name each other as source do not send us in circles', () => {
  const graph = buildGraph([
    report(1, { streams: [stream({ source: 'relay:2' })] }), report(2, { streams: [stream({ source: 'relay:1' })] }),
  ]);
  assert.equal(graph.streams.length, 2);
});

test('an output that is wanted but not there is shown as wanted', () => {
  const graph = buildGraph([report(1, { relays: [edge(), edge({ outputId: 9, destHost: '10.0.0.1', destPort: 2 })], outputs: [output()] }), report(2)]);
  assert.deepEqual(graph.routes.map(({ outputId, state, to, kind }) => [outputId, state, to, kind]),
    [[1, 'connected', 'relay:2', 'relay'], [9, 'wanted', 'relay:2', 'relay']]);
});

test('drops carry the name of their cause, also one that this version does not know', () => {
  const drops = [{ cause: DropCause.awaitingKeyframe, frames: 4 }, { cause: 200, frames: 1 }, { cause: DropCause.replaced, frames: 0 }];
  const [route] = buildGraph([report(1, { outputs: [output({ drops })] })]).routes;
  assert.deepEqual(route.drops, [{ cause: 'awaiting keyframe', frames: 4 }, { cause: 'cause 200', frames: 1 }]);
});

test('who may remove an output follows from who asked for it', () => {
  const ingests = [{ streamId: 3, format: 1, width: 0, height: 0, fpsN: 0, fpsD: 0, destPort: 0, transportMode: 0, devicePath: 'pattern:', destHost: 'relay:2' }];
  const outputs = [output({ outputId: 40_000 }), output({ outputId: 40_001, peer: 'controller:desk' }), output({ outputId: 40_002, peer: 'file:a.mkv' })];
  const { routes } = buildGraph([report(1, { ingests, outputs, sinks: [{ streamId: 3, path: 'a.mkv' }] })]);
  assert.deepEqual(routes.map(({ kind }) => kind), ['ingest', 'reader', 'sink']);
});

test('what was last known of a lost node is not shown as running', () => {
  const graph = buildGraph([report(1, { connected: false, streams: [stream()], outputs: [output()], relays: [edge()] })]);
  assert.deepEqual(graph.streams, []);
  assert.deepEqual(graph.routes.map(({ state }) => state), ['unknown']);
  assert.equal(graph.nodes[0].state, 'offline');
});

test('figures too large for JSON become plain numbers', () => {
  const graph = buildGraph([report(1, { streams: [stream({ framesReceived: 2n ** 63n })], outputs: [output({ framesSent: 2n ** 60n })] })]);
  assert.doesNotThrow(() => JSON.stringify(graph));
});

test('a recording stands at its node with the state of its resource', () => {
  const sinks = [{ streamId: 3, path: 'a.mkv' }, { streamId: 4, path: 'b.mkv' }];
  const recording = { kind: 'sink', name: 'a.mkv', current: 'closed', wanted: 'recording', since: 1, retryIn: 0, error: 'No space left on device', waitsFor: '' };
  const [node] = buildGraph([report(1, { sinks, resources: [recording] })]).nodes;
  assert.deepEqual(node.sinks, [{ streamId: 3, path: 'a.mkv', state: 'closed', wanted: 'recording' }, { streamId: 4, path: 'b.mkv', state: '', wanted: '' }]);
  assert.deepEqual(node.troubles.map(({ error }) => error), ['No space left on device']);
});

test('a window stands at its node, and its output is one of the node', () => {
  const displays = [{ streamId: 3 }, { streamId: 4 }];
  const dismissed = { kind: 'display', name: 'stream 3', current: 'closed', wanted: 'showing', since: 1, retryIn: 0, gaveUp: true, error: 'its user closed the window', waitsFor: '' };
  const { nodes: [node], routes } = buildGraph([report(1, { displays, resources: [dismissed], outputs: [output({ peer: 'window' })] })]);
  assert.deepEqual(node.displays, [{ streamId: 3, state: 'closed', wanted: 'showing' }, { streamId: 4, state: '', wanted: '' }]);
  assert.deepEqual(node.troubles.map(({ gaveUp }) => gaveUp), [true]);
  assert.deepEqual(routes.map(({ kind }) => kind), ['display']);
});

test('a congested output is told as such, and by which names its events are known', () => {
  const [route] = buildGraph([report(1, { outputs: [output({ congested: true, kernelQueue: 9, gaps: 2n ** 60n })], relays: [edge()] })]).routes;
  assert.equal(route.state, 'congested');
  assert.deepEqual(route.historyNames, ['output 1', 'output stream 3 to relay:2', 'connection relay:2']);
});

test('only resources with an error are troubles', () => {
  const fine = { kind: 'capture', name: 'a', current: 'streaming', wanted: 'streaming', since: 1, retryIn: 0, error: '' };
  const [node] = buildGraph([report(1, { resources: [fine, { ...fine, name: 'b', error: 'no such device' }] })]).nodes;
  assert.deepEqual(node.troubles.map(({ name }) => name), ['b']);
});

test('who waits for a resource in trouble is none besides, who waits for one that is not there is', () => {
  const link = { kind: 'connection', name: 'relay:2', current: 'disconnected', wanted: 'connected', since: 1, retryIn: 0, error: 'nothing listens there' };
  const waiting = { ...link, kind: 'output', name: 'stream 7 to relay:2', error: 'waits for relay:2', waitsFor: 'relay:2' };
  const [node] = buildGraph([report(1, { resources: [link, waiting, { ...waiting, name: 'c', error: 'waits for relay:3', waitsFor: 'relay:3' }] })]).nodes;
  assert.deepEqual(node.troubles.map(({ name }) => name), ['relay:2', 'c']);
});
