import assert from 'node:assert/strict';
import { test } from 'node:test';

import { runOnNode } from '../src/commands.mjs';
import { noDelivery } from '../src/operations/edges.mjs';
import { DeliveryMode, DropPolicy, SlotPolicy, TransportMode } from '../src/wire.mjs';
import { reportOf } from './support/topology_cases.mjs';

/** A camera whose stream 7 is pushed to a relay, and the relay. @param {object} [push] */
function site(push = { dest_host: 'relay:main' }) {
  const reports = [
    { name: 'camera:desk', address: '10.0.0.1:8001', ingests: [{ stream_id: 7, device_path: 'pattern:', ...push }] },
    { name: 'relay:main', address: '10.0.0.1:8002', relays: [{ output_id: 1, stream_id: 9, dest_host: 'camera:desk', mode: 1 }] },
  ].map(reportOf);
  /** @type {[string, any][]} */
  const asked = [];
  const links = reports.map(({ node }) => /** @type {any} */ ({
    node, refresh: async () => {},
    request: async (/** @type {string} */ command, /** @type {any} */ fields) => {
      asked.push([command, fields]);
      return { outputId: 4 };
    },
  }));
  const network = { reports: () => reports, links: () => links, link: (/** @type {string} */ key) => links.find(({ node }) => node.key === key) };
  const send = (/** @type {object} */ said) => runOnNode(/** @type {any} */ (
    { type: 'startRelay', id: 1, node: 'n0', streamId: 7, destination: { node: 'n1' }, delivery: noDelivery, ...said }), network);
  return { asked, send };
}

test('an edge is asked for with everything that was said of it', async () => {
  const { asked, send } = site({});
  const delivery = { ...noDelivery, priority: 3, outputStreamId: 9 };
  assert.deepEqual(await send({ delivery }), { outputId: 4, waits: '' });
  const [[command, edge]] = asked;
  assert.equal(command, 'startRelay');
  assert.deepEqual([edge.destHost, edge.priority, edge.outputStreamId], ['relay:main', 3, 9]);
  assert.deepEqual([edge.mode, edge.framesMax, edge.slotPolicy], [DeliveryMode.completeness, 8, SlotPolicy.replacePending]);
});

test('an opaque edge goes to an address, without policies and without waiting for a node', async () => {
  const { asked, send } = site({});
  const said = await send({ destination: { address: '10.0.0.9:9000' }, delivery: { ...noDelivery, mode: DeliveryMode.opaque } });
  assert.deepEqual(said, { outputId: 4, waits: '' });
  const { destHost, destPort, slotPolicy, dropPolicy } = asked[0][1];
  assert.deepEqual([destHost, destPort, slotPolicy, dropPolicy], ['10.0.0.9', 9000, 0, 0]);
});

test('a push that does what is wished stays, one that does not is turned into an edge', async () => {
  const { asked, send } = site();
  assert.deepEqual(await send({}), { outputId: 0, waits: '' });
  assert.equal(asked.length, 0);

  await send({ delivery: { ...noDelivery, mode: DeliveryMode.completeness, dropPolicy: DropPolicy.dropNewest } });
  assert.deepEqual(asked.map(([command]) => command), ['startRelay', 'startIngest']);
  const [, [, ingest]] = asked;
  assert.deepEqual([ingest.streamId, ingest.devicePath, ingest.destHost, ingest.transportMode], [7, 'pattern:', '', TransportMode.auto]);
});

test('a circle is refused under the id that the stream would have', async () => {
  const { asked, send } = site({});
  await assert.rejects(send({ streamId: 9, delivery: noDelivery }), /would make a circle/);
  await send({ streamId: 9, delivery: { ...noDelivery, outputStreamId: 5 } });
  assert.equal(asked.length, 1);
});
