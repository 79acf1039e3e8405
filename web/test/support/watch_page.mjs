// Opens a controller's page in a real browser for a while and tells what it showed, as JSON; for tests in other languages.
//
//   node web/test/support/watch_page.mjs URL [--seconds N] [--picture FILE.png]
//
// {"previews": {"relay:main/1": {framesShown, fps, width, height, ageMs, drops, shownFps}}, "complaints": []}
// shownFps counts the frames drawn between the first one and the end. Exit codes: 0 shown, 1 nothing shown, 2 wrong
// usage, 77 no browser here.

import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { findBrowser, launch } from './browser.mjs';

const firstFrameWithinMs = 20_000;

const { values, positionals } = parseArgs({
  allowPositionals: true, options: { seconds: { type: 'string', default: '10' }, picture: { type: 'string' } },
});
const seconds = Number(values.seconds);
if (positionals.length !== 1 || !(seconds > 0)) {
  process.stderr.write('usage: watch_page.mjs URL [--seconds N] [--picture FILE.png]\n');
  process.exit(2);
}
const found = await findBrowser();
if ('reason' in found) {
  process.stderr.write(`${found.reason}\n`);
  process.exit(77);
}
process.exit(await watch(await launch(found), positionals[0]));

/** @param {import('playwright-core').Browser} browser @param {string} url */
async function watch(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  /** @type {string[]} */
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  try {
    await page.goto(url);
    await page.waitForFunction(() => Object.values(/** @type {any} */ (window).weirStats ?? {}).some((each) => each.framesShown > 0),
      null, { timeout: firstFrameWithinMs });
    const before = await stats(page);
    const began = performance.now();
    await page.waitForTimeout(seconds * 1000);
    const after = await stats(page);
    const elapsed = (performance.now() - began) / 1000;
    for (const [key, preview] of Object.entries(after)) {
      preview.shownFps = (preview.framesShown - (before[key]?.framesShown ?? 0)) / elapsed;
    }
    if (values.picture) await writeFile(values.picture, await picture(page));
    process.stdout.write(`${JSON.stringify({ previews: after, complaints })}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${/** @type {Error} */ (error).message.split('\n')[0]}\n`);
    return 1;
  } finally {
    await browser.close();
  }
}

/** @param {import('playwright-core').Page} page @returns {Promise<Record<string, any>>} */
function stats(page) {
  return page.evaluate(() => structuredClone(/** @type {any} */ (window).weirStats));
}

/** The first preview's picture as it is on the page, in its own size. @param {import('playwright-core').Page} page */
async function picture(page) {
  const text = await page.evaluate(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('.screen canvas'));
    const copy = document.createElement('canvas');
    copy.width = canvas.width;
    copy.height = canvas.height;
    copy.getContext('2d')?.drawImage(canvas, 0, 0);
    return copy.toDataURL('image/png').split(',')[1];
  });
  return Buffer.from(text, 'base64');
}
