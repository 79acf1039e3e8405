// Stream ids without anybody who hands them out: two controllers at once never leave one id with two devices.
// The same order of ids, and the same rules, as core/operations/stream_ids.cpp (docs/decisions/0020-stream-ids.md).

import { Status } from '../wire.mjs';

/** @typedef {import('../graph/graph.mjs').NodeReport} NodeReport */
/** @typedef {import('../wire.mjs').ConfigState} ConfigState */
/** @typedef {{name: string, config: ConfigState}} Wishes  what one node is meant to do, by its name */
/**
 * @typedef {object} IngestSite
 * @property {string} node  the name of the node with the device
 * @property {() => NodeReport[]} reports
 * @property {() => Promise<Wishes[]>} wishes  of all nodes that answer, asked now
 * @property {(command: string, fields: Record<string, unknown>) => Promise<any>} ask  the node with the device
 */

const ids = 65_535; // 1 to 65535
const attemptsMax = 64;
const lostRacesMax = 3; // whose winner is not to be seen
const utf8 = new TextEncoder();

/** What tells one device of a node from another: the path without its options, however it is spelt. @param {string} devicePath */
export function deviceKey(devicePath) {
  const [path] = devicePath.split('?', 1);
  const plain = path.startsWith('v4l2:') ? path.slice('v4l2:'.length) : path;
  return plain.replace(/%([0-7][0-9a-f])/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)));
}

/** @param {string} node @param {string} device @param {number} start @returns {number} u32 */
function hash(node, device, start) {
  let value = start; // FNV-1a
  for (const text of [node, device]) {
    for (const byte of utf8.encode(text)) value = Math.imul(value ^ byte, 16_777_619);
    value = Math.imul(value ^ 0xff, 16_777_619);
  }
  return (value ^ (value >>> 16)) >>> 0;
}

/**
 * The ids to try for a device, in its own order: two devices that collide once soon part.
 *
 * @param {string} node  its name
 * @param {string} devicePath
 * @returns {Generator<number>} every id once
 */
export function* candidateIds(node, devicePath) {
  const key = deviceKey(devicePath);
  const first = hash(node, key, 2_166_136_261) % ids;
  // 65535 = 3 * 5 * 17 * 257: a step with none of these factors visits every id.
  let step = 1 + (hash(node, key, 0x9e37_79b9) % (ids - 1));
  while (step % 3 === 0 || step % 5 === 0 || step % 17 === 0 || step % 257 === 0) step++;
  for (let attempt = 0; attempt < ids; attempt++) yield 1 + ((first + step * attempt) % ids);
}

/** @param {ConfigState} config @param {string} key */
const ingestOf = (config, key) => config.ingests.find((ingest) => deviceKey(ingest.devicePath) === key);

/**
 * Ids that stand for anything but this device of this node.
 *
 * @param {NodeReport[]} reports @param {string} node @param {string} key
 */
function takenIds(reports, node, key) {
  const taken = new Set();
  const own = new Set();
  const flowing = new Set();
  for (const { node: { name }, config, runtime } of reports) {
    for (const ingest of config?.ingests ?? []) {
      const same = name === node && deviceKey(ingest.devicePath) === key;
      (same ? own : taken).add(ingest.streamId);
    }
    for (const edge of config?.relays ?? []) flowing.add(edge.streamId).add(edge.outputStreamId);
    for (const stream of runtime?.streams ?? []) flowing.add(stream.streamId);
  }
  // Wherever its own flows, it is this device.
  for (const id of flowing) if (!own.has(id)) taken.add(id);
  return taken;
}

/** Another device, here or elsewhere, is meant to have this id, too. @param {Wishes[]} site @param {number} id @param {string} node @param {string} key */
function isDisputed(site, id, node, key) {
  return site.some(({ name, config }) => config.ingests.some((ingest) =>
    ingest.streamId === id && !(name === node && deviceKey(ingest.devicePath) === key)));
}

/**
 * The first candidate that nobody uses for anything else.
 *
 * @param {NodeReport[]} reports @param {string} node @param {string} devicePath @returns {number | undefined}
 */
export function freeStreamId(reports, node, devicePath) {
  const taken = takenIds(reports, node, deviceKey(devicePath));
  for (const id of candidateIds(node, devicePath)) if (!taken.has(id)) return id;
  return undefined;
}

/**
 * Makes a node capture a device under an id that somebody chose: refused where it is another device's.
 *
 * @param {IngestSite} site
 * @param {number} streamId
 * @param {string} devicePath
 * @param {(streamId: number) => Record<string, unknown>} wish  the request for that id
 * @returns {Promise<number>} the stream id; rejects with a sentence
 */
export async function startIngestAs({ node, wishes, ask }, streamId, devicePath, wish) {
  if (isDisputed(await wishes(), streamId, node, deviceKey(devicePath))) {
    throw new Error(`stream ${streamId} is another device already; stop that, or leave the id away and get a free one`);
  }
  await ask('startIngest', wish(streamId));
  return streamId;
}

/**
 * Makes a node capture a device, under the id that the device has there or under a free one. All nodes are asked again
 * after the write: of two controllers that wrote at the same time at least one sees the other, takes its own id back and
 * tries the next.
 *
 * @param {IngestSite} site
 * @param {string} devicePath
 * @param {(streamId: number) => Record<string, unknown>} wish  the request for that id
 * @returns {Promise<number>} the stream id; rejects with a sentence
 */
export async function startIngest({ node, reports, wishes, ask }, devicePath, wish) {
  const key = deviceKey(devicePath);
  const here = (await wishes()).find(({ name, config }) => name === node && ingestOf(config, key));
  if (here) {
    const { streamId } = /** @type {{streamId: number}} */ (ingestOf(here.config, key));
    await ask('startIngest', wish(streamId));
    return streamId;
  }
  const taken = takenIds(reports(), node, key);
  let lostRaces = 0;
  let attempts = 0;
  for (const streamId of candidateIds(node, devicePath)) {
    if (taken.has(streamId)) continue;
    if (++attempts > attemptsMax) break;
    const refusal = await ask('startIngest', wish(streamId)).then(() => null, (error) => error);
    const disputed = isDisputed(await wishes(), streamId, node, key);
    if (!refusal && !disputed) return streamId;
    // Whoever had the id may have taken it back since; a node that always refuses is believed.
    const lostRace = refusal?.status === Status.conflict && (disputed || ++lostRaces <= lostRacesMax);
    if (refusal && !lostRace) throw refusal;
    if (!refusal) await ask('stopIngest', { streamId });
  }
  throw new Error(attempts > 0
    ? `No stream number stayed free in ${attemptsMax} tries; other controllers are at work, try again.`
    : 'All 65535 stream numbers are taken; stop a source first.');
}
