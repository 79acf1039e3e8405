// Who may talk to the controller from a browser: only the page it served itself. Pure.

import { isIP } from 'node:net';

/**
 * A page of another site can make a browser send requests here, and a name of that site can be pointed at this
 * address (DNS rebinding). Neither can make the browser lie about Host and Origin.
 *
 * @param {string | undefined} host  the Host header
 * @param {string[]} ownNames  names this machine is known by, lower case
 */
export function isOwnHost(host, ownNames) {
  const name = hostName(host);
  if (name === null) return false;
  return isIP(name) !== 0 || name === 'localhost' || ownNames.includes(name);
}

/**
 * @param {string | undefined} origin  the Origin header; browsers always send it with a WebSocket
 * @param {string | undefined} host  the Host header
 */
export function isSameOrigin(origin, host) {
  if (!origin || !host) return false;
  return origin.toLowerCase() === `http://${host.toLowerCase()}`;
}

/** @param {string | undefined} host @returns {string | null} without port and brackets, lower case */
function hostName(host) {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::\d{1,5})?$/.exec(host?.toLowerCase() ?? '');
  return match ? match[1] ?? match[2] : null;
}
