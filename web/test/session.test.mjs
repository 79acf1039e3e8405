import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as codec from '../../generated/js/weir.mjs';
import { limits } from '../src/limits.mjs';
import { ProtocolError, Refusal, Session } from '../src/peer/session.mjs';

const helloOfNode = codec.encode.hello({ protocolVersion: 1, schemaHash: codec.schemaHash, bootNonce: 5n, functionFlags: 2, nodeName: 'relay:x' });
const self = { name: 'controller:test', siteId: 0, functionFlags: 8, bootNonce: 1n };

/** A session and everything it said and reported. */
function open({ greeted = true } = {}) {
  const framer = new codec.Framer();
  /** @type {{type: number, payload: Uint8Array}[]} */
  const said = [];
  /** @type {any[]} */
  const events = [];
  const session = new Session(self, {
    send: (bytes) => said.push(...framer.push(bytes)),
    onGreeted: (hello) => events.push(['greeted', hello.name]),
    onFrame: (streamId, message) => events.push(['frame', streamId, message.length]),
    onStreamEvent: (streamId, event) => events.push(['event', streamId, event.interrupted, event.detail]),
    onStreamClosed: (streamId) => events.push(['closed', streamId]),
    onStateChange: (change) => events.push(['change', change.revision]),
  }, 0, () => 1_000_000);
  if (greeted) session.receive(helloOfNode, 0);
  return { session, said, events };
}

/** @param {{type: number, payload: Uint8Array}[]} said */
const kinds = (said) => said.map(({ type }) => codec.nameOf.messageType(type));

test('it says hello first, before it heard anything', () => {
  const { said } = open({ greeted: false });
  assert.deepEqual(kinds(said), ['hello']);
  assert.equal(codec.decode.hello(said[0].payload).nodeName, 'controller:test');
});

test('bytes cut anywhere give the same events', () => {
  const frame = codec.encode.timedFrame({ streamId: 4, head: { sequence: 1, captureTime: 7 }, data: new Uint8Array(300) });
  const event = codec.encode.streamEvent({ streamId: 4, code: codec.EventCode.interrupted, age: 0, detail: 'gone' });
  const bytes = Buffer.concat([helloOfNode, frame, event]);
  for (let cut = 0; cut <= bytes.length; cut++) {
    const { session, events } = open({ greeted: false });
    session.receive(bytes.subarray(0, cut), 0);
    session.receive(bytes.subarray(cut), 0);
    assert.deepEqual(events.map(([kind]) => kind), ['greeted', 'frame', 'event'], `cut at ${cut}`);
  }
});

test('a plain frame is passed on in the shape of a timed one', () => {
  const { session, events } = open();
  session.receive(codec.encode.videoFrame({ streamId: 9, data: new Uint8Array([1, 2, 3]) }), 0);
  assert.equal(events[1][1], 9);
  assert.ok(events[1][2] > 3);
});

test('a request resolves with its reply, rejects with the reason of a refusal', async () => {
  const { session, said } = open();
  const first = session.request('startRelay', { streamId: 1 }, 0);
  const second = session.request('stopRelay', { outputId: 1 }, 0);
  const ids = said.slice(1).map(({ payload }) => codec.decodeRequest(payload).requestId);
  session.receive(codec.refusal(ids[1], codec.Command.stopRelay, codec.Status.notFound, 'no such output'), 1);
  session.receive(codec.reply.startRelay(ids[0], { outputId: 77 }), 1);
  assert.equal((await first).outputId, 77);
  await assert.rejects(second, (error) => error instanceof Refusal && error.status === codec.Status.notFound && error.message === 'no such output');
});

test('a request nobody answers ends by itself, and a late answer harms nobody', async () => {
  const { session, said } = open();
  const request = session.request('getRuntimeState', {}, 0);
  session.receive(codec.encode.pong({}), limits.requestTimeoutMs);
  session.tick(limits.requestTimeoutMs);
  await assert.rejects(request, /no answer to getRuntimeState/);
  session.receive(codec.reply.getRuntimeState(codec.decodeRequest(said[1].payload).requestId), limits.requestTimeoutMs);
});

test('what is open when the connection ends is rejected', async () => {
  const { session } = open();
  const request = session.request('enumDevices', {}, 0);
  session.end('cable cut');
  await assert.rejects(request, /cable cut/);
});

test('only so many requests may be open at once', async () => {
  const { session } = open();
  const opened = Array.from({ length: limits.requestsInFlightMax }, () => session.request('enumDevices', {}, 0).catch(() => {}));
  await assert.rejects(session.request('enumDevices', {}, 0), /unanswered/);
  session.end('over');
  await Promise.all(opened);
});

test('a stream is accepted, a command that no controller serves is answered so', () => {
  const { session, said, events } = open();
  session.receive(codec.request.streamOpen(3, { streamId: 8, format: codec.Format.mjpeg }), 0);
  session.receive(codec.request.startIngest(4, {}), 0);
  session.receive(codec.request.streamClose(5, { streamId: 8 }), 0);
  const replies = said.slice(1).map(({ payload }) => codec.decodeReply(payload));
  assert.deepEqual(replies.map(({ requestId, status }) => [requestId, status]),
    [[3, codec.Status.ok], [4, codec.Status.unknownCommand], [5, codec.Status.ok]]);
  assert.deepEqual(events.at(-1), ['closed', 8]);
});

test('a stream that a page cannot show is refused with what it can, and is none', () => {
  const { session, said, events } = open();
  session.receive(codec.request.streamOpen(3, { streamId: 8, format: codec.Format.h264 }), 0);
  session.receive(codec.request.streamOpen(4, { streamId: 8, format: 77 }), 0);
  const replies = said.slice(1).map(({ payload }) => codec.decodeReply(payload));
  assert.deepEqual(replies.map(({ requestId, status }) => [requestId, status]),
    [[3, codec.Status.unsupportedFormat], [4, codec.Status.unsupportedFormat]]);
  assert.match(replies[0].reason, /Stream 8 is H\.264; a page shows MJPEG only/);
  assert.deepEqual(events.at(-1), ['closed', 8]);
});

test('a ping is answered, and its own pings measure the clock of the node', () => {
  const { session, said } = open();
  session.receive(codec.encode.ping({ nonce: 3, sentAt: 55 }), 0);
  const pong = codec.decode.pong(said[1].payload);
  assert.deepEqual([pong.nonce, pong.sentAt, pong.answeredAt], [3, 55, 1_000_000]);
  session.tick(limits.pingIntervalMs);
  const { nonce, sentAt } = codec.decode.ping(said[2].payload);
  session.receive(codec.encode.pong({ nonce, sentAt, answeredAt: 1_500_000 }), limits.pingIntervalMs);
  assert.equal(session.clock()?.offsetUs, 500_000);
});

test('a message of a later version is skipped', () => {
  const { session, events } = open();
  session.receive(Uint8Array.from([0x99, 0x77, 3, 0, 0, 0, 1, 2, 3]), 0);
  session.receive(codec.encode.streamEvent({ streamId: 1, code: codec.EventCode.resumed }), 0);
  assert.equal(events.length, 2);
});

test('whoever breaks the protocol is told apart with a reason', () => {
  const oversized = Uint8Array.from([6, 0, 0xff, 0xff, 0xff, 0xff]);
  const truncatedHello = Uint8Array.from([7, 0, 2, 0, 0, 0, 1, 0]);
  const http = new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n\r\n');
  for (const bytes of [oversized, truncatedHello, codec.encode.ping({}), http]) {
    const { session } = open({ greeted: false });
    assert.throws(() => session.receive(bytes, 0), ProtocolError);
  }
  assert.throws(() => open().session.receive(helloOfNode, 0), /hello twice/);
});

test('random bytes never do anything but end the session', () => {
  let state = 42;
  const random = () => (state = (state * 1103515245 + 12345) & 0x7fffffff) >> 16;
  for (let round = 0; round < 2000; round++) {
    const { session } = open();
    const bytes = Uint8Array.from({ length: random() % 64 }, () => random());
    if (bytes.length > 6) bytes.set([random() % 12, 0, bytes.length - 6, 0, 0, 0]); // a header that is whole, mostly
    try {
      session.receive(bytes, 0);
    } catch (error) {
      assert.ok(error instanceof ProtocolError, `seed=42 round=${round}: ${error}`);
    }
  }
});

test('silence, a missing hello and bytes that never become a message end it', () => {
  const quiet = open().session;
  quiet.tick(limits.peerSilenceMaxMs);
  assert.throws(() => quiet.tick(limits.peerSilenceMaxMs + 1), /silent/);
  assert.throws(() => open({ greeted: false }).session.tick(limits.helloTimeoutMs + 1), /hello/);
  const dripping = open().session;
  dripping.receive(Uint8Array.from([6, 0, 0, 0, 1, 0]), 0);
  for (let at = 1000; at <= limits.messageSilenceMaxMs; at += 1000) {
    dripping.receive(Uint8Array.from([0]), at);
    dripping.tick(at);
  }
  dripping.receive(Uint8Array.from([0]), limits.messageSilenceMaxMs + 1);
  assert.throws(() => dripping.tick(limits.messageSilenceMaxMs + 1), /no whole message/);
});
