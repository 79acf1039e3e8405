// What a person asked for on the page, turned into requests to nodes.

import { freeStreamId } from './graph/graph.mjs';
import { parseAddress } from './options.mjs';
import { ingestRequest, relayRequest } from './wire.mjs';

/** @typedef {import('./page_server/browser_messages.mjs').Command} Command */
/** @typedef {import('./page_server/browser_messages.mjs').Destination} Destination */
/** @typedef {import('./peer/node_link.mjs').NodeLink} NodeLink */
/** @typedef {import('./graph/graph.mjs').NodeReport} NodeReport */

/**
 * @param {Command} command
 * @param {{link: (key: string) => NodeLink | undefined, reports: () => NodeReport[]}} network
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

/**
 * @param {Command} command
 * @param {NodeLink} link
 * @param {{link: (key: string) => NodeLink | undefined, reports: () => NodeReport[]}} network
 */
async function perform(command, link, network) {
  switch (command.type) {
    case 'startIngest': {
      const streamId = freeStreamId(network.reports());
      if (streamId === 0) throw new Error('All 65535 stream numbers are taken; stop a source first.');
      await link.request('startIngest', ingestRequest({ streamId, ...command, ...target(command.destination, network) }));
      return { streamId };
    }
    case 'stopIngest':
      await link.request('stopIngest', { streamId: command.streamId });
      return {};
    case 'startRelay': {
      const where = target(command.destination, network);
      if (where.destHost === '') throw new Error('Choose where the stream is sent.');
      const { outputId } = await link.request('startRelay', relayRequest({ streamId: command.streamId, mode: command.mode, ...where }));
      return { outputId };
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
