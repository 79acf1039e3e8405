import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Format, Status } from '../../generated/js/weir.mjs';
import { limits } from '../src/limits.mjs';
import { Refusal } from '../src/peer/session.mjs';
import { Feed } from '../src/preview/feed.mjs';

const picture = new Uint8Array([1]);

/** A line to a node whose answers the test gives. */
class FakeLink {
  connected = true;
  detail = '';
  /** @type {any} */
  runtime = null;
  /** @type {{command: string, fields: any, grant: (body?: any) => void, deny: (error: Error) => void}[]} */
  asked = [];

  /** @param {string} command @param {any} fields @returns {Promise<any>} */
  request(command, fields) {
    return new Promise((grant, deny) => this.asked.push({ command, fields, grant, deny }));
  }

  /** Lets the feed take an answer in. @param {(last: FakeLink['asked'][0]) => void} how */
  async answer(how) {
    const last = this.asked.at(-1);
    assert.ok(last);
    how(last);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function viewer() {
  /** @type {Uint8Array[]} */
  const frames = [];
  /** @type {string[]} */
  const states = [];
  return {
    frames, states,
    sendFrame: (/** @type {Uint8Array} */ frame) => void frames.push(frame),
    sendStatus: (/** @type {{state: string}} */ { state }) => void states.push(state),
  };
}

/** @param {FakeLink | undefined} link */
function watched(link) {
  const line = { link };
  const feed = new Feed('relay:x', 4, () => line.link);
  const one = viewer();
  feed.addViewer(one, 0);
  return { feed, one, line };
}

test('the first viewer asks for an output, the second shares it, the last one ends it', async () => {
  const link = new FakeLink();
  const { feed, one } = watched(link);
  await link.answer(({ grant }) => grant({ outputId: 7 }));
  const two = viewer();
  feed.addViewer(two, 1);
  feed.frame(picture, 2);
  assert.equal(one.frames[0], picture);
  assert.equal(two.frames[0], picture);
  assert.equal(feed.removeViewer(one), false);
  assert.equal(feed.removeViewer(two), true);
  assert.deepEqual(link.asked.map(({ command }) => command), ['startRelay', 'stopRelay']);
  assert.deepEqual(link.asked[1].fields, { outputId: 7 });
});

test('an output granted after everybody left is given back', async () => {
  const link = new FakeLink();
  const { feed, one } = watched(link);
  feed.removeViewer(one);
  await link.answer(({ grant }) => grant({ outputId: 7 }));
  assert.equal(link.asked.at(-1)?.command, 'stopRelay');
});

test('a viewer that draws nothing costs another one nothing', async () => {
  const link = new FakeLink();
  const { feed, one: slow } = watched(link);
  const quick = viewer();
  const gate = feed.addViewer(quick, 0);
  for (let i = 0; i < 10; i++) {
    feed.frame(picture, i);
    gate.credit();
  }
  assert.equal(quick.frames.length, 10);
  assert.equal(slow.frames.length, limits.creditsMax);
});

test('a stream that is not there is asked for again, soon at first and patiently later', async () => {
  const link = new FakeLink();
  const { feed, one } = watched(link);
  await link.answer(({ deny }) => deny(new Refusal(Status.notFound, 'no such stream')));
  assert.equal(one.states.at(-1), 'missing');
  feed.tick(limits.feedRetryMs - 1);
  assert.equal(link.asked.length, 1);
  feed.tick(limits.feedRetryMs);
  assert.equal(link.asked.length, 2);
});

test('a lost connection is shown, and the output asked for anew on the next one', async () => {
  const link = new FakeLink();
  const { feed, one, line } = watched(link);
  await link.answer(({ grant }) => grant({ outputId: 7 }));
  feed.frame(picture, 1);
  link.connected = false;
  feed.linkChanged(2);
  assert.equal(one.states.at(-1), 'offline');
  line.link = new FakeLink();
  feed.linkChanged(3);
  assert.equal(line.link.asked[0].command, 'startRelay');
  await line.link.answer(({ grant }) => grant({ outputId: 1 }));
  feed.frame(picture, 4);
  assert.equal(one.states.at(-1), 'live');
});

test('an answer of the connection before is not taken for one of this', async () => {
  const old = new FakeLink();
  const { feed, line } = watched(old);
  line.link = new FakeLink();
  feed.linkChanged(1);
  await old.answer(({ grant }) => grant({ outputId: 9 }));
  assert.equal(feed.outputId, 0);
});

test('an interruption throws away what waited, and frames after it are live again', () => {
  const { feed, one } = watched(new FakeLink());
  for (let i = 0; i < 5; i++) feed.frame(picture, i);
  feed.streamEvent({ interrupted: true, detail: 'camera unplugged' });
  assert.equal(feed.status.detail, 'camera unplugged');
  feed.streamEvent({ interrupted: false, detail: '' });
  feed.frame(picture, 9);
  assert.deepEqual(one.states, ['waiting', 'live', 'interrupted', 'waiting', 'live']);
});

test('a stream that stops without a word is shown as silent', async () => {
  const link = new FakeLink();
  const { feed, one } = watched(link);
  await link.answer(({ grant }) => grant({ outputId: 7 }));
  feed.frame(picture, 0);
  feed.tick(limits.feedSilenceMs);
  assert.equal(one.states.at(-1), 'live');
  feed.tick(limits.feedSilenceMs + 1);
  assert.equal(one.states.at(-1), 'silent');
});

test('another format is named and not asked for', () => {
  const link = new FakeLink();
  link.runtime = { streams: [{ streamId: 4, format: Format.h264, live: true }], outputs: [] };
  const { feed } = watched(link);
  assert.equal(feed.status.state, 'unsupported');
  assert.match(feed.status.detail, /H\.264/);
  assert.equal(link.asked.length, 0);
});

test('an output the node no longer knows is asked for again, but not for one early report', async () => {
  const link = new FakeLink();
  const { feed } = watched(link);
  await link.answer(({ grant }) => grant({ outputId: 7 }));
  link.runtime = { streams: [{ streamId: 4, format: Format.mjpeg, live: true }], outputs: [] };
  feed.reported(500);
  assert.equal(link.asked.length, 1);
  feed.reported(1500);
  assert.equal(link.asked.length, 2);
});
