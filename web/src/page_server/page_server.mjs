// HTTP and WebSockets for browsers: hands out the page, lets only that page open sockets.

import { createServer } from 'node:http';
import { hostname } from 'node:os';

import { WebSocketServer } from 'ws';

import { limits } from '../limits.mjs';
import { log } from '../log.mjs';
import { isOwnHost, isSameOrigin } from './same_origin.mjs';

/** @typedef {import('ws').WebSocket} WebSocket */
/** @typedef {import('./static_files.mjs').StaticFile} StaticFile */

/**
 * @typedef {object} SocketHandlers
 * @property {(socket: WebSocket) => void} page  a page wants state and gives commands
 * @property {(socket: WebSocket, query: URLSearchParams) => void} viewer  a preview wants frames
 */

/**
 * @param {Map<string, StaticFile>} files
 * @param {SocketHandlers} handlers
 */
export function createPageServer(files, handlers) {
  const ownNames = [hostname().toLowerCase(), `${hostname().toLowerCase()}.local`];
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    if (!isOwnHost(request.headers.host, ownNames)) return refuse(response, 403, 'This name does not belong to the controller.');
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Only GET and HEAD.');
    const file = files.get(pathOf(request.url));
    if (!file) return refuse(response, 404, 'Not here.');

    response.setHeader('ETag', file.etag);
    setPolicies(response, String(request.headers.host));
    if (request.headers['if-none-match'] === file.etag) return response.writeHead(304).end();
    response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': file.body.length });
    response.end(request.method === 'HEAD' ? undefined : file.body);
  });

  const sockets = new WebSocketServer({
    noServer: true, perMessageDeflate: false, maxPayload: limits.browserFileBytesMax, clientTracking: true,
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const { host, origin } = request.headers;
    if (!isOwnHost(host, ownNames) || !isSameOrigin(origin, host)) {
      log.warn('page', 'socket of another site refused', { origin, host });
      return socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    }
    const path = pathOf(request.url);
    const full = sockets.clients.size >= limits.pagesMax + limits.viewersMax;
    if (full || (path !== '/sockets/page' && path !== '/sockets/preview')) {
      return socket.end(`HTTP/1.1 ${full ? '503 Service Unavailable' : '404 Not Found'}\r\nConnection: close\r\n\r\n`);
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      opened.on('error', (error) => log.warn('page', 'browser socket closed', { reason: error.message }));
      if (path === '/sockets/page') handlers.page(opened);
      else handlers.viewer(opened, new URL(request.url ?? '/', 'http://weir').searchParams);
    });
  });

  return {
    server,
    /** @param {number} port @param {string} host @returns {Promise<number>} the port */
    listen(port, host) {
      return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          resolve(/** @type {import('node:net').AddressInfo} */ (server.address()).port);
        });
      });
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** @param {string | undefined} url */
function pathOf(url) {
  return (url ?? '/').split('?')[0];
}

/** @param {import('node:http').ServerResponse} response @param {number} status @param {string} text */
function refuse(response, status, text) {
  setPolicies(response, '');
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
  response.end(`${text}\n`);
}

/** @param {import('node:http').ServerResponse} response @param {string} host  checked before */
function setPolicies(response, host) {
  // 'self' alone does not cover ws: in every browser.
  const sockets = host ? ` ws://${host}` : '';
  response.setHeader('Content-Security-Policy', [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", `connect-src 'self'${sockets}`,
    "worker-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  ].join('; '));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Cache-Control', 'no-cache');
}
