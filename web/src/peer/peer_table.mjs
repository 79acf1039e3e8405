// Who is out there. Pure: announcements, greetings and `now` in; the list of nodes and what changed out.

import { limits } from '../limits.mjs';

/** @typedef {{host: string, port: number}} Address */

/**
 * One node, as far as this controller can tell one from another.
 *
 * @typedef {object} Node
 * @property {string} key  stable for this controller's lifetime, across the node's restarts
 * @property {string} name  empty until an announcement or a hello told it
 * @property {number} siteId
 * @property {number} functionFlags
 * @property {bigint | null} bootNonce  null until known
 * @property {Address[]} addresses  where to connect, best first; empty when it accepts nothing
 * @property {boolean} isStatic  given on the command line: never forgotten
 * @property {number | null} announcedAt  ms; null when it never announced itself
 * @property {number} offlineSince  ms; meaningful while offline
 * @property {boolean} connected
 * @property {boolean} lost  its connection ended or was refused since it last announced itself
 * @property {boolean} online
 * @property {boolean} duplicate  another node that is online has the same name
 */

/** @typedef {{name: string, siteId: number, functionFlags: number, bootNonce: bigint, tcpPort: number}} Announced */

const silenceMaxMs = limits.announceIntervalMs * limits.announceIntervalsSilentMax;

export class PeerTable {
  /** @type {Map<string, Node>} */
  #nodes = new Map();
  #lastKey = 0;

  /** @returns {Node[]} in the order they were first seen */
  nodes() {
    return [...this.#nodes.values()];
  }

  /** @param {string} key */
  get(key) {
    return this.#nodes.get(key);
  }

  /**
   * A node given by address only; its name comes with its hello.
   *
   * @param {Address} address
   * @param {number} now
   */
  addStatic(address, now) {
    const node = this.#create(now);
    node.isStatic = true;
    node.addresses = [address];
    return node;
  }

  /**
   * @param {string} host  where the datagram came from
   * @param {Announced} said
   * @param {number} now  ms
   * @returns {{node: Node, isNew: boolean, restarted: boolean, moved: boolean} | null} null when the table is full
   */
  announced(host, said, now) {
    const address = said.tcpPort === 0 ? null : { host, port: said.tcpPort };
    const known = this.#find(said, address);
    if (!known && this.#nodes.size >= limits.nodesMax) return null;

    const node = known ?? this.#create(now);
    const restarted = node.bootNonce !== null && node.bootNonce !== said.bootNonce;
    if (restarted) node.addresses = node.isStatic ? node.addresses.slice(0, 1) : [];
    const moved = address !== null && remember(node, address);
    identify(node, said);
    node.announcedAt = now;
    node.lost = false;
    this.#refresh(now);
    return { node, isNew: !known, restarted, moved };
  }

  /**
   * The node at the other end of a connection said who it is.
   *
   * @param {Node} node
   * @param {{name: string, siteId: number, functionFlags: number, bootNonce: bigint}} said
   * @param {number} now
   * @returns {Node | null} a record of the same node that is now redundant and was removed
   */
  greeted(node, said, now) {
    const twin = this.nodes().find((other) => other !== node && other.bootNonce === said.bootNonce) ?? null;
    if (twin) {
      node.isStatic ||= twin.isStatic;
      node.announcedAt ??= twin.announcedAt;
      for (const address of twin.addresses) remember(node, address);
      this.#nodes.delete(twin.key);
    }
    identify(node, said);
    node.connected = true;
    node.lost = false;
    this.#absorbPredecessor(node);
    this.#refresh(now);
    return twin;
  }

  /** Its connection ended, or was refused. @param {Node} node @param {number} now */
  disconnected(node, now) {
    node.connected = false;
    node.lost = true;
    this.#refresh(now);
  }

  /**
   * Lets time pass: silent nodes go offline, long offline ones are forgotten.
   *
   * @param {number} now
   * @returns {{wentOffline: Node[], forgotten: Node[]}}
   */
  tick(now) {
    const wereOnline = this.nodes().filter((node) => node.online);
    this.#refresh(now);
    const forgotten = this.nodes().filter(
      (node) => !node.online && !node.isStatic && now - node.offlineSince > limits.forgetAfterMs,
    );
    for (const node of forgotten) this.#nodes.delete(node.key);
    return { wentOffline: wereOnline.filter((node) => !node.online), forgotten };
  }

  /**
   * The node a name means: one that is connected before one that is not, the hinted address before others.
   *
   * @param {string} name
   * @param {string} [key]  of the record meant when several have the name
   */
  resolve(name, key = '') {
    const sameName = this.nodes().filter((node) => node.name === name);
    return sameName.find((node) => node.key === key && node.connected)
      ?? sameName.find((node) => node.connected)
      ?? sameName.find((node) => node.key === key)
      ?? sameName[0]
      ?? this.#nodes.get(key);
  }

  /** @param {Announced} said @param {Address | null} address */
  #find(said, address) {
    const nodes = this.nodes();
    const at = address && ((/** @type {Node} */ node) => node.addresses.some((other) => same(other, address)));
    return nodes.find((node) => node.bootNonce === said.bootNonce)
      // Restarted on the same port, or given by address and not yet greeted.
      ?? nodes.find((node) => at?.(node) && !node.connected && (node.name === said.name || node.name === ''))
      // Restarted on another port. A namesake that was not lost is somebody else.
      ?? nodes.find((node) => node.name === said.name && node.lost);
  }

  /** A record of the same name that lost its connection is this node's past: one row on the page, not two. @param {Node} node */
  #absorbPredecessor(node) {
    for (const other of this.nodes()) {
      if (other === node || other.name !== node.name || !other.lost || other.isStatic) continue;
      this.#nodes.delete(other.key);
    }
  }

  /** @param {number} now */
  #create(now) {
    /** @type {Node} */
    const node = {
      key: `n${++this.#lastKey}`, name: '', siteId: 0, functionFlags: 0, bootNonce: null, addresses: [], isStatic: false,
      announcedAt: null, offlineSince: now, connected: false, lost: false, online: false, duplicate: false,
    };
    this.#nodes.set(node.key, node);
    return node;
  }

  /** @param {number} now */
  #refresh(now) {
    /** @type {Map<string, number>} */
    const namesakes = new Map();
    for (const node of this.#nodes.values()) {
      const online = node.connected || (node.announcedAt !== null && now - node.announcedAt <= silenceMaxMs);
      if (node.online && !online) node.offlineSince = now;
      node.online = online;
      if (online && node.name) namesakes.set(node.name, (namesakes.get(node.name) ?? 0) + 1);
    }
    for (const node of this.#nodes.values()) node.duplicate = node.online && (namesakes.get(node.name) ?? 0) > 1;
  }
}

/** @param {Node} node @param {{name: string, siteId: number, functionFlags: number, bootNonce: bigint}} said */
function identify(node, said) {
  node.name = said.name;
  node.siteId = said.siteId;
  node.functionFlags = said.functionFlags;
  node.bootNonce = said.bootNonce;
}

/**
 * Loopback first: a node of this machine may listen there only, and it is heard on every interface.
 *
 * @param {Node} node
 * @param {Address} address
 * @returns {boolean} whether it is a new one
 */
function remember(node, address) {
  if (node.addresses.some((other) => same(other, address))) return false;
  const loopback = address.host.startsWith('127.');
  if (loopback) node.addresses.unshift(address);
  else node.addresses.push(address);
  node.addresses.length = Math.min(node.addresses.length, limits.addressesPerNodeMax);
  return true;
}

/** @param {Address} a @param {Address} b */
function same(a, b) {
  return a.host === b.host && a.port === b.port;
}
