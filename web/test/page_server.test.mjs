import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';

import { WebSocket } from 'ws';

import { limits } from '../src/limits.mjs';
import { FakeNode } from './support/fake_node.mjs';
import { inbox, startController } from './support/running.mjs';

describe('the page server', { timeout: 30_000 }, () => {
  /** @type {Awaited<ReturnType<typeof startController>>} */
  let running;
  /** @type {FakeNode} */
  let node;
  before(async () => {
    node = await FakeNode.start({ streams: [{ streamId: 2 }] });
    running = await startController({ peers: [node] });
  });
  after(async () => {
    running.stop();
    await node.kill();
  });

  /** @param {string} path  sent as it is @param {Record<string, string>} [headers] @param {string} [method] */
  async function fetchRaw(path, headers = {}, method = 'GET') {
    const sent = request({ host: '127.0.0.1', port: running.port, path, headers, method });
    sent.end();
    const [response] = /** @type {[import('node:http').IncomingMessage]} */ (await once(sent, 'response'));
    const chunks = await response.toArray();
    return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() };
  }

  /** @param {string} path @param {string} [origin] */
  function socketTo(path, origin = running.url.slice(0, -1)) {
    const socket = new WebSocket(`ws://127.0.0.1:${running.port}${path}`, { origin });
    return { socket, messages: inbox(socket) };
  }

  test('everything the page is made of is there, the generated codec included', async () => {
    const { body } = await fetchRaw('/');
    assert.match(body, /<title>Weir<\/title>/);
    for (const path of ['/style.css', '/main.mjs', '/preview_worker.mjs', '/weir.svg', '/generated/js/weir.mjs']) {
      assert.equal((await fetchRaw(path)).status, 200, path);
    }
  });

  test('a path that is not a name of ours leads nowhere', async () => {
    for (const path of ['/../src/main.mjs', '/..%2fsrc%2fmain.mjs', '/%2e%2e/package.json', '//etc/passwd', '/tsconfig.json',
      '/constructor', '/__proto__', '/generated/js/', '/page', '/main.mjs/']) {
      assert.equal((await fetchRaw(path)).status, 404, path);
    }
  });

  test('every answer carries the policies', async () => {
    for (const path of ['/', '/nothing']) {
      const { headers } = await fetchRaw(path);
      assert.match(String(headers['content-security-policy']), /default-src 'none'; script-src 'self'/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
    }
  });

  test('an unchanged file is not sent twice, and nothing is ever written', async () => {
    const { headers } = await fetchRaw('/main.mjs');
    assert.equal((await fetchRaw('/main.mjs', { 'If-None-Match': String(headers.etag) })).status, 304);
    assert.equal((await fetchRaw('/main.mjs', {}, 'POST')).status, 405);
  });

  test('another site gets neither the page nor a socket', async () => {
    assert.equal((await fetchRaw('/', { Host: 'evil.example' })).status, 403);
    for (const origin of ['http://evil.example', 'null', `http://127.0.0.1:${running.port + 1}`]) {
      const { socket } = socketTo('/sockets/page', origin);
      const [error] = await once(socket, 'error');
      assert.match(String(error), /403/, origin);
    }
  });

  test('a page that sends nonsense is closed, the others stay', async () => {
    const good = socketTo('/sockets/page');
    await good.messages.take((message) => message.type === 'state');
    for (const nonsense of ['{', '{"type":"stopRelay"}', 'x'.repeat(limits.browserMessageBytesMax + 1)]) {
      const { socket } = socketTo('/sockets/page');
      await once(socket, 'open');
      socket.send(nonsense);
      const [code] = await once(socket, 'close');
      assert.ok(code === 1008 || code === 1009, String(code));
    }
    good.socket.send(JSON.stringify({ type: 'enumDevices', id: 1, node: 'n1' }));
    const answer = await good.messages.take((message) => message.type === 'answer');
    assert.equal(answer.result.devices[0].path, '/dev/video0');
    good.socket.close();
  });

  test('a command that fails is answered with a sentence', async () => {
    const { socket, messages } = socketTo('/sockets/page');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'stopIngest', id: 5, node: 'n99', streamId: 1 }));
    const answer = await messages.take((message) => message.type === 'answer');
    assert.deepEqual([answer.id, answer.error], [5, 'This node is gone; choose another.']);
    socket.close();
  });

  test('a preview gets at most its credits, then the newest', async () => {
    const { socket, messages } = socketTo('/sockets/preview?node=relay:fake&stream=2');
    await node.next('startRelay');
    for (let i = 1; i <= 20; i++) node.frame(2, Buffer.from([i]));
    // Its state is read over the same connection, so an answer to it means that the frames have arrived.
    const page = socketTo('/sockets/page');
    await once(page.socket, 'open');
    page.socket.send(JSON.stringify({ type: 'enumDevices', id: 1, node: 'n1' }));
    await page.messages.take((message) => message.type === 'answer');
    const first = [await messages.take(Buffer.isBuffer), await messages.take(Buffer.isBuffer)];
    assert.deepEqual(first.map((bytes) => bytes.at(-1)), [1, 2]);

    socket.send('{"type":"credit"}');

    assert.equal((await messages.take(Buffer.isBuffer)).at(-1), 20);
    socket.close();
    page.socket.close();
    await node.next('stopRelay');
  });

  test('the report counts who still watches, and once', async () => {
    const before = running.controller.report().previews;
    const { socket, messages } = socketTo('/sockets/preview?node=relay:fake&stream=2');
    await node.next('startRelay');
    node.frame(2, Buffer.from([1]));
    await messages.take(Buffer.isBuffer);
    const watching = running.controller.report().previews;
    assert.deepEqual([watching.viewers - before.viewers, watching.framesShown - before.framesShown], [1, 1]);

    socket.close();
    await node.next('stopRelay');

    assert.deepEqual(running.controller.report().previews, watching);
  });

  test('a browser that gives credit for frames it never reads is cut off', async () => {
    const { socket } = socketTo('/sockets/preview?node=relay:fake&stream=2');
    await Promise.all([once(socket, 'open'), node.next('startRelay')]); // before it is open it cannot be paused
    socket.pause(); // reads nothing, so whatever is sent piles up at the controller
    const picture = Buffer.alloc(2 * 1024 * 1024);
    const pump = setInterval(() => {
      node.frame(2, picture);
      for (let i = 0; i < limits.creditsMax; i++) if (socket.readyState === WebSocket.OPEN) socket.send('{"type":"credit"}');
    }, 1);
    await node.next('stopRelay'); // its last viewer is gone
    clearInterval(pump);
    socket.terminate();
  });

  test('a preview of nothing sensible is refused', async () => {
    for (const query of ['', '?node=&stream=1', '?node=a:b', '?node=a:b&stream=0', '?node=a:b&stream=70000', '?node=a:b&stream=1e3x']) {
      const { socket } = socketTo(`/sockets/preview${query}`);
      assert.equal((await once(socket, 'close'))[0], 1008, query);
    }
  });

  test('half a request, garbage and a stray upgrade harm nobody', async () => {
    for (const bytes of ['GET / HT', '\0\xff\xfe garbage\r\n\r\n', 'GET /elsewhere HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n']) {
      const raw = connect(running.port, '127.0.0.1');
      raw.on('error', () => {});
      raw.resume();
      raw.end(bytes);
      await once(raw, 'close');
    }
    assert.equal((await fetchRaw('/')).status, 200);
  });
});
