// What a person asked for on the page, turned into requests to nodes.

import { finder } from './graph/graph.mjs';
import { limits } from './limits.mjs';
import { circle, edgeOf, pushServes, pushesTo, whyItWaits, withoutPush } from './operations/edges.mjs';
import { targetText } from './operations/names.mjs';
import { siteOf } from './operations/site.mjs';
import { startIngest } from './operations/stream_ids.mjs';
import { parseAddress } from './options.mjs';
import { DeliveryMode, ingestRequest } from './wire.mjs';

/** @typedef {import('./page_server/browser_messages.mjs').NodeCommand} NodeCommand */
/** @typedef {import('./page_server/browser_messages.mjs').Destination} Destination */
/** @typedef {import('./peer/node_link.mjs').NodeLink} NodeLink */
/** @typedef {import('./operations/site.mjs').Network} Network */

/**
 * @param {NodeCommand} command
 * @param {Network} network
 * @returns {Promise<any>} what the page is told; rejects with a sentence
 */
export async function runOnNode(command, network) {
  const link = network.link(command.node);
  if (!link) throw new Error('This node is gone; choose another.');
  const result = await perform(command, link, network);
  // The page shows what changed without waiting for the node to tell.
  if (command.type !== 'enumDevices' && command.type !== 'history') await link.refresh();
  return result;
}

/** @param {NodeCommand} command @param {NodeLink} link @param {Network} network */
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
    case 'startRelay':
      return startRelay(command, link, network);
    case 'stopRelay':
      await link.request('stopRelay', { outputId: command.outputId });
      return {};
    case 'startSink':
      await link.request('startSink', { streamId: command.streamId, path: command.path });
      return {};
    case 'stopSink':
      await link.request('stopSink', { streamId: command.streamId });
      return {};
    case 'startDisplay':
      // Stripes that move tell a source that is gone from a picture that stands still.
      await link.request('startDisplay', { streamId: command.streamId, noSignalFps: 5 });
      return {};
    case 'stopDisplay':
      await link.request('stopDisplay', { streamId: command.streamId });
      return {};
    case 'history':
      return { entries: link.history.entries().slice(-limits.historyShownMax).reverse() };
    case 'enumDevices': {
      const { devices } = await link.request('enumDevices');
      return { devices: devices.map((/** @type {{path: string, name: string}} */ { path, name }) => ({ path, name })) };
    }
  }
}

/**
 * A push to the same node that does not do what is wished is turned into an edge of its own, as the command line does it.
 *
 * @param {import('./page_server/browser_messages.mjs').StartRelay} command @param {NodeLink} link @param {Network} network
 */
async function startRelay({ streamId, destination, delivery }, link, network) {
  const where = target(destination, network);
  if (where.destHost === '') throw new Error('Choose where the stream is sent.');
  const { from, to, named, find } = endsOf(link, where, network);
  const captured = from?.config?.ingests.find((ingest) => ingest.streamId === streamId);
  const edge = { ...edgeOf(streamId, named, delivery, captured !== undefined), ...where };
  const wrong = from ? circle(from, to, edge, find) : '';
  if (wrong) throw new Error(wrong);
  // Whether a program takes bare bytes is not known before it is tried.
  const waits = edge.mode === DeliveryMode.opaque ? '' : whyItWaits(to, named);
  if (captured && pushServes(captured, edge, delivery)) return { outputId: 0, waits };
  const { outputId } = await link.request('startRelay', edge);
  if (captured && pushesTo(captured, edge)) await link.request('startIngest', withoutPush(captured));
  return { outputId, waits };
}

/** @param {NodeLink} link @param {{destHost: string, destPort: number}} where @param {Network} network */
function endsOf(link, { destHost, destPort }, network) {
  const reports = network.reports();
  const find = finder(reports);
  const named = targetText({ destHost, destPort });
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
