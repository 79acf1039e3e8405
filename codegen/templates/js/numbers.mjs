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
