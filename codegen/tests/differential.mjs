// Reads what C++ made of each input (book, record, hex, outcome, encoded again) and compares.
// Prints the disagreements and a count; exit code 1 when there is one.
import { createReadStream } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

const [root, file] = process.argv.slice(2);
const books = {
  gen: await import(`${root}/generated/js/weir.mjs`),
  zoo: await import(`${root}/generated/zoo/js/weir.mjs`),
};
const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
const hex = (bytes) => Buffer.from(bytes).toString('hex');

function plain(value) {
  if (typeof value === 'bigint') return value > -(2n ** 53n) && value < 2n ** 53n ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof Uint8Array) return hex(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([key, held]) => key !== 'extra' || held.length > 0)
    .map(([key, held]) => [key, plain(held)]));
}

function camelKeys(value) {
  if (Array.isArray(value)) return value.map(camelKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [camel(key), camelKeys(held)]));
}

function disagreement(module, name, input, outcome, again) {
  const codec = module.body[name] ?? { decode: module.decode[name], encode: (o) => module.encode[name](o).subarray(6) };
  let value;
  try {
    value = codec.decode(Buffer.from(input, 'hex'));
  } catch (error) {
    const found = `${error.problem} ${error.offset}`;
    return found === outcome ? '' : `JavaScript: ${found}`;
  }
  if (!outcome.startsWith('{')) return 'JavaScript accepts it';
  if (!isDeepStrictEqual(plain(value), camelKeys(JSON.parse(outcome)))) return `JavaScript: ${JSON.stringify(plain(value))}`;
  if (outcome.includes('null')) return ''; // the bits of "not a number" are nobody's promise
  const encoded = hex(codec.encode(value));
  return encoded === again ? '' : `JavaScript sends ${encoded}`;
}

// A million inputs are more than one string can hold, and readline would also split at U+2028.
async function* lines(path) {
  let rest = '';
  for await (const chunk of createReadStream(path, 'utf8')) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop();
    yield* parts;
  }
  if (rest !== '') yield rest;
}

let seen = 0;
let wrong = 0;
for await (const line of lines(file)) {
  const [book, record, input, outcome, again] = line.split('\t');
  const found = disagreement(books[book], camel(record), input, outcome, again);
  seen++;
  if (found !== '' && wrong++ < 20) console.log(`${book} ${record} ${input}\n  C++: ${outcome} ${again}\n  ${found}`);
}
console.log(`${seen} inputs, ${wrong} disagreements`);
process.exit(wrong > 0 || seen === 0 ? 1 : 0);
