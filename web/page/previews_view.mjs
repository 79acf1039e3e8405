// The live tiles: each owns a canvas and the worker that draws on it.

import { byId, element, setText } from './dom.mjs';
import { count, duration, frameRate, milliseconds, sentence } from './text.mjs';

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
  const figures = makeFigures();
  /** @type {HTMLElement} */
  const tile = element('article', { class: 'tile', 'aria-label': label },
    element('header', {},
      element('span', { class: 'name' }, `Stream ${target.streamId} `, element('span', { class: 'at', text: `at ${target.nodeName}` })),
      pill,
      element('button', { type: 'button', class: 'quiet', text: 'Full screen', onClick: () => void fullScreen(tile) }),
      element('button', { type: 'button', class: 'quiet', text: 'Close', 'aria-label': `Close ${label}`, onClick: onClose })),
    screen, figures.footer);

  /** @type {any} */
  let last = null;

  /** @param {{state: string, detail: string}} status */
  function showStatus({ state, detail: text }) {
    screen.dataset.state = state;
    if (last) figures.show(last, state === 'live');
    veil.hidden = state === 'live';
    setText(heading, headings[state] ?? state);
    setText(detail, sentence(text));
    setText(pill, state === 'live' ? 'live' : state === 'waiting' ? 'waiting' : state);
    pill.dataset.tone = state === 'live' ? 'ok' : state === 'waiting' || state === 'unsupported' ? 'wait' : 'bad';
  }

  /** @param {string} key @param {any} message */
  function update(key, message) {
    if (message.type === 'status') return showStatus(message);
    const { framesShown, fps, width, height, ageMs, drops } = message;
    stats[key] = { framesShown, fps, width, height, ageMs, drops };
    last = message;
    figures.show(message, screen.dataset.state === 'live');
  }

  showStatus({ state: 'waiting', detail: '' });
  return { tile, canvas, update };
}

/** The line below a picture. */
function makeFigures() {
  const [fps, dimensions, age, drops] = [element('b'), element('b'), element('b'), element('b')];
  const ageCaption = element('span');
  const ageLabel = element('span', {}, ageCaption, ' ', age);
  const dropsLabel = element('span', {}, 'dropped ', drops);

  /** @param {any} message */
  function showAge({ ageMs, clockKnown }) {
    setText(ageCaption, 'age');
    setText(age, ageMs === null ? 'unknown' : `${clockKnown ? '' : '≈ '}${milliseconds(Math.max(0, ageMs))}`);
    ageLabel.title = clockKnown ? 'From capture to this screen, the clocks compared.'
      : 'From capture to this screen, if the source’s clock agrees with the controller’s.';
  }

  /** The age it had when it was drawn would be a lie about a picture that still stands there. @param {any} message */
  function showIdle({ idleMs }) {
    setText(ageCaption, 'last frame');
    setText(age, idleMs === null ? 'none yet' : `${duration(idleMs)} ago`);
    ageLabel.title = 'Since the last frame was drawn.';
  }

  return {
    footer: element('footer', {},
      element('span', {}, fps, ' fps'), element('span', {}, dimensions), ageLabel, dropsLabel),
    /** @param {any} message  the worker's report @param {boolean} live */
    show(message, live) {
      setText(fps, frameRate(live ? message.fps : 0));
      setText(dimensions, message.width ? `${message.width} × ${message.height}` : '–');
      if (live) showAge(message);
      else showIdle(message);
      setText(drops, count(message.drops));
      dropsLabel.title = `${count(message.relayDrops)} in the relay, ${count(message.webDrops)} before this browser`;
    },
  };
}

/** @param {HTMLElement} tile */
async function fullScreen(tile) {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await tile.requestFullscreen();
}
