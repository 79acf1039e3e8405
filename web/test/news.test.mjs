// How the controller keeps up with a node, over a line that answers when the test wants it to.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

import * as codec from '../../generated/js/weir.mjs';
import { limits } from '../src/limits.mjs';
import { siteOf } from '../src/operations/site.mjs';
import { News } from '../src/peer/news.mjs';
import { Refusal } from '../src/peer/session.mjs';

const { EventSubject, Status } = codec;
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** @param {object} said @returns {any} */
function change(said) {
  const [{ payload }] = new codec.Framer().push(codec.encode.stateChange(/** @type {any} */ (said)));
  return codec.decode.stateChange(payload);
}

/** @param {number} number */
const event = (number) => ({ number, at: 1_000 * number, subject: EventSubject.node, name: 'relay:x', before: '', after: `s${number}`, detail: '' });

/** @param {{subscribers?: boolean, full?: boolean, kept?: any[]}} node  full: has subscribers enough; kept: its events */
function open({ subscribers = true, full = false, kept = [] } = {}) {
  /** @type {string[]} */
  const asked = [];
  let reports = 0;
  let streams = [{ streamId: 1 }];
  const news = new News({
    name: () => 'relay:x', clockOffsetMs: () => 0, onReport: () => { reports++; },
    async request(command, fields = {}) {
      asked.push(command);
      if (full && command === 'subscribe') throw new Refusal(Status.error, 'has 64 subscribers');
      if (!subscribers && (command === 'subscribe' || command === 'getEvents')) throw new Refusal(Status.unknownCommand, 'not known here');
      if (command === 'getConfigState') return { revision: 1, ingests: [], displays: [], sinks: [], relays: [{ outputId: 4 }] };
      if (command === 'getEvents') return { last: kept.length, events: kept.filter(({ number }) => number > Number(fields.after)).slice(0, 2) };
      return { uptime: 9_000, resources: [], streams, outputs: [], peers: [] };
    },
  });
  return { news, asked, reports: () => reports, set: (/** @type {any[]} */ now) => { streams = now; } };
}

test('a node that takes subscribers is asked for its state once and then told', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { news, asked } = open();
  news.begin(1n);
  await settle();
  news.changed(change({ full: true, revision: 3, streams: [{ streamId: 7 }] }));
  t.mock.timers.tick(limits.pollIntervalMs * 5);
  await settle();
  assert.deepEqual(asked, ['subscribe', 'getRuntimeState', 'getEvents']);
  assert.deepEqual(news.runtime?.streams.map(({ streamId }) => streamId), [7]);
  assert.equal(news.config?.revision, 3);
  assert.ok(Number(news.runtimeNow()?.uptime) >= 9_000);
  news.end();
});

test('what a node told last counts until it has told all of what is now', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { news } = open();
  const ids = () => news.runtimeNow()?.streams.map(({ streamId }) => streamId);
  news.begin(1n);
  await settle();
  assert.equal(ids(), undefined);
  news.changed(change({ full: true, revision: 3, streams: [{ streamId: 7 }, { streamId: 8 }] }));
  t.mock.timers.tick(limits.reportSpacingMs);
  assert.deepEqual(ids(), [7, 8]);

  news.changed(change({ full: true, more: true, revision: 4, streams: [{ streamId: 8 }] }));
  assert.deepEqual(ids(), [7, 8], 'while it is told anew');
  await news.refresh();
  assert.deepEqual(news.runtime?.streams.map(({ streamId }) => streamId), [7, 8], 'also where something else is new');
  news.changed(change({ revision: 4, streams: [{ streamId: 9 }] }));
  assert.deepEqual(ids(), [8, 9]);

  news.end();
  news.begin(2n);
  assert.deepEqual(ids(), [8, 9], 'by a new connection that has told nothing yet');
  news.changed(change({ full: true, more: true, streams: [{ streamId: 9 }] }));
  await settle();
  assert.deepEqual(ids(), [8, 9], 'by one that has told a half');
  news.changed(change({ streams: [{ streamId: 10 }] }));
  assert.deepEqual(ids(), [9, 10]);
  news.end();
});

test('nothing is said of a node for how long it has been up before it has told that', async () => {
  /** @type {(answer: any) => void} */
  let answer = () => {};
  const request = async (/** @type {string} */ command) => command === 'getRuntimeState'
    ? new Promise((resolve) => { answer = resolve; }) : { last: 0, events: [] };
  const news = new News({ name: () => '', clockOffsetMs: () => 0, onReport: () => {}, request });
  news.begin(1n);
  await settle();
  news.changed(change({ full: true, streams: [{ streamId: 7 }] }));
  assert.equal(news.runtimeNow(), null);
  answer({ uptime: 9_000, resources: [], streams: [], outputs: [], peers: [] });
  await settle();
  const runtime = news.runtimeNow();
  assert.ok(runtime && Number(runtime.uptime) >= 9_000 && Number(runtime.uptime) < 60_000);
  assert.deepEqual(runtime.streams.map(({ streamId }) => streamId), [7]);
  news.end();
});

test('a node that floods is looked at as often as any other, and its last word counts', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(performance, 'now', () => 1_000);
  const { news, reports } = open();
  news.begin(1n);
  await settle();
  const before = reports();
  for (let streamId = 1; streamId <= 1_000; streamId++) news.changed(change({ full: true, streams: [{ streamId }] }));
  t.mock.timers.tick(limits.reportSpacingMs);
  assert.equal(reports() - before, 2);
  assert.deepEqual(news.runtime?.streams.map(({ streamId }) => streamId), [1_000]);
  news.end();
});

test('what is told is told anew now and then, so that nothing stays wrong', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let clock = 0;
  t.mock.method(performance, 'now', () => clock);
  const { news, asked } = open();
  news.begin(1n);
  await settle();
  clock = limits.subscribeAnewMs;
  t.mock.timers.tick(limits.subscribeAnewMs);
  await settle();
  assert.equal(asked.filter((command) => command === 'subscribe').length, 2);
  news.end();
});

test('a node that takes no subscribers is polled', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { news, asked, set } = open({ subscribers: false });
  news.begin(1n);
  await settle();
  assert.deepEqual(asked, ['subscribe', 'getConfigState', 'getRuntimeState']);
  set([{ streamId: 2 }]);
  t.mock.timers.tick(limits.pollIntervalMs);
  await settle();
  assert.deepEqual(news.runtime?.streams.map(({ streamId }) => streamId), [2]);
  assert.equal(asked.filter((command) => command === 'subscribe').length, 1);
  news.end();
});

test('a node that has subscribers enough is polled, tells its events, and is asked again', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let clock = 0;
  t.mock.method(performance, 'now', () => clock);
  const { news, asked } = open({ full: true, kept: [event(1)] });
  news.begin(1n);
  await settle();
  assert.deepEqual(asked, ['subscribe', 'getConfigState', 'getRuntimeState', 'getEvents']);
  assert.equal(news.history.entries().length, 1);
  clock = limits.subscribeAnewMs;
  t.mock.timers.tick(limits.pollIntervalMs);
  await settle();
  assert.equal(asked.filter((command) => command === 'subscribe').length, 2);
  news.end();
});

test('what a stream tells is history only where the node keeps none', async () => {
  for (const subscribers of [true, false]) {
    const { news } = open({ subscribers });
    news.begin(1n);
    await settle();
    news.streamEvent(7, { interrupted: true, detail: 'USB cable pulled' });
    assert.deepEqual(news.history.entries().map(({ name, after, detail }) => [name, after, detail]),
      subscribers ? [] : [['stream 7', 'interrupted', 'USB cable pulled']]);
    news.end();
  }
});

test('what happened before anybody listened is read, in as many turns as it takes', async () => {
  const { news, asked } = open({ kept: [1, 2, 3, 4, 5].map(event) });
  news.begin(1n);
  await settle();
  assert.deepEqual(news.history.entries().map(({ after }) => after), ['s1', 's2', 's3', 's4', 's5']);
  assert.equal(asked.filter((command) => command === 'getEvents').length, 3);
  news.end();
});

test('an event that does not follow makes the missing ones be read first', async () => {
  const kept = [event(1)];
  const { news } = open({ kept });
  news.begin(1n);
  await settle();
  kept.push(event(2), event(3), event(4));
  news.changed(change({ revision: 1, events: [event(4)] }));
  await settle();
  assert.deepEqual(news.history.entries().map(({ after }) => after), ['s1', 's2', 's3', 's4']);
  news.end();
});

test('what a connection that has ended still answers is passed over', async () => {
  /** @type {(answer: any) => void} */
  let answer = () => {};
  const asked = mock.fn(() => new Promise((resolve) => { answer = resolve; }));
  const news = new News({ name: () => '', clockOffsetMs: () => 0, onReport: () => assert.fail('reported'), request: asked });
  news.begin(1n);
  news.end();
  answer({ uptime: 1, resources: [], streams: [], outputs: [], peers: [] });
  await settle();
  assert.equal(asked.mock.callCount(), 1);
  assert.equal(news.runtime, null);
});

test('a node that does not answer is taken at its last word, and nobody waits for it', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const last = { revision: 5 };
  const slow = /** @type {any} */ ({ connected: true, node: { name: 'relay:slow' }, config: last, request: () => new Promise(() => {}) });
  const good = /** @type {any} */ ({ connected: true, node: { name: 'relay:good' }, config: null, request: async () => ({ revision: 6 }) });
  const site = siteOf(good, { link: () => good, links: () => [slow, good], reports: () => [] });
  const wishes = site.wishes();
  await settle();
  t.mock.timers.tick(limits.wishesPatienceMs);
  assert.deepEqual(await wishes, [{ name: 'relay:slow', config: last }, { name: 'relay:good', config: { revision: 6 } }]);
});
