// The JavaScript half of ./dev bench wire. A line per figure, "row system message op ns", or per system
// that cannot run here, "left_out system reason". The least of many short rounds counts.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { controls, kinds, mix, samples, sum } from './sample.mjs';

const systems = ['weir', 'json', 'msgpackr', 'pbf', 'protobufjs', 'flatbuffers'];
const turns = 3;
const rounds = 40;
const warmUpMs = 150;
const roundUs = 400;
const cases = [];
let sink = 0;

function add(system, message, op, once) {
  cases.push({ system, message, op, once, calls: 8, ns: Infinity });
}

function round(one) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < one.calls; i++) sink += one.once();
  return Number(process.hrtime.bigint() - start);
}

// A system is {encode: {event(value) -> bytes}, read: {event(bytes) -> sum}}, for every kind of message;
// before the time is taken, prepare: {event(value)} makes of a sample what encode takes, and received(kind,
// bytes) of what was encoded what a receiver decodes.
function addSystem(name, { encode, read, prepare = {}, received = (kind, bytes) => bytes }) {
  const prepared = (kind, value) => (prepare[kind] ?? ((same) => same))(value);
  for (const [kind, message] of [['event', 'stream_event'], ['controls', 'controls']]) {
    const value = prepared(kind, samples[kind]);
    const bytes = received(kind, encode[kind](value).slice());
    if (read[kind](bytes) !== sum[kind](samples[kind])) throw new Error(`reads another ${message} than was written`);
    add(name, message, 'encode', () => encode[kind](value).length);
    add(name, message, 'read', () => read[kind](bytes));
  }
  const few = { ...samples, controls: controls(5) };
  const bytes = kinds.map((kind) => received(kind, encode[kind](prepared(kind, few[kind])).slice()));
  const readers = kinds.map((kind) => read[kind]);
  const order = mix(4096);
  let at = 0;
  add(name, 'mix', 'read', () => {
    const kind = order[at++ & 4095];
    return readers[kind](bytes[kind]);
  });
}

async function measure(name) {
  addSystem(name, await (await import(`./js/${name}.mjs`)).system());
  for (const one of cases) {
    const until = process.hrtime.bigint() + BigInt(warmUpMs * 1e6);
    while (process.hrtime.bigint() < until) round(one);
    while (round(one) < roundUs * 1000) one.calls *= 2;
  }
  for (let turn = 0; turn < rounds; turn++) for (const one of cases) one.ns = Math.min(one.ns, round(one) / one.calls);
  for (const { system, message, op, ns } of cases) console.log('row', system, message, op, ns.toFixed(2));
  if (sink === 0) throw new Error('nothing was measured');
}

const why = (error) =>
  error.code === 'ERR_MODULE_NOT_FOUND' ? 'its package is not installed; ./dev setup bench does it'
    : error.code === 'ENOENT' ? `no ${error.path} here; ./dev setup bench does it` : error.message;

// In turns, each system in a process of its own: what one does to the compiler's idea of an object is no other's
// business.
function all() {
  const least = new Map();
  for (let turn = 0; turn < turns; turn++) {
    for (const name of systems) {
      const { stdout } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
      for (const line of stdout.split('\n')) {
        const [, head, ns] = /^(row .*) ([\d.]+)$/.exec(line) ?? [undefined, line, 0];
        if (head) least.set(head, Math.min(least.get(head) ?? Infinity, Number(ns)));
      }
    }
  }
  for (const [head, ns] of least) console.log(head.startsWith('row ') ? `${head} ${ns}` : head);
}

const [name] = process.argv.slice(2);
if (name) await measure(name).catch((error) => console.log(`left_out ${name} ${why(error)}`));
else all();
