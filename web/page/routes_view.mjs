// The table of outputs: who is sent what, and what did not fit.

import { byId, element, setAttribute, setText, syncList } from './dom.mjs';
import { count, frameRate, milliseconds, size } from './text.mjs';

/** @typedef {import('../src/graph/view.mjs').RouteView} RouteView */

/** @type {Record<RouteView['state'], {text: string, tone: string}>} */
const states = {
  connected: { text: 'running', tone: 'ok' },
  waiting: { text: 'not connected', tone: 'bad' },
  wanted: { text: 'wanted', tone: 'wait' },
  unknown: { text: 'unknown', tone: 'idle' },
};

/** @type {Record<RouteView['kind'], string>} */
const notes = { relay: '', ingest: 'the source sends there', reader: 'on the reader’s own connection' };

/**
 * @param {RouteView[]} routes
 * @param {(route: RouteView) => void} onRemove
 */
export function showRoutes(routes, onRemove) {
  byId('routes-empty').hidden = routes.length > 0;
  syncList(byId('route-rows'), routes, (route) => route.key, () => row(onRemove));
}

/** @param {(route: RouteView) => void} onRemove */
function row(onRemove) {
  /** @type {RouteView} */
  let shown;
  const number = element('span', { class: 'number' });
  const path = element('span');
  const note = element('span', { class: 'sub' });
  const pill = element('span', { class: 'pill' });
  const [mode, fps, sent, waiting, drops] = [
    element('span'), element('span'), element('span'), element('span'), element('span')];
  const remove = element('button', { type: 'button', text: 'Remove', onClick: () => onRemove(shown) });
  const made = element('tr', {},
    element('td', { 'data-label': 'Stream' }, number),
    element('td', { 'data-label': 'From → to' }, element('span', {}, path, note)),
    element('td', { 'data-label': 'State' }, pill),
    element('td', { 'data-label': 'Mode' }, mode),
    element('td', { 'data-label': 'fps', class: 'figure' }, fps),
    element('td', { 'data-label': 'Sent', class: 'figure' }, sent),
    element('td', { 'data-label': 'Waiting', class: 'figure' }, waiting),
    element('td', { 'data-label': 'Dropped', class: 'wrap' }, drops),
    element('td', { 'data-label': '', class: 'actions' }, element('span', {}, remove)));
  return {
    element: made,
    /** @param {RouteView} route */
    update(route) {
      shown = route;
      setText(number, String(route.streamId));
      setText(path, `${route.nodeName} → ${route.to || 'nobody yet'}`);
      setText(note, notes[route.kind]);
      setText(pill, states[route.state].text);
      setAttribute(pill, 'data-tone', states[route.state].tone);
      setText(mode, route.mode);
      setText(fps, frameRate(route.fps));
      setText(sent, count(route.sent));
      setText(waiting, waitingText(route));
      showDrops(drops, route);
      remove.hidden = route.kind !== 'relay';
      setAttribute(remove, 'aria-label', `Remove output of stream ${route.streamId} to ${route.to}`);
    },
  };
}

/** @param {RouteView} route */
function waitingText(route) {
  if (route.waiting === 0) return '0';
  return `${count(route.waiting)} (${size(route.bytesWaiting)}, ${milliseconds(route.oldestAgeMs)})`;
}

/** @param {HTMLElement} target @param {RouteView} route */
function showDrops(target, route) {
  const shown = route.drops.length > 0 ? route.drops : [{ cause: '', frames: 0 }];
  syncList(target, shown, (drop) => drop.cause, (first) => {
    const chip = element('span', { class: first.cause ? 'drop' : 'drop none' });
    return { element: chip, update: (drop) => setText(chip, drop.cause ? `${count(drop.frames)} ${drop.cause}` : 'none') };
  });
}
