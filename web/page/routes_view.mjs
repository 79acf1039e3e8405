// The table of outputs: who is sent what, what did not fit, and why.

import { byId, element, setAttribute, setText, syncList } from './dom.mjs';
import { showEntries } from './history_view.mjs';
import { count, frameRate, megabits, milliseconds, several, size } from './text.mjs';

/** @typedef {import('../src/graph/view.mjs').RouteView} RouteView */
/** @typedef {import('../src/graph/view.mjs').NodeView} NodeView */
/** @typedef {import('../src/peer/history.mjs').Entry} Entry */

/**
 * @typedef {object} RouteActions
 * @property {(route: RouteView) => void} remove
 * @property {(node: NodeView) => Entry[]} history  newest first
 * @property {() => void} redraw
 */

/** A row, or what is opened below it: events are null in the first. @typedef {{key: string, route: RouteView, events: Entry[] | null}} Item */

/** @type {Record<RouteView['state'], {text: string, tone: string}>} */
const states = {
  connected: { text: 'running', tone: 'ok' },
  congested: { text: 'congested', tone: 'wait' },
  waiting: { text: 'not connected', tone: 'bad' },
  wanted: { text: 'wanted', tone: 'wait' },
  unknown: { text: 'unknown', tone: 'idle' },
};

/** @type {Record<RouteView['kind'], string>} */
const notes = { relay: '', ingest: 'the source sends there', sink: 'a recording of this node', display: 'a window of this node',
  reader: 'on the reader’s own connection' };
const eventsShown = 8;
const columns = 8;

/** Of the routes whose details are shown. @type {Set<string>} */
const opened = new Set();

/**
 * @param {RouteView[]} routes
 * @param {NodeView[]} nodes
 * @param {RouteActions} actions
 */
export function showRoutes(routes, nodes, actions) {
  byId('routes-empty').hidden = routes.length > 0;
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  /** @type {Item[]} */
  const items = routes.flatMap((route) => (opened.has(route.key)
    ? [{ key: route.key, route, events: null }, { key: detailsId(route), route, events: eventsOf(route, byKey.get(route.node), actions) }]
    : [{ key: route.key, route, events: null }]));
  syncList(byId('route-rows'), items, (item) => item.key, (item) => (item.events ? detailsRow(item) : row(actions)));
}

/** @param {RouteView} route */
const detailsId = (route) => `route-details-${route.key}`;

/** @param {RouteView} route @param {NodeView | undefined} node @param {RouteActions} actions */
function eventsOf(route, node, actions) {
  if (!node) return [];
  const mine = (/** @type {Entry} */ { name, about }) => route.historyNames.includes(about || name);
  return actions.history(node).filter(mine).slice(0, eventsShown);
}

/** @param {RouteActions} actions */
function row(actions) {
  /** @type {RouteView} */
  let shown;
  const number = element('span', { class: 'number' });
  const path = element('span');
  const note = element('span', { class: 'sub' });
  const pill = element('span', { class: 'pill' });
  const mode = element('span', { class: 'sub' });
  const bytes = element('span', { class: 'sub' });
  const [fps, sent, waiting, drops] = [element('span'), element('span'), element('span'), element('span')];
  const details = element('button', {
    type: 'button',
    onClick() {
      if (!opened.delete(shown.key)) opened.add(shown.key);
      actions.redraw();
    },
  });
  const remove = element('button', { type: 'button', text: 'Remove', onClick: () => actions.remove(shown) });
  const made = element('tr', {},
    element('td', { 'data-label': 'Stream' }, number),
    element('td', { 'data-label': 'From → to', class: 'path' }, element('span', {}, path, note)),
    element('td', { 'data-label': 'State' }, element('span', {}, pill, mode)),
    element('td', { 'data-label': 'fps', class: 'figure' }, fps),
    element('td', { 'data-label': 'Sent', class: 'figure' }, sent),
    element('td', { 'data-label': 'Waiting', class: 'figure' }, element('span', {}, waiting, bytes)),
    element('td', { 'data-label': 'Dropped', class: 'wrap' }, drops),
    element('td', { 'data-label': '', class: 'actions' }, element('span', {}, details, remove)));
  return {
    element: made,
    /** @param {Item} item */
    update({ route }) {
      shown = route;
      setText(number, String(route.streamId));
      setText(path, `${route.nodeName} → ${route.to || 'nobody yet'}`);
      setText(note, noteText(route));
      setAttribute(note, 'class', route.state === 'congested' ? 'sub amber' : 'sub');
      setText(pill, states[route.state].text);
      setAttribute(pill, 'data-tone', states[route.state].tone);
      setText(mode, route.mode);
      setText(fps, frameRate(route.fps));
      setText(sent, count(route.sent));
      setText(waiting, count(route.waiting));
      setText(bytes, route.waiting === 0 ? '' : `${size(route.bytesWaiting)}, ${milliseconds(route.oldestAgeMs)}`);
      showDrops(drops, route);
      const isOpen = opened.has(route.key);
      setText(details, isOpen ? 'Less' : 'Details');
      setAttribute(details, 'aria-expanded', String(isOpen));
      setAttribute(details, 'aria-controls', detailsId(route));
      setAttribute(details, 'aria-label', `${isOpen ? 'Hide' : 'Show'} details of the output of stream ${route.streamId} to ${route.to}`);
      remove.hidden = route.kind !== 'relay';
      setAttribute(remove, 'aria-label', `Remove output of stream ${route.streamId} to ${route.to}`);
    },
  };
}

/** What makes it amber, in words. @param {RouteView} route */
function noteText(route) {
  if (route.state !== 'congested') return notes[route.kind];
  const waits = route.waiting === 0 ? 'the reader is too slow'
    : `${several(route.waiting, 'frame')} ${route.waiting === 1 ? 'waits' : 'wait'}, the oldest for ${milliseconds(route.oldestAgeMs)}`;
  const [worst] = [...route.drops].sort((a, b) => b.frames - a.frames);
  return worst ? `${waits}; ${count(worst.frames)} dropped: ${worst.cause}` : waits;
}

/** @param {HTMLElement} target @param {RouteView} route */
function showDrops(target, route) {
  const shown = route.drops.length > 0 ? route.drops : [{ cause: '', frames: 0 }];
  syncList(target, shown, (drop) => drop.cause, (first) => {
    const chip = element('span', { class: first.cause ? 'drop' : 'drop none' });
    return { element: chip, update: (drop) => setText(chip, drop.cause ? `${count(drop.frames)} ${drop.cause}` : 'none') };
  });
}

/** @param {Item} first */
function detailsRow(first) {
  const facts = element('dl', { class: 'facts' });
  const events = element('tbody');
  const quiet = element('p', { class: 'hint', text: 'Nothing happened to it lately.' });
  const table = element('table', { class: 'events' }, events);
  const cell = element('td', { colspan: String(columns) }, element('div', { class: 'details' }, facts, table, quiet));
  return {
    element: element('tr', { class: 'more', id: first.key }, cell),
    /** @param {Item} item */
    update({ route, events: entries }) {
      facts.hidden = route.state === 'unknown' || route.state === 'wanted';
      syncList(facts, factsOf(route), ({ term }) => term, ({ term }) => {
        const value = element('dd');
        return { element: element('div', {}, element('dt', { text: term }), value), update: (fact) => setText(value, fact.value) };
      });
      table.hidden = !entries || entries.length === 0;
      quiet.hidden = !table.hidden;
      showEntries(events, entries ?? []);
    },
  };
}

/** @param {RouteView} route */
function factsOf(route) {
  if (route.state === 'unknown' || route.state === 'wanted') return []; // there is no output now to have any
  const dropped = route.drops.reduce((sum, drop) => sum + drop.frames, 0);
  return [
    { term: 'Frames waiting', value: count(route.waiting) },
    { term: 'Bytes waiting', value: size(route.bytesWaiting) },
    { term: 'Age of the oldest', value: route.waiting === 0 ? '–' : milliseconds(route.oldestAgeMs) },
    { term: 'In the kernel', value: size(route.kernelBytes) },
    { term: 'Not acknowledged', value: route.retained === 0 ? '–' : several(route.retained, 'frame') },
    { term: 'Rate', value: `${megabits(route.bitsPerSecond)} Mbit/s` },
    { term: 'Received', value: count(route.received) },
    { term: 'Sent', value: count(route.sent) },
    { term: 'Dropped', value: count(dropped) },
    { term: 'Gaps told', value: count(route.gaps) },
  ];
}
