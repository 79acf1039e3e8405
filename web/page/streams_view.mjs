// The table of streams: one row for each node a stream is at, upstream first.

import { byId, element, setAttribute, setText, syncList } from './dom.mjs';
import { count, deviceName, frameRate, megabits } from './text.mjs';

/** @typedef {import('../src/graph/view.mjs').StreamView} StreamView */

/**
 * @typedef {object} StreamActions
 * @property {(stream: StreamView) => boolean} isWatched
 * @property {(stream: StreamView) => void} toggleWatch
 * @property {(stream: StreamView) => void} send
 * @property {(stream: StreamView) => void} record
 * @property {(stream: StreamView) => void} show  in a window on its node's screen
 */

/**
 * @param {StreamView[]} streams
 * @param {boolean} anyNodes
 * @param {StreamActions} actions
 */
export function showStreams(streams, anyNodes, actions) {
  const empty = byId('streams-empty');
  empty.hidden = streams.length > 0;
  setText(empty, anyNodes
    ? 'No streams yet. Start a source on one of the nodes, or a node that brings its own: ./dev run pattern --to NODE'
    : 'No streams yet: they appear with the nodes that carry them.');
  syncList(byId('stream-rows'), streams, (stream) => stream.key, () => row(actions));
}

/** @param {StreamActions} actions */
function row(actions) {
  /** @type {StreamView} */
  let shown;
  const name = element('span', { class: 'number' });
  const node = element('span');
  const pill = element('span', { class: 'pill' });
  const format = element('span');
  const dimensions = element('span', { class: 'sub' });
  const [fps, rate, lost, source] = [element('span'), element('span'), element('span'), element('span')];
  const watch = element('button', { type: 'button', onClick: () => actions.toggleWatch(shown) });
  const send = element('button', { type: 'button', text: 'Send to…', onClick: () => actions.send(shown) });
  const record = element('button', { type: 'button', text: 'Record…', onClick: () => actions.record(shown) });
  const show = element('button', { type: 'button', text: 'Show', onClick: () => actions.show(shown) });
  const made = element('tr', {},
    element('td', { 'data-label': 'Stream' }, name),
    element('td', { 'data-label': 'At node', class: 'wrap' }, node),
    element('td', { 'data-label': 'State' }, pill),
    element('td', { 'data-label': 'Format' }, element('span', {}, format, dimensions)),
    element('td', { 'data-label': 'fps', class: 'figure' }, fps),
    element('td', { 'data-label': 'Mbit/s', class: 'figure' }, rate),
    element('td', { 'data-label': 'Lost', class: 'figure' }, lost),
    element('td', { 'data-label': 'From', class: 'wrap' }, source),
    element('td', { 'data-label': '', class: 'actions' }, element('span', {}, watch, send, record, show)));
  return {
    element: made,
    /** @param {StreamView} stream */
    update(stream) {
      shown = stream;
      setText(name, String(stream.id));
      setText(node, stream.nodeName);
      setText(pill, !stream.known ? 'unknown' : stream.live ? 'live' : 'lost');
      setAttribute(pill, 'data-tone', !stream.known ? 'idle' : stream.live ? 'ok' : 'bad');
      setText(format, stream.format);
      setText(dimensions, stream.width ? `${stream.width} × ${stream.height}` : '');
      setText(fps, stream.live ? frameRate(stream.fps) : '–');
      setText(rate, stream.live ? megabits(stream.bitsPerSecond) : '–');
      setText(lost, count(stream.framesLost));
      setText(source, (stream.ingest ? deviceName(stream.source) : stream.source) || '–');
      showWatch(watch, stream, actions.isWatched(stream));
      setAttribute(send, 'aria-label', `Send stream ${stream.id} at ${stream.nodeName} to another node`);
      setAttribute(record, 'aria-label', `Record stream ${stream.id} at ${stream.nodeName}`);
      setAttribute(show, 'aria-label', `Show stream ${stream.id} on the screen of ${stream.nodeName}`);
      send.disabled = record.disabled = show.disabled = !stream.known;
    },
  };
}

/** @param {HTMLButtonElement} watch @param {StreamView} stream @param {boolean} watched */
function showWatch(watch, stream, watched) {
  setText(watch, watched ? 'Stop watching' : 'Watch');
  setAttribute(watch, 'aria-label', `${watched ? 'Stop watching' : 'Watch'} stream ${stream.id} at ${stream.nodeName}`);
  watch.disabled = !stream.previewable && !watched;
  watch.title = stream.previewable ? '' : `This stream is ${stream.format}; the preview needs MJPEG.`;
}
