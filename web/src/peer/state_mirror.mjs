// A node's state as it was told piece by piece: what is new or different, and what is gone. What is told anew in several
// messages takes the place of what was told before once all of it is there. Pure.

import { limits } from '../limits.mjs';

/** @typedef {import('../wire.mjs').StateChange} StateChange */
/** @typedef {import('../wire.mjs').RuntimeState} RuntimeState */
/** @typedef {import('../wire.mjs').ConfigState} ConfigState */
/** @typedef {import('../wire.mjs').ResourceState} ResourceState */

/** A node tells more than any node has. */
export class TooMuchState extends Error {}

/** What a list's items are known by, and where what is gone stands. */
const lists = /** @type {const} */ ({
  ingests: { key: 'streamId', gone: 'ingestsGone' },
  displays: { key: 'streamId', gone: 'displaysGone' },
  sinks: { key: 'streamId', gone: 'sinksGone' },
  relays: { key: 'outputId', gone: 'relaysGone' },
  resources: { key: 'number', gone: 'resourcesGone' },
  streams: { key: 'streamId', gone: 'streamsGone' },
  outputs: { key: 'outputId', gone: 'outputsGone' },
  peers: { key: 'bootNonce', gone: 'peersGone' },
});
/** @typedef {keyof typeof lists} ListName */
const listNames = /** @type {ListName[]} */ (Object.keys(lists));

/**
 * @typedef {object} Told
 * @property {Record<ListName, Map<unknown, any>>} items
 * @property {Map<unknown, number>} toldAt  when each resource was told, ms: its times go on without being told again
 * @property {import('../wire.mjs').Int64} revision
 */

export class StateMirror {
  #told = nothing();
  /** What is told anew and is not yet there as a whole. @type {Told | null} */
  #coming = null;
  #whole = false;
  #uptimeMs = NaN;
  #uptimeAt = 0;

  /** Whether what runtime() gives is a state that the node was in. */
  get complete() {
    return this.#whole && !Number.isNaN(this.#uptimeMs);
  }

  /**
   * @param {StateChange} change
   * @param {number} now  ms
   * @returns {boolean} whether all that the node wanted to tell is there now
   * @throws {TooMuchState}
   */
  apply(change, now) {
    if (change.full) this.#coming = nothing();
    const told = this.#coming ?? this.#told;
    told.revision = change.revision;
    for (const name of listNames) {
      const { key, gone } = lists[name];
      const items = told.items[name];
      for (const id of change[gone]) items.delete(id);
      for (const item of /** @type {any[]} */ (change[name])) items.set(item[key], item);
      if (items.size > limits.mirroredItemsMax) throw new TooMuchState(`told of more than ${limits.mirroredItemsMax} ${name}`);
    }
    for (const number of change.resourcesGone) told.toldAt.delete(number);
    for (const { number } of change.resources) told.toldAt.set(number, now);
    if (change.more) return false;
    this.#told = told;
    this.#coming = null;
    this.#whole = true;
    return true;
  }

  /** Everything was asked for at once, or the uptime at least. @param {RuntimeState} runtime @param {number} now  ms */
  setRuntime(runtime, now) {
    const { items } = this.#told;
    for (const name of /** @type {const} */ (['streams', 'outputs', 'peers'])) {
      items[name] = new Map(/** @type {any[]} */ (runtime[name]).map((item) => [item[lists[name].key], item]));
    }
    // Nodes of the first version number nothing.
    items.resources = new Map(runtime.resources.map((resource, index) => [resource.number || `unnumbered ${index}`, resource]));
    this.#told.toldAt = new Map([...items.resources.keys()].map((key) => [key, now]));
    this.#coming = null;
    this.#whole = true;
    this.setUptime(runtime, now);
  }

  /** @param {RuntimeState} runtime @param {number} now  ms */
  setUptime({ uptime }, now) {
    this.#uptimeMs = Number(uptime);
    this.#uptimeAt = now;
  }

  /** @param {ConfigState} config */
  setConfig(config) {
    for (const name of /** @type {const} */ (['ingests', 'displays', 'sinks', 'relays'])) {
      this.#told.items[name] = new Map(/** @type {any[]} */ (config[name]).map((item) => [item[lists[name].key], item]));
    }
    this.#told.revision = config.revision;
  }

  /** @returns {ConfigState} */
  config() {
    const { ingests, displays, sinks, relays } = this.#told.items;
    return {
      revision: this.#told.revision, ingests: [...ingests.values()], displays: [...displays.values()], sinks: [...sinks.values()],
      relays: [...relays.values()],
    };
  }

  /** With the times of now; what is not told is missing until it is complete. @param {number} now  ms @returns {RuntimeState} */
  runtime(now) {
    const { resources, streams, outputs, peers } = this.#told.items;
    return {
      uptime: this.#uptimeMs + Math.max(0, now - this.#uptimeAt),
      resources: [...resources].map(([key, resource]) => aged(resource, now - (this.#told.toldAt.get(key) ?? now))),
      streams: [...streams.values()], outputs: [...outputs.values()], peers: [...peers.values()],
    };
  }
}

/** @param {ResourceState} resource @param {number} passedMs @returns {ResourceState} */
function aged(resource, passedMs) {
  if (!(passedMs > 0)) return resource;
  return { ...resource, since: Number(resource.since) + passedMs, retryIn: Math.max(0, resource.retryIn - passedMs) };
}

/** @returns {Told} */
function nothing() {
  const items = /** @type {any} */ (Object.fromEntries(listNames.map((name) => [name, new Map()])));
  return { items, toldAt: new Map(), revision: 0 };
}
