// Holds the generated JavaScript against the golden vectors that C++ and Python read as well.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import * as weir from '../../generated/js/weir.mjs';
import * as zoo from '../../generated/zoo/js/weir.mjs';

const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const unhex = (text) => new Uint8Array(Buffer.from(text, 'hex'));

/** What a decoder returned, in the shape of the vectors' JSON. */
function plain(value) {
  if (typeof value === 'bigint') return value > -(2n ** 53n) && value < 2n ** 53n ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof Uint8Array) return hex(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([key, held]) => key !== 'extra' || held.length > 0);
  return Object.fromEntries(kept.map(([key, held]) => [key, plain(held)]));
}

function camelKeys(value) {
  if (Array.isArray(value)) return value.map(camelKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [camel(key), camelKeys(held)]));
}

/** {decode, encode} of the bytes after the header, for a message, struct, request or reply. */
function codec(module, record) {
  const name = camel(record);
  if (module.body[name]) return module.body[name];
  return { decode: module.decode[name], encode: (value) => module.encode[name](value).subarray(6) };
}

function outcome(decode, bytes) {
  try {
    decode(bytes);
    return null;
  } catch (error) {
    assert.equal(error.name, 'DecodeError', error.stack);
    return [error.problem, error.offset];
  }
}

function* records(folder) {
  for (const file of readdirSync(folder)) yield* JSON.parse(readFileSync(new URL(file, folder), 'utf8')).records;
}

for (const [module, folder] of [[weir, '../../generated/vectors/'], [zoo, '../../generated/zoo/vectors/']]) {
  for (const record of records(new URL(folder, import.meta.url))) {
    const { decode, encode } = codec(module, record.record);
    const typical = unhex(record.accept[1].hex);

    test(`vectors: JavaScript agrees on ${record.record} of ${folder.includes('zoo') ? 'the zoo' : 'the protocol'}`, () => {
      for (const one of record.accept) {
        const value = decode(unhex(one.hex));
        assert.deepEqual(plain(value), camelKeys(JSON.parse(one.json)), one.case);
        assert.equal(hex(encode(value)), one.again ?? one.hex, one.case);
      }
      for (const one of record.refuse) assert.deepEqual(outcome(decode, unhex(one.hex)), one.error, one.case);
      record.prefixes.forEach((wanted, size) => {
        assert.deepEqual(outcome(decode, typical.subarray(0, size)), wanted, `prefix of ${size} bytes`);
      });
      for (const [place, byte, wanted] of record.mutations) {
        const bytes = Uint8Array.from(typical);
        bytes[place] = byte;
        assert.deepEqual(outcome(decode, bytes), wanted, `byte ${place} = ${byte}`);
      }
    });
  }
}
