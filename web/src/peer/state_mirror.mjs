// A node's state as it was told piece by piece: what is new or different, and what is gone. Pure.

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

export class StateMirror {
  /** @type {Record<ListName, Map<unknown, any>>} */
  #items = emptyLists();
  /** When each resource was told, ms: its times go on without being told again. @type {Map<unknown, number>} */
  #toldAt = new Map();
  #revision = /** @type {import('../wire.mjs').Int64} */ (0);
  #whole = false;
  #uptimeMs = 0;
  #uptimeAt = 0;

  /**
   * @param {StateChange} change
   * @param {number} now  ms
   * @returns {boolean} whether all that the node wanted to tell is there now
   * @throws {TooMuchState}
   */
  apply(change, now) {
    if (change.full) this.#items = emptyLists();
    this.#revision = change.revision;
    for (const name of listNames) {
      const { key, gone } = lists[name];
      const items = this.#items[name];
      for (const id of change[gone]) items.delete(id);
      for (const item of /** @type {any[]} */ (change[name])) items.set(item[key], item);
      if (items.size > limits.mirroredItemsMax) throw new TooMuchState(`told of more than ${limits.mirroredItemsMax} ${name}`);
    }
    if (change.full) this.#toldAt.clear();
    for (const number of change.resourcesGone) this.#toldAt.delete(number);
    for (const { number } of change.resources) this.#toldAt.set(number, now);
    this.#whole = !change.more;
    return this.#whole;
  }

  /** Everything was asked for at once, or the uptime at least. @param {RuntimeState} runtime @param {number} now  ms */
  setRuntime(runtime, now) {
    for (const name of /** @type {const} */ (['streams', 'outputs', 'peers'])) {
      this.#items[name] = new Map(/** @type {any[]} */ (runtime[name]).map((item) => [item[lists[name].key], item]));
    }
    // Nodes of the first version number nothing.
    this.#items.resources = new Map(runtime.resources.map((resource, index) => [resource.number || `unnumbered ${index}`, resource]));
    this.#toldAt = new Map([...this.#items.resources.keys()].map((key) => [key, now]));
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
      this.#items[name] = new Map(/** @type {any[]} */ (config[name]).map((item) => [item[lists[name].key], item]));
    }
    this.#revision = config.revision;
  }

  /** @returns {ConfigState} */
  config() {
    const { ingests, displays, sinks, relays } = this.#items;
    return {
      revision: this.#revision, ingests: [...ingests.values()], displays: [...displays.values()], sinks: [...sinks.values()],
      relays: [...relays.values()],
    };
  }

  /** With the times of now. @param {number} now  ms @returns {RuntimeState} */
  runtime(now) {
    const { resources, streams, outputs, peers } = this.#items;
    return {
      uptime: this.#uptimeMs + Math.max(0, now - this.#uptimeAt),
      resources: [...resources].map(([key, resource]) => aged(resource, now - (this.#toldAt.get(key) ?? now))),
      streams: [...streams.values()], outputs: [...outputs.values()], peers: [...peers.values()],
    };
  }
}

/** @param {ResourceState} resource @param {number} passedMs @returns {ResourceState} */
function aged(resource, passedMs) {
  if (!(passedMs > 0)) return resource;
  return { ...resource, since: Number(resource.since) + passedMs, retryIn: Math.max(0, resource.retryIn - passedMs) };
}

/** @returns {Record<ListName, Map<unknown, any>>} */
function emptyLists() {
  return /** @type {any} */ (Object.fromEntries(listNames.map((name) => [name, new Map()])));
}
