// One preview: frames in by WebSocket, decoded here, drawn on the page's canvas without touching the page's thread.

import { readFrame } from './frame_message.mjs';
import { BrowserOffset, RateWindow } from './frame_clock.mjs';

const retryFirstMs = 50;
const retryMaxMs = 500;
const statsIntervalMs = 250;
const clockIntervalMs = 2_000;

const page = /** @type {{postMessage(message: unknown): void, onmessage: ((event: MessageEvent) => void) | null,
    requestAnimationFrame?: (callback: (now: number) => void) => number}} */ (/** @type {unknown} */ (self));

/** @type {OffscreenCanvas} */
let canvas;
/** @type {ImageBitmapRenderingContext | null} */
let context = null;
let url = '';
let retryMs = retryFirstMs;
/** @type {WebSocket} */
let socket;
/** @type {ArrayBuffer[]} */
let undecoded = [];
let decoding = false;

const shown = { framesShown: 0, width: 0, height: 0, ageMs: /** @type {number | null} */ (null), undecodable: 0 };
let lastShownAt = 0;
const rate = new RateWindow();
const browserOffset = new BrowserOffset();
let counters = { drops: 0, relayDrops: 0, webDrops: 0, sourceOffsetMs: /** @type {number | null} */ (null) };

page.onmessage = (/** @type {MessageEvent} */ { data }) => {
  canvas = data.canvas;
  url = data.url;
  context = canvas.getContext('bitmaprenderer');
  setInterval(report, statsIntervalMs);
  setInterval(askClock, clockIntervalMs);
  connect();
};

const unixMs = () => performance.timeOrigin + performance.now();

function connect() {
  socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => {
    retryMs = retryFirstMs;
    askClock();
  };
  socket.onmessage = (/** @type {MessageEvent} */ { data }) => {
    if (typeof data === 'string') return takeText(JSON.parse(data));
    undecoded.push(data);
    void decodeWaiting();
  };
  socket.onclose = () => {
    undecoded = [];
    page.postMessage({ type: 'status', state: 'offline', detail: 'The controller cannot be reached; trying again.' });
    setTimeout(connect, retryMs);
    retryMs = Math.min(retryMs * 2, retryMaxMs);
  };
}

/** @param {any} message */
function takeText(message) {
  if (message.type === 'status') page.postMessage(message);
  else if (message.type === 'counters') counters = message;
  else if (message.type === 'clock') browserOffset.add(message.sentAt, message.answeredAt, unixMs());
}

async function decodeWaiting() {
  if (decoding) return; // in order, one at a time: two decoders at once only make both late
  decoding = true;
  for (let bytes = undecoded.shift(); bytes; bytes = undecoded.shift()) {
    await draw(bytes);
    // Earned also by a frame that cannot be decoded: one bad picture must not stop the stream.
    if (socket.readyState === WebSocket.OPEN) socket.send('{"type":"credit"}');
  }
  decoding = false;
}

/** @param {ArrayBuffer} bytes */
async function draw(bytes) {
  try {
    const frame = readFrame(new Uint8Array(bytes));
    const bitmap = await createImageBitmap(new Blob([frame.data], { type: 'image/jpeg' }));
    await nextDisplayRefresh();
    if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
    if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
    shown.width = bitmap.width;
    shown.height = bitmap.height;
    context?.transferFromImageBitmap(bitmap);
    shown.framesShown++;
    lastShownAt = performance.now();
    rate.add(lastShownAt);
    shown.ageMs = ageOf(frame.captureTimeUs);
  } catch {
    shown.undecodable++;
  }
}

/** A frame drawn twice between two refreshes is work nobody sees; in a hidden tab there is no refresh at all. */
function nextDisplayRefresh() {
  return new Promise((resolve) => {
    if (page.requestAnimationFrame) page.requestAnimationFrame(resolve);
    else resolve(0);
  });
}

/** @param {number | null} captureTimeUs  the source's clock @returns {number | null} */
function ageOf(captureTimeUs) {
  if (captureTimeUs === null) return null;
  const captured = captureTimeUs / 1000 - (counters.sourceOffsetMs ?? 0);
  return unixMs() + browserOffset.ms - captured;
}

function askClock() {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: 'clock', sentAt: unixMs() }));
}

function report() {
  page.postMessage({
    type: 'stats', ...shown, fps: rate.rate(performance.now()),
    idleMs: shown.framesShown > 0 ? performance.now() - lastShownAt : null, drops: counters.drops,
    relayDrops: counters.relayDrops, webDrops: counters.webDrops, clockKnown: counters.sourceOffsetMs !== null,
  });
}
