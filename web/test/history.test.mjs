import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DropCause, EventSubject } from '../../generated/js/weir.mjs';
import { limits } from '../src/limits.mjs';
import { History } from '../src/peer/history.mjs';

const now = 1e9;
/** @param {number} number @param {object} [more] @returns {any} */
const event = (number, more = {}) => ({
  number, at: 1_000 * number, subject: EventSubject.resource, name: 'pattern:', before: 'open', after: 'streaming', detail: '', ...more,
});
/** @param {number} frames @returns {any} */
const dropping = (frames, framesLost = 0) => ({
  streams: [{ streamId: 7, framesLost }],
  outputs: [{ outputId: 1, streamId: 7, peer: 'relay:main', drops: [{ cause: DropCause.frameBudget, frames }] }],
});
/** @param {History} history */
const told = (history) => history.entries().map(({ subject, name, detail, frames }) => [subject, name, detail, frames]);

test('what is told twice is kept once, and a gap is noticed', () => {
  const history = new History();
  history.begin(1n);
  assert.equal(history.take([event(1), event(2)], 0, now), false);
  assert.equal(history.take([event(2), event(3)], 0, now), false);
  assert.equal(history.take([event(9)], 0, now), true);
  assert.deepEqual([history.entries().length, history.last], [4, 9]);
});

test('a node that was started anew numbers anew; what was before stays', () => {
  const history = new History();
  history.begin(1n);
  history.take([event(1), event(2)], 0, now);
  history.begin(1n);
  assert.equal(history.last, 2);
  history.begin(2n);
  history.take([event(1, { at: 90_000 })], 0, now);
  assert.deepEqual(history.entries().map(({ at }) => at), [1_000, 2_000, 90_000]);
});

test('times are by our clock, and what is told late stands where it happened', () => {
  const history = new History();
  history.begin(1n);
  history.note({ subject: 'connection', name: '10.0.0.1:1', after: 'connected' }, 5_000);
  history.take([event(1, { at: 61_000 }), event(2, { at: 69_000 })], 60_000, now);
  assert.deepEqual(history.entries().map(({ at, subject }) => [at, subject]), [[1_000, 'resource'], [5_000, 'connection'], [9_000, 'resource']]);
});

test('nothing happened later than now, whatever a node says', () => {
  const history = new History();
  history.begin(1n);
  history.take([event(1, { at: 2n ** 63n })], 0, 5_000);
  assert.equal(history.entries()[0].at, 5_000);
});

test('drops and losses are counted from when they were first seen, with their cause', () => {
  const history = new History();
  history.count(dropping(100), 0);
  assert.deepEqual(told(history), []);
  history.count(dropping(112, 3), 1_000);
  history.count(dropping(115, 3), 2_000);
  assert.deepEqual(told(history), [
    ['stream', 'stream 7', 'lost on the way here', 3],
    ['output', 'stream 7 to relay:main', 'dropped: frame budget', 15],
  ]);
  assert.deepEqual(history.entries().map(({ at, until }) => [at, until]), [[1_000, 1_000], [1_000, 2_000]]);
});

test('after a pause it is another event, and an output that begins anew loses nothing', () => {
  const history = new History();
  history.count(dropping(0), 0);
  history.count(dropping(5), 1_000);
  history.count(dropping(9), 2_000 + limits.historyJoinMs);
  history.count(dropping(1), 3_000 + limits.historyJoinMs);
  assert.deepEqual(history.entries().map(({ frames }) => frames), [5, 4]);
});

test('however much happens, the newest are kept', () => {
  const history = new History();
  const before = history.version;
  for (let number = 1; number <= limits.historyEntriesMax + 10; number++) history.take([event(number)], 0, now);
  assert.equal(history.entries().length, limits.historyEntriesMax);
  assert.equal(history.entries()[0].at, 11_000);
  assert.ok(history.version > before);
});
