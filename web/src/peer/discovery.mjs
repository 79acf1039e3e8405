// Announces this controller by multicast and hears the nodes that do the same. No daemon, no mDNS.

import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';

import { limits } from '../limits.mjs';
import { log } from '../log.mjs';
import { announcementBytes, probeBytes, readDatagram } from '../wire.mjs';

/** @typedef {import('../wire.mjs').Announcement} Announcement */

/**
 * @typedef {object} DiscoveryOptions
 * @property {string} group
 * @property {number} port
 * @property {Announcement} self  what is said about this controller
 * @property {(host: string, announcement: Announcement) => void} onAnnouncement  others only, never ourselves
 */

export class Discovery {
  #options;
  /** @type {import('node:dgram').Socket | null} */
  #ear = null;
  /** One mouth per interface: the system's default route is rarely the only place nodes are. @type {Map<string, import('node:dgram').Socket>} */
  #mouths = new Map();
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  /** @type {NodeJS.Timeout | undefined} */
  #answer;

  /** @param {DiscoveryOptions} options */
  constructor(options) {
    this.#options = options;
  }

  /** Joins, announces, and asks everyone to announce now. Without a network it stays silent and tries again. */
  async start() {
    const ear = createSocket({ type: 'udp4', reuseAddr: true });
    ear.on('message', (bytes, from) => this.#hear(bytes, from.address));
    await new Promise((resolve) => {
      ear.once('error', (error) => {
        log.warn('discovery', 'off: the port cannot be bound; give nodes with --peer HOST:PORT', {
          port: this.#options.port, reason: error.message,
        });
        resolve(undefined);
      });
      ear.bind(this.#options.port, '0.0.0.0', () => {
        this.#ear = ear;
        ear.removeAllListeners('error');
        ear.on('error', (error) => log.warn('discovery', 'receiving failed', { reason: error.message }));
        resolve(undefined);
      });
    });
    if (!this.#ear) return;
    this.#joinNewInterfaces(); // each interface probes and announces once it is joined
    this.#timer = setInterval(() => {
      this.#joinNewInterfaces();
      this.#announce();
    }, limits.announceIntervalMs);
  }

  stop() {
    clearInterval(this.#timer);
    clearTimeout(this.#answer);
    for (const mouth of this.#mouths.values()) mouth.close();
    this.#mouths.clear();
    this.#ear?.close();
    this.#ear = null;
  }

  /** @param {Buffer} bytes @param {string} host */
  #hear(bytes, host) {
    const heard = readDatagram(bytes);
    if (heard === null) return; // the group is shared with mDNS: most of what arrives is not ours
    if (heard.bootNonce === this.#options.self.bootNonce) return;
    if (heard.kind === 'announcement') this.#options.onAnnouncement(host, heard.announcement);
    else this.#answer ??= setTimeout(() => {
      this.#answer = undefined;
      this.#announce();
    }, Math.random() * limits.probeAnswerGapMs);
  }

  #announce() {
    this.#say(announcementBytes(this.#options.self));
  }

  /** @param {Uint8Array} bytes */
  #say(bytes) {
    for (const [address, mouth] of this.#mouths) {
      mouth.send(bytes, this.#options.port, this.#options.group, (error) => {
        if (error) this.#leave(address); // the interface went away; joined again when it is back
      });
    }
  }

  #joinNewInterfaces() {
    const present = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
      .filter((entry) => entry.family === 'IPv4').map((entry) => entry.address);
    for (const address of this.#mouths.keys()) {
      if (!present.includes(address)) this.#leave(address);
    }
    for (const address of present) {
      if (!this.#mouths.has(address)) this.#join(address);
    }
  }

  /** @param {string} address */
  #join(address) {
    try {
      this.#ear?.addMembership(this.#options.group, address);
    } catch (error) {
      // Two addresses of one interface share a membership.
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EADDRINUSE') return;
    }
    const mouth = createSocket({ type: 'udp4' });
    this.#mouths.set(address, mouth);
    mouth.on('error', () => this.#leave(address));
    // Bound to its interface's address, so that nodes see an address they can answer to.
    mouth.bind(0, address, () => {
      mouth.setMulticastInterface(address);
      mouth.setMulticastTTL(1);
      mouth.setMulticastLoopback(true);
      mouth.send(probeBytes(this.#options.self.bootNonce), this.#options.port, this.#options.group);
      mouth.send(announcementBytes(this.#options.self), this.#options.port, this.#options.group);
    });
  }

  /** @param {string} address */
  #leave(address) {
    const mouth = this.#mouths.get(address);
    if (!mouth) return;
    this.#mouths.delete(address);
    mouth.close();
    try {
      this.#ear?.dropMembership(this.#options.group, address);
    } catch {
      // the kernel dropped it with the interface
    }
  }
}
