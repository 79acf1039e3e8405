import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as codec from '../../generated/js/weir.mjs';
import { limits } from '../src/limits.mjs';
import { StateMirror, TooMuchState } from '../src/peer/state_mirror.mjs';

/** As it arrives: what is not said is empty. @param {object} said @returns {any} */
function change(said) {
  const [{ payload }] = new codec.Framer().push(codec.encode.stateChange(/** @type {any} */ (said)));
  return codec.decode.stateChange(payload);
}

const link = { kind: 'connection', name: 'relay:2', current: 'disconnected', wanted: 'connected', since: 100, retryIn: 5_000, error: 'nobody', number: 4 };

test('pieces add up to what the node is, and what is gone is gone', () => {
  const mirror = new StateMirror();
  mirror.apply(change({ full: true, revision: 1, streams: [{ streamId: 1 }, { streamId: 2, live: true }], relays: [{ outputId: 9, streamId: 1 }] }), 0);
  mirror.apply(change({ revision: 2, streams: [{ streamId: 1, live: true }], streamsGone: [2], relaysGone: [9], ingests: [{ streamId: 5 }] }), 0);

  assert.deepEqual(mirror.runtime(0).streams.map(({ streamId, live }) => [streamId, live]), [[1, true]]);
  const { revision, relays, ingests } = mirror.config();
  assert.deepEqual([revision, relays.length, ingests.map(({ streamId }) => streamId)], [2, 0, [5]]);
});

test('what is told anew forgets what was told before, also when it comes in several messages', () => {
  const mirror = new StateMirror();
  assert.equal(mirror.apply(change({ full: true, streams: [{ streamId: 1 }] }), 0), true);
  assert.equal(mirror.apply(change({ full: true, more: true, streams: [{ streamId: 2 }] }), 0), false);
  assert.equal(mirror.apply(change({ streams: [{ streamId: 3 }] }), 0), true);
  assert.deepEqual(mirror.runtime(0).streams.map(({ streamId }) => streamId), [2, 3]);
});

test('the times of a resource go on without being told again', () => {
  const mirror = new StateMirror();
  mirror.apply(change({ full: true, resources: [link] }), 1_000);
  mirror.setUptime(/** @type {any} */ ({ uptime: 7_000 }), 1_000);
  const { uptime, resources: [{ since, retryIn }] } = mirror.runtime(4_000);
  assert.deepEqual([uptime, since, retryIn], [10_000, 3_100, 2_000]);
  assert.equal(mirror.runtime(60_000).resources[0].retryIn, 0);
});

test('resources that nobody numbered are all kept', () => {
  const mirror = new StateMirror();
  mirror.setRuntime(/** @type {any} */ ({ uptime: 0, resources: [{ ...link, number: 0 }, { ...link, number: 0, name: 'b' }], streams: [], outputs: [], peers: [] }), 0);
  assert.deepEqual(mirror.runtime(0).resources.map(({ name }) => name), ['relay:2', 'b']);
});

test('a node that never stops telling is stopped', () => {
  const mirror = new StateMirror();
  const many = (/** @type {number} */ from) => change({ more: true, peers: Array.from({ length: 1_000 }, (_, at) => ({ bootNonce: BigInt(from + at) })) });
  assert.throws(() => {
    for (let from = 1; from < limits.mirroredItemsMax * 2; from += 1_000) mirror.apply(many(from), 0);
  }, TooMuchState);
});
