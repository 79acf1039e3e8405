// A whole controller on free ports, in this process, and ways to wait for it without sleeping.

import { fileURLToPath } from 'node:url';

import { Controller } from '../../src/controller.mjs';
import { createPageServer } from '../../src/page_server/page_server.mjs';
import { loadStaticFiles } from '../../src/page_server/static_files.mjs';

const pageFolder = fileURLToPath(new URL('../../page', import.meta.url));
const codecFile = fileURLToPath(new URL('../../../generated/js/weir.mjs', import.meta.url));

/**
 * @param {{peers?: {port: number}[], discovery?: {group: string, port: number} | null, port?: number}} [options]
 */
export async function startController({ peers = [], discovery = null, port: wantedPort = 0 } = {}) {
  const controller = new Controller({
    name: 'controller:test', discovery, peers: peers.map(({ port }) => ({ host: '127.0.0.1', port })),
  });
  const page = createPageServer(await loadStaticFiles(pageFolder, codecFile), {
    page: (socket) => controller.addPage(socket),
    viewer: (socket, query) => controller.addViewer(socket, query),
  });
  const port = await page.listen(wantedPort, '127.0.0.1');
  await controller.start();
  return {
    controller,
    port,
    url: `http://127.0.0.1:${port}/`,
    stop() {
      page.close();
      controller.stop();
    },
  };
}

/**
 * Reads a WebSocket's messages one after the other; whoever asks too early waits.
 *
 * @param {import('ws').WebSocket} socket
 */
export function inbox(socket) {
  /** @type {any[]} */
  const arrived = [];
  /** @type {{fits: (message: any) => boolean, resolve: (message: any) => void}[]} */
  const waiting = [];
  socket.on('message', (data, binary) => {
    const message = binary ? /** @type {Buffer} */ (data) : JSON.parse(String(data));
    const at = waiting.findIndex(({ fits }) => fits(message));
    if (at >= 0) waiting.splice(at, 1)[0].resolve(message);
    else arrived.push(message);
  });
  return {
    arrived,
    /** The first message that fits; the others stay. @param {(message: any) => boolean} fits @returns {Promise<any>} */
    take(fits) {
      const at = arrived.findIndex(fits);
      if (at >= 0) return Promise.resolve(arrived.splice(at, 1)[0]);
      return new Promise((resolve) => waiting.push({ fits, resolve }));
    },
  };
}
