import assert from 'node:assert/strict';
import { test } from 'node:test';

import { limits } from '../src/limits.mjs';
import { noDelivery } from '../src/operations/edges.mjs';
import { BadMessage, readPageMessage, readViewerMessage } from '../src/page_server/browser_messages.mjs';

const ingest = {
  type: 'startIngest', id: 1, node: 'n1', device: '/dev/video0', width: 640, height: 360, fpsN: 30, fpsD: 1,
  destination: { node: 'n2' },
};
const relay = { type: 'startRelay', id: 2, node: 'n1', streamId: 4, destination: { address: '10.0.0.1:1' } };

test('a command comes out as it went in, without anything it should not carry', () => {
  assert.deepEqual(readPageMessage(JSON.stringify({ ...ingest, surprise: 1 })), ingest);
});

test('how a stream is sent comes out in the values of the schema, and what is left away as 0', () => {
  const read = (/** @type {object} */ said) => readPageMessage(JSON.stringify({ ...relay, ...said }));
  assert.deepEqual(read({}), { ...relay, delivery: noDelivery });
  assert.deepEqual(read({ mode: 'auto' }), { ...relay, delivery: noDelivery });
  const said = {
    mode: 'completeness', priority: 7, framesMax: 100, bytesMax: 64e6, slotPolicy: 'keepPending', dropPolicy: 'dropNewest', budgetPolicy: 'soft',
    scheduler: 'deficitRoundRobin', weight: 3, acknowledged: true, outputStreamId: 9,
  };
  assert.deepEqual(read({ ...said, surprise: 1 }), {
    ...relay, delivery: { ...said, mode: 2, slotPolicy: 2, dropPolicy: 2, budgetPolicy: 2, scheduler: 4 },
  });
  assert.equal(/** @type {any} */ (read({ mode: 'opaque' })).delivery.mode, 3);
});

test('what is not a message of ours is refused', () => {
  const bad = ['', '{', 'null', '[]', '7', '{}', '{"type":"startIngest"}', '{"type":"__proto__","id":1,"node":"n1"}'];
  for (const change of [{ width: -1 }, { width: 1e9 }, { width: '640' }, { fpsD: 0 }, { fpsN: 1.5 }, { device: 'x'.repeat(256) },
    { device: 3 }, { node: null }, { destination: 'relay' }, { destination: { address: 5 } }, { id: NaN }]) {
    bad.push(JSON.stringify({ ...ingest, ...change }));
  }
  for (const change of [{ mode: 'fast' }, { mode: 3 }, { mode: 'toString' }, { streamId: 65_536 }, { priority: 256 }, { framesMax: -1 },
    { bytesMax: 1e15 }, { slotPolicy: 'newest' }, { scheduler: '__proto__' }, { weight: 1.5 }, { outputStreamId: '9' }]) {
    bad.push(JSON.stringify({ ...relay, ...change }));
  }
  for (const text of bad) assert.throws(() => readPageMessage(text), BadMessage, text);
});

test('a preview may say credit and clock, nothing else', () => {
  assert.deepEqual(readViewerMessage('{"type":"credit"}'), { type: 'credit' });
  assert.deepEqual(readViewerMessage('{"type":"clock","sentAt":5}'), { type: 'clock', sentAt: 5 });
  for (const text of ['', '{"type":"clock"}', '{"type":"stopRelay","id":1}', '"credit"']) {
    assert.throws(() => readViewerMessage(text), BadMessage);
  }
});

test('a topology file may be long, anything else may not', () => {
  const text = 'x'.repeat(limits.browserMessageBytesMax);
  assert.equal(/** @type {any} */ (readPageMessage(JSON.stringify({ type: 'planTopology', fileName: 'a.toml', text, prune: true, id: 1 }))).file.text.length, text.length);
  assert.throws(() => readPageMessage(JSON.stringify({ type: 'enumDevices', id: 1, node: text })), BadMessage);
  assert.throws(() => readPageMessage(JSON.stringify({ id: 1, type: 'planTopology', fileName: 'a', text })), BadMessage);
  assert.throws(() => readViewerMessage(JSON.stringify({ type: 'credit', text })), BadMessage);
});

test('what is said about topologies and recordings is taken apart, too', () => {
  const read = (/** @type {object} */ said) => readPageMessage(JSON.stringify({ id: 1, ...said }));
  assert.deepEqual(read({ type: 'applyTopology', fileName: 'a', text: '', plan: 'p', prune: 'yes', more: 1 }),
    { type: 'applyTopology', id: 1, file: { fileName: 'a', text: '' }, prune: false, plan: 'p' });
  assert.deepEqual(read({ type: 'startSink', node: 'n1', streamId: 7, path: 'a.mkv', evil: 1 }),
    { type: 'startSink', id: 1, node: 'n1', streamId: 7, path: 'a.mkv' });
  assert.deepEqual(read({ type: 'startDisplay', node: 'n1', streamId: 7, evil: 1 }), { type: 'startDisplay', id: 1, node: 'n1', streamId: 7 });
  for (const said of [
    { type: 'applyTopology', fileName: 'a', text: '' }, { type: 'planTopology', fileName: 'a', text: 7 }, { type: 'exportTopology', format: 'xml' },
    { type: 'compareTopology', text: '' }, { type: 'startSink', node: 'n1', streamId: 0, path: 'a' }, { type: 'history' },
  ]) assert.throws(() => read(said), BadMessage, JSON.stringify(said));
});
