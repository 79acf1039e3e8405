// pbf, with the code that it compiles from the .proto file, writing into memory that is used again.
import { readFileSync } from 'node:fs';

import { PbfReader, PbfWriter } from 'pbf';
import { compile } from 'pbf/compile';
import schema from 'protocol-buffers-schema';

import { camelCase } from './names.mjs';
import { kinds, sum } from '../sample.mjs';

export function system() {
  const source = camelCase(readFileSync(new URL('../messages.proto', import.meta.url), 'utf8'));
  const code = compile(schema.parse(source));
  const memory = new Uint8Array(4096);
  const out = { encode: {}, read: {} };
  for (const kind of kinds) {
    const name = kind[0].toUpperCase() + kind.slice(1);
    const [read, write] = [code[`read${name}`], code[`write${name}`]];
    out.encode[kind] = (value) => {
      const writer = new PbfWriter(memory);
      write(value, writer);
      return writer.finish();
    };
    out.read[kind] = (bytes) => sum[kind](read(new PbfReader(bytes)));
  }
  return out;
}
