// How operations reach the nodes: through the links that there are.

import { finder } from '../graph/graph.mjs';
import { limits } from '../limits.mjs';

/** @typedef {import('../peer/node_link.mjs').NodeLink} NodeLink */
/** @typedef {import('../graph/graph.mjs').NodeReport} NodeReport */
/** @typedef {import('./stream_ids.mjs').IngestSite} IngestSite */
/** @typedef {{link: (key: string) => NodeLink | undefined, links: () => NodeLink[], reports: () => NodeReport[]}} Network */

/** @param {NodeLink} link @param {Network} network @returns {IngestSite} */
export function siteOf(link, network) {
  return {
    node: link.node.name,
    reports: network.reports,
    ask: (command, fields) => link.request(command, fields),
    wishes: () => allWishes(network),
  };
}

/** A node by its name or HOST:PORT. @param {string} named @param {Network} network @returns {IngestSite} */
export function siteNamed(named, network) {
  const key = finder(network.reports())(named)?.node.key;
  const link = key === undefined ? undefined : network.link(key);
  if (link) return siteOf(link, network);
  return {
    node: named, reports: network.reports, wishes: () => allWishes(network),
    ask: () => Promise.reject(new Error(`${named} is gone; apply again when it is back`)),
  };
}

/** What every node is meant to do, asked now. Who does not answer soon is taken at its last word. @param {Network} network */
async function allWishes(network) {
  const asked = network.links().filter(({ connected }) => connected).map(async (link) => {
    const answer = link.request('getConfigState').catch(() => link.config);
    const config = await soon(answer, link.config);
    return config ? [{ name: link.node.name, config }] : [];
  });
  return (await Promise.all(asked)).flat();
}

/** Reads anew what every node is meant to do; nobody waits long for one that is slow. @param {Network} network */
export async function lookAgain(network) {
  await Promise.all(network.links().filter(({ connected }) => connected).map((link) => soon(link.refresh(), undefined)));
}

/** @template Value @param {Promise<Value>} answer @param {Value} otherwise @returns {Promise<Value>} */
async function soon(answer, otherwise) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const patience = new Promise((resolve) => { timer = setTimeout(() => resolve(otherwise), limits.wishesPatienceMs); });
  try {
    return await Promise.race([answer, patience]);
  } finally {
    clearTimeout(timer);
  }
}
