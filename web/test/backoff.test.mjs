import assert from 'node:assert/strict';
import { test } from 'node:test';

import { limits } from '../src/limits.mjs';
import { Backoff } from '../src/peer/backoff.mjs';

test('waits double from the first to the longest and start over after a success', () => {
  const backoff = new Backoff(() => 1);
  const waits = Array.from({ length: 7 }, () => backoff.next());
  assert.deepEqual(waits, [10, 20, 40, 80, 160, 250, 250]);
  backoff.reset();
  assert.equal(backoff.next(), limits.backoffFirstMs);
});

test('jitter takes at most half of a wait', () => {
  const backoff = new Backoff(() => 0);
  assert.equal(backoff.next(), limits.backoffFirstMs / 2);
});
