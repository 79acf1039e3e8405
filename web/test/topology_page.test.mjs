// Topology files, histories, congestion and recordings on the real page in a real browser.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';

import { DropCause, EventSubject, FunctionFlags } from '../../generated/js/weir.mjs';
import { parseTopology } from '../src/operations/topology_file.mjs';
import { findBrowser } from './support/browser.mjs';
import { openBrowserStage } from './support/stage.mjs';

/** @typedef {import('./support/fake_node.mjs').FakeNode} FakeNode */

const found = await findBrowser();
const skip = 'reason' in found ? found.reason : false;

const studio = `api_version = 1
[[stream]]
name = "desk"
node = "camera:desk"
device = "pattern:"
id = 7
to = "relay:main"
[[edge]]
stream = "desk"
from = "relay:main"
to = "screen:wall"
`;

describe('the page and what is behind it', { skip, timeout: 120_000 }, () => {
  const { complaints, openPage, startController, startNode } = openBrowserStage(found);

  /** @param {FakeNode[]} peers */
  async function openPageOf(peers) {
    const { url } = await startController({ peers });
    const page = await openPage(url);
    await page.waitForFunction((count) => document.querySelector('#total-nodes')?.textContent === String(count), peers.length);
    return page;
  }

  /** @param {import('playwright-core').Page} page @param {string} text */
  async function chooseFile(page, text) {
    await page.getByRole('button', { name: 'Apply file…' }).click();
    await page.locator('#apply-form [name=file]').setInputFiles({ name: 'studio.toml', mimeType: 'text/plain', buffer: Buffer.from(text) });
  }

  /** @param {import('playwright-core').Page} page @param {RegExp} text */
  const summary = (page, text) => page.locator('#apply-summary', { hasText: text }).waitFor();
  /** @param {import('playwright-core').Page} page */
  const steps = (page) => page.locator('#apply-steps li').allInnerTexts().then((all) => all.map((text) => text.replace(/\s+/g, ' ').trim()));

  async function threeNodes() {
    const camera = await startNode({ name: 'camera:desk', bootNonce: 1n, streams: [{ streamId: 7 }] });
    const relay = await startNode({ name: 'relay:main', bootNonce: 2n, streams: [{ streamId: 7, source: 'camera:desk' }] });
    return { camera, relay };
  }

  test('a plan is seen before anything is done, then done, then verified', async () => {
    const { camera, relay } = await threeNodes();
    const page = await openPageOf([camera, relay]);
    await chooseFile(page, studio);
    await summary(page, /^3 to create\.$/);
    assert.deepEqual(await steps(page), [
      'Create camera:desk: capture pattern: as stream 7 (desk)',
      'Create camera:desk: send stream 7 (desk) to relay:main',
      'Create relay:main: send stream 7 (desk) to screen:wall',
    ]);
    assert.deepEqual([camera.asked.startIngest, camera.asked.startRelay, relay.relays], [undefined, undefined, []]);

    await page.getByRole('button', { name: 'Apply 3 steps' }).click();

    await summary(page, /^Done: 3 steps\. 1 of 3 that the file says are so/);
    assert.ok((await steps(page)).every((text) => text.endsWith('done')));
    assert.deepEqual([camera.ingests.map(({ streamId }) => streamId), camera.relays[0].destHost, relay.relays[0].destHost], [[7], 'relay:main', 'screen:wall']);
    const running = (/** @type {FakeNode} */ node, /** @type {string} */ peer) => {
      node.reportedOutputs = [{ outputId: node.relays[0].outputId, streamId: 7, mode: 1, peer, drops: [] }];
    };
    running(camera, 'relay:main');
    running(relay, 'screen:wall');
    await summary(page, /Verified: everything that the file says is so\.$/);
    await page.keyboard.press('Escape');
    await chooseFile(page, studio);
    await summary(page, /^Nothing to do/);
  });

  test('what could not be done is told where it stands, and can be planned again', async () => {
    const { camera, relay } = await threeNodes();
    relay.streams = []; // so it refuses the edge
    const page = await openPageOf([camera, relay]);
    await chooseFile(page, `${studio}[[edge]]\nstream = "desk"\nfrom = "relay:gone"\nto = "screen:wall"\n`);
    await summary(page, /^3 to create\. 1 node of the file does not answer and is left out\.$/);

    await page.getByRole('button', { name: 'Apply 3 steps' }).click();

    await summary(page, /^Partly done: 2 of 4 steps could not be taken\. Apply the file again when the reason is gone\./);
    assert.match((await steps(page))[2], /no such stream$/);
    relay.streams = [{ streamId: 7 }];
    await page.getByRole('button', { name: 'Plan again' }).click();
    await summary(page, /^1 to create\./);
  });

  test('nothing is done that was not seen: who changed the nodes meanwhile makes another plan', async () => {
    const { camera, relay } = await threeNodes();
    const page = await openPageOf([camera, relay]);
    await chooseFile(page, studio);
    await summary(page, /^3 to create/);
    camera.ingests = [{ streamId: 7, devicePath: 'pattern:', width: 64, height: 64, fpsN: 0, fpsD: 0, destHost: '', destPort: 0 }];

    await page.getByRole('button', { name: 'Apply 3 steps' }).click();

    await summary(page, /^Somebody changed the nodes meanwhile, and nothing was done; this is the plan now: 2 to create, 1 to change\.$/);
    assert.equal(camera.asked.startIngest, undefined);
  });

  test('a wrong file is told in a sentence; what the file does not say ends only when that is asked for', async () => {
    const { camera, relay } = await threeNodes();
    relay.relays = [{ outputId: 3, streamId: 7, destHost: 'screen:old', destPort: 0, mode: 1, slotPolicy: 1, dropPolicy: 1 }];
    const page = await openPageOf([camera, relay]);
    await chooseFile(page, studio.replace('device', 'devise'));
    await summary(page, /^studio\.toml:2:1: stream has no device$/);
    assert.equal(await page.locator('#apply-go').isDisabled(), true);
    await chooseFileAgain(page, studio);
    await summary(page, /^3 to create\.$/);
    await page.getByText('End what the file does not say').click();
    await summary(page, /^3 to create, 1 to end\.$/);
    assert.equal((await steps(page))[0], 'End relay:main: stop sending stream 7 to screen:old');
  });

  /** @param {import('playwright-core').Page} page @param {string} text */
  const chooseFileAgain = (page, text) => page.locator('#apply-form [name=file]')
    .setInputFiles({ name: 'studio.toml', mimeType: 'text/plain', buffer: Buffer.from(text) });

  test('what the nodes are meant to do is downloaded as a file that reads back', async () => {
    const { camera, relay } = await threeNodes();
    relay.relays = [{ outputId: 3, streamId: 7, destHost: 'screen:"old"', destPort: 0, mode: 1, slotPolicy: 1, dropPolicy: 1 }];
    const page = await openPageOf([camera, relay]);
    await page.getByRole('button', { name: 'Export…' }).click();
    await page.getByText('0 streams and 1 edge, as the nodes are meant to do now.').waitFor();
    for (const [label, suffix] of [['TOML', 'toml'], ['JSON', 'json']]) {
      await page.locator('#export-form').getByText(label).click();
      await page.locator('#export-text', { hasText: suffix === 'toml' ? '[[edge]]' : '"edge": [' }).waitFor();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
      assert.equal(download.suggestedFilename(), `weir-topology.${suffix}`);
      const { edges } = parseTopology(await readFile(await download.path(), 'utf8'), 'downloaded');
      assert.deepEqual(edges.map(({ stream, from, to }) => [stream, from, to]), [['7', 'relay:main', 'screen:"old"']]);
    }
  });

  test('an edge that turns amber says why, with its figures and what happened to it', async () => {
    const { relay } = await threeNodes();
    relay.relays = [{ outputId: 1000, streamId: 7, destHost: 'screen:wall', destPort: 0, mode: 2 }];
    const output = {
      outputId: 1000, streamId: 7, mode: 2, peer: 'screen:wall', congested: true, framesWaiting: 12, bytesWaiting: 3 << 20, oldestAge: 1_400,
      kernelQueue: 65_536, framesRetained: 4, gaps: 2, drops: [{ cause: DropCause.frameBudget, frames: 88 }],
    };
    relay.reportedOutputs = [output];
    relay.happened({ name: 'output stream 7 to screen:wall', before: 'detached', after: 'attached' });
    const page = await openPageOf([relay]);
    const row = page.locator('#route-rows tr', { hasText: 'relay:main → screen:wall' });
    await row.getByText('congested', { exact: true }).waitFor();
    await row.getByText('12 frames wait, the oldest for 1400 ms; 88 dropped: frame budget').waitFor();

    await page.getByRole('button', { name: 'Show details of the output of stream 7 to screen:wall' }).press('Enter');

    const facts = (await page.locator('.facts').innerText()).replaceAll('\n', ' ');
    assert.match(facts, /Frames waiting 12 Bytes waiting 3\.0 MiB Age of the oldest 1400 ms In the kernel 64 KiB Not acknowledged 4 frames/);
    await page.locator('.events').getByText('detached → attached').waitFor();
    relay.reportedOutputs = [{ ...output, drops: [{ cause: DropCause.frameBudget, frames: 93 }] }];
    await page.locator('.events').getByText('5 frames dropped: frame budget').waitFor();
  });

  test('a node tells what happened there, also before the page was opened', async () => {
    const node = await startNode({ name: 'relay:main', streams: [{ streamId: 7 }] });
    node.happened({ subject: EventSubject.stream, name: 'stream 7', before: 'live', after: 'interrupted', detail: 'USB cable <b>pulled</b>', at: Date.now() - 3_600_000 });
    const page = await openPageOf([node]);
    await page.getByRole('button', { name: 'History of relay:main' }).click();
    const rows = page.locator('#history-rows');
    await rows.getByText('live → interrupted').waitFor();
    await rows.getByText('USB cable <b>pulled</b>.').waitFor();

    node.happened({ subject: EventSubject.stream, name: 'stream 7', before: 'interrupted', after: 'live', detail: '' });

    await rows.getByText('interrupted → live').waitFor();
    assert.match(await rows.locator('tr').first().innerText(), /interrupted → live/); // the newest comes first
  });

  test('a recording is started, shown at its node and stopped', async () => {
    const node = await startNode({ name: 'archive:rack', functionFlags: FunctionFlags.sink, streams: [{ streamId: 7 }] });
    node.resources = [{ kind: 'sink', name: 'front/door.mkv', current: 'recording', wanted: 'recording', number: 1 }];
    const page = await openPageOf([node]);
    await page.getByRole('button', { name: 'Record stream 7 at archive:rack' }).click();
    await page.locator('#record-form [name=path]').fill('front/door.mkv');
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    const task = page.locator('.task', { hasText: 'Stream 7 is recorded: front/door.mkv' });
    await task.getByText('recording', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Stop recording stream 7' }).click();
    await task.waitFor({ state: 'hidden' });
    assert.deepEqual(node.sinks, []);
  });

  test('names with markup stay names, and figures of any size keep the page in its width', async () => {
    const evil = '<img src=x onerror="document.title=1">';
    const node = await startNode({ name: `relay:${evil}`, streams: [{ streamId: 7, source: evil.repeat(6) }] });
    node.relays = [{ outputId: 1000, streamId: 7, destHost: evil, destPort: 0, mode: 2 }];
    node.reportedOutputs = [{
      outputId: 1000, streamId: 7, mode: 9, peer: evil.repeat(6), congested: true, framesWaiting: 2 ** 32 - 1, bytesWaiting: 2n ** 63n, oldestAge: 2 ** 32 - 1,
      drops: Array.from({ length: 20 }, (_, cause) => ({ cause, frames: /** @type {any} */ (2n ** 62n) })),
    }];
    node.resources = [{ kind: evil, name: evil.repeat(6), error: 'e'.repeat(255), number: 1, retryIn: 2 ** 32 - 1 }];
    node.happened({ name: evil, before: evil, after: evil, detail: evil, at: 2n ** 63n });
    const page = await openPageOf([node]);
    await page.getByRole('button', { name: /^Show details.* to <img/ }).click();
    for (const width of [1280, 600, 360]) {
      await page.setViewportSize({ width, height: 900 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, `${width} px`);
    }
    await page.getByRole('button', { name: /^History of/ }).click();
    await page.locator('#history-rows tr').first().waitFor();
    assert.equal(await page.locator('main img, dialog img').count(), 0);
    assert.doesNotMatch(await page.locator('body').innerText(), /NaN|Infinity|undefined/);
    assert.equal(await page.title(), 'Weir');
  });

  test('the browser had nothing to complain about', () => {
    assert.deepEqual(complaints, []);
  });
});
