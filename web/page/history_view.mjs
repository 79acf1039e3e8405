// What happened at a node: fetched when somebody looks, and again when there is news.

import { byId, element, setAttribute, setText, syncList } from './dom.mjs';
import { moment, sentence, several } from './text.mjs';

/** @typedef {import('../src/peer/history.mjs').Entry} Entry */
/** @typedef {import('../src/graph/view.mjs').NodeView} NodeView */
/** @typedef {import('./page_socket.mjs').PageSocket} PageSocket */

const askAgainMs = 1_000;

/** The histories that somebody looks at. */
export class Histories {
  #socket;
  #onNews;
  /** @type {Map<string, {version: number, askedAt: number, asking: boolean, entries: Entry[]}>} by node */
  #known = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later;

  /** @param {PageSocket} socket @param {() => void} onNews */
  constructor(socket, onNews) {
    this.#socket = socket;
    this.#onNews = onNews;
  }

  /** What is known now, newest first; news are asked for. @param {NodeView} node @returns {Entry[]} */
  of(node) {
    let known = this.#known.get(node.key);
    if (!known) this.#known.set(node.key, known = { version: -1, askedAt: -Infinity, asking: false, entries: [] });
    if (known.version === node.historyVersion || known.asking) return known.entries;
    const soon = known.askedAt + askAgainMs - performance.now();
    if (soon <= 0) void this.#ask(node, known);
    else this.#later ??= setTimeout(() => {
      this.#later = undefined;
      this.#onNews();
    }, soon);
    return known.entries;
  }

  /** @param {NodeView} node @param {{version: number, askedAt: number, asking: boolean, entries: Entry[]}} known */
  async #ask(node, known) {
    known.asking = true;
    known.askedAt = performance.now();
    const version = node.historyVersion;
    try {
      ({ entries: known.entries } = await this.#socket.ask({ type: 'history', node: node.key }));
      known.version = version;
      this.#onNews();
    } catch {
      // asked again with the next news, or when the page is connected again
    } finally {
      known.asking = false;
    }
  }
}

/** @param {Histories} histories */
export function createHistoryDialog(histories) {
  const dialog = /** @type {HTMLDialogElement} */ (byId('history-dialog'));
  /** @type {string | null} */
  let shown = null;
  dialog.addEventListener('close', () => { shown = null; });
  return {
    /** @param {NodeView} node */
    open(node) {
      shown = node.key;
      this.draw([node]);
      dialog.showModal();
    },
    /** @param {NodeView[]} nodes */
    draw(nodes) {
      const node = nodes.find(({ key }) => key === shown);
      if (!node) return;
      const entries = histories.of(node);
      setText(byId('history-title'), `What happened at ${node.name}`);
      byId('history-empty').hidden = entries.length > 0;
      showEntries(byId('history-rows'), entries);
    },
  };
}

/** @param {HTMLElement} body  of a table @param {Entry[]} entries */
export function showEntries(body, entries) {
  syncList(body, entries, ({ id }) => String(id), () => {
    const [when, what, change, why] = [element('span'), element('span'), element('span'), element('span')];
    const made = element('tr', {},
      element('td', { 'data-label': 'When', class: 'when' }, when), element('td', { 'data-label': 'What', class: 'wrap' }, what),
      element('td', { 'data-label': 'Change', class: 'wrap' }, change), element('td', { 'data-label': 'Why', class: 'wrap' }, why));
    return {
      element: made,
      /** @param {Entry} entry */
      update(entry) {
        setText(when, whenText(entry));
        setText(what, whatText(entry));
        setText(change, changeText(entry));
        setAttribute(change, 'class', toneOf(entry));
        setText(why, entry.frames > 0 ? '' : sentence(entry.detail));
      },
    };
  });
}

/** Some names say what they are. @param {Entry} entry */
function whatText({ subject, name }) {
  return ['resource', 'wanted', 'controller'].includes(subject) || name.startsWith(`${subject} `) ? name : `${subject} ${name}`;
}

/** @param {Entry} entry */
function whenText({ at, until }) {
  const now = Date.now();
  return until - at < 1000 ? moment(at, now) : `${moment(at, now)} – ${moment(until, now)}`;
}

/** @param {Entry} entry */
function changeText({ subject, before, after, detail, frames }) {
  if (frames > 0) return `${several(frames, 'frame')} ${detail}`;
  if (subject === 'wanted') return after === '' ? 'no longer wanted' : before === '' ? 'wanted' : 'wanted otherwise';
  if (before === after) return `still ${after}`;
  if (after === '') return before === '' ? 'gone' : `${before}, now gone`;
  return before === '' ? after : `${before} → ${after}`;
}

/** Colour only repeats what is written. @param {Entry} entry */
function toneOf({ subject, before, after, frames }) {
  if (frames > 0) return 'amber';
  const failed = subject === 'resource' && before === after; // a step was tried and led nowhere
  return failed || ['lost', 'interrupted'].includes(after) ? 'red' : '';
}
