import assert from 'node:assert/strict';
import { test } from 'node:test';

import { limits } from '../src/limits.mjs';
import { PeerTable } from '../src/peer/peer_table.mjs';

/** @param {Partial<import('../src/peer/peer_table.mjs').Announced>} [change] */
const said = (change = {}) => ({ name: 'relay:main', siteId: 0, functionFlags: 2, bootNonce: 1n, tcpPort: 8001, ...change });

/** @param {PeerTable} table @param {ReturnType<typeof said>} announcement @param {{host?: string, now?: number}} [at] */
function announce(table, announcement, { host = '10.0.0.7', now = 0 } = {}) {
  const heard = table.announced(host, announcement, now);
  assert.ok(heard);
  return heard;
}

test('one node heard on two interfaces is one node, reached by loopback first', () => {
  const table = new PeerTable();
  const first = announce(table, said());
  const second = announce(table, said(), { host: '127.0.0.1' });
  assert.ok(first.isNew);
  assert.equal(second.isNew, false);
  assert.ok(second.moved);
  assert.deepEqual(first.node.addresses.map(({ host }) => host), ['127.0.0.1', '10.0.0.7']);
});

test('a node that was lost and announces itself with another boot nonce is the same one, restarted', () => {
  const table = new PeerTable();
  const { node } = announce(table, said());
  table.greeted(node, said(), 1);
  table.disconnected(node, 2);
  const { node: again, restarted } = announce(table, said({ bootNonce: 2n, tcpPort: 9002 }), { now: 3 });
  assert.equal(again, node);
  assert.ok(restarted);
  assert.deepEqual(node.addresses, [{ host: '10.0.0.7', port: 9002 }]);
});

test('two nodes with one name stay two and both are flagged, until one of them goes', () => {
  const table = new PeerTable();
  const { node: one } = announce(table, said());
  const { node: two } = announce(table, said({ bootNonce: 2n }), { host: '10.0.0.8' });
  assert.notEqual(one, two);
  assert.ok(one.duplicate && two.duplicate);
  table.greeted(one, said(), 1);
  table.tick(limits.announceIntervalMs * limits.announceIntervalsSilentMax + 1);
  assert.equal(two.online, false);
  assert.equal(one.duplicate, false);
});

test('a node is offline after three silent intervals, unless it is connected', () => {
  const table = new PeerTable();
  const { node } = announce(table, said());
  const silence = limits.announceIntervalMs * limits.announceIntervalsSilentMax;
  assert.deepEqual(table.tick(silence).wentOffline, []);
  assert.deepEqual(table.tick(silence + 1).wentOffline, [node]);
  table.greeted(node, said(), silence + 2);
  table.tick(silence * 5);
  assert.ok(node.online);
});

test('an offline node is forgotten in the end, one that was given by hand is not', () => {
  const table = new PeerTable();
  announce(table, said());
  const given = table.addStatic({ host: 'pi', port: 1 }, 0);
  table.tick(limits.forgetAfterMs);
  table.tick(limits.forgetAfterMs * 3);
  assert.deepEqual(table.nodes(), [given]);
});

test('a node given by address that is also discovered becomes one when it says hello', () => {
  const table = new PeerTable();
  const given = table.addStatic({ host: 'pi.local', port: 8001 }, 0);
  const { node: heard } = announce(table, said());
  const twin = table.greeted(given, said(), 1);
  assert.equal(twin, heard);
  assert.deepEqual(table.nodes(), [given]);
  assert.equal(given.name, 'relay:main');
  assert.equal(given.addresses.length, 2);
});

test('a name means the connected node, and among namesakes the one meant before', () => {
  const table = new PeerTable();
  const { node: one } = announce(table, said());
  const { node: two } = announce(table, said({ bootNonce: 2n }), { host: '10.0.0.8' });
  table.greeted(two, said({ bootNonce: 2n }), 1);
  assert.equal(table.resolve('relay:main', one.key), two);
  table.greeted(one, said(), 2);
  assert.equal(table.resolve('relay:main', two.key), two);
  assert.equal(table.resolve('relay:main', one.key), one);
  assert.equal(table.resolve('nobody'), undefined);
});

test('a flood of announcements fills the table to its bound and no further', () => {
  const table = new PeerTable();
  for (let i = 0; i < limits.nodesMax + 50; i++) table.announced('10.0.0.9', said({ name: `a:${i}`, bootNonce: BigInt(i), tcpPort: i + 1 }), 0);
  assert.equal(table.nodes().length, limits.nodesMax);
});
