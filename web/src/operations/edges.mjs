// An edge as one operation: what may not be asked, and whether its other end is there. As core/operations/edges.cpp.

import { BudgetPolicy, DeliveryMode, DropPolicy, SlotPolicy, TransportMode } from '../wire.mjs';
import { targetOf, targetText } from './names.mjs';

/** @typedef {import('../graph/graph.mjs').NodeReport} NodeReport */
/** @typedef {import('../graph/graph.mjs').Finder} Finder */
/** @typedef {import('../wire.mjs').RelayEdge} RelayEdge */
/** @typedef {import('../wire.mjs').Ingest} Ingest */

/**
 * How a stream leaves a node, in the schema's values; 0 everywhere: as suits its place, every frame from where it is
 * captured (a few may wait), only the newest from a relay.
 *
 * @typedef {object} Delivery
 * @property {number} mode
 * @property {number} priority
 * @property {number} framesMax
 * @property {import('../wire.mjs').Int64} bytesMax
 * @property {number} slotPolicy
 * @property {number} dropPolicy
 * @property {number} budgetPolicy
 * @property {number} scheduler
 * @property {number} weight
 * @property {boolean} acknowledged
 * @property {number} outputStreamId  under which the target sees it; 0: under its own
 */

/** @type {Delivery} */
export const noDelivery = Object.freeze({
  mode: 0, priority: 0, framesMax: 0, bytesMax: 0, slotPolicy: 0, dropPolicy: 0, budgetPolicy: 0, scheduler: 0, weight: 0,
  acknowledged: false, outputStreamId: 0,
});

/** From a device to its first relay every frame counts, but live pictures must not grow old. */
const capturedFramesMax = 8;
/** Of the push of a file, which may wait longer. */
const fileFramesMax = 300;

/** @type {(keyof RelayEdge)[]} */
const edgeFields = [
  'streamId', 'outputStreamId', 'mode', 'slotPolicy', 'dropPolicy', 'priority', 'framesMax', 'bytesMax', 'destPort', 'destHost',
  'budgetPolicy', 'scheduler', 'weight', 'acknowledged', 'siteId',
];

/**
 * The edge that is meant, as the node fills it in, so that the same wish is the same edge.
 *
 * @param {number} streamId
 * @param {string} to  a node's name, or HOST:PORT
 * @param {Delivery} delivery
 * @param {boolean} capturedHere  the sending node captures the stream
 * @returns {RelayEdge}
 */
export function edgeOf(streamId, to, delivery, capturedHere) {
  const { framesMax, bytesMax, budgetPolicy, acknowledged } = delivery;
  const budget = framesMax !== 0 || bytesMax !== 0 || budgetPolicy === BudgetPolicy.soft || acknowledged;
  const usual = capturedHere || budget ? DeliveryMode.completeness : DeliveryMode.lowLatency;
  const framed = delivery.mode !== DeliveryMode.opaque; // bare bytes have no policies
  return {
    ...delivery, ...targetOf(to), outputId: 0, streamId, siteId: 0,
    mode: delivery.mode || usual,
    slotPolicy: delivery.slotPolicy || (framed ? SlotPolicy.replacePending : 0),
    dropPolicy: delivery.dropPolicy || (framed ? DropPolicy.dropOldest : 0),
    framesMax: capturedHere && delivery.mode === 0 && !budget ? capturedFramesMax : framesMax,
  };
}

/** The same edge with the same settings, whatever its number. @param {RelayEdge} a @param {RelayEdge} b */
export function sameEdge(a, b) {
  return edgeFields.every((field) => a[field] === b[field]);
}

/** @param {Delivery} delivery */
export function isUsual(delivery) {
  return Object.entries(noDelivery).every(([key, value]) => delivery[/** @type {keyof Delivery} */ (key)] === value);
}

/** The edge that a capture lays by itself, its push; null when the stream stays at its node. @param {Ingest} ingest @returns {RelayEdge | null} */
export function pushOf({ streamId, devicePath, destHost, destPort, transportMode }) {
  if (destHost === '') return null;
  const delivery = { ...noDelivery };
  if (transportMode === TransportMode.opaque) delivery.mode = DeliveryMode.opaque;
  else if (devicePath.startsWith('file:')) Object.assign(delivery, { mode: DeliveryMode.completeness, framesMax: fileFramesMax });
  return { ...edgeOf(streamId, '', delivery, true), destHost, destPort };
}

/** The same ends and id. @param {Ingest} ingest @param {RelayEdge} edge */
export function pushesTo({ streamId, destHost, destPort }, edge) {
  return destHost !== '' && streamId === edge.streamId && edge.outputStreamId === 0 && destHost === edge.destHost && destPort === edge.destPort;
}

/** Whether the push is all that an edge of this delivery asks for. @param {Ingest} ingest @param {RelayEdge} edge @param {Delivery} delivery */
export function pushServes(ingest, edge, delivery) {
  if (!pushesTo(ingest, edge)) return false;
  const framed = ingest.transportMode !== TransportMode.opaque;
  return (framed && isUsual(delivery)) || sameEdge(/** @type {RelayEdge} */ (pushOf(ingest)), edge);
}

/** @param {Ingest} ingest @returns {Ingest} */
export const withoutPush = (ingest) => ({ ...ingest, destHost: '', destPort: 0, transportMode: TransportMode.auto });

/** @typedef {{streamId: number, outputStreamId: number}} Ids  of an edge, here and beyond */

/** @param {Ids} edge */
const idBeyond = ({ streamId, outputStreamId }) => outputStreamId || streamId;

/**
 * Whether the stream goes on from `at` to `goal`, as far as the nodes say. Each is looked at once: relays may form circles
 * and fork at every step.
 *
 * @param {{at: NodeReport, id: number}} start @param {{at: NodeReport, id: number}} goal @param {Finder} find
 */
function leadsTo(start, goal, find) {
  /** By node, the ids that the stream has there. @type {Map<NodeReport, Set<number>>} */
  const reached = new Map();
  const frontier = [start];
  for (let next = frontier.pop(); next; next = frontier.pop()) {
    const { at, id } = next;
    if (at === goal.at && id === goal.id) return true;
    const ids = reached.get(at) ?? new Set();
    if (ids.has(id)) continue;
    reached.set(at, ids.add(id));
    const onwards = [
      ...(at.config?.relays ?? []).map((edge) => ({ edge, beyond: idBeyond(edge) })),
      ...(at.config?.ingests ?? []).filter(({ destHost }) => destHost !== '').map((edge) => ({ edge, beyond: id })),
    ];
    for (const { edge, beyond } of onwards) {
      const to = edge.streamId === id ? find(targetText(edge)) : undefined;
      if (to) frontier.push({ at: to, id: beyond });
    }
  }
  return false;
}

/**
 * Why the stream may not be sent from there to there; empty when it may.
 *
 * @param {NodeReport} from @param {NodeReport | undefined} to @param {Ids} edge @param {Finder} find
 */
export function circle(from, to, edge, find) {
  if (to === from) return 'A stream that a node sends to itself goes in a circle; choose another node.';
  const { streamId } = edge;
  return !to || !leadsTo({ at: to, id: idBeyond(edge) }, { at: from, id: streamId }, find) ? ''
    : `Stream ${streamId} comes from ${to.node.name} already, so sending it back there would make a circle.`;
}

/**
 * Why the edge only waits; empty when both ends are there. The wish is kept where it is sent.
 *
 * @param {NodeReport | undefined} to @param {string} named  how the person named it
 */
export function whyItWaits(to, named) {
  const later = 'the edge is kept, and begins by itself when it is there';
  if (!to) return `${named} is not known here yet; ${later}.`;
  return to.connected ? '' : `${to.node.name || named} does not answer; ${later}.`;
}
