// The live tiles: each owns a canvas and the worker that draws on it.

import { byId, element, setText } from './dom.mjs';
import { count, frameRate, milliseconds } from './text.mjs';

/** @typedef {{nodeName: string, node: string, streamId: number}} Target */

/** @type {Record<string, string>} */
const headings = {
  waiting: 'Waiting for the first frame',
  silent: 'No frames are arriving',
  interrupted: 'Interrupted at the source',
  offline: 'Connection lost',
  missing: 'No such stream at the moment',
  unsupported: 'No preview for this format',
};

/** @typedef {{framesShown: number, fps: number, width: number, height: number, ageMs: number | null, drops: number}} Stats */
/** @type {Record<string, Stats>} */
const stats = {};
/** @type {any} */ (window).weirStats = stats;

/** @param {{nodeName: string, streamId: number}} target */
export const previewKey = ({ nodeName, streamId }) => `${nodeName}/${streamId}`;

export class Previews {
  /** @type {Map<string, {target: Target, worker: Worker, tile: HTMLElement}>} */
  #open = new Map();
  #onChange;

  /** @param {() => void} onChange  a preview was opened or closed */
  constructor(onChange) {
    this.#onChange = onChange;
  }

  /** @param {string} key */
  has(key) {
    return this.#open.has(key);
  }

  /** @returns {Target[]} */
  targets() {
    return [...this.#open.values()].map(({ target }) => target);
  }

  /** @param {Target} target */
  open(target) {
    const key = previewKey(target);
    if (this.#open.has(key)) return;
    const { tile, canvas, update } = makeTile(target, () => this.close(key));
    byId('tiles').append(tile);
    const worker = new Worker('/preview_worker.mjs', { type: 'module' });
    worker.onmessage = ({ data }) => update(key, data);
    const offscreen = canvas.transferControlToOffscreen();
    const query = new URLSearchParams({ node: target.nodeName, key: target.node, stream: String(target.streamId) });
    worker.postMessage({ canvas: offscreen, url: `ws://${location.host}/sockets/preview?${query}` }, [offscreen]);
    this.#open.set(key, { target, worker, tile });
    this.#changed();
  }

  /** @param {string} key */
  close(key) {
    const preview = this.#open.get(key);
    if (!preview) return;
    preview.worker.terminate(); // its socket closes with it, and the last reader's output with that
    preview.tile.remove();
    this.#open.delete(key);
    delete stats[key];
    this.#changed();
  }

  #changed() {
    byId('previews-empty').hidden = this.#open.size > 0;
    this.#onChange();
  }
}

/** @param {Target} target @param {() => void} onClose */
function makeTile(target, onClose) {
  const label = `Stream ${target.streamId} at ${target.nodeName}`;
  const canvas = element('canvas', { role: 'img', 'aria-label': `Live picture: ${label}` });
  const heading = element('b');
  const detail = element('span');
  const veil = element('div', { class: 'veil' }, heading, detail);
  const screen = element('div', { class: 'screen', 'data-state': 'waiting' }, canvas, veil);
  const pill = element('span', { class: 'pill' });
  const figures = { fps: element('b'), size: element('b'), age: element('b'), drops: element('b') };
  const ageLabel = element('span', {}, 'age ', figures.age);
  const dropsLabel = element('span', {}, 'dropped ', figures.drops);
  /** @type {HTMLElement} */
  const tile = element('article', { class: 'tile', 'aria-label': label },
    element('header', {},
      element('span', { class: 'name' }, `Stream ${target.streamId} `, element('span', { class: 'at', text: `at ${target.nodeName}` })),
      pill,
      element('button', { type: 'button', class: 'quiet', text: 'Full screen', onClick: () => void fullScreen(tile) }),
      element('button', { type: 'button', class: 'quiet', text: 'Close', 'aria-label': `Close ${label}`, onClick: onClose })),
    screen,
    element('footer', {},
      element('span', {}, figures.fps, ' fps'), element('span', {}, figures.size), ageLabel, dropsLabel));

  /** @param {{state: string, detail: string}} status */
  function showStatus({ state, detail: text }) {
    screen.dataset.state = state;
    veil.hidden = state === 'live';
    setText(heading, headings[state] ?? state);
    setText(detail, text);
    setText(pill, state === 'live' ? 'live' : state === 'waiting' ? 'waiting' : state);
    pill.dataset.tone = state === 'live' ? 'ok' : state === 'waiting' || state === 'unsupported' ? 'wait' : 'bad';
  }

  /** @param {string} key @param {any} message */
  function update(key, message) {
    if (message.type === 'status') return showStatus(message);
    const { framesShown, fps, width, height, ageMs, drops } = message;
    stats[key] = { framesShown, fps, width, height, ageMs, drops };
    setText(figures.fps, frameRate(fps));
    setText(figures.size, width ? `${width} × ${height}` : '–');
    setText(figures.age, ageMs === null ? 'unknown' : `${message.clockKnown ? '' : '≈ '}${milliseconds(Math.max(0, ageMs))}`);
    ageLabel.title = message.clockKnown ? 'From capture to this screen, the clocks compared.'
      : 'From capture to this screen, if the source’s clock agrees with the controller’s.';
    setText(figures.drops, count(drops));
    dropsLabel.title = `${count(message.relayDrops)} in the relay, ${count(message.webDrops)} before this browser`;
  }

  showStatus({ state: 'waiting', detail: '' });
  return { tile, canvas, update };
}

/** @param {HTMLElement} tile */
async function fullScreen(tile) {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await tile.requestFullscreen();
}
