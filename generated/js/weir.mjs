// Generated from schema/ by codegen. Do not edit. Works in Node and in browsers; imports nothing.

const headerBytes = 6; // u16 message type, u32 payload length; little endian
const payloadBytesMax = 64 * 1024 * 1024;
const noBytes = new Uint8Array(0);
const noUnion = { unknown: noBytes };
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Malformed bytes. `problem` is truncated, too_long, too_many, bad_bool, ...; `offset` counts from the payload's start. */
export class DecodeError extends Error {
  constructor(problem, offset) {
    super(`${problem} at byte ${offset}`);
    this.name = 'DecodeError';
    this.problem = problem;
    this.offset = offset;
  }
}

const getU16 = (bytes, at) => bytes[at] | bytes[at + 1] << 8;
const getI32 = (bytes, at) => bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16 | bytes[at + 3] << 24;
const getU32 = (bytes, at) => getI32(bytes, at) >>> 0;
const getI8 = (bytes, at) => bytes[at] << 24 >> 24;
const getI16 = (bytes, at) => getU16(bytes, at) << 16 >> 16;

// For what bytes cannot be put together to with whole numbers.
const eight = new DataView(new ArrayBuffer(8));
const fill = (bytes, at) => {
  eight.setInt32(0, getI32(bytes, at), true);
  eight.setInt32(4, getI32(bytes, at + 4), true);
  return eight;
};
const getF32 = (bytes, at) => {
  eight.setInt32(0, getI32(bytes, at), true);
  return eight.getFloat32(0, true);
};
const getF64 = (bytes, at) => fill(bytes, at).getFloat64(0, true);
const getBigU64 = (bytes, at) => fill(bytes, at).getBigUint64(0, true);
const getBigI64 = (bytes, at) => fill(bytes, at).getBigInt64(0, true);

// 64 bit integers are numbers while a number is exact and bigints beyond, so nothing is ever rounded. Small ones
// leave early: a number that was never a fraction needs no memory of its own.
const getU64 = (bytes, at) => {
  const low = getI32(bytes, at);
  const high = getU32(bytes, at + 4);
  if (high === 0 && low >= 0) return low;
  return high < 0x200000 ? high * 0x100000000 + (low >>> 0) : getBigU64(bytes, at);
};
const getI64 = (bytes, at) => {
  const low = getI32(bytes, at);
  const high = getI32(bytes, at + 4);
  if (high === low >> 31) return low;
  return high < 0x200000 && high >= -0x200000 ? high * 0x100000000 + (low >>> 0) : getBigI64(bytes, at);
};
const viewU64 = (view, at) => {
  const low = view.getInt32(at, true);
  const high = view.getUint32(at + 4, true);
  if (high === 0 && low >= 0) return low;
  return high < 0x200000 ? high * 0x100000000 + (low >>> 0) : view.getBigUint64(at, true);
};
const viewI64 = (view, at) => {
  const low = view.getInt32(at, true);
  const high = view.getInt32(at + 4, true);
  if (high === low >> 31) return low;
  return high < 0x200000 && high >= -0x200000 ? high * 0x100000000 + (low >>> 0) : view.getBigInt64(at, true);
};
const putU64 = (view, at, value) => {
  if (Number.isSafeInteger(value) && value >= 0) {
    view.setUint32(at, value >>> 0, true);
    view.setUint32(at + 4, value / 0x100000000, true);
  } else view.setBigUint64(at, wide(value, 0n, 0xffffffffffffffffn), true);
};
const putI64 = (view, at, value) => {
  if (Number.isSafeInteger(value)) {
    view.setUint32(at, value >>> 0, true);
    view.setInt32(at + 4, Math.floor(value / 0x100000000), true);
  } else view.setBigInt64(at, wide(value, -0x8000000000000000n, 0x7fffffffffffffffn), true);
};

function wide(value, low, high) {
  if (typeof value !== 'bigint' || value < low || value > high) throw new RangeError(`${value} is not an integer from ${low} to ${high}`);
  return value;
}

function whole(value, low, high) {
  if (value >= low && value <= high && Number.isInteger(value)) return value;
  throw new RangeError(`${value} is not an integer from ${low} to ${high}`);
}

function inRange(value, low, high, name) {
  if (value >= low && value <= high) return value;
  throw new RangeError(`${name} is ${value}, its range is ${low} to ${high}`);
}

const shortText = 24; // bytes; beyond, the decoder's own start costs less than going over them here

/** Null when it is not ASCII. Eight characters a call, then the rest in one: calls and concatenations are what costs. */
function ascii(bytes, at, end) {
  let out = '';
  for (; at + 8 <= end; at += 8) {
    const a = bytes[at], b = bytes[at + 1], c = bytes[at + 2], d = bytes[at + 3], e = bytes[at + 4], f = bytes[at + 5], g = bytes[at + 6], h = bytes[at + 7];
    if ((a | b | c | d | e | f | g | h) > 0x7f) return null;
    out += String.fromCharCode(a, b, c, d, e, f, g, h);
  }
  switch (end - at) {
    case 1: { const a = bytes[at]; return a > 0x7f ? null : out + String.fromCharCode(a); }
    case 2: { const a = bytes[at], b = bytes[at + 1]; return (a | b) > 0x7f ? null : out + String.fromCharCode(a, b); }
    case 3: {
      const a = bytes[at], b = bytes[at + 1], c = bytes[at + 2];
      return (a | b | c) > 0x7f ? null : out + String.fromCharCode(a, b, c);
    }
    case 4: {
      const a = bytes[at], b = bytes[at + 1], c = bytes[at + 2], d = bytes[at + 3];
      return (a | b | c | d) > 0x7f ? null : out + String.fromCharCode(a, b, c, d);
    }
    case 5: {
      const a = bytes[at], b = bytes[at + 1], c = bytes[at + 2], d = bytes[at + 3], e = bytes[at + 4];
      return (a | b | c | d | e) > 0x7f ? null : out + String.fromCharCode(a, b, c, d, e);
    }
    case 6: {
      const a = bytes[at], b = bytes[at + 1], c = bytes[at + 2], d = bytes[at + 3], e = bytes[at + 4], f = bytes[at + 5];
      return (a | b | c | d | e | f) > 0x7f ? null : out + String.fromCharCode(a, b, c, d, e, f);
    }
    case 7: {
      const a = bytes[at], b = bytes[at + 1], c = bytes[at + 2], d = bytes[at + 3], e = bytes[at + 4], f = bytes[at + 5], g = bytes[at + 6];
      return (a | b | c | d | e | f | g) > 0x7f ? null : out + String.fromCharCode(a, b, c, d, e, f, g);
    }
    default: return out;
  }
}

class Reader {
  constructor(source) {
    this.bytes = source instanceof Uint8Array ? source : new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
    this.made = null;
    this.at = 0;
    this.end = source.byteLength;
  }

  /** For what comes in lists; a message without any never makes one. */
  get view() {
    return this.made ??= new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
  }

  run(size) {
    const start = this.at;
    if (size > this.end - start) throw new DecodeError('truncated', this.end);
    this.at = start + size;
    return start;
  }

  sizedBytes(size, max, prefix) {
    if (size > max) throw new DecodeError('too_long', this.at - prefix);
    const start = this.run(size);
    return this.bytes.subarray(start, start + size);
  }

  text(size, max, prefix) {
    if (size > max) throw new DecodeError('too_long', this.at - prefix);
    const start = this.run(size);
    if (size <= shortText) {
      const out = ascii(this.bytes, start, this.at);
      if (out !== null) return out;
    }
    try {
      return decoder.decode(this.bytes.subarray(start, this.at));
    } catch {
      throw new DecodeError('bad_text', start);
    }
  }

  prefix(width) {
    const at = this.run(width);
    return width === 1 ? this.bytes[at] : width === 2 ? getU16(this.bytes, at) : getU32(this.bytes, at);
  }

  prefixedText(width, max) {
    return this.text(this.prefix(width), max, width);
  }

  flag(at) {
    const value = this.bytes[at];
    if (value > 1) throw new DecodeError('bad_bool', at);
    return value === 1;
  }

  known(at, value, values) {
    if (!values.has(value)) throw new DecodeError('unknown_value', at);
    return value;
  }

  within(at, value, low, high) {
    if (!(value >= low && value <= high)) throw new DecodeError('out_of_range', at);
    return value;
  }

  prefixedBytes(width, max) {
    return this.sizedBytes(this.prefix(width), max, width);
  }

  /** `arm` is [name, decoder], or undefined for a value that has none here. */
  union(size, arm) {
    if (arm === undefined) {
      const start = this.run(size);
      return { unknown: this.bytes.subarray(start, this.at) };
    }
    return { [arm[0]]: this.sized(size, arm[1]) };
  }

  sized(size, read) {
    if (size > this.end - this.at) throw new DecodeError('truncated', this.end);
    const outer = this.end;
    this.end = this.at + size;
    const value = read(this);
    this.at = this.end;
    this.end = outer;
    return value;
  }

  list(count, max, prefix, least, read) {
    if (count > max || count * least > this.end - this.at) throw new DecodeError('too_many', this.at - prefix);
    const out = new Array(count);
    for (let i = 0; i < count; i++) out[i] = read(this);
    return out;
  }

  rest() {
    if (this.at === this.end) return noBytes;
    const start = this.at;
    this.at = this.end;
    return this.bytes.subarray(start, this.end);
  }
}

function start(source, read) {
  return read(new Reader(source));
}

class Writer {
  constructor() {
    this.room(new ArrayBuffer(4096));
    this.at = 0;
  }

  room(buffer) {
    this.all = new Uint8Array(buffer);
    this.view = new DataView(buffer);
  }

  run(size) {
    const start = this.at;
    this.at = start + size;
    if (this.at > this.all.length) this.grow();
    return start;
  }

  grow() {
    const old = this.all;
    this.room(new ArrayBuffer(Math.max(this.at, old.length * 2)));
    this.all.set(old);
  }

  bytes(data) {
    const at = this.run(data.length);
    this.all.set(data, at);
  }

  sizedBytes(place, width, data, max, name) {
    if (data.length > max) throw new RangeError(`${name} has ${data.length} bytes, the limit is ${max}`);
    this.put(place, width, data.length);
    this.bytes(data);
  }

  text(place, width, value, max, name) {
    const start = this.run(value.length * 3);
    let at = start;
    if (value.length <= 14) {
      let i = 0;
      for (; i < value.length; i++) {
        const unit = value.charCodeAt(i);
        if (unit > 0x7f) break;
        this.all[at++] = unit;
      }
      if (i < value.length) at = start + encoder.encodeInto(value, this.all.subarray(start)).written;
    } else at = start + encoder.encodeInto(value, this.all.subarray(start)).written;
    if (at - start > max) throw new RangeError(`${name} has ${at - start} bytes, the limit is ${max}`);
    this.at = at;
    this.put(place, width, at - start);
  }

  prefixedText(width, value, max) {
    this.text(this.run(width), width, value, max, 'element');
  }

  prefixedBytes(width, data, max) {
    this.sizedBytes(this.run(width), width, data, max, 'element');
  }

  union(place, width, value, chosen, arms, name) {
    const [arm] = Object.keys(value);
    if (arm === 'unknown') this.bytes(value.unknown);
    else {
      if (arms[arm]?.[0] !== chosen) throw new RangeError(`${name} holds "${arm}", which its enum field does not name`);
      arms[arm][1](this, value[arm]);
    }
    if (this.at - place - width >= 2 ** (8 * width)) throw new RangeError(`${name} is too large`);
    this.closeSized(place, width);
  }

  count(place, width, items, max, name) {
    if (items.length > max) throw new RangeError(`${name} has ${items.length} elements, the limit is ${max}`);
    this.put(place, width, items.length);
    return items;
  }

  sized(width, write, value) {
    const place = this.run(width);
    write(this, value);
    this.closeSized(place, width);
  }

  closeSized(place, width) {
    this.put(place, width, this.at - place - width);
  }

  put(place, width, value) {
    if (width === 1) this.all[place] = value;
    else if (width === 2) this.view.setUint16(place, value, true);
    else this.view.setUint32(place, value, true);
  }
}

const writer = new Writer(); // encoding is synchronous, so one serves all

function bare(write, o) {
  writer.at = 0;
  write(writer, o);
  return writer.all.slice(0, writer.at);
}

function finish(type) {
  writer.view.setUint16(0, type, true);
  writer.view.setUint32(2, writer.at - headerBytes, true);
  return writer.all.slice(0, writer.at);
}

function message(type, write, o) {
  writer.at = headerBytes;
  write(writer, o);
  return finish(type);
}

function envelope(requestId, command, status, write, o) {
  writer.at = headerBytes;
  const at = writer.run(status < 0 ? 4 : 6);
  writer.view.setUint16(at, whole(requestId, 0, 0xffff), true);
  writer.view.setUint16(at + 2, command, true);
  if (status >= 0) writer.view.setUint16(at + 4, status, true);
  write(writer, o);
  return finish(status < 0 ? MessageType.controlRequest : MessageType.controlResponse);
}

/**
 * Cuts a byte stream into whole messages. Pure: no sockets, no timers.
 *
 * Holds at most one incomplete message; its memory is what has arrived, never what a header announces.
 */
export class Framer {
  #chunks = [];
  #waiting = 0;
  #limit;

  constructor(limit = payloadBytesMax) {
    this.#limit = limit;
  }

  /** Bytes of the incomplete message. */
  get bytesWaiting() {
    return this.#waiting;
  }

  /**
   * @param {Uint8Array} chunk any size; kept by reference while a message is incomplete
   * @yields {{type: number, payload: Uint8Array}}
   * @throws {RangeError} when a header announces more than the limit: close the connection
   */
  *push(chunk) {
    if (chunk.length > 0) this.#chunks.push(chunk);
    this.#waiting += chunk.length;
    while (this.#waiting >= headerBytes) {
      const head = this.#peekHeader();
      if (head.length > this.#limit) {
        throw new RangeError(`peer announced a ${head.length} byte payload, the limit is ${this.#limit}`);
      }
      if (this.#waiting < headerBytes + head.length) return;
      this.#take(headerBytes);
      yield { type: head.type, payload: this.#take(head.length) };
    }
  }

  #peekHeader() {
    if (this.#chunks[0].length < headerBytes) this.#chunks = [this.#join(this.#waiting)];
    const first = this.#chunks[0];
    return { type: first[0] | (first[1] << 8), length: (first[2] | (first[3] << 8) | (first[4] << 16) | (first[5] << 24)) >>> 0 };
  }

  #take(size) {
    this.#waiting -= size;
    const first = this.#chunks[0] ?? noBytes;
    if (first.length > size) {
      this.#chunks[0] = first.subarray(size);
      return first.subarray(0, size);
    }
    if (first.length === size) {
      this.#chunks.shift();
      return first;
    }
    const all = this.#join(this.#waiting + size);
    this.#chunks = all.length > size ? [all.subarray(size)] : [];
    return all.subarray(0, size);
  }

  #join(total) {
    const out = new Uint8Array(total);
    let at = 0;
    for (const chunk of this.#chunks) {
      out.set(chunk, at);
      at += chunk.length;
    }
    return out;
  }
}
export const protocolVersion = 2;
/** Of layouts and names, not of docs. Goes into hello. */
export const schemaHash = 0x68d2813c;

/** What a peer must be allowed to do before a message or command of its is served. */
export const Access = Object.freeze({ view: 1, control: 2, admin: 3 });
/** What a node is able to do. */
export const FunctionFlags = Object.freeze({ source: 0x0001, relay: 0x0002, sink: 0x0004, controller: 0x0008 });
/** How a command ended. */
export const Status = Object.freeze({ ok: 0, error: 1, unknownCommand: 2, invalidParams: 3, notFound: 4, refused: 5, unsupportedFormat: 6, conflict: 7, unavailable: 8 });
/** Where a device's pictures come from. */
export const DeviceKind = Object.freeze({ camera: 1, screen: 2, pattern: 3, file: 4 });
/** What a device control holds. The numbers are V4L2's. */
export const ControlType = Object.freeze({ integer: 1, boolean: 2, menu: 3, button: 4, integer64: 5, controlClass: 6, text: 7, bitmask: 8, integerMenu: 9 });
/** How the payload of a frame is encoded; decides how a receiver decodes it. */
export const Format = Object.freeze({ mjpeg: 0x0001, h264: 0x0002, h265: 0x0003, av1: 0x0004, ffv1: 0x0005, prores: 0x0006, qoi: 0x0007, raw: 0x0008, rawZstd: 0x0009 });
/** Layout of raw pixels; none for compressed formats. */
export const PixelFormat = Object.freeze({ none: 0, bgra8888: 0x0001, rgba8888: 0x0002, bgr888: 0x0003, yuv420p: 0x0004, yuv422: 0x0005 });
/** How a frame was produced. For people and diagnostics; does not affect decoding. */
export const Origin = Object.freeze({ deviceNative: 0x0001, libjpegTurbo: 0x0002, ffmpegLibavcodec: 0x0003, ffmpegSubprocess: 0x0004, vaapi: 0x0005, nvenc: 0x0006, software: 0x0007 });
/** What happened to a stream at its source. */
export const EventCode = Object.freeze({ interrupted: 0x01, resumed: 0x02 });
/** What a timed frame carries. */
export const MediaKind = Object.freeze({ video: 1, audio: 2, data: 3 });
/** What a reader must know about a frame before decoding it. */
export const FrameFlags = Object.freeze({ keyframe: 0x01, discontinuity: 0x02 });
/** What an output does when its reader is too slow. */
export const DeliveryMode = Object.freeze({ lowLatency: 1, completeness: 2, opaque: 3 });
/** Which frame a low-latency output keeps. */
export const SlotPolicy = Object.freeze({ replacePending: 1, keepPending: 2 });
/** Which frame a full completeness output gives up. */
export const DropPolicy = Object.freeze({ dropOldest: 1, dropNewest: 2 });
/** How firmly a completeness output keeps to its budget. */
export const BudgetPolicy = Object.freeze({ hard: 1, soft: 2 });
/** How the outputs that share a connection take turns. */
export const Scheduler = Object.freeze({ strictPriority: 1, roundRobin: 2, weightedRoundRobin: 3, deficitRoundRobin: 4, sourceSuppression: 5 });
/** Why a relay did not deliver a frame. */
export const DropCause = Object.freeze({ replaced: 1, slotBusy: 2, frameBudget: 3, byteBudget: 4, oversized: 5, interrupted: 6, outputClosed: 7, handoffFull: 8, awaitingKeyframe: 9, memoryCeiling: 10, suppressed: 11, notStored: 12, notShown: 13 });
/** What an event of a node's history is about. */
export const EventSubject = Object.freeze({ node: 1, wanted: 2, resource: 3, stream: 4, output: 5, peer: 6 });
/** How frames travel on an edge. */
export const TransportMode = Object.freeze({ auto: 0, encapsulated: 1, opaque: 2 });
/** How a picture is fitted into a window. */
export const Scale = Object.freeze({ stretch: 1, fit: 2, fill: 3, oneToOne: 4 });
/** Where a picture sits that does not fill its window exactly. */
export const Anchor = Object.freeze({ center: 1, topLeft: 2 });
/** What a control_request asks for. */
export const Command = Object.freeze({ streamOpen: 0x0001, streamClose: 0x0002, enumDevices: 0x0003, enumControls: 0x0004, getControl: 0x0005, setControl: 0x0006, enumMonitors: 0x0007, startIngest: 0x0008, stopIngest: 0x0009, startDisplay: 0x000a, stopDisplay: 0x000b, getConfigState: 0x0010, getRuntimeState: 0x0011, startSink: 0x0012, stopSink: 0x0013, startRelay: 0x0014, stopRelay: 0x0015, subscribe: 0x0018, reconcileNow: 0x0019, setLogLevel: 0x001a, shutdown: 0x001b, getEvents: 0x001c, resumeDelivery: 0x0020 });
/** Type of each message, by its name. */
export const MessageType = Object.freeze({ videoFrame: 0x0001, controlRequest: 0x0002, controlResponse: 0x0003, streamEvent: 0x0004, timedFrame: 0x0006, hello: 0x0007, ping: 0x0008, pong: 0x0009, congestionReport: 0x000a, announcement: 0x0010, probe: 0x0011, deliveryMark: 0x0012, deliveryAck: 0x0013, stateChange: 0x0018 });

const namesOf = (values) => {
  const names = new Map(Object.entries(values).map(([name, value]) => [value, name]));
  return (value) => names.get(value) ?? '';
};

/** nameOf.format(1) -> 'mjpeg'; '' for a value that the schema does not list. */
export const nameOf = Object.freeze({
  access: namesOf(Access),
  functionFlags: namesOf(FunctionFlags),
  status: namesOf(Status),
  deviceKind: namesOf(DeviceKind),
  controlType: namesOf(ControlType),
  format: namesOf(Format),
  pixelFormat: namesOf(PixelFormat),
  origin: namesOf(Origin),
  eventCode: namesOf(EventCode),
  mediaKind: namesOf(MediaKind),
  frameFlags: namesOf(FrameFlags),
  deliveryMode: namesOf(DeliveryMode),
  slotPolicy: namesOf(SlotPolicy),
  dropPolicy: namesOf(DropPolicy),
  budgetPolicy: namesOf(BudgetPolicy),
  scheduler: namesOf(Scheduler),
  dropCause: namesOf(DropCause),
  eventSubject: namesOf(EventSubject),
  transportMode: namesOf(TransportMode),
  scale: namesOf(Scale),
  anchor: namesOf(Anchor),
  command: namesOf(Command),
  messageType: namesOf(MessageType),
});

function readRefusal(r) {
  const { bytes } = r, run0 = r.run(1);
  const reason = r.text(bytes[run0], 255, 1);
  return { reason, extra: r.rest() };
}

function writeRefusal(w, o) {
  const run0 = w.run(1);
  w.text(run0, 1, o.reason ?? '', 255, 'reason');
}

function readDeviceFormat(r) {
  const { view } = r, run0 = r.run(12);
  return { format: view.getUint16(run0, true), pixelFormat: view.getUint16(run0 + 2, true), width: view.getUint16(run0 + 4, true), height: view.getUint16(run0 + 6, true), fpsN: view.getUint16(run0 + 8, true), fpsD: view.getUint16(run0 + 10, true), extra: r.rest() };
}

function writeDeviceFormat(w, o) {
  const run0 = w.run(12);
  let view = w.view;
  view.setUint16(run0, whole(o.format ?? 0, 0, 65535), true);
  view.setUint16(run0 + 2, whole(o.pixelFormat ?? 0, 0, 65535), true);
  view.setUint16(run0 + 4, whole(o.width ?? 0, 0, 65535), true);
  view.setUint16(run0 + 6, whole(o.height ?? 0, 0, 65535), true);
  view.setUint16(run0 + 8, whole(o.fpsN ?? 0, 0, 65535), true);
  view.setUint16(run0 + 10, whole(o.fpsD ?? 0, 0, 65535), true);
}

function readDevice(r) {
  const { view } = r, run0 = r.run(2);
  const path = r.text(view.getUint8(run0 + 1), 255, 1);
  const run1 = r.run(1);
  const name = r.text(view.getUint8(run1), 255, 1);
  const run2 = r.run(1);
  const driver = r.text(view.getUint8(run2), 255, 1);
  const run3 = r.run(1);
  const bus = r.text(view.getUint8(run3), 255, 1);
  const run4 = r.run(1);
  const formats = r.list(view.getUint8(run4), 255, 1, 14, readSizedDeviceFormat16);
  return { kind: view.getUint8(run0), path, name, driver, bus, formats, extra: r.rest() };
}

function writeDevice(w, o) {
  const run0 = w.run(2);
  let view = w.view;
  view.setUint8(run0, whole(o.kind ?? 0, 0, 255));
  w.text(run0 + 1, 1, o.path ?? '', 255, 'path');
  const run1 = w.run(1);
  w.text(run1, 1, o.name ?? '', 255, 'name');
  const run2 = w.run(1);
  w.text(run2, 1, o.driver ?? '', 255, 'driver');
  const run3 = w.run(1);
  w.text(run3, 1, o.bus ?? '', 255, 'bus');
  const run4 = w.run(1);
  const formats = w.count(run4, 1, o.formats ?? [], 255, 'formats');
  for (let i = 0; i < formats.length; i++) w.sized(2, writeDeviceFormat, formats[i]);
}

function readMenuItem(r) {
  const { view } = r, run0 = r.run(13);
  const name = r.text(view.getUint8(run0 + 12), 64, 1);
  return { index: view.getUint32(run0, true), value: viewI64(view, run0 + 4), name, extra: r.rest() };
}

function writeMenuItem(w, o) {
  const run0 = w.run(13);
  let view = w.view;
  view.setUint32(run0, whole(o.index ?? 0, 0, 4294967295), true);
  putI64(view, run0 + 4, o.value ?? 0);
  w.text(run0 + 12, 1, o.name ?? '', 64, 'name');
}

function readControl(r) {
  const { view } = r, run0 = r.run(50);
  const name = r.text(view.getUint8(run0 + 49), 64, 1);
  const run1 = r.run(1);
  const menu = r.list(view.getUint8(run1), 255, 1, 15, readSizedMenuItem16);
  return { id: view.getUint32(run0, true), type: view.getUint8(run0 + 4), flags: view.getUint32(run0 + 5, true), minimum: viewI64(view, run0 + 9), maximum: viewI64(view, run0 + 17), step: viewI64(view, run0 + 25), defaultValue: viewI64(view, run0 + 33), value: viewI64(view, run0 + 41), name, menu, extra: r.rest() };
}

function writeControl(w, o) {
  const run0 = w.run(50);
  let view = w.view;
  view.setUint32(run0, whole(o.id ?? 0, 0, 4294967295), true);
  view.setUint8(run0 + 4, whole(o.type ?? 0, 0, 255));
  view.setUint32(run0 + 5, whole(o.flags ?? 0, 0, 4294967295), true);
  putI64(view, run0 + 9, o.minimum ?? 0);
  putI64(view, run0 + 17, o.maximum ?? 0);
  putI64(view, run0 + 25, o.step ?? 0);
  putI64(view, run0 + 33, o.defaultValue ?? 0);
  putI64(view, run0 + 41, o.value ?? 0);
  w.text(run0 + 49, 1, o.name ?? '', 64, 'name');
  const run1 = w.run(1);
  const menu = w.count(run1, 1, o.menu ?? [], 255, 'menu');
  for (let i = 0; i < menu.length; i++) w.sized(2, writeMenuItem, menu[i]);
}

function readMonitor(r) {
  const { view } = r, run0 = r.run(29);
  const name = r.text(view.getUint8(run0 + 28), 255, 1);
  return { x: view.getInt32(run0, true), y: view.getInt32(run0 + 4, true), width: view.getUint32(run0 + 8, true), height: view.getUint32(run0 + 12, true), widthMm: view.getUint32(run0 + 16, true), heightMm: view.getUint32(run0 + 20, true), refresh: view.getUint32(run0 + 24, true), name, extra: r.rest() };
}

function writeMonitor(w, o) {
  const run0 = w.run(29);
  let view = w.view;
  view.setInt32(run0, whole(o.x ?? 0, -2147483648, 2147483647), true);
  view.setInt32(run0 + 4, whole(o.y ?? 0, -2147483648, 2147483647), true);
  view.setUint32(run0 + 8, whole(o.width ?? 0, 0, 4294967295), true);
  view.setUint32(run0 + 12, whole(o.height ?? 0, 0, 4294967295), true);
  view.setUint32(run0 + 16, whole(o.widthMm ?? 0, 0, 4294967295), true);
  view.setUint32(run0 + 20, whole(o.heightMm ?? 0, 0, 4294967295), true);
  view.setUint32(run0 + 24, whole(o.refresh ?? 0, 0, 4294967295), true);
  w.text(run0 + 28, 1, o.name ?? '', 255, 'name');
}

function readMediaHead(r) {
  const { bytes } = r, run0 = r.run(14);
  return { mediaKind: bytes[run0], flags: bytes[run0 + 1], sequence: getU32(bytes, run0 + 2), captureTime: getU64(bytes, run0 + 6), extra: r.rest() };
}

function writeMediaHead(w, o) {
  const run0 = w.run(14);
  let view = w.view;
  view.setUint8(run0, whole(o.mediaKind ?? 0, 0, 255));
  view.setUint8(run0 + 1, whole(o.flags ?? 0, 0, 255));
  view.setUint32(run0 + 2, whole(o.sequence ?? 0, 0, 4294967295), true);
  putU64(view, run0 + 6, o.captureTime ?? 0);
}

function readRelayEdge(r) {
  const { view } = r;
  let outputId = 0;
  let streamId = 0;
  let outputStreamId = 0;
  let mode = 0;
  let slotPolicy = 0;
  let dropPolicy = 0;
  let priority = 0;
  let framesMax = 0;
  let bytesMax = 0;
  let destPort = 0;
  let destHost = '';
  let budgetPolicy = 0;
  let scheduler = 0;
  let weight = 0;
  let acknowledged = false;
  let siteId = 0;
  const run0 = r.run(25);
  outputId = view.getUint16(run0, true);
  streamId = view.getUint16(run0 + 2, true);
  outputStreamId = view.getUint16(run0 + 4, true);
  mode = view.getUint8(run0 + 6);
  slotPolicy = view.getUint8(run0 + 7);
  dropPolicy = view.getUint8(run0 + 8);
  priority = view.getUint8(run0 + 9);
  framesMax = view.getUint32(run0 + 10, true);
  bytesMax = viewU64(view, run0 + 14);
  destPort = view.getUint16(run0 + 22, true);
  destHost = r.text(view.getUint8(run0 + 24), 255, 1);
  if (r.at < r.end) {
    const run1 = r.run(7);
    budgetPolicy = view.getUint8(run1);
    scheduler = view.getUint8(run1 + 1);
    weight = view.getUint16(run1 + 2, true);
    acknowledged = r.flag(run1 + 4);
    siteId = view.getUint16(run1 + 5, true);
  }
  return { outputId, streamId, outputStreamId, mode, slotPolicy, dropPolicy, priority, framesMax, bytesMax, destPort, destHost, budgetPolicy, scheduler, weight, acknowledged, siteId, extra: r.rest() };
}

function writeRelayEdge(w, o) {
  const run0 = w.run(25);
  let view = w.view;
  view.setUint16(run0, whole(o.outputId ?? 0, 0, 65535), true);
  view.setUint16(run0 + 2, whole(o.streamId ?? 0, 0, 65535), true);
  view.setUint16(run0 + 4, whole(o.outputStreamId ?? 0, 0, 65535), true);
  view.setUint8(run0 + 6, whole(o.mode ?? 0, 0, 255));
  view.setUint8(run0 + 7, whole(o.slotPolicy ?? 0, 0, 255));
  view.setUint8(run0 + 8, whole(o.dropPolicy ?? 0, 0, 255));
  view.setUint8(run0 + 9, whole(o.priority ?? 0, 0, 255));
  view.setUint32(run0 + 10, whole(o.framesMax ?? 0, 0, 4294967295), true);
  putU64(view, run0 + 14, o.bytesMax ?? 0);
  view.setUint16(run0 + 22, whole(o.destPort ?? 0, 0, 65535), true);
  w.text(run0 + 24, 1, o.destHost ?? '', 255, 'destHost');
  const run1 = w.run(7);
  view = w.view;
  view.setUint8(run1, whole(o.budgetPolicy ?? 0, 0, 255));
  view.setUint8(run1 + 1, whole(o.scheduler ?? 0, 0, 255));
  view.setUint16(run1 + 2, whole(o.weight ?? 0, 0, 65535), true);
  view.setUint8(run1 + 4, (o.acknowledged ?? false) ? 1 : 0);
  view.setUint16(run1 + 5, whole(o.siteId ?? 0, 0, 65535), true);
}

function readDropCount(r) {
  const { view } = r, run0 = r.run(9);
  return { cause: view.getUint8(run0), frames: viewU64(view, run0 + 1), extra: r.rest() };
}

function writeDropCount(w, o) {
  const run0 = w.run(9);
  let view = w.view;
  view.setUint8(run0, whole(o.cause ?? 0, 0, 255));
  putU64(view, run0 + 1, o.frames ?? 0);
}

function readNodeEvent(r) {
  const { view } = r, run0 = r.run(18);
  const name = r.text(view.getUint8(run0 + 17), 255, 1);
  const run1 = r.run(1);
  const before = r.text(view.getUint8(run1), 255, 1);
  const run2 = r.run(1);
  const after = r.text(view.getUint8(run2), 255, 1);
  const run3 = r.run(1);
  const detail = r.text(view.getUint8(run3), 255, 1);
  return { number: viewU64(view, run0), at: viewU64(view, run0 + 8), subject: view.getUint8(run0 + 16), name, before, after, detail, extra: r.rest() };
}

function writeNodeEvent(w, o) {
  const run0 = w.run(18);
  let view = w.view;
  putU64(view, run0, o.number ?? 0);
  putU64(view, run0 + 8, o.at ?? 0);
  view.setUint8(run0 + 16, whole(o.subject ?? 0, 0, 255));
  w.text(run0 + 17, 1, o.name ?? '', 255, 'name');
  const run1 = w.run(1);
  w.text(run1, 1, o.before ?? '', 255, 'before');
  const run2 = w.run(1);
  w.text(run2, 1, o.after ?? '', 255, 'after');
  const run3 = w.run(1);
  w.text(run3, 1, o.detail ?? '', 255, 'detail');
}

function readResourceState(r) {
  const { view } = r;
  let kind = '';
  let name = '';
  let current = '';
  let wanted = '';
  let since = 0;
  let retryIn = 0;
  let error = '';
  let number = 0;
  let action = '';
  let failures = 0;
  let gaveUp = false;
  let waitsFor = '';
  const run0 = r.run(1);
  kind = r.text(view.getUint8(run0), 255, 1);
  const run1 = r.run(1);
  name = r.text(view.getUint8(run1), 255, 1);
  const run2 = r.run(1);
  current = r.text(view.getUint8(run2), 255, 1);
  const run3 = r.run(1);
  wanted = r.text(view.getUint8(run3), 255, 1);
  const run4 = r.run(13);
  since = viewU64(view, run4);
  retryIn = view.getUint32(run4 + 8, true);
  error = r.text(view.getUint8(run4 + 12), 255, 1);
  if (r.at < r.end) {
    const run5 = r.run(5);
    number = view.getUint32(run5, true);
    action = r.text(view.getUint8(run5 + 4), 255, 1);
    const run6 = r.run(6);
    failures = view.getUint32(run6, true);
    gaveUp = r.flag(run6 + 4);
    waitsFor = r.text(view.getUint8(run6 + 5), 255, 1);
  }
  return { kind, name, current, wanted, since, retryIn, error, number, action, failures, gaveUp, waitsFor, extra: r.rest() };
}

function writeResourceState(w, o) {
  const run0 = w.run(1);
  w.text(run0, 1, o.kind ?? '', 255, 'kind');
  const run1 = w.run(1);
  w.text(run1, 1, o.name ?? '', 255, 'name');
  const run2 = w.run(1);
  w.text(run2, 1, o.current ?? '', 255, 'current');
  const run3 = w.run(1);
  w.text(run3, 1, o.wanted ?? '', 255, 'wanted');
  const run4 = w.run(13);
  let view = w.view;
  putU64(view, run4, o.since ?? 0);
  view.setUint32(run4 + 8, whole(o.retryIn ?? 0, 0, 4294967295), true);
  w.text(run4 + 12, 1, o.error ?? '', 255, 'error');
  const run5 = w.run(5);
  view = w.view;
  view.setUint32(run5, whole(o.number ?? 0, 0, 4294967295), true);
  w.text(run5 + 4, 1, o.action ?? '', 255, 'action');
  const run6 = w.run(6);
  view = w.view;
  view.setUint32(run6, whole(o.failures ?? 0, 0, 4294967295), true);
  view.setUint8(run6 + 4, (o.gaveUp ?? false) ? 1 : 0);
  w.text(run6 + 5, 1, o.waitsFor ?? '', 255, 'waitsFor');
}

function readStreamState(r) {
  const { view } = r;
  let streamId = 0;
  let live = false;
  let format = 0;
  let pixelFormat = 0;
  let origin = 0;
  let width = 0;
  let height = 0;
  let fpsMilli = 0;
  let bitsPerSecond = 0;
  let framesReceived = 0;
  let framesLost = 0;
  let source = '';
  let framesRefused = 0;
  let framesMissing = 0;
  let framesRepeated = 0;
  const run0 = r.run(42);
  streamId = view.getUint16(run0, true);
  live = r.flag(run0 + 2);
  format = view.getUint16(run0 + 3, true);
  pixelFormat = view.getUint16(run0 + 5, true);
  origin = view.getUint16(run0 + 7, true);
  width = view.getUint16(run0 + 9, true);
  height = view.getUint16(run0 + 11, true);
  fpsMilli = view.getUint32(run0 + 13, true);
  bitsPerSecond = viewU64(view, run0 + 17);
  framesReceived = viewU64(view, run0 + 25);
  framesLost = viewU64(view, run0 + 33);
  source = r.text(view.getUint8(run0 + 41), 255, 1);
  if (r.at < r.end) {
    const run1 = r.run(24);
    framesRefused = viewU64(view, run1);
    framesMissing = viewU64(view, run1 + 8);
    framesRepeated = viewU64(view, run1 + 16);
  }
  return { streamId, live, format, pixelFormat, origin, width, height, fpsMilli, bitsPerSecond, framesReceived, framesLost, source, framesRefused, framesMissing, framesRepeated, extra: r.rest() };
}

function writeStreamState(w, o) {
  const run0 = w.run(42);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
  view.setUint8(run0 + 2, (o.live ?? false) ? 1 : 0);
  view.setUint16(run0 + 3, whole(o.format ?? 0, 0, 65535), true);
  view.setUint16(run0 + 5, whole(o.pixelFormat ?? 0, 0, 65535), true);
  view.setUint16(run0 + 7, whole(o.origin ?? 0, 0, 65535), true);
  view.setUint16(run0 + 9, whole(o.width ?? 0, 0, 65535), true);
  view.setUint16(run0 + 11, whole(o.height ?? 0, 0, 65535), true);
  view.setUint32(run0 + 13, whole(o.fpsMilli ?? 0, 0, 4294967295), true);
  putU64(view, run0 + 17, o.bitsPerSecond ?? 0);
  putU64(view, run0 + 25, o.framesReceived ?? 0);
  putU64(view, run0 + 33, o.framesLost ?? 0);
  w.text(run0 + 41, 1, o.source ?? '', 255, 'source');
  const run1 = w.run(24);
  view = w.view;
  putU64(view, run1, o.framesRefused ?? 0);
  putU64(view, run1 + 8, o.framesMissing ?? 0);
  putU64(view, run1 + 16, o.framesRepeated ?? 0);
}

function readOutputState(r) {
  const { view } = r;
  let outputId = 0;
  let streamId = 0;
  let mode = 0;
  let peer = '';
  let connected = false;
  let framesReceived = 0;
  let framesSent = 0;
  let framesWaiting = 0;
  let bytesWaiting = 0;
  let oldestAge = 0;
  let kernelQueue = 0;
  let fpsMilli = 0;
  let drops = [];
  let gaps = 0;
  let bitsPerSecond = 0;
  let congested = false;
  let framesRetained = 0;
  let bytesRetained = 0;
  let framesOverrun = 0;
  const run0 = r.run(6);
  outputId = view.getUint16(run0, true);
  streamId = view.getUint16(run0 + 2, true);
  mode = view.getUint8(run0 + 4);
  peer = r.text(view.getUint8(run0 + 5), 255, 1);
  const run1 = r.run(42);
  connected = r.flag(run1);
  framesReceived = viewU64(view, run1 + 1);
  framesSent = viewU64(view, run1 + 9);
  framesWaiting = view.getUint32(run1 + 17, true);
  bytesWaiting = viewU64(view, run1 + 21);
  oldestAge = view.getUint32(run1 + 29, true);
  kernelQueue = view.getUint32(run1 + 33, true);
  fpsMilli = view.getUint32(run1 + 37, true);
  drops = r.list(view.getUint8(run1 + 41), 255, 1, 11, readSizedDropCount16);
  if (r.at < r.end) {
    const run2 = r.run(37);
    gaps = viewU64(view, run2);
    bitsPerSecond = viewU64(view, run2 + 8);
    congested = r.flag(run2 + 16);
    framesRetained = view.getUint32(run2 + 17, true);
    bytesRetained = viewU64(view, run2 + 21);
    framesOverrun = viewU64(view, run2 + 29);
  }
  return { outputId, streamId, mode, peer, connected, framesReceived, framesSent, framesWaiting, bytesWaiting, oldestAge, kernelQueue, fpsMilli, drops, gaps, bitsPerSecond, congested, framesRetained, bytesRetained, framesOverrun, extra: r.rest() };
}

function writeOutputState(w, o) {
  const run0 = w.run(6);
  let view = w.view;
  view.setUint16(run0, whole(o.outputId ?? 0, 0, 65535), true);
  view.setUint16(run0 + 2, whole(o.streamId ?? 0, 0, 65535), true);
  view.setUint8(run0 + 4, whole(o.mode ?? 0, 0, 255));
  w.text(run0 + 5, 1, o.peer ?? '', 255, 'peer');
  const run1 = w.run(42);
  view = w.view;
  view.setUint8(run1, (o.connected ?? false) ? 1 : 0);
  putU64(view, run1 + 1, o.framesReceived ?? 0);
  putU64(view, run1 + 9, o.framesSent ?? 0);
  view.setUint32(run1 + 17, whole(o.framesWaiting ?? 0, 0, 4294967295), true);
  putU64(view, run1 + 21, o.bytesWaiting ?? 0);
  view.setUint32(run1 + 29, whole(o.oldestAge ?? 0, 0, 4294967295), true);
  view.setUint32(run1 + 33, whole(o.kernelQueue ?? 0, 0, 4294967295), true);
  view.setUint32(run1 + 37, whole(o.fpsMilli ?? 0, 0, 4294967295), true);
  const drops = w.count(run1 + 41, 1, o.drops ?? [], 255, 'drops');
  for (let i = 0; i < drops.length; i++) w.sized(2, writeDropCount, drops[i]);
  const run2 = w.run(37);
  view = w.view;
  putU64(view, run2, o.gaps ?? 0);
  putU64(view, run2 + 8, o.bitsPerSecond ?? 0);
  view.setUint8(run2 + 16, (o.congested ?? false) ? 1 : 0);
  view.setUint32(run2 + 17, whole(o.framesRetained ?? 0, 0, 4294967295), true);
  putU64(view, run2 + 21, o.bytesRetained ?? 0);
  putU64(view, run2 + 29, o.framesOverrun ?? 0);
}

function readPeerState(r) {
  const { view } = r, run0 = r.run(1);
  const name = r.text(view.getUint8(run0), 255, 1);
  const run1 = r.run(1);
  const address = r.text(view.getUint8(run1), 255, 1);
  const run2 = r.run(17);
  const duplicate = r.flag(run2 + 16);
  return { name, address, siteId: view.getUint16(run2, true), functionFlags: view.getUint16(run2 + 2, true), bootNonce: view.getBigUint64(run2 + 4, true), lastSeen: view.getUint32(run2 + 12, true), duplicate, extra: r.rest() };
}

function writePeerState(w, o) {
  const run0 = w.run(1);
  w.text(run0, 1, o.name ?? '', 255, 'name');
  const run1 = w.run(1);
  w.text(run1, 1, o.address ?? '', 255, 'address');
  const run2 = w.run(17);
  let view = w.view;
  view.setUint16(run2, whole(o.siteId ?? 0, 0, 65535), true);
  view.setUint16(run2 + 2, whole(o.functionFlags ?? 0, 0, 65535), true);
  putU64(view, run2 + 4, o.bootNonce ?? 0n);
  view.setUint32(run2 + 12, whole(o.lastSeen ?? 0, 0, 4294967295), true);
  view.setUint8(run2 + 16, (o.duplicate ?? false) ? 1 : 0);
}

function readIngest(r) {
  const { view } = r;
  let streamId = 0;
  let format = 0;
  let width = 0;
  let height = 0;
  let fpsN = 0;
  let fpsD = 0;
  let destPort = 0;
  let transportMode = 0;
  let devicePath = '';
  let destHost = '';
  let siteId = 0;
  const run0 = r.run(17);
  streamId = view.getUint16(run0, true);
  format = view.getUint16(run0 + 2, true);
  width = view.getUint16(run0 + 4, true);
  height = view.getUint16(run0 + 6, true);
  fpsN = view.getUint16(run0 + 8, true);
  fpsD = view.getUint16(run0 + 10, true);
  destPort = view.getUint16(run0 + 12, true);
  transportMode = view.getUint16(run0 + 14, true);
  devicePath = r.text(view.getUint8(run0 + 16), 255, 1);
  const run1 = r.run(1);
  destHost = r.text(view.getUint8(run1), 255, 1);
  if (r.at < r.end) {
    const run2 = r.run(2);
    siteId = view.getUint16(run2, true);
  }
  return { streamId, format, width, height, fpsN, fpsD, destPort, transportMode, devicePath, destHost, siteId, extra: r.rest() };
}

function writeIngest(w, o) {
  const run0 = w.run(17);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
  view.setUint16(run0 + 2, whole(o.format ?? 0, 0, 65535), true);
  view.setUint16(run0 + 4, whole(o.width ?? 0, 0, 65535), true);
  view.setUint16(run0 + 6, whole(o.height ?? 0, 0, 65535), true);
  view.setUint16(run0 + 8, whole(o.fpsN ?? 0, 0, 65535), true);
  view.setUint16(run0 + 10, whole(o.fpsD ?? 0, 0, 65535), true);
  view.setUint16(run0 + 12, whole(o.destPort ?? 0, 0, 65535), true);
  view.setUint16(run0 + 14, whole(o.transportMode ?? 0, 0, 65535), true);
  w.text(run0 + 16, 1, o.devicePath ?? '', 255, 'devicePath');
  const run1 = w.run(1);
  w.text(run1, 1, o.destHost ?? '', 255, 'destHost');
  const run2 = w.run(2);
  view = w.view;
  view.setUint16(run2, whole(o.siteId ?? 0, 0, 65535), true);
}

function readDisplay(r) {
  const { view } = r;
  let streamId = 0;
  let winX = 0;
  let winY = 0;
  let winW = 0;
  let winH = 0;
  let scale = 0;
  let anchor = 0;
  let noSignalFps = 0;
  let reserved = 0;
  let siteId = 0;
  const run0 = r.run(14);
  streamId = view.getUint16(run0, true);
  winX = view.getInt16(run0 + 2, true);
  winY = view.getInt16(run0 + 4, true);
  winW = view.getUint16(run0 + 6, true);
  winH = view.getUint16(run0 + 8, true);
  scale = view.getUint8(run0 + 10);
  anchor = view.getUint8(run0 + 11);
  noSignalFps = view.getUint8(run0 + 12);
  reserved = view.getUint8(run0 + 13);
  if (r.at < r.end) {
    const run1 = r.run(2);
    siteId = view.getUint16(run1, true);
  }
  return { streamId, winX, winY, winW, winH, scale, anchor, noSignalFps, reserved, siteId, extra: r.rest() };
}

function writeDisplay(w, o) {
  const run0 = w.run(14);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
  view.setInt16(run0 + 2, whole(o.winX ?? 0, -32768, 32767), true);
  view.setInt16(run0 + 4, whole(o.winY ?? 0, -32768, 32767), true);
  view.setUint16(run0 + 6, whole(o.winW ?? 0, 0, 65535), true);
  view.setUint16(run0 + 8, whole(o.winH ?? 0, 0, 65535), true);
  view.setUint8(run0 + 10, whole(o.scale ?? 0, 0, 255));
  view.setUint8(run0 + 11, whole(o.anchor ?? 0, 0, 255));
  view.setUint8(run0 + 12, whole(o.noSignalFps ?? 0, 0, 255));
  view.setUint8(run0 + 13, whole(o.reserved ?? 0, 0, 255));
  const run1 = w.run(2);
  view = w.view;
  view.setUint16(run1, whole(o.siteId ?? 0, 0, 65535), true);
}

function readSink(r) {
  const { view } = r;
  let streamId = 0;
  let path = '';
  let siteId = 0;
  const run0 = r.run(3);
  streamId = view.getUint16(run0, true);
  path = r.text(view.getUint8(run0 + 2), 255, 1);
  if (r.at < r.end) {
    const run1 = r.run(2);
    siteId = view.getUint16(run1, true);
  }
  return { streamId, path, siteId, extra: r.rest() };
}

function writeSink(w, o) {
  const run0 = w.run(3);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
  w.text(run0 + 2, 1, o.path ?? '', 255, 'path');
  const run1 = w.run(2);
  view = w.view;
  view.setUint16(run1, whole(o.siteId ?? 0, 0, 65535), true);
}

function readVideoFrame(r) {
  const { bytes } = r, run0 = r.run(2);
  const data = r.rest();
  return { streamId: getU16(bytes, run0), data };
}

function writeVideoFrame(w, o) {
  const run0 = w.run(2);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
  w.bytes(o.data ?? noBytes);
}

function readControlRequest(r) {
  const { bytes } = r, run0 = r.run(4);
  const body = r.rest();
  return { requestId: getU16(bytes, run0), command: getU16(bytes, run0 + 2), body };
}

function writeControlRequest(w, o) {
  const run0 = w.run(4);
  let view = w.view;
  view.setUint16(run0, whole(o.requestId ?? 0, 0, 65535), true);
  view.setUint16(run0 + 2, whole(o.command ?? 0, 0, 65535), true);
  w.bytes(o.body ?? noBytes);
}

function readControlResponse(r) {
  const { bytes } = r, run0 = r.run(6);
  const body = r.rest();
  return { requestId: getU16(bytes, run0), command: getU16(bytes, run0 + 2), status: getU16(bytes, run0 + 4), body };
}

function writeControlResponse(w, o) {
  const run0 = w.run(6);
  let view = w.view;
  view.setUint16(run0, whole(o.requestId ?? 0, 0, 65535), true);
  view.setUint16(run0 + 2, whole(o.command ?? 0, 0, 65535), true);
  view.setUint16(run0 + 4, whole(o.status ?? 0, 0, 65535), true);
  w.bytes(o.body ?? noBytes);
}

function readStreamEvent(r) {
  const { bytes } = r, run0 = r.run(8);
  const detail = r.text(bytes[run0 + 7], 200, 1);
  return { streamId: getU16(bytes, run0), code: bytes[run0 + 2], age: getU32(bytes, run0 + 3), detail, extra: r.rest() };
}

function writeStreamEvent(w, o) {
  const run0 = w.run(8);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
  view.setUint8(run0 + 2, whole(o.code ?? 0, 0, 255));
  view.setUint32(run0 + 3, whole(o.age ?? 0, 0, 4294967295), true);
  w.text(run0 + 7, 1, o.detail ?? '', 200, 'detail');
}

function readTimedFrame(r) {
  const { bytes } = r, run0 = r.run(3);
  const head = r.sized(bytes[run0 + 2], readMediaHead);
  const data = r.rest();
  return { streamId: getU16(bytes, run0), head, data };
}

function writeTimedFrame(w, o) {
  const run0 = w.run(3);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
  writeMediaHead(w, o.head ?? {});
  w.closeSized(run0 + 2, 1);
  w.bytes(o.data ?? noBytes);
}

function readHello(r) {
  const { bytes } = r, run0 = r.run(19);
  const nodeName = r.text(bytes[run0 + 18], 128, 1);
  return { protocolVersion: getU16(bytes, run0), schemaHash: getU32(bytes, run0 + 2), bootNonce: getBigU64(bytes, run0 + 6), siteId: getU16(bytes, run0 + 14), functionFlags: getU16(bytes, run0 + 16), nodeName, extra: r.rest() };
}

function writeHello(w, o) {
  const run0 = w.run(19);
  let view = w.view;
  view.setUint16(run0, whole(o.protocolVersion ?? 0, 0, 65535), true);
  view.setUint32(run0 + 2, whole(o.schemaHash ?? 0, 0, 4294967295), true);
  putU64(view, run0 + 6, o.bootNonce ?? 0n);
  view.setUint16(run0 + 14, whole(o.siteId ?? 0, 0, 65535), true);
  view.setUint16(run0 + 16, whole(o.functionFlags ?? 0, 0, 65535), true);
  w.text(run0 + 18, 1, o.nodeName ?? '', 128, 'nodeName');
}

function readPing(r) {
  const { bytes } = r, run0 = r.run(12);
  return { nonce: getU32(bytes, run0), sentAt: getU64(bytes, run0 + 4), extra: r.rest() };
}

function writePing(w, o) {
  const run0 = w.run(12);
  let view = w.view;
  view.setUint32(run0, whole(o.nonce ?? 0, 0, 4294967295), true);
  putU64(view, run0 + 4, o.sentAt ?? 0);
}

function readPong(r) {
  const { bytes } = r, run0 = r.run(20);
  return { nonce: getU32(bytes, run0), sentAt: getU64(bytes, run0 + 4), answeredAt: getU64(bytes, run0 + 12), extra: r.rest() };
}

function writePong(w, o) {
  const run0 = w.run(20);
  let view = w.view;
  view.setUint32(run0, whole(o.nonce ?? 0, 0, 4294967295), true);
  putU64(view, run0 + 4, o.sentAt ?? 0);
  putU64(view, run0 + 12, o.answeredAt ?? 0);
}

function readCongestionReport(r) {
  const { bytes } = r;
  let outputId = 0;
  let streamId = 0;
  let framesReceived = 0;
  let framesSent = 0;
  let framesWaiting = 0;
  let bytesWaiting = 0;
  let oldestAge = 0;
  let kernelQueue = 0;
  let drops = [];
  let congested = false;
  let fpsMilli = 0;
  let bitsPerSecond = 0;
  const run0 = r.run(41);
  outputId = getU16(bytes, run0);
  streamId = getU16(bytes, run0 + 2);
  framesReceived = getU64(bytes, run0 + 4);
  framesSent = getU64(bytes, run0 + 12);
  framesWaiting = getU32(bytes, run0 + 20);
  bytesWaiting = getU64(bytes, run0 + 24);
  oldestAge = getU32(bytes, run0 + 32);
  kernelQueue = getU32(bytes, run0 + 36);
  drops = r.list(bytes[run0 + 40], 255, 1, 11, readSizedDropCount16);
  if (r.at < r.end) {
    const run1 = r.run(13);
    congested = r.flag(run1);
    fpsMilli = getU32(bytes, run1 + 1);
    bitsPerSecond = getU64(bytes, run1 + 5);
  }
  return { outputId, streamId, framesReceived, framesSent, framesWaiting, bytesWaiting, oldestAge, kernelQueue, drops, congested, fpsMilli, bitsPerSecond, extra: r.rest() };
}

function writeCongestionReport(w, o) {
  const run0 = w.run(41);
  let view = w.view;
  view.setUint16(run0, whole(o.outputId ?? 0, 0, 65535), true);
  view.setUint16(run0 + 2, whole(o.streamId ?? 0, 0, 65535), true);
  putU64(view, run0 + 4, o.framesReceived ?? 0);
  putU64(view, run0 + 12, o.framesSent ?? 0);
  view.setUint32(run0 + 20, whole(o.framesWaiting ?? 0, 0, 4294967295), true);
  putU64(view, run0 + 24, o.bytesWaiting ?? 0);
  view.setUint32(run0 + 32, whole(o.oldestAge ?? 0, 0, 4294967295), true);
  view.setUint32(run0 + 36, whole(o.kernelQueue ?? 0, 0, 4294967295), true);
  const drops = w.count(run0 + 40, 1, o.drops ?? [], 255, 'drops');
  for (let i = 0; i < drops.length; i++) w.sized(2, writeDropCount, drops[i]);
  const run1 = w.run(13);
  view = w.view;
  view.setUint8(run1, (o.congested ?? false) ? 1 : 0);
  view.setUint32(run1 + 1, whole(o.fpsMilli ?? 0, 0, 4294967295), true);
  putU64(view, run1 + 5, o.bitsPerSecond ?? 0);
}

function readAnnouncement(r) {
  const { bytes } = r, run0 = r.run(8);
  const name = r.text(bytes[run0 + 7], 128, 1);
  const run1 = r.run(8);
  return { protocolVersion: bytes[run0], siteId: getU16(bytes, run0 + 1), tcpPort: getU16(bytes, run0 + 3), functionFlags: getU16(bytes, run0 + 5), name, bootNonce: getBigU64(bytes, run1), extra: r.rest() };
}

function writeAnnouncement(w, o) {
  const run0 = w.run(8);
  let view = w.view;
  view.setUint8(run0, whole(o.protocolVersion ?? 0, 0, 255));
  view.setUint16(run0 + 1, whole(o.siteId ?? 0, 0, 65535), true);
  view.setUint16(run0 + 3, whole(o.tcpPort ?? 0, 0, 65535), true);
  view.setUint16(run0 + 5, whole(o.functionFlags ?? 0, 0, 65535), true);
  w.text(run0 + 7, 1, o.name ?? '', 128, 'name');
  const run1 = w.run(8);
  view = w.view;
  putU64(view, run1, o.bootNonce ?? 0n);
}

function readProbe(r) {
  const { bytes } = r, run0 = r.run(8);
  return { bootNonce: getBigU64(bytes, run0), extra: r.rest() };
}

function writeProbe(w, o) {
  const run0 = w.run(8);
  let view = w.view;
  putU64(view, run0, o.bootNonce ?? 0n);
}

function readDeliveryMark(r) {
  const { bytes } = r, run0 = r.run(18);
  return { streamId: getU16(bytes, run0), epoch: getBigU64(bytes, run0 + 2), number: getBigU64(bytes, run0 + 10), extra: r.rest() };
}

function writeDeliveryMark(w, o) {
  const run0 = w.run(18);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
  putU64(view, run0 + 2, o.epoch ?? 0n);
  putU64(view, run0 + 10, o.number ?? 0n);
}

function readDeliveryAck(r) {
  const { bytes } = r, run0 = r.run(18);
  return { streamId: getU16(bytes, run0), epoch: getBigU64(bytes, run0 + 2), number: getBigU64(bytes, run0 + 10), extra: r.rest() };
}

function writeDeliveryAck(w, o) {
  const run0 = w.run(18);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
  putU64(view, run0 + 2, o.epoch ?? 0n);
  putU64(view, run0 + 10, o.number ?? 0n);
}

function readStateChange(r) {
  const { bytes } = r;
  let full = false;
  let more = false;
  let revision = 0;
  let ingests = [];
  let displays = [];
  let sinks = [];
  let relays = [];
  let ingestsGone = [];
  let displaysGone = [];
  let sinksGone = [];
  let relaysGone = [];
  let resources = [];
  let streams = [];
  let outputs = [];
  let peers = [];
  let resourcesGone = [];
  let streamsGone = [];
  let outputsGone = [];
  let peersGone = [];
  let events = [];
  const run0 = r.run(12);
  full = r.flag(run0);
  more = r.flag(run0 + 1);
  revision = getU64(bytes, run0 + 2);
  ingests = r.list(getU16(bytes, run0 + 10), 65535, 2, 20, readSizedIngest16);
  const run1 = r.run(2);
  displays = r.list(getU16(bytes, run1), 65535, 2, 16, readSizedDisplay16);
  const run2 = r.run(2);
  sinks = r.list(getU16(bytes, run2), 65535, 2, 5, readSizedSink16);
  const run3 = r.run(2);
  relays = r.list(getU16(bytes, run3), 65535, 2, 27, readSizedRelayEdge16);
  const run4 = r.run(2);
  ingestsGone = r.list(getU16(bytes, run4), 65535, 2, 2, (r) => { const at = r.run(2); return getU16(r.bytes, at); });
  const run5 = r.run(2);
  displaysGone = r.list(getU16(bytes, run5), 65535, 2, 2, (r) => { const at = r.run(2); return getU16(r.bytes, at); });
  const run6 = r.run(2);
  sinksGone = r.list(getU16(bytes, run6), 65535, 2, 2, (r) => { const at = r.run(2); return getU16(r.bytes, at); });
  const run7 = r.run(2);
  relaysGone = r.list(getU16(bytes, run7), 65535, 2, 2, (r) => { const at = r.run(2); return getU16(r.bytes, at); });
  const run8 = r.run(2);
  resources = r.list(getU16(bytes, run8), 65535, 2, 19, readSizedResourceState16);
  const run9 = r.run(2);
  streams = r.list(getU16(bytes, run9), 65535, 2, 44, readSizedStreamState16);
  const run10 = r.run(2);
  outputs = r.list(getU16(bytes, run10), 65535, 2, 50, readSizedOutputState16);
  const run11 = r.run(2);
  peers = r.list(getU16(bytes, run11), 65535, 2, 21, readSizedPeerState16);
  const run12 = r.run(2);
  resourcesGone = r.list(getU16(bytes, run12), 65535, 2, 4, (r) => { const at = r.run(4); return getU32(r.bytes, at); });
  const run13 = r.run(2);
  streamsGone = r.list(getU16(bytes, run13), 65535, 2, 2, (r) => { const at = r.run(2); return getU16(r.bytes, at); });
  const run14 = r.run(2);
  outputsGone = r.list(getU16(bytes, run14), 65535, 2, 2, (r) => { const at = r.run(2); return getU16(r.bytes, at); });
  const run15 = r.run(2);
  peersGone = r.list(getU16(bytes, run15), 65535, 2, 8, (r) => { const at = r.run(8); return getU64(r.bytes, at); });
  if (r.at < r.end) {
    const run16 = r.run(2);
    events = r.list(getU16(bytes, run16), 65535, 2, 23, readSizedNodeEvent16);
  }
  return { full, more, revision, ingests, displays, sinks, relays, ingestsGone, displaysGone, sinksGone, relaysGone, resources, streams, outputs, peers, resourcesGone, streamsGone, outputsGone, peersGone, events, extra: r.rest() };
}

function writeStateChange(w, o) {
  const run0 = w.run(12);
  let view = w.view;
  view.setUint8(run0, (o.full ?? false) ? 1 : 0);
  view.setUint8(run0 + 1, (o.more ?? false) ? 1 : 0);
  putU64(view, run0 + 2, o.revision ?? 0);
  const ingests = w.count(run0 + 10, 2, o.ingests ?? [], 65535, 'ingests');
  for (let i = 0; i < ingests.length; i++) w.sized(2, writeIngest, ingests[i]);
  const run1 = w.run(2);
  const displays = w.count(run1, 2, o.displays ?? [], 65535, 'displays');
  for (let i = 0; i < displays.length; i++) w.sized(2, writeDisplay, displays[i]);
  const run2 = w.run(2);
  const sinks = w.count(run2, 2, o.sinks ?? [], 65535, 'sinks');
  for (let i = 0; i < sinks.length; i++) w.sized(2, writeSink, sinks[i]);
  const run3 = w.run(2);
  const relays = w.count(run3, 2, o.relays ?? [], 65535, 'relays');
  for (let i = 0; i < relays.length; i++) w.sized(2, writeRelayEdge, relays[i]);
  const run4 = w.run(2);
  const ingestsGone = w.count(run4, 2, o.ingestsGone ?? [], 65535, 'ingestsGone');
  for (let i = 0; i < ingestsGone.length; i++) { const at = w.run(2); w.view.setUint16(at, whole(ingestsGone[i], 0, 65535), true); }
  const run5 = w.run(2);
  const displaysGone = w.count(run5, 2, o.displaysGone ?? [], 65535, 'displaysGone');
  for (let i = 0; i < displaysGone.length; i++) { const at = w.run(2); w.view.setUint16(at, whole(displaysGone[i], 0, 65535), true); }
  const run6 = w.run(2);
  const sinksGone = w.count(run6, 2, o.sinksGone ?? [], 65535, 'sinksGone');
  for (let i = 0; i < sinksGone.length; i++) { const at = w.run(2); w.view.setUint16(at, whole(sinksGone[i], 0, 65535), true); }
  const run7 = w.run(2);
  const relaysGone = w.count(run7, 2, o.relaysGone ?? [], 65535, 'relaysGone');
  for (let i = 0; i < relaysGone.length; i++) { const at = w.run(2); w.view.setUint16(at, whole(relaysGone[i], 0, 65535), true); }
  const run8 = w.run(2);
  const resources = w.count(run8, 2, o.resources ?? [], 65535, 'resources');
  for (let i = 0; i < resources.length; i++) w.sized(2, writeResourceState, resources[i]);
  const run9 = w.run(2);
  const streams = w.count(run9, 2, o.streams ?? [], 65535, 'streams');
  for (let i = 0; i < streams.length; i++) w.sized(2, writeStreamState, streams[i]);
  const run10 = w.run(2);
  const outputs = w.count(run10, 2, o.outputs ?? [], 65535, 'outputs');
  for (let i = 0; i < outputs.length; i++) w.sized(2, writeOutputState, outputs[i]);
  const run11 = w.run(2);
  const peers = w.count(run11, 2, o.peers ?? [], 65535, 'peers');
  for (let i = 0; i < peers.length; i++) w.sized(2, writePeerState, peers[i]);
  const run12 = w.run(2);
  const resourcesGone = w.count(run12, 2, o.resourcesGone ?? [], 65535, 'resourcesGone');
  for (let i = 0; i < resourcesGone.length; i++) { const at = w.run(4); w.view.setUint32(at, whole(resourcesGone[i], 0, 4294967295), true); }
  const run13 = w.run(2);
  const streamsGone = w.count(run13, 2, o.streamsGone ?? [], 65535, 'streamsGone');
  for (let i = 0; i < streamsGone.length; i++) { const at = w.run(2); w.view.setUint16(at, whole(streamsGone[i], 0, 65535), true); }
  const run14 = w.run(2);
  const outputsGone = w.count(run14, 2, o.outputsGone ?? [], 65535, 'outputsGone');
  for (let i = 0; i < outputsGone.length; i++) { const at = w.run(2); w.view.setUint16(at, whole(outputsGone[i], 0, 65535), true); }
  const run15 = w.run(2);
  const peersGone = w.count(run15, 2, o.peersGone ?? [], 65535, 'peersGone');
  for (let i = 0; i < peersGone.length; i++) { const at = w.run(8); putU64(w.view, at, peersGone[i]); }
  const run16 = w.run(2);
  const events = w.count(run16, 2, o.events ?? [], 65535, 'events');
  for (let i = 0; i < events.length; i++) w.sized(2, writeNodeEvent, events[i]);
}

function readStreamOpenRequest(r) {
  const { bytes } = r, run0 = r.run(16);
  return { streamId: getU16(bytes, run0), format: getU16(bytes, run0 + 2), pixelFormat: getU16(bytes, run0 + 4), origin: getU16(bytes, run0 + 6), width: getU16(bytes, run0 + 8), height: getU16(bytes, run0 + 10), fpsN: getU16(bytes, run0 + 12), fpsD: getU16(bytes, run0 + 14), extra: r.rest() };
}

function writeStreamOpenRequest(w, o) {
  const run0 = w.run(16);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
  view.setUint16(run0 + 2, whole(o.format ?? 0, 0, 65535), true);
  view.setUint16(run0 + 4, whole(o.pixelFormat ?? 0, 0, 65535), true);
  view.setUint16(run0 + 6, whole(o.origin ?? 0, 0, 65535), true);
  view.setUint16(run0 + 8, whole(o.width ?? 0, 0, 65535), true);
  view.setUint16(run0 + 10, whole(o.height ?? 0, 0, 65535), true);
  view.setUint16(run0 + 12, whole(o.fpsN ?? 0, 0, 65535), true);
  view.setUint16(run0 + 14, whole(o.fpsD ?? 0, 0, 65535), true);
}

function readStreamOpenReply(r) {
  return { extra: r.rest() };
}

function writeStreamOpenReply(w, o) {
}

function readStreamCloseRequest(r) {
  const { bytes } = r, run0 = r.run(2);
  return { streamId: getU16(bytes, run0), extra: r.rest() };
}

function writeStreamCloseRequest(w, o) {
  const run0 = w.run(2);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
}

function readStreamCloseReply(r) {
  return { extra: r.rest() };
}

function writeStreamCloseReply(w, o) {
}

function readEnumDevicesRequest(r) {
  return { extra: r.rest() };
}

function writeEnumDevicesRequest(w, o) {
}

function readEnumDevicesReply(r) {
  const { bytes } = r, run0 = r.run(1);
  const devices = r.list(bytes[run0], 255, 1, 8, readSizedDevice16);
  return { devices, extra: r.rest() };
}

function writeEnumDevicesReply(w, o) {
  const run0 = w.run(1);
  const devices = w.count(run0, 1, o.devices ?? [], 255, 'devices');
  for (let i = 0; i < devices.length; i++) w.sized(2, writeDevice, devices[i]);
}

function readEnumControlsRequest(r) {
  const { bytes } = r, run0 = r.run(1);
  const devicePath = r.text(bytes[run0], 255, 1);
  return { devicePath, extra: r.rest() };
}

function writeEnumControlsRequest(w, o) {
  const run0 = w.run(1);
  w.text(run0, 1, o.devicePath ?? '', 255, 'devicePath');
}

function readEnumControlsReply(r) {
  const { bytes } = r, run0 = r.run(2);
  const controls = r.list(getU16(bytes, run0), 65535, 2, 53, readSizedControl16);
  return { controls, extra: r.rest() };
}

function writeEnumControlsReply(w, o) {
  const run0 = w.run(2);
  const controls = w.count(run0, 2, o.controls ?? [], 65535, 'controls');
  for (let i = 0; i < controls.length; i++) w.sized(2, writeControl, controls[i]);
}

function readGetControlRequest(r) {
  const { bytes } = r, run0 = r.run(1);
  const devicePath = r.text(bytes[run0], 255, 1);
  const run1 = r.run(4);
  return { devicePath, controlId: getU32(bytes, run1), extra: r.rest() };
}

function writeGetControlRequest(w, o) {
  const run0 = w.run(1);
  w.text(run0, 1, o.devicePath ?? '', 255, 'devicePath');
  const run1 = w.run(4);
  let view = w.view;
  view.setUint32(run1, whole(o.controlId ?? 0, 0, 4294967295), true);
}

function readGetControlReply(r) {
  const { bytes } = r, run0 = r.run(8);
  return { value: getI64(bytes, run0), extra: r.rest() };
}

function writeGetControlReply(w, o) {
  const run0 = w.run(8);
  let view = w.view;
  putI64(view, run0, o.value ?? 0);
}

function readSetControlRequest(r) {
  const { bytes } = r, run0 = r.run(1);
  const devicePath = r.text(bytes[run0], 255, 1);
  const run1 = r.run(12);
  return { devicePath, controlId: getU32(bytes, run1), value: getI64(bytes, run1 + 4), extra: r.rest() };
}

function writeSetControlRequest(w, o) {
  const run0 = w.run(1);
  w.text(run0, 1, o.devicePath ?? '', 255, 'devicePath');
  const run1 = w.run(12);
  let view = w.view;
  view.setUint32(run1, whole(o.controlId ?? 0, 0, 4294967295), true);
  putI64(view, run1 + 4, o.value ?? 0);
}

function readSetControlReply(r) {
  const { bytes } = r, run0 = r.run(8);
  return { value: getI64(bytes, run0), extra: r.rest() };
}

function writeSetControlReply(w, o) {
  const run0 = w.run(8);
  let view = w.view;
  putI64(view, run0, o.value ?? 0);
}

function readEnumMonitorsRequest(r) {
  return { extra: r.rest() };
}

function writeEnumMonitorsRequest(w, o) {
}

function readEnumMonitorsReply(r) {
  const { bytes } = r, run0 = r.run(1);
  const monitors = r.list(bytes[run0], 255, 1, 31, readSizedMonitor16);
  return { monitors, extra: r.rest() };
}

function writeEnumMonitorsReply(w, o) {
  const run0 = w.run(1);
  const monitors = w.count(run0, 1, o.monitors ?? [], 255, 'monitors');
  for (let i = 0; i < monitors.length; i++) w.sized(2, writeMonitor, monitors[i]);
}

function readStartIngestRequest(r) {
  const { bytes } = r;
  let streamId = 0;
  let format = 0;
  let width = 0;
  let height = 0;
  let fpsN = 0;
  let fpsD = 0;
  let destPort = 0;
  let transportMode = 0;
  let devicePath = '';
  let destHost = '';
  let siteId = 0;
  const run0 = r.run(17);
  streamId = getU16(bytes, run0);
  format = getU16(bytes, run0 + 2);
  width = getU16(bytes, run0 + 4);
  height = getU16(bytes, run0 + 6);
  fpsN = getU16(bytes, run0 + 8);
  fpsD = getU16(bytes, run0 + 10);
  destPort = getU16(bytes, run0 + 12);
  transportMode = getU16(bytes, run0 + 14);
  devicePath = r.text(bytes[run0 + 16], 255, 1);
  const run1 = r.run(1);
  destHost = r.text(bytes[run1], 255, 1);
  if (r.at < r.end) {
    const run2 = r.run(2);
    siteId = getU16(bytes, run2);
  }
  return { streamId, format, width, height, fpsN, fpsD, destPort, transportMode, devicePath, destHost, siteId, extra: r.rest() };
}

function writeStartIngestRequest(w, o) {
  const run0 = w.run(17);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
  view.setUint16(run0 + 2, whole(o.format ?? 0, 0, 65535), true);
  view.setUint16(run0 + 4, whole(o.width ?? 0, 0, 65535), true);
  view.setUint16(run0 + 6, whole(o.height ?? 0, 0, 65535), true);
  view.setUint16(run0 + 8, whole(o.fpsN ?? 0, 0, 65535), true);
  view.setUint16(run0 + 10, whole(o.fpsD ?? 0, 0, 65535), true);
  view.setUint16(run0 + 12, whole(o.destPort ?? 0, 0, 65535), true);
  view.setUint16(run0 + 14, whole(o.transportMode ?? 0, 0, 65535), true);
  w.text(run0 + 16, 1, o.devicePath ?? '', 255, 'devicePath');
  const run1 = w.run(1);
  w.text(run1, 1, o.destHost ?? '', 255, 'destHost');
  const run2 = w.run(2);
  view = w.view;
  view.setUint16(run2, whole(o.siteId ?? 0, 0, 65535), true);
}

function readStartIngestReply(r) {
  return { extra: r.rest() };
}

function writeStartIngestReply(w, o) {
}

function readStopIngestRequest(r) {
  const { bytes } = r, run0 = r.run(2);
  return { streamId: getU16(bytes, run0), extra: r.rest() };
}

function writeStopIngestRequest(w, o) {
  const run0 = w.run(2);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
}

function readStopIngestReply(r) {
  return { extra: r.rest() };
}

function writeStopIngestReply(w, o) {
}

function readStartDisplayRequest(r) {
  const { bytes } = r;
  let streamId = 0;
  let winX = 0;
  let winY = 0;
  let winW = 0;
  let winH = 0;
  let scale = 0;
  let anchor = 0;
  let noSignalFps = 0;
  let reserved = 0;
  let siteId = 0;
  const run0 = r.run(14);
  streamId = getU16(bytes, run0);
  winX = getI16(bytes, run0 + 2);
  winY = getI16(bytes, run0 + 4);
  winW = getU16(bytes, run0 + 6);
  winH = getU16(bytes, run0 + 8);
  scale = bytes[run0 + 10];
  anchor = bytes[run0 + 11];
  noSignalFps = bytes[run0 + 12];
  reserved = bytes[run0 + 13];
  if (r.at < r.end) {
    const run1 = r.run(2);
    siteId = getU16(bytes, run1);
  }
  return { streamId, winX, winY, winW, winH, scale, anchor, noSignalFps, reserved, siteId, extra: r.rest() };
}

function writeStartDisplayRequest(w, o) {
  const run0 = w.run(14);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
  view.setInt16(run0 + 2, whole(o.winX ?? 0, -32768, 32767), true);
  view.setInt16(run0 + 4, whole(o.winY ?? 0, -32768, 32767), true);
  view.setUint16(run0 + 6, whole(o.winW ?? 0, 0, 65535), true);
  view.setUint16(run0 + 8, whole(o.winH ?? 0, 0, 65535), true);
  view.setUint8(run0 + 10, whole(o.scale ?? 0, 0, 255));
  view.setUint8(run0 + 11, whole(o.anchor ?? 0, 0, 255));
  view.setUint8(run0 + 12, whole(o.noSignalFps ?? 0, 0, 255));
  view.setUint8(run0 + 13, whole(o.reserved ?? 0, 0, 255));
  const run1 = w.run(2);
  view = w.view;
  view.setUint16(run1, whole(o.siteId ?? 0, 0, 65535), true);
}

function readStartDisplayReply(r) {
  return { extra: r.rest() };
}

function writeStartDisplayReply(w, o) {
}

function readStopDisplayRequest(r) {
  const { bytes } = r, run0 = r.run(2);
  return { streamId: getU16(bytes, run0), extra: r.rest() };
}

function writeStopDisplayRequest(w, o) {
  const run0 = w.run(2);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
}

function readStopDisplayReply(r) {
  return { extra: r.rest() };
}

function writeStopDisplayReply(w, o) {
}

function readGetConfigStateRequest(r) {
  return { extra: r.rest() };
}

function writeGetConfigStateRequest(w, o) {
}

function readGetConfigStateReply(r) {
  const { bytes } = r, run0 = r.run(10);
  const ingests = r.list(getU16(bytes, run0 + 8), 65535, 2, 20, readSizedIngest16);
  const run1 = r.run(2);
  const displays = r.list(getU16(bytes, run1), 65535, 2, 16, readSizedDisplay16);
  const run2 = r.run(2);
  const sinks = r.list(getU16(bytes, run2), 65535, 2, 5, readSizedSink16);
  const run3 = r.run(2);
  const relays = r.list(getU16(bytes, run3), 65535, 2, 27, readSizedRelayEdge16);
  return { revision: getU64(bytes, run0), ingests, displays, sinks, relays, extra: r.rest() };
}

function writeGetConfigStateReply(w, o) {
  const run0 = w.run(10);
  let view = w.view;
  putU64(view, run0, o.revision ?? 0);
  const ingests = w.count(run0 + 8, 2, o.ingests ?? [], 65535, 'ingests');
  for (let i = 0; i < ingests.length; i++) w.sized(2, writeIngest, ingests[i]);
  const run1 = w.run(2);
  const displays = w.count(run1, 2, o.displays ?? [], 65535, 'displays');
  for (let i = 0; i < displays.length; i++) w.sized(2, writeDisplay, displays[i]);
  const run2 = w.run(2);
  const sinks = w.count(run2, 2, o.sinks ?? [], 65535, 'sinks');
  for (let i = 0; i < sinks.length; i++) w.sized(2, writeSink, sinks[i]);
  const run3 = w.run(2);
  const relays = w.count(run3, 2, o.relays ?? [], 65535, 'relays');
  for (let i = 0; i < relays.length; i++) w.sized(2, writeRelayEdge, relays[i]);
}

function readGetRuntimeStateRequest(r) {
  return { extra: r.rest() };
}

function writeGetRuntimeStateRequest(w, o) {
}

function readGetRuntimeStateReply(r) {
  const { bytes } = r;
  let nodeName = '';
  let bootNonce = 0n;
  let uptime = 0;
  let resources = [];
  let streams = [];
  let outputs = [];
  let peers = [];
  let memoryHeld = 0;
  let memoryMax = 0;
  const run0 = r.run(1);
  nodeName = r.text(bytes[run0], 255, 1);
  const run1 = r.run(18);
  bootNonce = getBigU64(bytes, run1);
  uptime = getU64(bytes, run1 + 8);
  resources = r.list(getU16(bytes, run1 + 16), 65535, 2, 19, readSizedResourceState16);
  const run2 = r.run(2);
  streams = r.list(getU16(bytes, run2), 65535, 2, 44, readSizedStreamState16);
  const run3 = r.run(2);
  outputs = r.list(getU16(bytes, run3), 65535, 2, 50, readSizedOutputState16);
  const run4 = r.run(2);
  peers = r.list(getU16(bytes, run4), 65535, 2, 21, readSizedPeerState16);
  if (r.at < r.end) {
    const run5 = r.run(16);
    memoryHeld = getU64(bytes, run5);
    memoryMax = getU64(bytes, run5 + 8);
  }
  return { nodeName, bootNonce, uptime, resources, streams, outputs, peers, memoryHeld, memoryMax, extra: r.rest() };
}

function writeGetRuntimeStateReply(w, o) {
  const run0 = w.run(1);
  w.text(run0, 1, o.nodeName ?? '', 255, 'nodeName');
  const run1 = w.run(18);
  let view = w.view;
  putU64(view, run1, o.bootNonce ?? 0n);
  putU64(view, run1 + 8, o.uptime ?? 0);
  const resources = w.count(run1 + 16, 2, o.resources ?? [], 65535, 'resources');
  for (let i = 0; i < resources.length; i++) w.sized(2, writeResourceState, resources[i]);
  const run2 = w.run(2);
  const streams = w.count(run2, 2, o.streams ?? [], 65535, 'streams');
  for (let i = 0; i < streams.length; i++) w.sized(2, writeStreamState, streams[i]);
  const run3 = w.run(2);
  const outputs = w.count(run3, 2, o.outputs ?? [], 65535, 'outputs');
  for (let i = 0; i < outputs.length; i++) w.sized(2, writeOutputState, outputs[i]);
  const run4 = w.run(2);
  const peers = w.count(run4, 2, o.peers ?? [], 65535, 'peers');
  for (let i = 0; i < peers.length; i++) w.sized(2, writePeerState, peers[i]);
  const run5 = w.run(16);
  view = w.view;
  putU64(view, run5, o.memoryHeld ?? 0);
  putU64(view, run5 + 8, o.memoryMax ?? 0);
}

function readStartSinkRequest(r) {
  const { bytes } = r;
  let streamId = 0;
  let path = '';
  let siteId = 0;
  const run0 = r.run(3);
  streamId = getU16(bytes, run0);
  path = r.text(bytes[run0 + 2], 255, 1);
  if (r.at < r.end) {
    const run1 = r.run(2);
    siteId = getU16(bytes, run1);
  }
  return { streamId, path, siteId, extra: r.rest() };
}

function writeStartSinkRequest(w, o) {
  const run0 = w.run(3);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
  w.text(run0 + 2, 1, o.path ?? '', 255, 'path');
  const run1 = w.run(2);
  view = w.view;
  view.setUint16(run1, whole(o.siteId ?? 0, 0, 65535), true);
}

function readStartSinkReply(r) {
  return { extra: r.rest() };
}

function writeStartSinkReply(w, o) {
}

function readStopSinkRequest(r) {
  const { bytes } = r, run0 = r.run(2);
  return { streamId: getU16(bytes, run0), extra: r.rest() };
}

function writeStopSinkRequest(w, o) {
  const run0 = w.run(2);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
}

function readStopSinkReply(r) {
  return { extra: r.rest() };
}

function writeStopSinkReply(w, o) {
}

function readStartRelayRequest(r) {
  const { bytes } = r;
  let streamId = 0;
  let outputStreamId = 0;
  let mode = 0;
  let slotPolicy = 0;
  let dropPolicy = 0;
  let priority = 0;
  let framesMax = 0;
  let bytesMax = 0;
  let destPort = 0;
  let destHost = '';
  let budgetPolicy = 0;
  let scheduler = 0;
  let weight = 0;
  let acknowledged = false;
  let siteId = 0;
  const run0 = r.run(23);
  streamId = getU16(bytes, run0);
  outputStreamId = getU16(bytes, run0 + 2);
  mode = bytes[run0 + 4];
  slotPolicy = bytes[run0 + 5];
  dropPolicy = bytes[run0 + 6];
  priority = bytes[run0 + 7];
  framesMax = getU32(bytes, run0 + 8);
  bytesMax = getU64(bytes, run0 + 12);
  destPort = getU16(bytes, run0 + 20);
  destHost = r.text(bytes[run0 + 22], 255, 1);
  if (r.at < r.end) {
    const run1 = r.run(7);
    budgetPolicy = bytes[run1];
    scheduler = bytes[run1 + 1];
    weight = getU16(bytes, run1 + 2);
    acknowledged = r.flag(run1 + 4);
    siteId = getU16(bytes, run1 + 5);
  }
  return { streamId, outputStreamId, mode, slotPolicy, dropPolicy, priority, framesMax, bytesMax, destPort, destHost, budgetPolicy, scheduler, weight, acknowledged, siteId, extra: r.rest() };
}

function writeStartRelayRequest(w, o) {
  const run0 = w.run(23);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
  view.setUint16(run0 + 2, whole(o.outputStreamId ?? 0, 0, 65535), true);
  view.setUint8(run0 + 4, whole(o.mode ?? 0, 0, 255));
  view.setUint8(run0 + 5, whole(o.slotPolicy ?? 0, 0, 255));
  view.setUint8(run0 + 6, whole(o.dropPolicy ?? 0, 0, 255));
  view.setUint8(run0 + 7, whole(o.priority ?? 0, 0, 255));
  view.setUint32(run0 + 8, whole(o.framesMax ?? 0, 0, 4294967295), true);
  putU64(view, run0 + 12, o.bytesMax ?? 0);
  view.setUint16(run0 + 20, whole(o.destPort ?? 0, 0, 65535), true);
  w.text(run0 + 22, 1, o.destHost ?? '', 255, 'destHost');
  const run1 = w.run(7);
  view = w.view;
  view.setUint8(run1, whole(o.budgetPolicy ?? 0, 0, 255));
  view.setUint8(run1 + 1, whole(o.scheduler ?? 0, 0, 255));
  view.setUint16(run1 + 2, whole(o.weight ?? 0, 0, 65535), true);
  view.setUint8(run1 + 4, (o.acknowledged ?? false) ? 1 : 0);
  view.setUint16(run1 + 5, whole(o.siteId ?? 0, 0, 65535), true);
}

function readStartRelayReply(r) {
  const { bytes } = r, run0 = r.run(2);
  return { outputId: getU16(bytes, run0), extra: r.rest() };
}

function writeStartRelayReply(w, o) {
  const run0 = w.run(2);
  let view = w.view;
  view.setUint16(run0, whole(o.outputId ?? 0, 0, 65535), true);
}

function readStopRelayRequest(r) {
  const { bytes } = r, run0 = r.run(2);
  return { outputId: getU16(bytes, run0), extra: r.rest() };
}

function writeStopRelayRequest(w, o) {
  const run0 = w.run(2);
  let view = w.view;
  view.setUint16(run0, whole(o.outputId ?? 0, 0, 65535), true);
}

function readStopRelayReply(r) {
  return { extra: r.rest() };
}

function writeStopRelayReply(w, o) {
}

function readSubscribeRequest(r) {
  const { bytes } = r, run0 = r.run(4);
  return { interval: getU32(bytes, run0), extra: r.rest() };
}

function writeSubscribeRequest(w, o) {
  const run0 = w.run(4);
  let view = w.view;
  view.setUint32(run0, whole(o.interval ?? 0, 0, 4294967295), true);
}

function readSubscribeReply(r) {
  const { bytes } = r, run0 = r.run(4);
  return { interval: getU32(bytes, run0), extra: r.rest() };
}

function writeSubscribeReply(w, o) {
  const run0 = w.run(4);
  let view = w.view;
  view.setUint32(run0, whole(o.interval ?? 0, 0, 4294967295), true);
}

function readReconcileNowRequest(r) {
  return { extra: r.rest() };
}

function writeReconcileNowRequest(w, o) {
}

function readReconcileNowReply(r) {
  const { bytes } = r, run0 = r.run(4);
  return { resources: getU32(bytes, run0), extra: r.rest() };
}

function writeReconcileNowReply(w, o) {
  const run0 = w.run(4);
  let view = w.view;
  view.setUint32(run0, whole(o.resources ?? 0, 0, 4294967295), true);
}

function readSetLogLevelRequest(r) {
  const { bytes } = r, run0 = r.run(1);
  const levels = r.text(bytes[run0], 255, 1);
  return { levels, extra: r.rest() };
}

function writeSetLogLevelRequest(w, o) {
  const run0 = w.run(1);
  w.text(run0, 1, o.levels ?? '', 255, 'levels');
}

function readSetLogLevelReply(r) {
  return { extra: r.rest() };
}

function writeSetLogLevelReply(w, o) {
}

function readShutdownRequest(r) {
  return { extra: r.rest() };
}

function writeShutdownRequest(w, o) {
}

function readShutdownReply(r) {
  return { extra: r.rest() };
}

function writeShutdownReply(w, o) {
}

function readGetEventsRequest(r) {
  const { bytes } = r, run0 = r.run(8);
  return { after: getU64(bytes, run0), extra: r.rest() };
}

function writeGetEventsRequest(w, o) {
  const run0 = w.run(8);
  let view = w.view;
  putU64(view, run0, o.after ?? 0);
}

function readGetEventsReply(r) {
  const { bytes } = r, run0 = r.run(18);
  const events = r.list(getU16(bytes, run0 + 16), 65535, 2, 23, readSizedNodeEvent16);
  return { bootNonce: getBigU64(bytes, run0), last: getU64(bytes, run0 + 8), events, extra: r.rest() };
}

function writeGetEventsReply(w, o) {
  const run0 = w.run(18);
  let view = w.view;
  putU64(view, run0, o.bootNonce ?? 0n);
  putU64(view, run0 + 8, o.last ?? 0);
  const events = w.count(run0 + 16, 2, o.events ?? [], 65535, 'events');
  for (let i = 0; i < events.length; i++) w.sized(2, writeNodeEvent, events[i]);
}

function readResumeDeliveryRequest(r) {
  const { bytes } = r, run0 = r.run(18);
  return { streamId: getU16(bytes, run0), epoch: getBigU64(bytes, run0 + 2), number: getBigU64(bytes, run0 + 10), extra: r.rest() };
}

function writeResumeDeliveryRequest(w, o) {
  const run0 = w.run(18);
  let view = w.view;
  view.setUint16(run0, whole(o.streamId ?? 0, 0, 65535), true);
  putU64(view, run0 + 2, o.epoch ?? 0n);
  putU64(view, run0 + 10, o.number ?? 0n);
}

function readResumeDeliveryReply(r) {
  const { bytes } = r, run0 = r.run(16);
  return { epoch: getBigU64(bytes, run0), number: getBigU64(bytes, run0 + 8), extra: r.rest() };
}

function writeResumeDeliveryReply(w, o) {
  const run0 = w.run(16);
  let view = w.view;
  putU64(view, run0, o.epoch ?? 0n);
  putU64(view, run0 + 8, o.number ?? 0n);
}

const readSizedDeviceFormat16 = (r) => r.sized(r.prefix(2), readDeviceFormat);
const readSizedMenuItem16 = (r) => r.sized(r.prefix(2), readMenuItem);
const readSizedDropCount16 = (r) => r.sized(r.prefix(2), readDropCount);
const readSizedIngest16 = (r) => r.sized(r.prefix(2), readIngest);
const readSizedDisplay16 = (r) => r.sized(r.prefix(2), readDisplay);
const readSizedSink16 = (r) => r.sized(r.prefix(2), readSink);
const readSizedRelayEdge16 = (r) => r.sized(r.prefix(2), readRelayEdge);
const readSizedResourceState16 = (r) => r.sized(r.prefix(2), readResourceState);
const readSizedStreamState16 = (r) => r.sized(r.prefix(2), readStreamState);
const readSizedOutputState16 = (r) => r.sized(r.prefix(2), readOutputState);
const readSizedPeerState16 = (r) => r.sized(r.prefix(2), readPeerState);
const readSizedNodeEvent16 = (r) => r.sized(r.prefix(2), readNodeEvent);
const readSizedDevice16 = (r) => r.sized(r.prefix(2), readDevice);
const readSizedControl16 = (r) => r.sized(r.prefix(2), readControl);
const readSizedMonitor16 = (r) => r.sized(r.prefix(2), readMonitor);

const requestCodecs = new Map([
  [0x0001, readStreamOpenRequest],
  [0x0002, readStreamCloseRequest],
  [0x0003, readEnumDevicesRequest],
  [0x0004, readEnumControlsRequest],
  [0x0005, readGetControlRequest],
  [0x0006, readSetControlRequest],
  [0x0007, readEnumMonitorsRequest],
  [0x0008, readStartIngestRequest],
  [0x0009, readStopIngestRequest],
  [0x000a, readStartDisplayRequest],
  [0x000b, readStopDisplayRequest],
  [0x0010, readGetConfigStateRequest],
  [0x0011, readGetRuntimeStateRequest],
  [0x0012, readStartSinkRequest],
  [0x0013, readStopSinkRequest],
  [0x0014, readStartRelayRequest],
  [0x0015, readStopRelayRequest],
  [0x0018, readSubscribeRequest],
  [0x0019, readReconcileNowRequest],
  [0x001a, readSetLogLevelRequest],
  [0x001b, readShutdownRequest],
  [0x001c, readGetEventsRequest],
  [0x0020, readResumeDeliveryRequest],
]);

const replyCodecs = new Map([
  [0x0001, readStreamOpenReply],
  [0x0002, readStreamCloseReply],
  [0x0003, readEnumDevicesReply],
  [0x0004, readEnumControlsReply],
  [0x0005, readGetControlReply],
  [0x0006, readSetControlReply],
  [0x0007, readEnumMonitorsReply],
  [0x0008, readStartIngestReply],
  [0x0009, readStopIngestReply],
  [0x000a, readStartDisplayReply],
  [0x000b, readStopDisplayReply],
  [0x0010, readGetConfigStateReply],
  [0x0011, readGetRuntimeStateReply],
  [0x0012, readStartSinkReply],
  [0x0013, readStopSinkReply],
  [0x0014, readStartRelayReply],
  [0x0015, readStopRelayReply],
  [0x0018, readSubscribeReply],
  [0x0019, readReconcileNowReply],
  [0x001a, readSetLogLevelReply],
  [0x001b, readShutdownReply],
  [0x001c, readGetEventsReply],
  [0x0020, readResumeDeliveryReply],
]);

/** decode.hello(payload) -> object. @throws {DecodeError} */
export const decode = Object.freeze({
  videoFrame: (payload) => start(payload, readVideoFrame),
  controlRequest: (payload) => start(payload, readControlRequest),
  controlResponse: (payload) => start(payload, readControlResponse),
  streamEvent: (payload) => start(payload, readStreamEvent),
  timedFrame: (payload) => start(payload, readTimedFrame),
  hello: (payload) => start(payload, readHello),
  ping: (payload) => start(payload, readPing),
  pong: (payload) => start(payload, readPong),
  congestionReport: (payload) => start(payload, readCongestionReport),
  announcement: (payload) => start(payload, readAnnouncement),
  probe: (payload) => start(payload, readProbe),
  deliveryMark: (payload) => start(payload, readDeliveryMark),
  deliveryAck: (payload) => start(payload, readDeliveryAck),
  stateChange: (payload) => start(payload, readStateChange),
});

/** encode.hello({...}) -> header and payload. What is left out is zero or empty. @throws {RangeError} */
export const encode = Object.freeze({
  videoFrame: (o) => message(0x0001, writeVideoFrame, o),
  controlRequest: (o) => message(0x0002, writeControlRequest, o),
  controlResponse: (o) => message(0x0003, writeControlResponse, o),
  streamEvent: (o) => message(0x0004, writeStreamEvent, o),
  timedFrame: (o) => message(0x0006, writeTimedFrame, o),
  hello: (o) => message(0x0007, writeHello, o),
  ping: (o) => message(0x0008, writePing, o),
  pong: (o) => message(0x0009, writePong, o),
  congestionReport: (o) => message(0x000a, writeCongestionReport, o),
  announcement: (o) => message(0x0010, writeAnnouncement, o),
  probe: (o) => message(0x0011, writeProbe, o),
  deliveryMark: (o) => message(0x0012, writeDeliveryMark, o),
  deliveryAck: (o) => message(0x0013, writeDeliveryAck, o),
  stateChange: (o) => message(0x0018, writeStateChange, o),
});

/** Structs and command bodies on their own: body.ingest.decode(bytes), body.ingest.encode({...}). */
export const body = Object.freeze({
  refusal: { decode: (bytes) => start(bytes, readRefusal), encode: (o) => bare(writeRefusal, o) },
  deviceFormat: { decode: (bytes) => start(bytes, readDeviceFormat), encode: (o) => bare(writeDeviceFormat, o) },
  device: { decode: (bytes) => start(bytes, readDevice), encode: (o) => bare(writeDevice, o) },
  menuItem: { decode: (bytes) => start(bytes, readMenuItem), encode: (o) => bare(writeMenuItem, o) },
  control: { decode: (bytes) => start(bytes, readControl), encode: (o) => bare(writeControl, o) },
  monitor: { decode: (bytes) => start(bytes, readMonitor), encode: (o) => bare(writeMonitor, o) },
  mediaHead: { decode: (bytes) => start(bytes, readMediaHead), encode: (o) => bare(writeMediaHead, o) },
  relayEdge: { decode: (bytes) => start(bytes, readRelayEdge), encode: (o) => bare(writeRelayEdge, o) },
  dropCount: { decode: (bytes) => start(bytes, readDropCount), encode: (o) => bare(writeDropCount, o) },
  nodeEvent: { decode: (bytes) => start(bytes, readNodeEvent), encode: (o) => bare(writeNodeEvent, o) },
  resourceState: { decode: (bytes) => start(bytes, readResourceState), encode: (o) => bare(writeResourceState, o) },
  streamState: { decode: (bytes) => start(bytes, readStreamState), encode: (o) => bare(writeStreamState, o) },
  outputState: { decode: (bytes) => start(bytes, readOutputState), encode: (o) => bare(writeOutputState, o) },
  peerState: { decode: (bytes) => start(bytes, readPeerState), encode: (o) => bare(writePeerState, o) },
  ingest: { decode: (bytes) => start(bytes, readIngest), encode: (o) => bare(writeIngest, o) },
  display: { decode: (bytes) => start(bytes, readDisplay), encode: (o) => bare(writeDisplay, o) },
  sink: { decode: (bytes) => start(bytes, readSink), encode: (o) => bare(writeSink, o) },
  streamOpenRequest: { decode: (bytes) => start(bytes, readStreamOpenRequest), encode: (o) => bare(writeStreamOpenRequest, o) },
  streamOpenReply: { decode: (bytes) => start(bytes, readStreamOpenReply), encode: (o) => bare(writeStreamOpenReply, o) },
  streamCloseRequest: { decode: (bytes) => start(bytes, readStreamCloseRequest), encode: (o) => bare(writeStreamCloseRequest, o) },
  streamCloseReply: { decode: (bytes) => start(bytes, readStreamCloseReply), encode: (o) => bare(writeStreamCloseReply, o) },
  enumDevicesRequest: { decode: (bytes) => start(bytes, readEnumDevicesRequest), encode: (o) => bare(writeEnumDevicesRequest, o) },
  enumDevicesReply: { decode: (bytes) => start(bytes, readEnumDevicesReply), encode: (o) => bare(writeEnumDevicesReply, o) },
  enumControlsRequest: { decode: (bytes) => start(bytes, readEnumControlsRequest), encode: (o) => bare(writeEnumControlsRequest, o) },
  enumControlsReply: { decode: (bytes) => start(bytes, readEnumControlsReply), encode: (o) => bare(writeEnumControlsReply, o) },
  getControlRequest: { decode: (bytes) => start(bytes, readGetControlRequest), encode: (o) => bare(writeGetControlRequest, o) },
  getControlReply: { decode: (bytes) => start(bytes, readGetControlReply), encode: (o) => bare(writeGetControlReply, o) },
  setControlRequest: { decode: (bytes) => start(bytes, readSetControlRequest), encode: (o) => bare(writeSetControlRequest, o) },
  setControlReply: { decode: (bytes) => start(bytes, readSetControlReply), encode: (o) => bare(writeSetControlReply, o) },
  enumMonitorsRequest: { decode: (bytes) => start(bytes, readEnumMonitorsRequest), encode: (o) => bare(writeEnumMonitorsRequest, o) },
  enumMonitorsReply: { decode: (bytes) => start(bytes, readEnumMonitorsReply), encode: (o) => bare(writeEnumMonitorsReply, o) },
  startIngestRequest: { decode: (bytes) => start(bytes, readStartIngestRequest), encode: (o) => bare(writeStartIngestRequest, o) },
  startIngestReply: { decode: (bytes) => start(bytes, readStartIngestReply), encode: (o) => bare(writeStartIngestReply, o) },
  stopIngestRequest: { decode: (bytes) => start(bytes, readStopIngestRequest), encode: (o) => bare(writeStopIngestRequest, o) },
  stopIngestReply: { decode: (bytes) => start(bytes, readStopIngestReply), encode: (o) => bare(writeStopIngestReply, o) },
  startDisplayRequest: { decode: (bytes) => start(bytes, readStartDisplayRequest), encode: (o) => bare(writeStartDisplayRequest, o) },
  startDisplayReply: { decode: (bytes) => start(bytes, readStartDisplayReply), encode: (o) => bare(writeStartDisplayReply, o) },
  stopDisplayRequest: { decode: (bytes) => start(bytes, readStopDisplayRequest), encode: (o) => bare(writeStopDisplayRequest, o) },
  stopDisplayReply: { decode: (bytes) => start(bytes, readStopDisplayReply), encode: (o) => bare(writeStopDisplayReply, o) },
  getConfigStateRequest: { decode: (bytes) => start(bytes, readGetConfigStateRequest), encode: (o) => bare(writeGetConfigStateRequest, o) },
  getConfigStateReply: { decode: (bytes) => start(bytes, readGetConfigStateReply), encode: (o) => bare(writeGetConfigStateReply, o) },
  getRuntimeStateRequest: { decode: (bytes) => start(bytes, readGetRuntimeStateRequest), encode: (o) => bare(writeGetRuntimeStateRequest, o) },
  getRuntimeStateReply: { decode: (bytes) => start(bytes, readGetRuntimeStateReply), encode: (o) => bare(writeGetRuntimeStateReply, o) },
  startSinkRequest: { decode: (bytes) => start(bytes, readStartSinkRequest), encode: (o) => bare(writeStartSinkRequest, o) },
  startSinkReply: { decode: (bytes) => start(bytes, readStartSinkReply), encode: (o) => bare(writeStartSinkReply, o) },
  stopSinkRequest: { decode: (bytes) => start(bytes, readStopSinkRequest), encode: (o) => bare(writeStopSinkRequest, o) },
  stopSinkReply: { decode: (bytes) => start(bytes, readStopSinkReply), encode: (o) => bare(writeStopSinkReply, o) },
  startRelayRequest: { decode: (bytes) => start(bytes, readStartRelayRequest), encode: (o) => bare(writeStartRelayRequest, o) },
  startRelayReply: { decode: (bytes) => start(bytes, readStartRelayReply), encode: (o) => bare(writeStartRelayReply, o) },
  stopRelayRequest: { decode: (bytes) => start(bytes, readStopRelayRequest), encode: (o) => bare(writeStopRelayRequest, o) },
  stopRelayReply: { decode: (bytes) => start(bytes, readStopRelayReply), encode: (o) => bare(writeStopRelayReply, o) },
  subscribeRequest: { decode: (bytes) => start(bytes, readSubscribeRequest), encode: (o) => bare(writeSubscribeRequest, o) },
  subscribeReply: { decode: (bytes) => start(bytes, readSubscribeReply), encode: (o) => bare(writeSubscribeReply, o) },
  reconcileNowRequest: { decode: (bytes) => start(bytes, readReconcileNowRequest), encode: (o) => bare(writeReconcileNowRequest, o) },
  reconcileNowReply: { decode: (bytes) => start(bytes, readReconcileNowReply), encode: (o) => bare(writeReconcileNowReply, o) },
  setLogLevelRequest: { decode: (bytes) => start(bytes, readSetLogLevelRequest), encode: (o) => bare(writeSetLogLevelRequest, o) },
  setLogLevelReply: { decode: (bytes) => start(bytes, readSetLogLevelReply), encode: (o) => bare(writeSetLogLevelReply, o) },
  shutdownRequest: { decode: (bytes) => start(bytes, readShutdownRequest), encode: (o) => bare(writeShutdownRequest, o) },
  shutdownReply: { decode: (bytes) => start(bytes, readShutdownReply), encode: (o) => bare(writeShutdownReply, o) },
  getEventsRequest: { decode: (bytes) => start(bytes, readGetEventsRequest), encode: (o) => bare(writeGetEventsRequest, o) },
  getEventsReply: { decode: (bytes) => start(bytes, readGetEventsReply), encode: (o) => bare(writeGetEventsReply, o) },
  resumeDeliveryRequest: { decode: (bytes) => start(bytes, readResumeDeliveryRequest), encode: (o) => bare(writeResumeDeliveryRequest, o) },
  resumeDeliveryReply: { decode: (bytes) => start(bytes, readResumeDeliveryReply), encode: (o) => bare(writeResumeDeliveryReply, o) },
});

/** request.startIngest(requestId, {...}) -> a whole control_request. */
export const request = Object.freeze({
  streamOpen: (requestId, o = {}) => envelope(requestId, 0x0001, -1, writeStreamOpenRequest, o),
  streamClose: (requestId, o = {}) => envelope(requestId, 0x0002, -1, writeStreamCloseRequest, o),
  enumDevices: (requestId, o = {}) => envelope(requestId, 0x0003, -1, writeEnumDevicesRequest, o),
  enumControls: (requestId, o = {}) => envelope(requestId, 0x0004, -1, writeEnumControlsRequest, o),
  getControl: (requestId, o = {}) => envelope(requestId, 0x0005, -1, writeGetControlRequest, o),
  setControl: (requestId, o = {}) => envelope(requestId, 0x0006, -1, writeSetControlRequest, o),
  enumMonitors: (requestId, o = {}) => envelope(requestId, 0x0007, -1, writeEnumMonitorsRequest, o),
  startIngest: (requestId, o = {}) => envelope(requestId, 0x0008, -1, writeStartIngestRequest, o),
  stopIngest: (requestId, o = {}) => envelope(requestId, 0x0009, -1, writeStopIngestRequest, o),
  startDisplay: (requestId, o = {}) => envelope(requestId, 0x000a, -1, writeStartDisplayRequest, o),
  stopDisplay: (requestId, o = {}) => envelope(requestId, 0x000b, -1, writeStopDisplayRequest, o),
  getConfigState: (requestId, o = {}) => envelope(requestId, 0x0010, -1, writeGetConfigStateRequest, o),
  getRuntimeState: (requestId, o = {}) => envelope(requestId, 0x0011, -1, writeGetRuntimeStateRequest, o),
  startSink: (requestId, o = {}) => envelope(requestId, 0x0012, -1, writeStartSinkRequest, o),
  stopSink: (requestId, o = {}) => envelope(requestId, 0x0013, -1, writeStopSinkRequest, o),
  startRelay: (requestId, o = {}) => envelope(requestId, 0x0014, -1, writeStartRelayRequest, o),
  stopRelay: (requestId, o = {}) => envelope(requestId, 0x0015, -1, writeStopRelayRequest, o),
  subscribe: (requestId, o = {}) => envelope(requestId, 0x0018, -1, writeSubscribeRequest, o),
  reconcileNow: (requestId, o = {}) => envelope(requestId, 0x0019, -1, writeReconcileNowRequest, o),
  setLogLevel: (requestId, o = {}) => envelope(requestId, 0x001a, -1, writeSetLogLevelRequest, o),
  shutdown: (requestId, o = {}) => envelope(requestId, 0x001b, -1, writeShutdownRequest, o),
  getEvents: (requestId, o = {}) => envelope(requestId, 0x001c, -1, writeGetEventsRequest, o),
  resumeDelivery: (requestId, o = {}) => envelope(requestId, 0x0020, -1, writeResumeDeliveryRequest, o),
});

/** reply.startIngest(requestId, {...}) -> a whole control_response with status ok. */
export const reply = Object.freeze({
  streamOpen: (requestId, o = {}) => envelope(requestId, 0x0001, 0, writeStreamOpenReply, o),
  streamClose: (requestId, o = {}) => envelope(requestId, 0x0002, 0, writeStreamCloseReply, o),
  enumDevices: (requestId, o = {}) => envelope(requestId, 0x0003, 0, writeEnumDevicesReply, o),
  enumControls: (requestId, o = {}) => envelope(requestId, 0x0004, 0, writeEnumControlsReply, o),
  getControl: (requestId, o = {}) => envelope(requestId, 0x0005, 0, writeGetControlReply, o),
  setControl: (requestId, o = {}) => envelope(requestId, 0x0006, 0, writeSetControlReply, o),
  enumMonitors: (requestId, o = {}) => envelope(requestId, 0x0007, 0, writeEnumMonitorsReply, o),
  startIngest: (requestId, o = {}) => envelope(requestId, 0x0008, 0, writeStartIngestReply, o),
  stopIngest: (requestId, o = {}) => envelope(requestId, 0x0009, 0, writeStopIngestReply, o),
  startDisplay: (requestId, o = {}) => envelope(requestId, 0x000a, 0, writeStartDisplayReply, o),
  stopDisplay: (requestId, o = {}) => envelope(requestId, 0x000b, 0, writeStopDisplayReply, o),
  getConfigState: (requestId, o = {}) => envelope(requestId, 0x0010, 0, writeGetConfigStateReply, o),
  getRuntimeState: (requestId, o = {}) => envelope(requestId, 0x0011, 0, writeGetRuntimeStateReply, o),
  startSink: (requestId, o = {}) => envelope(requestId, 0x0012, 0, writeStartSinkReply, o),
  stopSink: (requestId, o = {}) => envelope(requestId, 0x0013, 0, writeStopSinkReply, o),
  startRelay: (requestId, o = {}) => envelope(requestId, 0x0014, 0, writeStartRelayReply, o),
  stopRelay: (requestId, o = {}) => envelope(requestId, 0x0015, 0, writeStopRelayReply, o),
  subscribe: (requestId, o = {}) => envelope(requestId, 0x0018, 0, writeSubscribeReply, o),
  reconcileNow: (requestId, o = {}) => envelope(requestId, 0x0019, 0, writeReconcileNowReply, o),
  setLogLevel: (requestId, o = {}) => envelope(requestId, 0x001a, 0, writeSetLogLevelReply, o),
  shutdown: (requestId, o = {}) => envelope(requestId, 0x001b, 0, writeShutdownReply, o),
  getEvents: (requestId, o = {}) => envelope(requestId, 0x001c, 0, writeGetEventsReply, o),
  resumeDelivery: (requestId, o = {}) => envelope(requestId, 0x0020, 0, writeResumeDeliveryReply, o),
});

/** A control_response that says why a command was not done. */
export const refusal = (requestId, command, status, reason) => envelope(requestId, command, status, writeRefusal, { reason });

/** {requestId, command, name, body} of a control_request; body is null for an unknown command. @throws {DecodeError} */
export function decodeRequest(payload) {
  const { requestId, command, body: bytes } = decode.controlRequest(payload);
  const read = requestCodecs.get(command);
  return { requestId, command, name: nameOf.command(command), body: read ? start(bytes, read) : null };
}

/** {requestId, command, name, status, body, reason} of a control_response; body only when status is ok. @throws {DecodeError} */
export function decodeReply(payload) {
  const { requestId, command, status, body: bytes } = decode.controlResponse(payload);
  const read = status === Status.ok ? replyCodecs.get(command) : undefined;
  const reason = status === Status.ok ? '' : start(bytes, readRefusal).reason;
  return { requestId, command, name: nameOf.command(command), status, body: read ? start(bytes, read) : null, reason };
}

/** Requirement of a command: 'view', 'control' or 'admin'; undefined when it is unknown. */
export const accessOf = (command) => commandAccess.get(command);
const commandAccess = new Map([
  [0x0001, 'view'],
  [0x0002, 'view'],
  [0x0003, 'view'],
  [0x0004, 'view'],
  [0x0005, 'view'],
  [0x0006, 'control'],
  [0x0007, 'view'],
  [0x0008, 'control'],
  [0x0009, 'control'],
  [0x000a, 'control'],
  [0x000b, 'control'],
  [0x0010, 'view'],
  [0x0011, 'view'],
  [0x0012, 'control'],
  [0x0013, 'control'],
  [0x0014, 'control'],
  [0x0015, 'control'],
  [0x0018, 'view'],
  [0x0019, 'control'],
  [0x001a, 'admin'],
  [0x001b, 'admin'],
  [0x001c, 'view'],
  [0x0020, 'view'],
]);
