// An edge as one operation: what may not be asked, and whether its other end is there. As core/operations/edges.cpp.

import { BudgetPolicy, DeliveryMode, DropPolicy, SlotPolicy } from '../wire.mjs';
import { targetOf, targetText } from './names.mjs';

/** @typedef {import('../graph/graph.mjs').NodeReport} NodeReport */
/** @typedef {import('../graph/graph.mjs').Finder} Finder */
/** @typedef {import('../wire.mjs').RelayEdge} RelayEdge */

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
 */

/** @type {Delivery} */
export const noDelivery = Object.freeze({
  mode: 0, priority: 0, framesMax: 0, bytesMax: 0, slotPolicy: 0, dropPolicy: 0, budgetPolicy: 0, scheduler: 0, weight: 0,
  acknowledged: false,
});

/** From a device to its first relay every frame counts, but live pictures must not grow old. */
const capturedFramesMax = 8;

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
    ...delivery, ...targetOf(to), outputId: 0, streamId, outputStreamId: 0, siteId: 0,
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

/**
 * Whether the stream goes on from `at` to `goal`, as far as the nodes say.
 *
 * @param {NodeReport} at @param {number} streamId @param {NodeReport} goal @param {Finder} find
 * @returns {boolean}
 */
function leadsTo(at, streamId, goal, find, seen = new Set()) {
  if (at === goal) return true;
  if (seen.has(at)) return false;
  seen.add(at);
  return (at.config?.relays ?? []).some((edge) => {
    const next = edge.streamId === streamId ? find(targetText(edge)) : undefined;
    return next !== undefined && leadsTo(next, streamId, goal, find, seen);
  });
}

/**
 * Why the stream may not be sent from there to there; empty when it may.
 *
 * @param {NodeReport} from @param {NodeReport | undefined} to @param {number} streamId @param {Finder} find
 */
export function circle(from, to, streamId, find) {
  if (!to || !leadsTo(to, streamId, from, find)) return '';
  return to === from
    ? 'A stream that a node sends to itself goes in a circle; choose another node.'
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
