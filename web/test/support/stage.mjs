// What a test opens is closed after it, also when it fails: nothing must keep the run from ending.

import { after, afterEach, before } from 'node:test';

import { launch } from './browser.mjs';
import { FakeNode } from './fake_node.mjs';
import { startController } from './running.mjs';

// The browser itself reports a refused connection as an error; the page handles it.
const expected = /ERR_CONNECTION_REFUSED|WebSocket connection/;

/** For the tests around the call: of a file, or of the describe() that it stands in. */
export function openStage() {
  /** @type {(() => unknown)[]} */
  let cleanups = [];
  afterEach(async () => {
    for (const clean of cleanups.reverse()) await clean();
    cleanups = [];
  });
  return {
    /** @param {() => unknown} clean */
    afterwards(clean) {
      cleanups.push(clean);
    },
    /** @param {Parameters<typeof FakeNode.start>[0]} [options] */
    async startNode(options) {
      const node = await FakeNode.start(options);
      cleanups.push(() => node.kill());
      return node;
    },
    /** @param {Parameters<typeof startController>[0]} [options] */
    async startController(options) {
      const running = await startController(options);
      cleanups.push(() => running.stop());
      return running;
    },
  };
}

/** The same with a browser. @param {Awaited<ReturnType<typeof import('./browser.mjs').findBrowser>>} found */
export function openBrowserStage(found) {
  const stage = openStage();
  /** @type {import('playwright-core').Browser | undefined} */
  let browser;
  /** What no page may say. @type {string[]} */
  const complaints = [];
  before(async () => {
    if ('path' in found) browser = await launch(found);
  });
  after(() => browser?.close());

  async function newPage() {
    if (!browser) throw new Error('there is no browser');
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('console', (message) => {
      if (message.type() === 'error' && !expected.test(message.text())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    return page;
  }
  return {
    ...stage,
    complaints,
    newPage,
    /** @param {string} url */
    async openPage(url) {
      const page = await newPage();
      stage.afterwards(() => page.close());
      await page.goto(url);
      return page;
    },
  };
}
