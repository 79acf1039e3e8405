// Wiring of the process: options, page, signals, exit code.

import { rename, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';

import { Controller } from './controller.mjs';
import { log } from './log.mjs';
import { parseOptions, usage } from './options.mjs';
import { createPageServer } from './page_server/page_server.mjs';
import { loadStaticFiles } from './page_server/static_files.mjs';

const pageFolder = fileURLToPath(new URL('../page', import.meta.url));
const codecFile = fileURLToPath(new URL('../../generated/js/weir.mjs', import.meta.url));

/**
 * Runs until a signal ends it.
 *
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export async function start(args) {
  const parsed = parseOptions(args, process.env, hostname());
  if ('help' in parsed) {
    process.stdout.write(usage);
    return 0;
  }
  if ('error' in parsed) {
    process.stderr.write(`${parsed.error}\n`);
    return 2;
  }
  const { options } = parsed;
  const controller = new Controller(options);
  const page = createPageServer(await loadStaticFiles(pageFolder, codecFile), {
    page: (socket) => controller.addPage(socket),
    viewer: (socket, query) => controller.addViewer(socket, query),
  });

  let port;
  try {
    port = await page.listen(options.port, options.host);
  } catch (error) {
    controller.stop();
    process.stderr.write(`${listenSentence(/** @type {NodeJS.ErrnoException} */ (error), options)}\n`);
    return 1;
  }
  // Before anybody is told that this runs: whoever was told may end it at once.
  const toldToEnd = new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM']) process.once(name, resolve);
  });
  await controller.start();
  if (options.portFile) await writeWhole(options.portFile, `${port}\n`);
  if (!isLoopback(options.host)) {
    log.warn('page', 'there is no sign-in yet: whoever reaches this page can control the nodes', { host: options.host, port });
  }
  process.stdout.write(`http://${visitableHost(options.host)}:${port}/\n`);

  const signal = await toldToEnd;
  log.info('page', 'ending', { signal });
  page.close();
  controller.stop();
  // A tick later the sockets' close events have been counted.
  await new Promise((resolve) => setImmediate(resolve));
  if (options.reportFile) await writeWhole(options.reportFile, `${JSON.stringify(controller.report(), null, 2)}\n`);
  return 0;
}

/** @param {string} host */
function isLoopback(host) {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** "All addresses" is none that a browser could visit. @param {string} host */
function visitableHost(host) {
  if (host === '0.0.0.0' || host === '::') return hostname();
  return host.includes(':') ? `[${host}]` : host;
}

/** A reader never sees half a file. @param {string} path @param {string} text */
async function writeWhole(path, text) {
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, text);
  await rename(temporary, path);
}

/** @param {NodeJS.ErrnoException} error @param {{host: string, port: number}} options */
function listenSentence(error, { host, port }) {
  switch (error.code) {
    case 'EADDRINUSE': return `Port ${port} on ${host} is taken; give another with --port, or --port 0 for a free one.`;
    case 'EACCES': return `Port ${port} on ${host} may not be opened by this user; give one above 1023 with --port.`;
    case 'EADDRNOTAVAIL': case 'ENOTFOUND': return `${host} is not an address of this machine; give one that is with --host.`;
    default: return `The page cannot be served on ${host}:${port}: ${error.message}; give another --host or --port.`;
  }
}
