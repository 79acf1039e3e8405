import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CreditGate } from '../src/preview/credit_gate.mjs';

/** @param {number} credits */
function gate(credits) {
  /** @type {number[]} */
  const sent = [];
  return { sent, gate: new CreditGate(credits, (/** @type {number} */ frame) => sent.push(frame)) };
}

test('frames flow while there is credit, then the newest waits and the ones it replaced are counted', () => {
  const { sent, gate: weir } = gate(2);
  for (const frame of [1, 2, 3, 4, 5]) weir.offer(frame);
  assert.deepEqual(sent, [1, 2]);
  assert.equal(weir.dropped, 2);
  weir.credit();
  assert.deepEqual(sent, [1, 2, 5]);
});

test('credits nobody earned open nothing', () => {
  const { sent, gate: weir } = gate(2);
  for (let i = 0; i < 1000; i++) weir.credit();
  for (const frame of [1, 2, 3, 4]) weir.offer(frame);
  assert.deepEqual(sent, [1, 2]);
});

test('an interruption throws away what waits', () => {
  const { sent, gate: weir } = gate(1);
  weir.offer(1);
  weir.offer(2);
  weir.clear();
  weir.credit();
  assert.deepEqual(sent, [1]);
  assert.equal(weir.dropped, 1);
});

test('offered = sent + dropped + waiting, whatever happens', () => {
  const { gate: weir } = gate(2);
  let state = 12345;
  for (let step = 0; step < 5000; step++) {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    const choice = (state >> 16) % 10;
    if (choice < 6) weir.offer(step);
    else if (choice < 9) weir.credit();
    else weir.clear();
    assert.equal(weir.offered, weir.sent + weir.dropped + weir.waiting);
  }
});
