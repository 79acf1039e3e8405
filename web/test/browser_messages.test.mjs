import assert from 'node:assert/strict';
import { test } from 'node:test';

import { BadMessage, readPageMessage, readViewerMessage } from '../src/page_server/browser_messages.mjs';

const ingest = {
  type: 'startIngest', id: 1, node: 'n1', device: '/dev/video0', width: 640, height: 360, fpsN: 30, fpsD: 1,
  destination: { node: 'n2' },
};
const relay = { type: 'startRelay', id: 2, node: 'n1', streamId: 4, mode: 'completeness', destination: { address: '10.0.0.1:1' } };

test('a command comes out as it went in, without anything it should not carry', () => {
  assert.deepEqual(readPageMessage(JSON.stringify({ ...ingest, surprise: 1 })), ingest);
  assert.deepEqual(readPageMessage(JSON.stringify(relay)), relay);
});

test('what is not a message of ours is refused', () => {
  const bad = ['', '{', 'null', '[]', '7', '{}', '{"type":"startIngest"}', '{"type":"__proto__","id":1,"node":"n1"}'];
  for (const change of [{ width: -1 }, { width: 1e9 }, { width: '640' }, { fpsD: 0 }, { fpsN: 1.5 }, { device: 'x'.repeat(256) },
    { device: 3 }, { node: null }, { destination: 'relay' }, { destination: { address: 5 } }, { id: NaN }]) {
    bad.push(JSON.stringify({ ...ingest, ...change }));
  }
  bad.push(JSON.stringify({ ...relay, mode: 'opaque' }), JSON.stringify({ ...relay, streamId: 65_536 }));
  for (const text of bad) assert.throws(() => readPageMessage(text), BadMessage, text);
});

test('a preview may say credit and clock, nothing else', () => {
  assert.deepEqual(readViewerMessage('{"type":"credit"}'), { type: 'credit' });
  assert.deepEqual(readViewerMessage('{"type":"clock","sentAt":5}'), { type: 'clock', sentAt: 5 });
  for (const text of ['', '{"type":"clock"}', '{"type":"stopRelay","id":1}', '"credit"']) {
    assert.throws(() => readViewerMessage(text), BadMessage);
  }
});
