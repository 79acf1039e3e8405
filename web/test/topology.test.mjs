import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { limits } from '../src/limits.mjs';
import { diff } from '../src/operations/diff.mjs';
import { BadTopology } from '../src/operations/file_fields.mjs';
import { makePlan } from '../src/operations/plan.mjs';
import { sign, stepText, takeSteps } from '../src/operations/steps.mjs';
import { exportTopology, toJson, toToml } from '../src/operations/topology.mjs';
import { parseTopology } from '../src/operations/topology_file.mjs';
import { placesOf } from '../src/operations/toml_places.mjs';
import { Status } from '../src/wire.mjs';
import { readTopologyCases } from './support/topology_cases.mjs';

const { cases, refused } = readTopologyCases();

describe('topology files mean what they mean to the command line', () => {
  for (const { name, file, prune, reports, canonical, plan, unreachable, diff: rows, exported } of cases) {
    test(name, () => {
      const topology = parseTopology(file, 'studio.toml');
      const planned = makePlan(topology, reports, prune);

      assert.equal(toToml(topology), canonical);
      assert.deepEqual(planned.steps.map((step) => `${sign(step.what)} ${stepText(step)}`), plan);
      assert.deepEqual(planned.unreachable, unreachable);
      assert.deepEqual(diff(topology, reports).map((row) => Object.values(row)), rows);
      assert.equal(toToml(exportTopology(reports)), exported);
    });

    test(`${name}: written as TOML and as JSON it reads back to the same, and what is exported is so already`, () => {
      const topology = parseTopology(file, 'studio.toml');
      for (const text of [toToml(topology), toJson(topology)]) assert.equal(toToml(parseTopology(text, 'again')), canonical);
      assert.deepEqual(makePlan(parseTopology(toJson(exportTopology(reports)), 'export'), reports, true).steps, []);
    });
  }

  for (const { file, sentence } of refused) {
    test(`refused: ${sentence}`, () => {
      assert.throws(() => parseTopology(file, 'studio.toml'), (error) => error instanceof BadTopology && error.message === sentence);
    });
  }

  test('what is no TOML and no JSON is refused with where', () => {
    assert.throws(() => parseTopology('api_version = \n', 'studio.toml'), { name: 'Error', message: /^studio\.toml:1:\d+: / });
    assert.throws(() => parseTopology('{"api_version": 1,\n "stream": [}', 'studio.json'), /^Error: studio\.json: is no JSON/);
    assert.throws(() => parseTopology(`{${'['.repeat(2_000)}`, 'x'), BadTopology);
    assert.throws(() => parseTopology(`api_version = ${'['.repeat(2_000)}`, 'x'), BadTopology);
    assert.throws(() => parseTopology(' '.repeat(limits.topologyBytesMax + 1), 'x'), /larger than 4194304 bytes/);
    assert.throws(() => parseTopology('{"__proto__": {"api_version": 1}}', 'x'), /"__proto__" means nothing here|no api_version/);
  });

  test('places count characters, and are not misled by texts that look like tables', () => {
    const places = placesOf('a = """\n[[edge]]\nb = 1\n"""\n# [[edge]]\n[[edge]]\n"to" = [\'ü\', "x"] # to = 1\n');
    assert.deepEqual(places.get('a'), { line: 1, column: 5 });
    assert.deepEqual(places.get('edge.0'), { line: 6, column: 1 });
    assert.deepEqual(places.get('edge.0.to'), { line: 7, column: 8 });
    assert.deepEqual(places.get('edge.0.to.1'), { line: 7, column: 14 });
    assert.equal(places.has('edge.1'), false);
  });
});

/** Nodes that keep what they are told. @param {Record<string, {refuses?: (command: string, fields: any) => Error | undefined}>} names */
function site(names) {
  /** @type {Map<string, {ingests: any[], relays: any[], sinks: any[], asked: string[]}>} */
  const nodes = new Map(Object.keys(names).map((name) => [name, { ingests: [], relays: [], sinks: [], asked: [] }]));
  const config = (/** @type {string} */ name) => /** @type {any} */ ({ revision: 1, displays: [], ...structuredClone(nodes.get(name)) });
  const reports = () => [...nodes.keys()].map((name, index) => /** @type {any} */ ({
    node: { key: `n${index}`, name, addresses: [{ host: '10.0.0.1', port: 8001 + index }] }, connected: true, config: config(name), runtime: null,
  }));
  /** @param {string} node */
  const siteOf = (node) => ({
    node, reports, wishes: async () => [...nodes.keys()].map((name) => ({ name, config: config(name) })),
    ask: async (/** @type {string} */ command, /** @type {any} */ fields) => {
      const at = /** @type {any} */ (nodes.get(node));
      at.asked.push(command);
      const trouble = names[node].refuses?.(command, fields);
      if (trouble) throw trouble;
      if (command === 'startIngest') at.ingests = [...at.ingests.filter((/** @type {any} */ one) => one.streamId !== fields.streamId), fields];
      if (command === 'stopIngest') at.ingests = at.ingests.filter((/** @type {any} */ one) => one.streamId !== fields.streamId);
      if (command === 'startRelay') {
        at.relays = at.relays.filter((/** @type {any} */ one) => one.streamId !== fields.streamId || one.destHost !== fields.destHost);
        at.relays.push({ ...fields, outputId: at.relays.length + 1 });
      }
      if (command === 'startSink') at.sinks = [...at.sinks.filter((/** @type {any} */ one) => one.streamId !== fields.streamId), fields];
      if (command === 'stopSink') at.sinks = at.sinks.filter((/** @type {any} */ one) => one.streamId !== fields.streamId);
      if (command === 'stopRelay') at.relays = at.relays.filter((/** @type {any} */ one) => one.outputId !== fields.outputId);
    },
  });
  return { nodes, reports, siteOf };
}

const desk = `api_version = 1
[[stream]]
name = "desk"
node = "camera:desk"
device = "pattern:"
to = "relay:main"
[[edge]]
stream = "desk"
from = "relay:main"
to = "screen:wall"
`;

/** @param {ReturnType<typeof site>} at @param {string} file */
async function apply({ reports, siteOf }, file, prune = false) {
  /** @type {string[]} */
  const troubles = [];
  await takeSteps(makePlan(parseTopology(file, 'x'), reports(), prune), siteOf, (_, index, trouble) => { troubles[index] = trouble; });
  return troubles;
}

test('a recording is begun after its stream, changed in place and ended by prune', async () => {
  const rack = (/** @type {string} */ path) => `${desk}[[sink]]\nstream = "desk"\nnode = "relay:main"\npath = "${path}"\n`;
  const at = site({ 'camera:desk': {}, 'relay:main': {} });
  assert.deepEqual(await apply(at, rack('a.mkv')), ['', '', '', '']);
  assert.deepEqual(await apply(at, rack('b.mkv'), true), ['']);
  const { streamId } = at.nodes.get('camera:desk')?.ingests[0];
  assert.deepEqual(at.nodes.get('relay:main')?.sinks, [{ streamId, path: 'b.mkv', siteId: 0 }]);
  assert.deepEqual(await apply(at, desk, true), ['']);
  assert.deepEqual(at.nodes.get('relay:main')?.sinks, []);

  const window = `${desk}[[display]]\nstream = "desk"\nnode = "relay:main"\nscale = "fill"\n`;
  assert.deepEqual(await apply(at, window), ['']);
  assert.equal(at.nodes.get('relay:main')?.asked.at(-1), 'startDisplay');

  const shy = site({ 'camera:desk': { refuses: (command) => (command === 'startIngest' ? new Error('no camera') : undefined) }, 'relay:main': {} });
  assert.deepEqual((await apply(shy, rack('a.mkv'))).slice(1), Array(3).fill('its stream desk could not be started'));
});

test('applying twice leaves nothing to do', async () => {
  const at = site({ 'camera:desk': {}, 'relay:main': {} });
  assert.deepEqual(await apply(at, desk), ['', '', '']);
  assert.deepEqual(await apply(at, desk, true), []);
  assert.deepEqual(at.nodes.get('camera:desk')?.asked, ['startIngest', 'startRelay']);
});

test('an id that was taken meanwhile moves the stream and its edges', async () => {
  const at = site({ 'camera:desk': {}, 'relay:main': {}, 'camera:other': {} });
  const plan = makePlan(parseTopology(desk, 'x'), at.reports(), false);
  const [first] = plan.steps;
  assert.ok(first.what === 'startIngest');
  const planned = first.ingest.streamId;
  at.nodes.get('camera:other')?.ingests.push({ streamId: planned, devicePath: 'pattern:' });

  await takeSteps(plan, at.siteOf, (_, index, trouble) => assert.equal(trouble, '', String(index)));

  const id = at.nodes.get('camera:desk')?.ingests[0].streamId;
  assert.notEqual(id, planned);
  assert.equal(first.ingest.streamId, id); // the step tells what came of it
  assert.equal(at.nodes.get('camera:desk')?.relays[0].streamId, id);
  assert.equal(at.nodes.get('relay:main')?.relays[0].streamId, id);
});

test('edges of a stream that cannot start are told and not made; the rest is done', async () => {
  const at = site({ 'camera:desk': {}, 'relay:main': {}, 'camera:other': {} });
  at.nodes.get('camera:other')?.ingests.push({ streamId: 5, devicePath: 'pattern:' });
  const other = '[[stream]]\nname = "b"\nnode = "relay:main"\ndevice = "screen:"\n';
  const troubles = await apply(at, desk.replace('device =', 'id = 5\ndevice =') + other);
  assert.match(troubles[0], /stream 5 is another device already/);
  assert.equal(troubles[1], '');
  assert.equal(troubles[2], 'its stream desk could not be started');
  assert.equal(at.nodes.get('relay:main')?.ingests.length, 1);
});

test('what is gone already was stopped by somebody faster', async () => {
  const gone = () => Object.assign(new Error('no such output'), { status: Status.notFound });
  const at = site({ 'camera:desk': { refuses: (command) => (command.startsWith('stop') ? gone() : undefined) }, 'relay:main': {} });
  await apply(at, desk);
  assert.deepEqual(await apply(at, desk.replaceAll('relay:main', 'relay:next'), true), ['', '']);
});
