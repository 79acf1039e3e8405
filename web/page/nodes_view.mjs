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
 * @param {NodeView[]} nodes
 * @param {string} discovery  where the controller listens for nodes
 * @param {(node: NodeView, streamId: number) => void} onStopIngest
 */
export function showNodes(nodes, discovery, onStopIngest) {
  byId('nodes-empty').hidden = nodes.length > 0;
  setText(byId('nodes-empty-hint'), discovery === 'off'
    ? 'Discovery is off: only nodes given with --peer are shown.'
    : `It shows up here by itself: this controller listens on ${discovery}.`);
  syncList(byId('node-cards'), nodes, (node) => node.key, () => card(onStopIngest));
}

/** @param {(node: NodeView, streamId: number) => void} onStopIngest */
function card(onStopIngest) {
  const name = element('span', { class: 'name' });
  const pill = element('span', { class: 'pill' });
  const meta = element('p', { class: 'meta' });
  const tags = element('div', { class: 'tags' });
  const warnings = element('div');
  const ingests = element('div');
  const made = element('li', { class: 'card' }, element('div', { class: 'top' }, name, pill), meta, tags, warnings, ingests);
  return {
    element: made,
    /** @param {NodeView} node */
    update(node) {
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
      syncList(ingests, node.ingests, (ingest) => String(ingest.streamId), (ingest) => {
        const text = element('span');
        const stop = element('button', {
          type: 'button', text: 'Stop', 'aria-label': `Stop source of stream ${ingest.streamId}`,
          onClick: () => onStopIngest(node, ingest.streamId),
        });
        return { element: element('div', { class: 'ingest' }, text, stop), update: (now) => setText(text, ingestText(now)) };
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
function troubleText({ kind, name, error, retryInMs }) {
  const who = kind === 'capture' ? deviceName(name) : name;
  const what = error.startsWith(`${name}: `) ? error.slice(name.length + 2) : error;
  // A wait that is over before it can be read would only flicker.
  const retry = retryInMs >= 1000 ? ` Trying again in ${Math.ceil(retryInMs / 1000)} s.` : ' Trying again.';
  return sentence(`${who}: ${what}`) + retry;
}

/** @param {NodeView['ingests'][number]} ingest */
function ingestText(ingest) {
  const dimensions = ingest.width && ingest.height ? ` ${ingest.width}×${ingest.height}` : '';
  const rate = ingest.fps ? ` at ${ingest.fps} fps` : '';
  const destination = ingest.destination ? ` → ${ingest.destination}` : '';
  return `Stream ${ingest.streamId}: ${deviceName(ingest.device)}${dimensions}${rate}${destination}`;
}
