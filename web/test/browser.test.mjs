// The real page in a real browser, with a fake node behind the real controller.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';

import { Format, FunctionFlags } from '../../generated/js/weir.mjs';
import { candidateIds } from '../src/operations/stream_ids.mjs';
import { drawJpegs, findBrowser, shownColour } from './support/browser.mjs';
import { openBrowserStage } from './support/stage.mjs';

/** @typedef {import('./support/fake_node.mjs').FakeNode} FakeNode */

const found = await findBrowser();
const skip = 'reason' in found ? found.reason : false;

describe('the page in a browser', { skip, timeout: 120_000 }, () => {
  const { afterwards, complaints, newPage, openPage, startController, startNode } = openBrowserStage(found);
  /** @type {Buffer[]} */
  let greens;
  /** @type {Buffer[]} */
  let reds;

  before(async () => {
    if (!('path' in found)) return;
    const canvas = await newPage();
    greens = await drawJpegs(canvas, Array(8).fill('rgb(0 180 60)'));
    reds = await drawJpegs(canvas, ['rgb(200 30 30)']);
    await canvas.close();
  });

  /** Sends pictures as a camera would until stopped. @param {() => FakeNode} node @param {number} streamId @param {Buffer[]} pictures @param {number} [ageMs]  of each */
  function camera(node, streamId, pictures, ageMs = 0) {
    let next = 0;
    const timer = setInterval(() => node().frame(streamId, pictures[next++ % pictures.length], (Date.now() - ageMs) * 1000), 33);
    const stop = () => clearInterval(timer);
    afterwards(stop);
    return stop;
  }

  /** @param {import('playwright-core').Page} page @param {string} state */
  const screenIs = (page, state) => page.locator(`.screen[data-state="${state}"]`).first().waitFor();

  /** @param {import('playwright-core').Page} page @param {string} key @param {number} frames */
  const shows = (page, key, frames) => page.waitForFunction(
    ([name, count]) => /** @type {any} */ (window).weirStats[name]?.framesShown >= count, /** @type {const} */ ([key, frames]));

  test('with nothing to show it says how to start', async () => {
    const running = await startController();
    const page = await openPage(running.url);
    await page.getByText('No nodes yet. Start one:').waitFor();
    await page.getByText('./dev run pattern', { exact: true }).waitFor();
    assert.equal(await page.locator('#start-ingest').isDisabled(), true);
  });

  test('the first live stream is watched at once; its picture, rate and age are real', async () => {
    const node = await startNode({ streams: [{ streamId: 3 }] });
    const running = await startController({ peers: [node] });
    const hourMs = 3_600_000; // beside it, what a busy machine does to the clocks' comparison is nothing
    camera(() => node, 3, greens, hourMs);
    const page = await openPage(running.url);

    await shows(page, 'relay:fake/3', 30);

    const [red, green, blue] = await shownColour(page);
    assert.ok(red < 20 && Math.abs(green - 180) < 12 && Math.abs(blue - 60) < 20, `${red} ${green} ${blue}`);
    const stats = await page.evaluate(() => /** @type {any} */ (window).weirStats['relay:fake/3']);
    assert.equal(stats.width, 640);
    assert.equal(stats.height, 360);
    assert.ok(stats.fps > 5 && Math.abs(stats.ageMs - hourMs) < hourMs / 10, JSON.stringify(stats));
    assert.equal((await node.next('startRelay')).body.destHost, '');
  });

  test('two tabs share one output, and the last one that closes ends it', async () => {
    const node = await startNode({ streams: [{ streamId: 1 }] });
    const running = await startController({ peers: [node] });
    camera(() => node, 1, greens);
    const first = await openPage(running.url);
    const second = await openPage(running.url);
    await shows(first, 'relay:fake/1', 3);
    await shows(second, 'relay:fake/1', 3);
    assert.equal(node.outputs.size, 1);
    await first.close();
    const shown = await second.evaluate(() => /** @type {any} */ (window).weirStats['relay:fake/1'].framesShown);
    await shows(second, 'relay:fake/1', shown + 5);

    await second.close();

    await node.next('stopRelay');
    assert.equal(node.outputs.size, 0);
  });

  test('an interruption is told in words, and the picture returns by itself', async () => {
    const node = await startNode({ streams: [{ streamId: 1 }] });
    const running = await startController({ peers: [node] });
    const page = await openPage(running.url);
    const green = camera(() => node, 1, greens);
    await screenIs(page, 'live');
    green();

    node.event(1, 'interrupted', 'USB cable pulled');

    await screenIs(page, 'interrupted');
    await page.getByText('USB cable pulled').waitFor();
    node.event(1, 'resumed', '');
    const red = camera(() => node, 1, reds);
    await screenIs(page, 'live');
    red();
    await screenIs(page, 'silent'); // a source that stops without a word is noticed as well
  });

  test('a relay that is killed and started again shows its picture again', async () => {
    let node = await startNode({ streams: [{ streamId: 1 }] });
    const running = await startController({ peers: [node] });
    camera(() => node, 1, greens);
    const page = await openPage(running.url);
    await shows(page, 'relay:fake/1', 3);
    const { port } = node;
    await node.kill();
    await screenIs(page, 'offline');
    await page.locator('.card .pill', { hasText: 'offline' }).waitFor();

    node = await startNode({ streams: [{ streamId: 1 }], port, bootNonce: 77n });

    await screenIs(page, 'live');
  });

  test('a picture that cannot be decoded costs nothing but itself', async () => {
    const node = await startNode({ streams: [{ streamId: 1 }] });
    const running = await startController({ peers: [node] });
    camera(() => node, 1, [Buffer.from('not a picture'), Buffer.alloc(0), ...greens]);
    const page = await openPage(running.url);
    await shows(page, 'relay:fake/1', 40);
  });

  test('a stream of another format says which, and cannot be watched', async () => {
    const node = await startNode({ streams: [{ streamId: 1, format: Format.h264 }] });
    const running = await startController({ peers: [node] });
    const page = await openPage(`${running.url}#watch=relay%3Afake%2F1`);
    await page.getByText('This stream is H.264; the preview needs MJPEG.').waitFor();
    await page.getByRole('button', { name: 'Stop watching stream 1 at relay:fake' }).click();
    assert.equal(await page.getByRole('button', { name: 'Watch stream 1 at relay:fake' }).isDisabled(), true);
  });

  test('outputs and sources are started and stopped from the page', async () => {
    const node = await startNode({ streams: [{ streamId: 1, source: 'v4l2:desk' }], functionFlags: FunctionFlags.relay | FunctionFlags.source });
    const other = await startNode({ name: 'relay:other', bootNonce: 2n });
    const running = await startController({ peers: [node, other] });
    const page = await openPage(running.url);
    await page.getByRole('button', { name: 'Send stream 1 at relay:fake to another node' }).click();
    await page.locator('#relay-form select').selectOption('relay:other');
    await page.getByText('Keep them all').click();
    await page.locator('#relay-form [name=priority]').fill('7');
    await page.locator('#relay-form [name=framesMax]').fill('50');
    await page.getByText('Acknowledged').click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('cell', { name: /relay:fake → relay:other/ }).waitFor();
    const { body } = node.relays.length ? { body: node.relays[0] } : await node.next('startRelay');
    assert.equal(body.destHost, '127.0.0.1');
    assert.equal(body.destPort, other.port);
    assert.deepEqual([body.mode, body.priority, body.framesMax, body.acknowledged], [2, 7, 50, true]);
    await page.getByRole('button', { name: /^Remove output of stream 1/ }).click();
    await page.getByRole('cell', { name: /relay:fake → relay:other/ }).waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: 'Start a source…' }).click();
    await page.locator('#ingest-form [name=node]').selectOption('relay:fake');
    await page.locator('#ingest-form [name=device]').fill('/dev/video0');
    await page.locator('#ingest-form [name=destination]').selectOption('relay:other');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    const ingest = (await node.next('startIngest')).body;
    assert.equal(ingest.streamId, candidateIds('relay:fake', '/dev/video0').next().value);
    assert.equal(ingest.devicePath, '/dev/video0');
    assert.equal(ingest.fpsN, 30);
    await page.getByRole('button', { name: `Stop source of stream ${ingest.streamId}` }).click();
    assert.equal((await node.next('stopIngest')).body.streamId, ingest.streamId);
  });

  test('a controller that is started again finds its pages and previews again', async () => {
    const node = await startNode({ streams: [{ streamId: 1 }] });
    let running = await startController({ peers: [node] });
    camera(() => node, 1, greens);
    const page = await openPage(running.url);
    await shows(page, 'relay:fake/1', 3);
    const { port } = running;
    running.stop();
    await page.getByText('controller away').waitFor();

    running = await startController({ peers: [node], port });

    await page.getByText('connected', { exact: true }).waitFor();
    await screenIs(page, 'live');
  });

  test('the browser had nothing to complain about', () => {
    assert.deepEqual(complaints, []);
  });
});
