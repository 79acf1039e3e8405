// The list of nodes.

import { byId, element, setAttribute, setText, syncList } from './dom.mjs';
import { deviceName, duration, milliseconds, sentence } from './text.mjs';

/** @typedef {import('../src/graph/view.mjs').NodeView} NodeView */

/** @type {Record<NodeView['state'], {text: string, tone: string}>} */
const states = {
  online: { text: 'online', tone: 'ok' },
  connecting: { text: 'connecting', tone: 'wait' },
  heard: { text: 'announced', tone: 'info' },
  offline: { text: 'offline', tone: 'bad' },
};

/**
 * @typedef {object} NodeActions
 * @property {(node: NodeView, streamId: number) => void} stopIngest
 * @property {(node: NodeView, streamId: number) => void} stopSink
 * @property {(node: NodeView, streamId: number) => void} stopDisplay
 * @property {(node: NodeView) => void} history
 */

/**
 * @param {NodeView[]} nodes
 * @param {string} discovery  where the controller listens for nodes
 * @param {NodeActions} actions
 */
export function showNodes(nodes, discovery, actions) {
  byId('nodes-empty').hidden = nodes.length > 0;
  setText(byId('nodes-empty-hint'), discovery === 'off'
    ? 'Discovery is off: only nodes given with --peer are shown.'
    : `It shows up here by itself: this controller listens on ${discovery}.`);
  syncList(byId('node-cards'), nodes, (node) => node.key, () => card(actions));
}

/** @param {NodeActions} actions */
function card(actions) {
  /** @type {NodeView} */
  let shown;
  const name = element('span', { class: 'name' });
  const pill = element('span', { class: 'pill' });
  const meta = element('p', { class: 'meta' });
  const tags = element('div', { class: 'tags' });
  const warnings = element('div');
  const tasks = element('div');
  const history = element('button', { type: 'button', class: 'quiet', text: 'History', onClick: () => actions.history(shown) });
  const made = element('li', { class: 'card' },
    element('div', { class: 'top' }, name, pill), meta, element('div', { class: 'row' }, tags, history), warnings, tasks);
  return {
    element: made,
    /** @param {NodeView} node */
    update(node) {
      shown = node;
      setAttribute(history, 'aria-label', `History of ${node.name}`);
      made.classList.toggle('away', node.state === 'offline');
      setText(name, node.name);
      setText(pill, states[node.state].text);
      setAttribute(pill, 'data-tone', states[node.state].tone);
      setText(meta, facts(node));
      syncList(tags, node.functions, (text) => text, (text) => ({
        element: element('span', { class: 'tag', text }), update() {},
      }));
      syncList(warnings, warningsOf(node), (warning) => warning.key, (first) => {
        const line = element('p', { class: first.kind });
        return { element: line, update: (warning) => setText(line, warning.text) };
      });
      syncList(tasks, tasksOf(node), (task) => task.key, (first) => {
        const [text, state] = [element('span'), element('span', { class: 'pill' })];
        const stop = element('button', {
          type: 'button', text: 'Stop', 'aria-label': first.stopLabel,
          onClick: () => actions[first.stop](shown, first.streamId),
        });
        return {
          element: element('div', { class: 'task' }, text, state, stop),
          update(task) {
            setText(text, task.text);
            setText(state, task.state);
            state.hidden = task.state === '';
            setAttribute(state, 'data-tone', task.tone);
          },
        };
      });
    },
  };
}

/** @param {NodeView} node */
function facts(node) {
  const parts = [node.address || 'accepts no connections'];
  if (node.siteId !== 0) parts.push(`site ${node.siteId}`);
  if (node.roundTripMs !== null) parts.push(`${milliseconds(node.roundTripMs)} away`);
  if (node.uptimeMs !== null) parts.push(`up ${duration(node.uptimeMs)}`);
  return parts.join(' · ');
}

/** @param {NodeView} node */
function warningsOf(node) {
  const warnings = [];
  if (node.duplicate) {
    warnings.push({ key: 'duplicate', kind: 'warning', text: 'Another node has the same name. Both work; give one another with --name.' });
  }
  if (node.detail) warnings.push({ key: 'detail', kind: 'trouble', text: node.detail });
  for (const trouble of node.troubles) {
    warnings.push({ key: `${trouble.kind}/${trouble.name}`, kind: 'trouble', text: troubleText(trouble) });
  }
  return warnings;
}

/** @param {NodeView['troubles'][number]} trouble */
function troubleText({ kind, name, error, retryInMs, gaveUp }) {
  const who = kind === 'capture' ? deviceName(name) : name;
  const what = error.startsWith(`${name}: `) ? error.slice(name.length + 2) : error;
  if (gaveUp) return sentence(`${who}: ${what}`);
  // A wait that is over before it can be read would only flicker.
  const retry = retryInMs >= 1000 ? ` Trying again in ${duration(retryInMs + 999)}.` : ' Trying again.';
  return sentence(`${who}: ${what}`) + retry;
}

/** @typedef {'stopIngest' | 'stopSink' | 'stopDisplay'} Stop */

/** What the node is meant to capture, to record and to show. @param {NodeView} node */
function tasksOf({ ingests, sinks, displays }) {
  return [
    ...ingests.map((ingest) => ({
      key: `ingest ${ingest.streamId}`, stop: /** @type {Stop} */ ('stopIngest'), streamId: ingest.streamId, text: ingestText(ingest),
      stopLabel: `Stop source of stream ${ingest.streamId}`, state: '', tone: 'idle',
    })),
    ...sinks.map(({ streamId, path, state, wanted }) => ({
      key: `sink ${streamId}`, stop: /** @type {Stop} */ ('stopSink'), streamId, text: `Stream ${streamId} is recorded: ${path}`,
      stopLabel: `Stop recording stream ${streamId}`, state, tone: state === wanted ? 'ok' : 'wait',
    })),
    ...displays.map(({ streamId, state, wanted }) => ({
      key: `display ${streamId}`, stop: /** @type {Stop} */ ('stopDisplay'), streamId, text: `Stream ${streamId} is shown in a window`,
      stopLabel: `Stop showing stream ${streamId}`, state, tone: state === wanted ? 'ok' : 'wait',
    })),
  ];
}

/** @param {NodeView['ingests'][number]} ingest */
function ingestText(ingest) {
  const dimensions = ingest.width && ingest.height ? ` ${ingest.width}×${ingest.height}` : '';
  const rate = ingest.fps ? ` at ${ingest.fps} fps` : '';
  const destination = ingest.destination ? ` → ${ingest.destination}` : '';
  return `Stream ${ingest.streamId}: ${deviceName(ingest.device)}${dimensions}${rate}${destination}`;
}
