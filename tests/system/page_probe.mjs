// The controller's page in a real Chromium, told what to do by lines of JSON on stdin, each answered by one on stdout.

import { createInterface } from 'node:readline';
import { readFile, writeFile } from 'node:fs/promises';

import { findBrowser, launch } from '../../web/test/support/browser.mjs';

const patienceMs = 30_000;
const found = await findBrowser();
const tell = (/** @type {object} */ answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
if ('reason' in found) {
  tell({ missing: found.reason });
  process.exit(0);
}
const browser = await launch(found);
const page = await browser.newPage({ viewport: { width: 1600, height: 1100 } });
page.setDefaultTimeout(patienceMs);
/** @type {string[]} */
const complaints = [];
page.on('pageerror', (error) => complaints.push(error.message));

/** @type {Record<string, (order: any) => unknown>} */
const orders = {
  open: ({ url }) => page.goto(url).then(() => null),
  stats: ({ key }) => page.evaluate((name) => /** @type {any} */ (window).weirStats[name] ?? null, key),
  /** Until the tile says so in its state; answers with its words. */
  async state({ state }) {
    await page.locator(`.screen[data-state="${state}"]`).waitFor();
    return page.locator('.tile').innerText();
  },
  press: ({ name }) => page.getByRole('button', { name, exact: true }).click(),
  async choose({ selector, label }) {
    await page.locator(selector).selectOption({ label });
  },
  fill: ({ selector, text }) => page.locator(selector).fill(text),
  gone: ({ selector, text }) => page.locator(selector, { hasText: text }).waitFor({ state: 'hidden' }),
  tick: ({ selector }) => page.locator(selector).check(),
  chooseFile: ({ selector, path }) => page.locator(selector).setInputFiles(path),
  /** What is written in each element that fits. */
  texts: ({ selector }) => page.locator(selector).allInnerTexts(),
  /** Presses a button that offers a file; answers with what is in it. */
  async download({ name }) {
    const [offered] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()]);
    return readFile(await offered.path(), 'utf8');
  },
  appears: ({ selector, text }) => page.locator(selector, { hasText: text }).first().waitFor(),
  shows: ({ key, frames }) => page.waitForFunction(
    ([name, count]) => /** @type {any} */ (window).weirStats[name]?.framesShown >= count, [key, frames]).then(() => null),
  rate: ({ key, seconds }) => page.evaluate(shownPerSecond, [key, seconds]),
  async picture({ path }) {
    await writeFile(path, Buffer.from(await page.evaluate(canvasAsPng), 'base64'));
  },
  screenshot: ({ path }) => page.screenshot({ path }).then(() => null),
  complaints: () => complaints,
};

/** Frames drawn per second, counted from one report of the preview to one at least `seconds` later. @param {any[]} order */
function shownPerSecond([key, seconds]) {
  return new Promise((resolve) => {
    let last = /** @type {any} */ (window).weirStats[key];
    /** @type {{at: number, frames: number} | null} */
    let first = null;
    const timer = setInterval(() => {
      const stats = /** @type {any} */ (window).weirStats[key];
      if (stats === last) return;
      last = stats;
      const now = { at: performance.now(), frames: stats.framesShown };
      first ??= now;
      const spent = (now.at - first.at) / 1000;
      if (spent < seconds) return;
      clearInterval(timer);
      resolve((now.frames - first.frames) / spent);
    }, 5);
  });
}

/** The preview's picture in its own pixels, whatever size it is drawn at. */
function canvasAsPng() {
  const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('.screen canvas'));
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext('2d')?.drawImage(canvas, 0, 0);
  return copy.toDataURL('image/png').split(',')[1];
}

tell({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  try {
    tell({ answer: (await orders[order.do](order)) ?? null });
  } catch (error) {
    tell({ error: /** @type {Error} */ (error).message });
  }
}
await browser.close();
