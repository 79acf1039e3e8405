// The dialogs about one stream: start a source, send it on, record it.

import { byId, element } from './dom.mjs';

/** @typedef {import('../src/graph/view.mjs').NodeView} NodeView */
/** @typedef {import('../src/graph/view.mjs').StreamView} StreamView */
/** @typedef {import('./page_socket.mjs').PageSocket} PageSocket */

const ADDRESS = '#address';

/** @param {(text: string, tone?: string) => void} notify @param {PageSocket} socket */
export function createForms(socket, notify) {
  const ingestDialog = /** @type {HTMLDialogElement} */ (byId('ingest-dialog'));
  const ingestForm = /** @type {HTMLFormElement} */ (byId('ingest-form'));
  const relayDialog = /** @type {HTMLDialogElement} */ (byId('relay-dialog'));
  const relayForm = /** @type {HTMLFormElement} */ (byId('relay-form'));
  const recordDialog = /** @type {HTMLDialogElement} */ (byId('record-dialog'));
  const recordForm = /** @type {HTMLFormElement} */ (byId('record-form'));
  /** @type {StreamView | null} */
  let subject = null;

  for (const dialog of [ingestDialog, relayDialog, recordDialog]) {
    dialog.querySelector('[data-close]')?.addEventListener('click', () => dialog.close());
  }

  const ingestNode = select(ingestForm, 'node');
  ingestNode.addEventListener('change', () => void listDevices());

  ingestForm.addEventListener('submit', (event) => {
    event.preventDefault();
    const fields = new FormData(ingestForm);
    const fps = Number(fields.get('fps'));
    void run(ingestDialog, {
      type: 'startIngest', node: fields.get('node'), device: fields.get('device'),
      width: Number(fields.get('width')), height: Number(fields.get('height')), fpsN: fps, fpsD: 1,
      destination: fields.get('destination') ? { node: fields.get('destination') } : null,
    }, (result) => `Stream ${result.streamId} is wanted; it shows up as soon as the device delivers.`);
  });

  const relayDestination = select(relayForm, 'destination');
  relayDestination.addEventListener('change', showAddress);
  relayForm.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!subject) return;
    const fields = new FormData(relayForm);
    const to = String(fields.get('destination'));
    void run(relayDialog, {
      type: 'startRelay', node: subject.node, streamId: subject.id, mode: fields.get('mode'),
      priority: Number(fields.get('priority')), framesMax: Number(fields.get('framesMax')), acknowledged: fields.has('acknowledged'),
      destination: to === ADDRESS ? { address: String(fields.get('address')).trim() } : { node: to },
    }, ({ waits }) => waits || 'The output is wanted.');
  });

  recordForm.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!subject) return;
    const path = String(new FormData(recordForm).get('path')).trim();
    void run(recordDialog, { type: 'startSink', node: subject.node, streamId: subject.id, path },
      () => `The recording of stream ${subject?.id} is wanted.`);
  });

  function showAddress() {
    const row = /** @type {HTMLElement} */ (relayForm.querySelector('[data-for-address]'));
    row.hidden = relayDestination.value !== ADDRESS;
    /** @type {HTMLInputElement} */ (row.querySelector('input')).required = !row.hidden;
  }

  async function listDevices() {
    const list = byId('devices');
    list.replaceChildren();
    try {
      const { devices } = await socket.ask({ type: 'enumDevices', node: ingestNode.value });
      list.replaceChildren(...devices.map((/** @type {{path: string, name: string}} */ device) =>
        element('option', { value: device.path, text: device.name })));
    } catch {
      // The list only saves typing; a node that cannot give one still takes a path.
    }
  }

  /** @param {HTMLDialogElement} dialog @param {Record<string, unknown>} command @param {(result: any) => string} done */
  async function run(dialog, command, done) {
    try {
      const result = await socket.ask(command);
      dialog.close();
      notify(done(result));
    } catch (error) {
      notify(/** @type {Error} */ (error).message, 'bad');
    }
  }

  return {
    /** @param {NodeView[]} nodes */
    openIngest(nodes) {
      ingestNode.replaceChildren(...options(nodes.filter((node) => node.state === 'online')));
      select(ingestForm, 'destination').replaceChildren(
        element('option', { value: '', text: 'nobody yet: keep it at this node' }),
        ...options(nodes.filter(takesStreams)));
      void listDevices();
      ingestDialog.showModal();
    },
    /** @param {StreamView} stream @param {NodeView[]} nodes */
    openRelay(stream, nodes) {
      subject = stream;
      byId('relay-subject').textContent = `Stream ${stream.id}, from ${stream.nodeName}`;
      relayDestination.replaceChildren(
        ...options(nodes.filter((node) => node.key !== stream.node && takesStreams(node))),
        element('option', { value: ADDRESS, text: 'another address…' }));
      showAddress();
      relayDialog.showModal();
    },
    /** @param {StreamView} stream */
    openRecord(stream) {
      subject = stream;
      byId('record-subject').textContent = `Stream ${stream.id}, at ${stream.nodeName}`;
      /** @type {HTMLInputElement} */ (recordForm.elements.namedItem('path')).value = `stream-${stream.id}.mkv`;
      recordDialog.showModal();
    },
  };
}

/** @param {NodeView} node */
function takesStreams(node) {
  return node.state !== 'offline' && (node.functions.includes('relay') || node.functions.includes('sink'));
}

/** @param {NodeView[]} nodes */
function options(nodes) {
  return nodes.map((node) => element('option', {
    value: node.key, text: node.duplicate ? `${node.name} (${node.address})` : node.name,
  }));
}

/** @param {HTMLFormElement} form @param {string} name */
function select(form, name) {
  return /** @type {HTMLSelectElement} */ (form.elements.namedItem(name));
}
