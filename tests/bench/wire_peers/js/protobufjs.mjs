// protobufjs, with the code that it makes from the .proto file at start. 64 bit integers as numbers, its
// fastest mode: as soon as `long` can be loaded they would be objects.
import protobuf from 'protobufjs';

import { kinds, sum } from '../sample.mjs';

export async function system() {
  protobuf.util.Long = undefined;
  protobuf.configure();
  const root = await protobuf.load(new URL('../messages.proto', import.meta.url).pathname);
  const out = { encode: {}, read: {} };
  for (const kind of kinds) {
    const type = root.lookupType(`weir.bench.proto.${kind[0].toUpperCase()}${kind.slice(1)}`);
    out.encode[kind] = (value) => type.encode(value).finish();
    out.read[kind] = (bytes) => sum[kind](type.decode(bytes));
  }
  return out;
}
