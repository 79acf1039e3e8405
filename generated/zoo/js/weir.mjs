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
export const protocolVersion = 3;
/** Of layouts and names, not of docs. Goes into hello. */
export const schemaHash = 0x4e7463b4;

/** How a command ended. */
export const Status = Object.freeze({ ok: 0, error: 1 });
/** Open. Unknown values pass. */
export const Species = Object.freeze({ fish: 1, bird: 2, on: 3 });
/** Closed. Unknown values are refused. */
export const Mood = Object.freeze({ calm: 0, angry: 0x0100 });const knownMood = new Set(Object.values(Mood));

/** Unknown bits are kept. */
export const Skills = Object.freeze({ swims: 0x1, flies: 0x80000000 });
/** As in every protocol. */
export const Access = Object.freeze({ view: 1, control: 2, admin: 3 });
/** What a control_request asks for. */
export const Command = Object.freeze({ feed: 0x0001, count: 0x0002 });
/** Type of each message, by its name. */
export const MessageType = Object.freeze({ controlRequest: 0x0002, controlResponse: 0x0003, numbers: 0x0101, animal: 0x0102, cargo: 0x0103, datagram: 0x0104, nothing: 0x0105 });

const namesOf = (values) => {
  const names = new Map(Object.entries(values).map(([name, value]) => [value, name]));
  return (value) => names.get(value) ?? '';
};

/** nameOf.format(1) -> 'mjpeg'; '' for a value that the schema does not list. */
export const nameOf = Object.freeze({
  status: namesOf(Status),
  species: namesOf(Species),
  mood: namesOf(Mood),
  skills: namesOf(Skills),
  access: namesOf(Access),
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

function readPoint(r) {
  const { view } = r, run0 = r.run(4);
  return { x: view.getInt16(run0, true), y: view.getInt16(run0 + 2, true) };
}

function writePoint(w, o) {
  const run0 = w.run(4);
  let view = w.view;
  view.setInt16(run0, whole(o.x ?? 0, -32768, 32767), true);
  view.setInt16(run0 + 2, whole(o.y ?? 0, -32768, 32767), true);
}

function readFish(r) {
  const { bytes } = r, run0 = r.run(4);
  const depth = r.within(run0, getF32(bytes, run0), 0.0, 11000.5);
  return { depth, extra: r.rest() };
}

function writeFish(w, o) {
  const run0 = w.run(4);
  let view = w.view;
  view.setFloat32(run0, inRange(o.depth ?? 0, 0.0, 11000.5, 'depth'), true);
}

function readBird(r) {
  const { bytes } = r, run0 = r.run(1);
  const song = r.text(bytes[run0], 20, 1);
  const run1 = r.run(4);
  const height = r.within(run1, getI32(bytes, run1), -400, 9000);
  return { song, height, extra: r.rest() };
}

function writeBird(w, o) {
  const run0 = w.run(1);
  w.text(run0, 1, o.song ?? '', 20, 'song');
  const run1 = w.run(4);
  let view = w.view;
  view.setInt32(run1, whole(inRange(o.height ?? 0, -400, 9000, 'height'), -2147483648, 2147483647), true);
}

function readMeal(r) {
  const { view } = r;
  let grams = 0;
  let hot = false;
  let name = '';
  let tags = [];
  const run0 = r.run(4);
  grams = view.getUint32(run0, true);
  if (r.at < r.end) {
    const run1 = r.run(3);
    hot = r.flag(run1);
    name = r.text(view.getUint16(run1 + 1, true), 300, 2);
    if (r.at < r.end) {
      const run2 = r.run(1);
      tags = r.list(view.getUint8(run2), 4, 1, 1, (x) => x.prefixedText(1, 255));
    }
  }
  return { grams, hot, name, tags, extra: r.rest() };
}

function writeMeal(w, o) {
  const run0 = w.run(4);
  let view = w.view;
  view.setUint32(run0, whole(o.grams ?? 0, 0, 4294967295), true);
  const run1 = w.run(3);
  view = w.view;
  view.setUint8(run1, (o.hot ?? false) ? 1 : 0);
  w.text(run1 + 1, 2, o.name ?? '', 300, 'name');
  const run2 = w.run(1);
  const tags = w.count(run2, 1, o.tags ?? [], 4, 'tags');
  for (let i = 0; i < tags.length; i++) w.prefixedText(1, tags[i], 255);
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

function readNumbers(r) {
  const { bytes } = r, run0 = r.run(100);
  const yes = r.flag(run0 + 42);
  const smallRange = r.within(run0 + 51, bytes[run0 + 51], 1, 100);
  const wideRange = r.within(run0 + 52, getI64(bytes, run0 + 52), -9223372036854775808n, 9223372036854775806n);
  const unitRange = r.within(run0 + 60, getF64(bytes, run0 + 60), -1.0, 1.0);
  const mood = r.known(run0 + 68, getU16(bytes, run0 + 68), knownMood);
  const triple = Array.from({ length: 3 }, (_, i) => getU16(bytes, run0 + 70 + i * 2));
  const moods = Array.from({ length: 2 }, (_, i) => r.known(run0 + 76 + i * 2, getU16(bytes, run0 + 76 + i * 2), knownMood));
  const bits = Array.from({ length: 4 }, (_, i) => r.flag(run0 + 80 + i * 1));
  const bigs = Array.from({ length: 2 }, (_, i) => getBigU64(bytes, run0 + 84 + i * 8));
  return { a: bytes[run0], b: getI8(bytes, run0 + 1), c: getU16(bytes, run0 + 2), d: getI16(bytes, run0 + 4), e: getU32(bytes, run0 + 6), f: getI32(bytes, run0 + 10), g: getU64(bytes, run0 + 14), h: getI64(bytes, run0 + 22), i: getF32(bytes, run0 + 30), j: getF64(bytes, run0 + 34), yes, big: getBigU64(bytes, run0 + 43), smallRange, wideRange, unitRange, mood, triple, moods, bits, bigs, extra: r.rest() };
}

function writeNumbers(w, o) {
  const run0 = w.run(100);
  let view = w.view;
  view.setUint8(run0, whole(o.a ?? 0, 0, 255));
  view.setInt8(run0 + 1, whole(o.b ?? 0, -128, 127));
  view.setUint16(run0 + 2, whole(o.c ?? 0, 0, 65535), true);
  view.setInt16(run0 + 4, whole(o.d ?? 0, -32768, 32767), true);
  view.setUint32(run0 + 6, whole(o.e ?? 0, 0, 4294967295), true);
  view.setInt32(run0 + 10, whole(o.f ?? 0, -2147483648, 2147483647), true);
  putU64(view, run0 + 14, o.g ?? 0);
  putI64(view, run0 + 22, o.h ?? 0);
  view.setFloat32(run0 + 30, o.i ?? 0, true);
  view.setFloat64(run0 + 34, o.j ?? 0, true);
  view.setUint8(run0 + 42, (o.yes ?? false) ? 1 : 0);
  putU64(view, run0 + 43, o.big ?? 0n);
  view.setUint8(run0 + 51, whole(inRange(o.smallRange ?? 0, 1, 100, 'smallRange'), 0, 255));
  putI64(view, run0 + 52, inRange(o.wideRange ?? 0, -9223372036854775808n, 9223372036854775806n, 'wideRange'));
  view.setFloat64(run0 + 60, inRange(o.unitRange ?? 0, -1.0, 1.0, 'unitRange'), true);
  view.setUint16(run0 + 68, whole(o.mood ?? 0, 0, 65535), true);
  for (let i = 0, items = o.triple ?? []; i < 3; i++) view.setUint16(run0 + 70 + i * 2, whole(items[i] ?? 0, 0, 65535), true);
  for (let i = 0, items = o.moods ?? []; i < 2; i++) view.setUint16(run0 + 76 + i * 2, whole(items[i] ?? 0, 0, 65535), true);
  for (let i = 0, items = o.bits ?? []; i < 4; i++) view.setUint8(run0 + 80 + i * 1, items[i] ?? 0 ? 1 : 0);
  for (let i = 0, items = o.bigs ?? []; i < 2; i++) putU64(view, run0 + 84 + i * 8, items[i] ?? 0);
}

function readAnimal(r) {
  const { bytes } = r;
  let cage = 0;
  let species = 0;
  let body = noUnion;
  let skills = 0;
  let age = null;
  let nickname = null;
  let home = null;
  let lastMeal = null;
  let raw = noBytes;
  let blob = noBytes;
  let corner = {};
  let favourite = {};
  let meals = [];
  let spots = [];
  let ids = [];
  let counts = [];
  let flagsList = [];
  let moodList = [];
  let chunks = [];
  let weight = 0;
  let label = '';
  let seen = 0;
  const run0 = r.run(5);
  cage = getU16(bytes, run0);
  species = bytes[run0 + 2];
  body = r.union(getU16(bytes, run0 + 3), { [Species.fish]: ['fish', readFish], [Species.bird]: ['bird', readBird] }[species]);
  const run1 = r.run(5);
  skills = getU32(bytes, run1);
  age = r.flag(run1 + 4) ? ((r) => { const at = r.run(2); return getU16(r.bytes, at); })(r) : null;
  const run2 = r.run(1);
  nickname = r.flag(run2) ? ((x) => x.prefixedText(1, 255))(r) : null;
  const run3 = r.run(1);
  home = r.flag(run3) ? (readPoint)(r) : null;
  const run4 = r.run(1);
  lastMeal = r.flag(run4) ? (readSizedMeal16)(r) : null;
  const run5 = r.run(1);
  raw = r.sizedBytes(bytes[run5], 16, 1);
  const run6 = r.run(4);
  blob = r.sizedBytes(getU32(bytes, run6), 4294967295, 4);
  corner = readPoint(r);
  const run7 = r.run(4);
  favourite = r.sized(getU32(bytes, run7), readMeal);
  const run8 = r.run(2);
  meals = r.list(getU16(bytes, run8), 65535, 2, 6, readSizedMeal16);
  const run9 = r.run(1);
  spots = r.list(bytes[run9], 9, 1, 4, readPoint);
  const run10 = r.run(1);
  ids = r.list(bytes[run10], 255, 1, 8, (r) => { const at = r.run(8); return getBigU64(r.bytes, at); });
  const run11 = r.run(2);
  counts = r.list(getU16(bytes, run11), 65535, 2, 8, (r) => { const at = r.run(8); return getI64(r.bytes, at); });
  const run12 = r.run(1);
  flagsList = r.list(bytes[run12], 255, 1, 1, (r) => { const at = r.run(1); return r.flag(at); });
  const run13 = r.run(1);
  moodList = r.list(bytes[run13], 255, 1, 2, (r) => { const at = r.run(2); return r.known(at, getU16(r.bytes, at), knownMood); });
  const run14 = r.run(1);
  chunks = r.list(bytes[run14], 255, 1, 2, (x) => x.prefixedBytes(2, 65535));
  if (r.at < r.end) {
    const run15 = r.run(9);
    weight = getF64(bytes, run15);
    label = r.text(bytes[run15 + 8], 255, 1);
    if (r.at < r.end) {
      const run16 = r.run(4);
      seen = getU32(bytes, run16);
    }
  }
  return { cage, species, body, skills, age, nickname, home, lastMeal, raw, blob, corner, favourite, meals, spots, ids, counts, flagsList, moodList, chunks, weight, label, seen, extra: r.rest() };
}

function writeAnimal(w, o) {
  const run0 = w.run(5);
  let view = w.view;
  view.setUint16(run0, whole(o.cage ?? 0, 0, 65535), true);
  view.setUint8(run0 + 2, whole(o.species ?? 0, 0, 255));
  w.union(run0 + 3, 2, o.body ?? noUnion, o.species ?? 0, { fish: [Species.fish, writeFish], bird: [Species.bird, writeBird] }, 'body');
  const run1 = w.run(5);
  view = w.view;
  view.setUint32(run1, whole(o.skills ?? 0, 0, 4294967295), true);
  const age = o.age ?? null;
  w.put(run1 + 4, 1, age === null ? 0 : 1);
  if (age !== null) { const at = w.run(2); w.view.setUint16(at, whole(age, 0, 65535), true); }
  const run2 = w.run(1);
  const nickname = o.nickname ?? null;
  w.put(run2, 1, nickname === null ? 0 : 1);
  if (nickname !== null) w.prefixedText(1, nickname, 255);
  const run3 = w.run(1);
  const home = o.home ?? null;
  w.put(run3, 1, home === null ? 0 : 1);
  if (home !== null) writePoint(w, home);
  const run4 = w.run(1);
  const lastMeal = o.lastMeal ?? null;
  w.put(run4, 1, lastMeal === null ? 0 : 1);
  if (lastMeal !== null) w.sized(2, writeMeal, lastMeal);
  const run5 = w.run(1);
  w.sizedBytes(run5, 1, o.raw ?? noBytes, 16, 'raw');
  const run6 = w.run(4);
  w.sizedBytes(run6, 4, o.blob ?? noBytes, 4294967295, 'blob');
  writePoint(w, o.corner ?? {});
  const run7 = w.run(4);
  writeMeal(w, o.favourite ?? {});
  w.closeSized(run7, 4);
  const run8 = w.run(2);
  const meals = w.count(run8, 2, o.meals ?? [], 65535, 'meals');
  for (let i = 0; i < meals.length; i++) w.sized(2, writeMeal, meals[i]);
  const run9 = w.run(1);
  const spots = w.count(run9, 1, o.spots ?? [], 9, 'spots');
  for (let i = 0; i < spots.length; i++) writePoint(w, spots[i]);
  const run10 = w.run(1);
  const ids = w.count(run10, 1, o.ids ?? [], 255, 'ids');
  for (let i = 0; i < ids.length; i++) { const at = w.run(8); putU64(w.view, at, ids[i]); }
  const run11 = w.run(2);
  const counts = w.count(run11, 2, o.counts ?? [], 65535, 'counts');
  for (let i = 0; i < counts.length; i++) { const at = w.run(8); putI64(w.view, at, counts[i]); }
  const run12 = w.run(1);
  const flagsList = w.count(run12, 1, o.flagsList ?? [], 255, 'flagsList');
  for (let i = 0; i < flagsList.length; i++) { const at = w.run(1); w.view.setUint8(at, flagsList[i] ? 1 : 0); }
  const run13 = w.run(1);
  const moodList = w.count(run13, 1, o.moodList ?? [], 255, 'moodList');
  for (let i = 0; i < moodList.length; i++) { const at = w.run(2); w.view.setUint16(at, whole(moodList[i], 0, 65535), true); }
  const run14 = w.run(1);
  const chunks = w.count(run14, 1, o.chunks ?? [], 255, 'chunks');
  for (let i = 0; i < chunks.length; i++) w.prefixedBytes(2, chunks[i], 65535);
  const run15 = w.run(9);
  view = w.view;
  view.setFloat64(run15, o.weight ?? 0, true);
  w.text(run15 + 8, 1, o.label ?? '', 255, 'label');
  const run16 = w.run(4);
  view = w.view;
  view.setUint32(run16, whole(o.seen ?? 0, 0, 4294967295), true);
}

function readCargo(r) {
  const { bytes } = r, run0 = r.run(3);
  const head = r.sized(bytes[run0 + 2], readFish);
  const data = r.rest();
  return { cage: getU16(bytes, run0), head, data };
}

function writeCargo(w, o) {
  const run0 = w.run(3);
  let view = w.view;
  view.setUint16(run0, whole(o.cage ?? 0, 0, 65535), true);
  writeFish(w, o.head ?? {});
  w.closeSized(run0 + 2, 1);
  w.bytes(o.data ?? noBytes);
}

function readDatagram(r) {
  const { bytes } = r, run0 = r.run(1);
  const name = r.text(bytes[run0], 19, 1);
  return { name, extra: r.rest() };
}

function writeDatagram(w, o) {
  const run0 = w.run(1);
  w.text(run0, 1, o.name ?? '', 19, 'name');
}

function readNothing(r) {
  return { extra: r.rest() };
}

function writeNothing(w, o) {
}

function readFeedRequest(r) {
  const { bytes } = r, run0 = r.run(2);
  const meal = r.sized(getU16(bytes, run0), readMeal);
  return { meal, extra: r.rest() };
}

function writeFeedRequest(w, o) {
  const run0 = w.run(2);
  writeMeal(w, o.meal ?? {});
  w.closeSized(run0, 2);
}

function readFeedReply(r) {
  const { bytes } = r;
  let left = 0;
  if (r.at < r.end) {
    const run0 = r.run(1);
    left = bytes[run0];
  }
  return { left, extra: r.rest() };
}

function writeFeedReply(w, o) {
  const run0 = w.run(1);
  let view = w.view;
  view.setUint8(run0, whole(o.left ?? 0, 0, 255));
}

function readCountRequest(r) {
  return { extra: r.rest() };
}

function writeCountRequest(w, o) {
}

function readCountReply(r) {
  const { bytes } = r, run0 = r.run(8);
  return { total: getU64(bytes, run0), extra: r.rest() };
}

function writeCountReply(w, o) {
  const run0 = w.run(8);
  let view = w.view;
  putU64(view, run0, o.total ?? 0);
}

const readSizedMeal16 = (r) => r.sized(r.prefix(2), readMeal);

const requestCodecs = new Map([
  [0x0001, readFeedRequest],
  [0x0002, readCountRequest],
]);

const replyCodecs = new Map([
  [0x0001, readFeedReply],
  [0x0002, readCountReply],
]);

/** decode.hello(payload) -> object. @throws {DecodeError} */
export const decode = Object.freeze({
  controlRequest: (payload) => start(payload, readControlRequest),
  controlResponse: (payload) => start(payload, readControlResponse),
  numbers: (payload) => start(payload, readNumbers),
  animal: (payload) => start(payload, readAnimal),
  cargo: (payload) => start(payload, readCargo),
  datagram: (payload) => start(payload, readDatagram),
  nothing: (payload) => start(payload, readNothing),
});

/** encode.hello({...}) -> header and payload. What is left out is zero or empty. @throws {RangeError} */
export const encode = Object.freeze({
  controlRequest: (o) => message(0x0002, writeControlRequest, o),
  controlResponse: (o) => message(0x0003, writeControlResponse, o),
  numbers: (o) => message(0x0101, writeNumbers, o),
  animal: (o) => message(0x0102, writeAnimal, o),
  cargo: (o) => message(0x0103, writeCargo, o),
  datagram: (o) => message(0x0104, writeDatagram, o),
  nothing: (o) => message(0x0105, writeNothing, o),
});

/** Structs and command bodies on their own: body.ingest.decode(bytes), body.ingest.encode({...}). */
export const body = Object.freeze({
  refusal: { decode: (bytes) => start(bytes, readRefusal), encode: (o) => bare(writeRefusal, o) },
  point: { decode: (bytes) => start(bytes, readPoint), encode: (o) => bare(writePoint, o) },
  fish: { decode: (bytes) => start(bytes, readFish), encode: (o) => bare(writeFish, o) },
  bird: { decode: (bytes) => start(bytes, readBird), encode: (o) => bare(writeBird, o) },
  meal: { decode: (bytes) => start(bytes, readMeal), encode: (o) => bare(writeMeal, o) },
  feedRequest: { decode: (bytes) => start(bytes, readFeedRequest), encode: (o) => bare(writeFeedRequest, o) },
  feedReply: { decode: (bytes) => start(bytes, readFeedReply), encode: (o) => bare(writeFeedReply, o) },
  countRequest: { decode: (bytes) => start(bytes, readCountRequest), encode: (o) => bare(writeCountRequest, o) },
  countReply: { decode: (bytes) => start(bytes, readCountReply), encode: (o) => bare(writeCountReply, o) },
});

/** request.startIngest(requestId, {...}) -> a whole control_request. */
export const request = Object.freeze({
  feed: (requestId, o = {}) => envelope(requestId, 0x0001, -1, writeFeedRequest, o),
  count: (requestId, o = {}) => envelope(requestId, 0x0002, -1, writeCountRequest, o),
});

/** reply.startIngest(requestId, {...}) -> a whole control_response with status ok. */
export const reply = Object.freeze({
  feed: (requestId, o = {}) => envelope(requestId, 0x0001, 0, writeFeedReply, o),
  count: (requestId, o = {}) => envelope(requestId, 0x0002, 0, writeCountReply, o),
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
  [0x0001, 'control'],
  [0x0002, 'view'],
]);
