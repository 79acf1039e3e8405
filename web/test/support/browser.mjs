// A real Chromium for the tests that need one, and the reason when there is none.

import { accessSync, constants } from 'node:fs';

const candidates = [process.env.WEIR_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** @returns {Promise<{path: string, chromium: import('playwright-core').BrowserType} | {reason: string}>} */
export async function findBrowser() {
  const path = candidates.find((candidate) => candidate && isProgram(candidate));
  if (!path) return { reason: 'no Chromium here; install one (apt install chromium) or name it in WEIR_CHROMIUM' };
  try {
    const { chromium } = await import('playwright-core');
    return { path, chromium };
  } catch {
    return { reason: 'playwright-core is not installed; run npm ci in web/' };
  }
}

/** @param {{path: string, chromium: import('playwright-core').BrowserType}} found */
export function launch({ path, chromium }) {
  return chromium.launch({
    executablePath: path,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-quic'],
  });
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Real JPEGs, each of one plain colour, drawn and encoded by the browser itself.
 *
 * @param {import('playwright-core').Page} page
 * @param {string[]} colours
 * @returns {Promise<Buffer[]>}
 */
export async function drawJpegs(page, colours, width = 640, height = 360) {
  const encoded = await page.evaluate(async ([list, w, h]) => {
    const canvas = new OffscreenCanvas(Number(w), Number(h));
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no 2d canvas');
    const out = [];
    for (const [index, colour] of /** @type {string[]} */ (list).entries()) {
      context.fillStyle = colour;
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.fillStyle = 'white';
      context.fillRect((index * 97) % canvas.width, canvas.height / 2, 60, 60);
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer());
      out.push(Array.from(bytes));
    }
    return out;
  }, /** @type {const} */ ([colours, width, height]));
  return encoded.map((bytes) => Buffer.from(bytes));
}

/**
 * The colour at the middle of the top quarter of a preview's picture, as shown.
 *
 * @param {import('playwright-core').Page} page
 * @returns {Promise<number[]>} red, green, blue
 */
export function shownColour(page) {
  return page.evaluate(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('.screen canvas'));
    const copy = document.createElement('canvas').getContext('2d');
    if (!copy) throw new Error('no 2d canvas');
    copy.drawImage(canvas, canvas.width / 2, canvas.height / 4, 1, 1, 0, 0, 1, 1);
    return Array.from(copy.getImageData(0, 0, 1, 1).data.slice(0, 3));
  });
}
