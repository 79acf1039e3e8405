// What a person asked for on the page, turned into requests to nodes.

import { finder } from './graph/graph.mjs';
import { circle, whyItWaits } from './operations/edges.mjs';
import { startIngest } from './operations/stream_ids.mjs';
import { parseAddress } from './options.mjs';
import { ingestRequest, relayRequest } from './wire.mjs';

/** @typedef {import('./page_server/browser_messages.mjs').Command} Command */
/** @typedef {import('./page_server/browser_messages.mjs').Destination} Destination */
/** @typedef {import('./peer/node_link.mjs').NodeLink} NodeLink */
/** @typedef {import('./graph/graph.mjs').NodeReport} NodeReport */
/** @typedef {{link: (key: string) => NodeLink | undefined, links: () => NodeLink[], reports: () => NodeReport[]}} Network */

/**
 * @param {Command} command
 * @param {Network} network
 * @returns {Promise<any>} what the page is told; rejects with a sentence
 */
export async function run(command, network) {
  const link = network.link(command.node);
  if (!link) throw new Error('This node is gone; choose another.');
  const result = await perform(command, link, network);
  // The page shows what changed without waiting for the next poll.
  if (command.type !== 'enumDevices') await link.refresh();
  return result;
}

/** @param {Command} command @param {NodeLink} link @param {Network} network */
async function perform(command, link, network) {
  switch (command.type) {
    case 'startIngest': {
      const where = target(command.destination, network);
      const streamId = await startIngest(siteOf(link, network), command.device, (id) => ingestRequest({ streamId: id, ...command, ...where }));
      return { streamId };
    }
    case 'stopIngest':
      await link.request('stopIngest', { streamId: command.streamId });
      return {};
    case 'startRelay': {
      const where = target(command.destination, network);
      if (where.destHost === '') throw new Error('Choose where the stream is sent.');
      const { from, to, named, find } = endsOf(link, where, network);
      const wrong = from ? circle(from, to, command.streamId, find) : '';
      if (wrong) throw new Error(wrong);
      const { outputId } = await link.request('startRelay', relayRequest({ streamId: command.streamId, mode: command.mode, ...where }));
      return { outputId, waits: whyItWaits(to, named) };
    }
    case 'stopRelay':
      await link.request('stopRelay', { outputId: command.outputId });
      return {};
    case 'enumDevices': {
      const { devices } = await link.request('enumDevices');
      return { devices: devices.map((/** @type {{path: string, name: string}} */ { path, name }) => ({ path, name })) };
    }
  }
}

/** @param {NodeLink} link @param {Network} network */
function siteOf(link, network) {
  return {
    node: link.node.name,
    reports: network.reports,
    ask: (/** @type {string} */ command, /** @type {Record<string, unknown>} */ fields) => link.request(command, fields),
    async wishes() {
      const asked = network.links().filter((each) => each.connected)
        .map(async (each) => ({ name: each.node.name, config: await each.request('getConfigState') }));
      return (await Promise.allSettled(asked)).flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    },
  };
}

/** @param {NodeLink} link @param {{destHost: string, destPort: number}} where @param {Network} network */
function endsOf(link, { destHost, destPort }, network) {
  const reports = network.reports();
  const find = finder(reports);
  const named = destPort === 0 ? destHost : `${destHost}:${destPort}`;
  return { from: reports.find(({ node }) => node === link.node), to: find(named), named, find };
}

/**
 * A node that announces itself is named, so that the edge survives its restart on another port; others by address.
 *
 * @param {Destination} destination
 * @param {{link: (key: string) => NodeLink | undefined}} network
 */
function target(destination, network) {
  if (destination === null) return { destHost: '', destPort: 0 };
  if ('address' in destination) {
    const address = parseAddress(destination.address);
    if (!address) throw new Error(`${destination.address} is not HOST:PORT; try 192.168.1.20:8001.`);
    return { destHost: address.host, destPort: address.port };
  }
  const node = network.link(destination.node)?.node;
  if (!node) throw new Error('The destination is gone; choose another.');
  if (node.announcedAt !== null && node.name && !node.duplicate) return { destHost: node.name, destPort: 0 };
  const [first] = node.addresses;
  if (!first) throw new Error(`${node.name} accepts no connections; choose another destination.`);
  return { destHost: first.host, destPort: first.port };
}
