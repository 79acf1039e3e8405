// The one door to the generated codec. Nothing here or behind it knows a byte of a layout.

import * as codec from '../../generated/js/weir.mjs';

export const { BudgetPolicy, DeliveryMode, DropPolicy, Framer, FunctionFlags, Scheduler, SlotPolicy, Status, TransportMode, nameOf } = codec;

/** @typedef {Pick<import('../../generated/js/weir.mjs').GetRuntimeStateReply, 'uptime' | 'resources' | 'streams' | 'outputs' | 'peers'>} RuntimeState */
/** @typedef {Omit<import('../../generated/js/weir.mjs').GetConfigStateReply, 'extra'>} ConfigState */
/** @typedef {import('../../generated/js/weir.mjs').StateChange} StateChange */
/** @typedef {import('../../generated/js/weir.mjs').NodeEvent} NodeEvent */
/** @typedef {import('../../generated/js/weir.mjs').ResourceState} ResourceState */
/** @typedef {import('../../generated/js/weir.mjs').StreamState} StreamState */
/** @typedef {import('../../generated/js/weir.mjs').OutputState} OutputState */
/** @typedef {Omit<import('../../generated/js/weir.mjs').Ingest, 'extra'>} Ingest */
/** @typedef {Omit<import('../../generated/js/weir.mjs').RelayEdge, 'extra'>} RelayEdge */
/** @typedef {Omit<import('../../generated/js/weir.mjs').Sink, 'extra'>} Sink */
/** @typedef {Omit<import('../../generated/js/weir.mjs').Display, 'extra'>} Display */
/** @typedef {import('../../generated/js/weir.mjs').Int64} Int64 */
/** @typedef {{type: number, payload: Uint8Array}} RawMessage */
/** @typedef {{name: string, siteId: number, functionFlags: number, bootNonce: bigint}} Identity */
/** @typedef {Identity & {protocolVersion: number, schemaHash: number}} Hello */
/** @typedef {Identity & {tcpPort: number}} Announcement */

/**
 * @typedef {{kind: 'hello', hello: Hello}
 *   | {kind: 'frame', streamId: number, bytes: Uint8Array}
 *   | {kind: 'reply', requestId: number, status: number, body: any, reason: string}
 *   | {kind: 'request', requestId: number, command: number}
 *   | {kind: 'streamOpen', requestId: number, command: number, streamId: number, format: number}
 *   | {kind: 'streamClose', requestId: number, streamId: number}
 *   | {kind: 'streamEvent', streamId: number, interrupted: boolean, detail: string}
 *   | {kind: 'stateChange', change: StateChange}
 *   | {kind: 'ping', nonce: number, sentAt: number | bigint}
 *   | {kind: 'pong', nonce: number, sentAt: number, answeredAt: number}
 *   | {kind: 'unknown'}} Message
 */

const { MessageType, decode, encode } = codec;

/**
 * @param {RawMessage} raw
 * @returns {Message}
 * @throws {codec.DecodeError}
 */
export function readMessage({ type, payload }) {
  switch (type) {
    case MessageType.timedFrame:
      return { kind: 'frame', streamId: decode.timedFrame(payload).streamId, bytes: payload };
    case MessageType.videoFrame:
      return timed(payload);
    case MessageType.controlResponse: {
      const { requestId, status, body, reason } = codec.decodeReply(payload);
      return { kind: 'reply', requestId, status, body, reason };
    }
    case MessageType.controlRequest:
      return readRequest(payload);
    case MessageType.ping: {
      const { nonce, sentAt } = decode.ping(payload);
      return { kind: 'ping', nonce, sentAt };
    }
    case MessageType.pong: {
      const { nonce, sentAt, answeredAt } = decode.pong(payload);
      return { kind: 'pong', nonce, sentAt: Number(sentAt), answeredAt: Number(answeredAt) };
    }
    case MessageType.streamEvent: {
      const { streamId, code, detail } = decode.streamEvent(payload);
      return { kind: 'streamEvent', streamId, interrupted: code === codec.EventCode.interrupted, detail };
    }
    case MessageType.stateChange:
      return { kind: 'stateChange', change: decode.stateChange(payload) };
    case MessageType.hello: {
      const { nodeName: name, siteId, functionFlags, bootNonce, protocolVersion, schemaHash } = decode.hello(payload);
      return { kind: 'hello', hello: { name, siteId, functionFlags, bootNonce, protocolVersion, schemaHash } };
    }
    default:
      return { kind: 'unknown' };
  }
}

/** A browser is sent timed frames only; a plain peer's frame becomes one whose capture time nobody knows. @param {Uint8Array} payload @returns {Message} */
function timed(payload) {
  const { streamId, data } = decode.videoFrame(payload);
  const message = encode.timedFrame({ streamId, head: { mediaKind: codec.MediaKind.video, captureTime: 0 }, data });
  const [{ payload: bytes }] = new Framer().push(message);
  return { kind: 'frame', streamId, bytes };
}

/** @param {Uint8Array} payload @returns {Message} */
function readRequest(payload) {
  const { requestId, command, name, body } = codec.decodeRequest(payload);
  if (name === 'streamOpen') return { kind: name, requestId, command, streamId: body.streamId, format: body.format };
  if (name === 'streamClose') return { kind: name, requestId, streamId: body.streamId };
  return { kind: 'request', requestId, command };
}

/** @param {Identity} self */
export function helloBytes({ name, siteId, functionFlags, bootNonce }) {
  return encode.hello({
    protocolVersion: codec.protocolVersion, schemaHash: codec.schemaHash, bootNonce, siteId, functionFlags, nodeName: name,
  });
}

/** @param {number} nonce @param {number} sentAt  us */
export const pingBytes = (nonce, sentAt) => encode.ping({ nonce, sentAt });

/** @param {number} nonce @param {number | bigint} sentAt @param {number} answeredAt  us */
export const pongBytes = (nonce, sentAt, answeredAt) => encode.pong({ nonce, sentAt, answeredAt });

/** @param {string} command @param {number} requestId @param {Record<string, unknown>} fields @returns {Uint8Array} */
export const requestBytes = (command, requestId, fields) => /** @type {any} */ (codec.request)[command](requestId, fields);

/** @param {number} requestId @param {'streamOpen' | 'streamClose'} command */
export const replyBytes = (requestId, command) => codec.reply[command](requestId);

/** @param {number} requestId @param {number} command @param {number} status @param {string} reason */
export const refusalBytes = (requestId, command, status, reason) => codec.refusal(requestId, command, status, reason);

/** @param {Announcement} self */
export function announcementBytes({ name, siteId, functionFlags, bootNonce, tcpPort }) {
  return encode.announcement({ protocolVersion: codec.protocolVersion, siteId, tcpPort, functionFlags, name, bootNonce });
}

/** @param {bigint} bootNonce */
export const probeBytes = (bootNonce) => encode.probe({ bootNonce });

/**
 * @param {Uint8Array} bytes  a whole datagram
 * @returns {{kind: 'announcement', bootNonce: bigint, announcement: Announcement} | {kind: 'probe', bootNonce: bigint} | null}
 *     null when it is not ours, or not whole
 */
export function readDatagram(bytes) {
  try {
    const framer = new Framer(bytes.length);
    const [raw] = framer.push(bytes);
    if (!raw || framer.bytesWaiting > 0) return null;
    if (raw.type === MessageType.probe) return { kind: 'probe', bootNonce: decode.probe(raw.payload).bootNonce };
    if (raw.type !== MessageType.announcement) return null;
    const { name, siteId, functionFlags, bootNonce, tcpPort } = decode.announcement(raw.payload);
    return { kind: 'announcement', bootNonce, announcement: { name, siteId, functionFlags, bootNonce, tcpPort } };
  } catch {
    return null;
  }
}

/** An output on this very connection, the newest frame only, gone when either side goes. @param {number} streamId */
export function previewRequest(streamId) {
  return {
    streamId, outputStreamId: 0, mode: codec.DeliveryMode.lowLatency, slotPolicy: codec.SlotPolicy.replacePending,
    dropPolicy: codec.DropPolicy.dropOldest, priority: 0, framesMax: 0, bytesMax: 0, destPort: 0, destHost: '',
    budgetPolicy: 0, scheduler: 0, weight: 0,
  };
}

/**
 * @param {{streamId: number, device: string, width: number, height: number, fpsN: number, fpsD: number,
 *     destHost: string, destPort: number}} ingest
 */
export function ingestRequest({ streamId, device, width, height, fpsN, fpsD, destHost, destPort }) {
  return {
    streamId, format: 0, width, height, fpsN, fpsD, destPort, transportMode: codec.TransportMode.auto,
    devicePath: device, destHost,
  };
}

/** @param {number} format */
export const isPreviewable = (format) => format === codec.Format.mjpeg;

/** @type {Record<string, string>} */
const formatTexts = {
  mjpeg: 'MJPEG', h264: 'H.264', h265: 'H.265', av1: 'AV1', ffv1: 'FFV1', prores: 'ProRes', qoi: 'QOI', raw: 'raw',
  rawZstd: 'raw + zstd',
};

/** @param {number} format */
export function formatName(format) {
  return formatTexts[codec.nameOf.format(format)] ?? (format === 0 ? 'not known yet' : `format ${format}`);
}

/** @param {number} mode */
export const modeName = (mode) => spaced(codec.nameOf.deliveryMode(mode)) || `mode ${mode}`;

/** @param {number} cause */
export const dropCauseName = (cause) => spaced(codec.nameOf.dropCause(cause)) || `cause ${cause}`;

/** @param {number} subject */
export const eventSubjectName = (subject) => codec.nameOf.eventSubject(subject) || `subject ${subject}`;

/** @param {number} flags @returns {string[]} */
export function functionNames(flags) {
  return Object.entries(FunctionFlags).filter(([, bit]) => (flags & bit) !== 0).map(([name]) => name);
}

/** @param {string} camelCase */
function spaced(camelCase) {
  return camelCase.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
