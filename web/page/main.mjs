// The page: takes the state as it comes, draws it, sends what the person asks for.

import { ApplyDialog } from './apply_view.mjs';
import { byId, element, setText } from './dom.mjs';
import { ExportDialog } from './export_view.mjs';
import { createForms } from './forms.mjs';
import { createHistoryDialog, Histories } from './history_view.mjs';
import { showNodes } from './nodes_view.mjs';
import { PageSocket } from './page_socket.mjs';
import { Previews, previewKey } from './previews_view.mjs';
import { showRoutes } from './routes_view.mjs';
import { showStreams } from './streams_view.mjs';
import { megabits } from './text.mjs';

/** @typedef {import('./page_socket.mjs').State} State */
/** @typedef {import('../src/graph/view.mjs').StreamView} StreamView */

/** @type {State | null} */
let state = null;
let watchedByHand = location.hash.startsWith('#watch=');

const previews = new Previews(() => {
  // In the address, so that a reload or a bookmark shows the same pictures.
  const watched = previews.targets().map((target) => encodeURIComponent(previewKey(target))).join(',');
  history.replaceState(null, '', watched || watchedByHand ? `#watch=${watched}` : location.pathname);
  draw();
});
const socket = new PageSocket((next) => {
  state = next;
  watchFirst();
  draw();
}, showLink);
const forms = createForms(socket, notify);
const histories = new Histories(socket, draw);
const historyDialog = createHistoryDialog(histories);
new ApplyDialog(socket, notify);
new ExportDialog(socket);

byId('start-ingest').addEventListener('click', () => state && forms.openIngest(state.graph.nodes));
for (const part of location.hash.replace(/^#watch=/, '').split(',')) {
  const match = /^(.+)\/(\d{1,5})$/.exec(decodeURIComponent(part));
  if (watchedByHand && match) previews.open({ nodeName: match[1], node: '', streamId: Number(match[2]) });
}

function draw() {
  if (!state) return;
  const { controller, graph } = state;
  setText(byId('controller'), controller.name);
  showTotal('node', graph.nodes.filter((node) => node.state !== 'offline').length);
  showTotal('stream', new Set(graph.streams.filter((stream) => stream.live).map((stream) => stream.id)).size);
  setText(byId('total-rate'), megabits(graph.streams.filter((stream) => stream.live && stream.hops === 0)
    .reduce((sum, stream) => sum + stream.bitsPerSecond, 0)));
  /** @type {HTMLButtonElement} */ (byId('start-ingest')).disabled = !graph.nodes.some((node) => node.state === 'online');
  showNodes(graph.nodes, controller.discovery, {
    stopIngest: (node, streamId) => void command({ type: 'stopIngest', node: node.key, streamId }),
    stopSink: (node, streamId) => void command({ type: 'stopSink', node: node.key, streamId }),
    stopDisplay: (node, streamId) => void command({ type: 'stopDisplay', node: node.key, streamId }),
    history: (node) => historyDialog.open(node),
  });
  historyDialog.draw(graph.nodes);
  showStreams(graph.streams, graph.nodes.length > 0, {
    isWatched: (stream) => previews.has(keyOf(stream)),
    toggleWatch,
    send: (stream) => state && forms.openRelay(stream, state.graph.nodes),
    record: (stream) => forms.openRecord(stream),
    show: (stream) => void command({ type: 'startDisplay', node: stream.node, streamId: stream.id }),
  });
  showRoutes(graph.routes, graph.nodes, {
    remove: (route) => void command({ type: 'stopRelay', node: route.node, outputId: route.outputId }),
    history: (node) => histories.of(node),
    redraw: draw,
  });
}

/** @param {string} noun @param {number} total */
function showTotal(noun, total) {
  setText(byId(`total-${noun}s`), String(total));
  setText(byId(`unit-${noun}s`), total === 1 ? noun : `${noun}s`);
}

/** @param {StreamView} stream */
function keyOf(stream) {
  return previewKey({ nodeName: stream.nodeName, streamId: stream.id });
}

/** @param {StreamView} stream */
function toggleWatch(stream) {
  watchedByHand = true;
  if (previews.has(keyOf(stream))) previews.close(keyOf(stream));
  else previews.open({ nodeName: stream.nodeName, node: stream.node, streamId: stream.id });
}

/** Somebody who opens the page wants to see a picture: the first live one, as far downstream as it got. */
function watchFirst() {
  if (watchedByHand || !state || previews.targets().length > 0) return;
  const candidates = state.graph.streams.filter((stream) => stream.live && stream.previewable);
  const first = candidates.filter((stream) => stream.id === candidates[0].id).sort((a, b) => b.hops - a.hops)[0];
  if (!first) return;
  watchedByHand = true;
  previews.open({ nodeName: first.nodeName, node: first.node, streamId: first.id });
}

/** @param {Record<string, unknown>} what */
async function command(what) {
  try {
    await socket.ask(what);
  } catch (error) {
    notify(/** @type {Error} */ (error).message, 'bad');
  }
}

/** @param {boolean} connected */
function showLink(connected) {
  const link = byId('link');
  setText(link, connected ? 'connected' : 'controller away');
  link.dataset.tone = connected ? 'ok' : 'bad';
}

/** @param {string} text @param {string} [tone] */
function notify(text, tone = 'ok') {
  const notice = element('p', { class: 'notice', 'data-tone': tone, text });
  byId('notices').append(notice);
  setTimeout(() => notice.remove(), 8_000);
}
