// Whole controllers against nodes that behave, misbehave and come and go.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { WebSocket } from 'ws';

import * as codec from '../../generated/js/weir.mjs';
import { inbox } from './support/running.mjs';
import { openStage } from './support/stage.mjs';

/** @typedef {import('./support/fake_node.mjs').FakeNode} FakeNode */

const mainFile = fileURLToPath(new URL('../src/main.mjs', import.meta.url));

const { afterwards, startController, startNode } = openStage();

/** A controller, and a page that waits for the state to be as it should. @param {Parameters<typeof startController>[0]} options */
async function start(options) {
  const running = await startController(options);
  const page = new WebSocket(`ws://127.0.0.1:${running.port}/sockets/page`, { origin: running.url.slice(0, -1) });
  const messages = inbox(page);
  return {
    running,
    /** @param {(nodes: import('../src/graph/view.mjs').NodeView[]) => boolean} fits @returns {Promise<import('../src/graph/view.mjs').NodeView[]>} */
    async nodes(fits) {
      const { graph } = await messages.take((message) => message.type === 'state' && fits(message.graph.nodes));
      return graph.nodes;
    },
  };
}

describe('the controller among nodes', { timeout: 60_000 }, () => {
  test('a node that sends garbage is closed with a reason, the other one goes on', async () => {
    const good = await startNode({ name: 'relay:good' });
    const bad = await startNode({ greeting: (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n') });
    const { nodes } = await start({ peers: [good, bad] });
    const seen = await nodes((list) => list.some(({ state }) => state === 'online') && list.some(({ detail }) => detail !== ''));
    assert.equal(seen[0].name, 'relay:good');
    assert.match(seen[1].detail, /trying again/);
  });

  test('a node that speaks well and then lies is closed, whatever it lies about', async () => {
    const lies = {
      oversized: Uint8Array.from([6, 0, 0xff, 0xff, 0xff, 0x7f]),
      'a cut frame': Uint8Array.from([6, 0, 1, 0, 0, 0, 9]),
      'a cut reply': Uint8Array.from([3, 0, 3, 0, 0, 0, 1, 0, 1]),
      'a list longer than its message': Uint8Array.from([...codec.reply.enumDevices(1, { devices: [] })].map((byte, at, all) => (at === all.length - 1 ? 0xff : byte))),
    };
    for (const [name, bytes] of Object.entries(lies)) {
      const node = await startNode({ name: 'relay:liar' });
      const { nodes } = await start({ peers: [node] });
      await nodes((list) => list[0].state === 'online');
      node.say(bytes);
      const [{ detail }] = await nodes((list) => list[0].detail !== '');
      assert.match(detail, /sent bytes that are no message/, name);
    }
  });

  test('a node is asked for its state once and tells what changes', async () => {
    const node = await startNode({ name: 'relay:tells' });
    const { nodes } = await start({ peers: [node] });
    await nodes((list) => list[0]?.state === 'online');
    node.sinks = [{ streamId: 7, path: 'a.mkv' }];
    await nodes((list) => list[0].sinks.length === 1);
    node.sinks = [];
    await nodes((list) => list[0].sinks.length === 0);
    assert.deepEqual([node.asked.subscribe, node.asked.getRuntimeState, node.asked.getConfigState ?? 0], [1, 1, 0]);
  });

  test('a node of the first version is polled', async () => {
    const node = await startNode({ name: 'relay:old', version: 1 });
    const { nodes } = await start({ peers: [node] });
    await nodes((list) => list[0]?.state === 'online');
    node.ingests = [{ streamId: 7, devicePath: 'pattern:', width: 0, height: 0, fpsN: 0, fpsD: 0, destHost: '', destPort: 0 }];
    await nodes((list) => list[0].ingests.length === 1);
    assert.equal(node.asked.subscribe, 1);
    assert.ok(node.asked.getRuntimeState > 1);
  });

  test('two nodes with one name are both shown and flagged', async () => {
    const one = await startNode({ bootNonce: 1n });
    const two = await startNode({ bootNonce: 2n });
    const { nodes } = await start({ peers: [one, two] });
    const seen = await nodes((list) => list.filter(({ duplicate }) => duplicate).length === 2);
    assert.deepEqual(seen.map(({ name }) => name), ['relay:fake', 'relay:fake']);
  });

  test('one node reached by two addresses is shown once', async () => {
    const node = await startNode();
    const { nodes } = await start({ peers: [node, node] });
    const seen = await nodes((list) => list.length === 1 && list[0].state === 'online');
    assert.equal(seen[0].name, 'relay:fake');
  });

  test('an announced node is found, and its restart on another port followed', async () => {
    const group = '239.255.86.69';
    const port = 40_000 + Math.floor(Math.random() * 20_000);
    const node = await startNode({ name: 'relay:announced', bootNonce: 10n });
    const { nodes } = await start({ discovery: { group, port } });
    const mouth = createSocket('udp4');
    await new Promise((resolve) => mouth.bind(0, '127.0.0.1', () => resolve(undefined)));
    mouth.setMulticastInterface('127.0.0.1');
    afterwards(() => mouth.close());
    const announce = (/** @type {FakeNode} */ one) => mouth.send(codec.encode.announcement({
      protocolVersion: 1, tcpPort: one.port, functionFlags: 2, name: one.name, bootNonce: one.bootNonce,
    }), port, group);
    mouth.send('not an announcement', port, group);
    announce(node);
    await nodes((list) => list.some(({ name, state }) => name === 'relay:announced' && state === 'online'));
    await node.kill();
    await nodes((list) => list[0].state !== 'online');

    announce(await startNode({ name: 'relay:announced', bootNonce: 11n }));

    const seen = await nodes((list) => list[0].state === 'online');
    assert.equal(seen.length, 1);
  });
});

describe('the process', { timeout: 60_000 }, () => {
  /** @param {string[]} args */
  async function run(args) {
    const child = spawn(process.execPath, [mainFile, '--discovery', 'off', ...args]);
    afterwards(() => child.kill('SIGKILL'));
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => { out += chunk; });
    child.stderr.on('data', (chunk) => { err += chunk; });
    return { child, ended: once(child, 'close').then(([code]) => ({ code, out, err })) };
  }

  test('it prints its address, writes its port, and leaves a report when it is told to end', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'weir-web-'));
    afterwards(() => rm(folder, { recursive: true }));
    const { child, ended } = await run(['--port-file', join(folder, 'port'), '--report', join(folder, 'report.json')]);
    const [line] = await once(child.stdout, 'data');
    const port = (await readFile(join(folder, 'port'), 'utf8')).trim();
    assert.equal(String(line).trim(), `http://127.0.0.1:${port}/`);
    child.kill('SIGTERM');
    assert.equal((await ended).code, 0);
    assert.equal(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')).previews.framesReceived, 0);
  });

  test('wrong usage is 2, a taken port 1, help 0, each in words', async () => {
    const { code, err } = await (await run(['--bogus'])).ended;
    assert.equal(code, 2);
    assert.match(err, /--help/);
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    afterwards(() => other.close());
    const taken = await (await run(['--port', String(/** @type {any} */ (other.address()).port)])).ended;
    assert.equal(taken.code, 1);
    assert.match(taken.err, /is taken; give another with --port/);
    const help = await (await run(['--help'])).ended;
    assert.equal(help.code, 0);
    assert.match(help.out, /--peer HOST:PORT/);
  });
});
