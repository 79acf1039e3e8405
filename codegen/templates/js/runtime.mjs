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

/** Null when it is not ASCII. */
function ascii(bytes, at, end) {
  let out = '';
  for (; at + 4 <= end; at += 4) {
    const a = bytes[at], b = bytes[at + 1], c = bytes[at + 2], d = bytes[at + 3];
    if ((a | b | c | d) > 0x7f) return null;
    out += String.fromCharCode(a, b, c, d);
  }
  for (; at < end; at++) {
    if (bytes[at] > 0x7f) return null;
    out += String.fromCharCode(bytes[at]);
  }
  return out;
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

