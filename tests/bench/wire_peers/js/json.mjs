// What everyone has: JSON, as bytes on the wire.
import { kinds, sum } from '../sample.mjs';

export function system() {
  const out = { encode: {}, read: {} };
  for (const kind of kinds) {
    out.encode[kind] = (value) => Buffer.from(JSON.stringify(value));
    out.read[kind] = (bytes) => sum[kind](JSON.parse(bytes.toString()));
  }
  return out;
}
