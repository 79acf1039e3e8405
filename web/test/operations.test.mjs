import assert from 'node:assert/strict';
import { test } from 'node:test';

import { circle, whyItWaits } from '../src/operations/edges.mjs';
import { candidateIds, startIngest } from '../src/operations/stream_ids.mjs';
import { Status } from '../src/wire.mjs';

/** @param {number} seed */
function random(seed) {
  let state = seed >>> 0 || 1;
  return (/** @type {number} */ below) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b_3c6d) + 0x9e37_79b9 >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
}

/** Nodes as wishes alone: what every controller may write, and what all see. */
class Site {
  /** @type {Map<string, {streamId: number, devicePath: string}[]>} */
  nodes = new Map();

  /** @param {string} node @param {() => Promise<void>} turn  before each question */
  seenFrom(node, turn) {
    const all = () => [...this.nodes].map(([name, ingests]) => ({ name, config: /** @type {any} */ ({ ingests: structuredClone(ingests), relays: [] }) }));
    return {
      node,
      reports: () => all().map(({ name, config }) => /** @type {any} */ ({ node: { name }, config, runtime: null })),
      wishes: async () => { await turn(); return all(); },
      ask: async (/** @type {string} */ command, /** @type {any} */ fields) => {
        await turn();
        const kept = (this.nodes.get(node) ?? []).filter((ingest) => ingest.streamId !== fields.streamId);
        const holder = this.nodes.get(node)?.find((ingest) => ingest.streamId === fields.streamId);
        if (command === 'stopIngest') return void this.nodes.set(node, kept);
        if (holder && holder.devicePath !== fields.devicePath) {
          throw Object.assign(new Error('another device has this id'), { status: Status.conflict });
        }
        this.nodes.set(node, [...kept, fields]);
      },
    };
  }
}

/** @param {string} devicePath */
const wish = (devicePath) => (/** @type {number} */ streamId) => ({ streamId, devicePath });
const atOnce = async () => {};

test('the ids of a device come in the order that every controller knows', () => {
  // The same numbers are in tests/operations/stream_ids_test.cpp.
  const first = (/** @type {string} */ node, /** @type {string} */ device) => {
    const ids = candidateIds(node, device);
    return [ids.next().value, ids.next().value, ids.next().value];
  };
  assert.deepEqual(first('relay:main', 'pattern:'), [32200, 30581, 28962]);
  assert.deepEqual(first('camera:desk', '/dev/video0'), [43964, 45312, 46660]);
  assert.deepEqual(first('kamera:büro', 'v4l2:/dev/video2?x=1'), [36475, 57041, 12072]);
  assert.deepEqual(first('a:b', 'file:/my%20film'), first('a:b', 'file:/my film'));
  assert.equal(new Set(candidateIds('a:b', 'c')).size, 65_535);
});

test('a device that is captured already keeps its id, also with other settings', async () => {
  const site = new Site();
  site.nodes.set('a:1', [{ streamId: 7, devicePath: '/dev/video0' }]);
  assert.equal(await startIngest(site.seenFrom('a:1', atOnce), 'v4l2:/dev/video0?fps=5', wish('/dev/video0')), 7);
});

test('an id that anything else uses is not tried', async () => {
  const site = new Site();
  const [first, second] = candidateIds('a:1', 'pattern:');
  site.nodes.set('b:1', [{ streamId: first, devicePath: 'pattern:' }]);
  assert.equal(await startIngest(site.seenFrom('a:1', atOnce), 'pattern:', wish('pattern:')), second);
});

test('a node that always refuses is believed', async () => {
  const site = new Site();
  const seen = { ...site.seenFrom('a:1', atOnce), ask: () => Promise.reject(Object.assign(new Error('no'), { status: Status.conflict })) };
  await assert.rejects(startIngest(seen, 'pattern:', wish('pattern:')), /no/);
});

/** A device of that node whose first id is that of device "one" of a:1: such a pair is what controllers fight about. */
const twin = (() => {
  const [wanted] = candidateIds('a:1', 'one');
  /** @type {Record<string, string>} */
  const found = {};
  return (/** @type {string} */ node) => found[node] ??= (() => {
    for (let n = 0; ; n++) if (candidateIds(node, `d${n}`).next().value === wanted) return `d${n}`;
  })();
})();

test('three controllers at once never leave one id with two devices', async (t) => {
  const seed = Number(process.env.WEIR_SEED ?? 1);
  t.diagnostic(`seed ${seed}`);
  for (let run = 0; run < 300; run++) {
    const choose = random(seed * 1000 + run);
    const site = new Site();
    /** @type {(() => void)[]} */
    const waiting = [];
    const turn = () => new Promise((/** @type {(value: void) => void} */ resolve) => waiting.push(resolve));
    for (const name of ['a:1', 'b:1']) site.nodes.set(name, []);
    let running = 3;
    const started = [['a:1', 'one'], ['a:1', twin('a:1')], ['b:1', twin('b:1')]].map(([node, device]) =>
      startIngest(site.seenFrom(node, turn), device, wish(device)).finally(() => { running--; }));
    while (running > 0) {
      for (let calm = 0; calm < 8; calm++) await Promise.resolve();
      if (waiting.length > 0) waiting.splice(choose(waiting.length), 1)[0]();
    }
    await Promise.all(started);
    const ids = [...site.nodes.values()].flat().map(({ streamId }) => streamId);
    assert.equal(ids.length, 3, `run ${run}`);
    assert.equal(new Set(ids).size, ids.length, `run ${run}: ${ids}`);
  }
});

/** @param {string} name @param {{streamId: number, outputStreamId: number, destHost: string, destPort: number}[]} relays */
const report = (name, relays = [], connected = true) => /** @type {any} */ ({ node: { name }, config: { relays, ingests: [] }, connected });

/** @param {number} streamId */
const plain = (streamId) => ({ streamId, outputStreamId: 0 });

test('an edge that makes a circle is refused with where it comes from', () => {
  const end = report('relay:end', [{ streamId: 3, outputStreamId: 0, destHost: 'relay:begin', destPort: 0 }]);
  const middle = report('relay:middle', [{ streamId: 3, outputStreamId: 0, destHost: '10.0.0.1', destPort: 8001 }]);
  const begin = report('relay:begin');
  const find = (/** @type {string} */ text) => ({ '10.0.0.1:8001': end, 'relay:begin': begin })[text];
  assert.match(circle(begin, middle, plain(3), find), /Stream 3 comes from relay:middle already/);
  assert.match(circle(begin, begin, plain(3), find), /goes in a circle/);
  assert.equal(circle(begin, middle, plain(4), find), '');
  assert.equal(circle(begin, undefined, plain(3), find), '');
});

test('a circle goes through other ids and pushes of sources, and under another id there is none', () => {
  const end = report('relay:end', [{ streamId: 5, outputStreamId: 3, destHost: 'relay:begin', destPort: 0 }]);
  const middle = report('relay:middle', [{ streamId: 3, outputStreamId: 5, destHost: 'relay:end', destPort: 0 }]);
  const begin = report('relay:begin');
  const camera = report('camera:one');
  camera.config.ingests.push({ streamId: 9, destHost: 'relay:begin', destPort: 0 });
  const find = (/** @type {string} */ text) => [end, middle, begin, camera].find(({ node }) => node.name === text);
  assert.match(circle(begin, middle, plain(3), find), /circle/);
  assert.equal(circle(begin, middle, { streamId: 3, outputStreamId: 5 }, find), '');
  assert.match(circle(begin, middle, { streamId: 3, outputStreamId: 3 }, find), /circle/);
  assert.match(circle(begin, camera, plain(9), find), /circle/);
});

test('an edge to a node that is not there is kept, and says so', () => {
  assert.equal(whyItWaits(report('relay:end'), 'relay:end'), '');
  assert.match(whyItWaits(report('relay:end', [], false), 'relay:end'), /relay:end does not answer; the edge is kept/);
  assert.match(whyItWaits(undefined, '10.0.0.9:8001'), /10\.0\.0\.9:8001 is not known here yet/);
});
