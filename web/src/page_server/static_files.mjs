// What the page is made of, read once at start. A request names an entry of this map or gets 404: no path ever
// reaches the file system.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** @typedef {{body: Buffer, type: string, etag: string}} StaticFile */

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * @param {string} pageFolder  served below /
 * @param {string} codecFile  the generated codec, served as /generated/js/weir.mjs: where the page's own relative
 *     import finds it, because a URL does not climb above its root
 * @returns {Promise<Map<string, StaticFile>>} by URL path
 */
export async function loadStaticFiles(pageFolder, codecFile) {
  /** @type {Map<string, StaticFile>} */
  const files = new Map();
  for (const entry of await readdir(pageFolder, { withFileTypes: true })) {
    const type = types[extname(entry.name)];
    if (entry.isFile() && type) files.set(`/${entry.name}`, await load(join(pageFolder, entry.name), type));
  }
  const index = files.get('/index.html');
  if (index) files.set('/', index);
  files.set('/generated/js/weir.mjs', await load(codecFile, types['.mjs']));
  return files;
}

/** @param {string} path @param {string} type @returns {Promise<StaticFile>} */
async function load(path, type) {
  const body = await readFile(path);
  return { body, type, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
}
