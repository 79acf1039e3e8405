// An edge as one operation: what may not be asked, and whether its other end is there. As core/operations/edges.cpp.

/** @typedef {import('../graph/graph.mjs').NodeReport} NodeReport */
/** @typedef {import('../graph/graph.mjs').Finder} Finder */

/** @param {{destHost: string, destPort: number}} edge */
const text = ({ destHost, destPort }) => (destPort === 0 ? destHost : `${destHost}:${destPort}`);

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
    const next = edge.streamId === streamId ? find(text(edge)) : undefined;
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
