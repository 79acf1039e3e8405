// What the nodes are meant to do now, as a file to keep.

import { byId, element, setText, tell } from './dom.mjs';
import { several } from './text.mjs';

/** @typedef {import('./page_socket.mjs').PageSocket} PageSocket */

export class ExportDialog {
  #socket;
  #dialog = /** @type {HTMLDialogElement} */ (byId('export-dialog'));
  #form = /** @type {HTMLFormElement} */ (byId('export-form'));
  #text = '';

  /** @param {PageSocket} socket */
  constructor(socket) {
    this.#socket = socket;
    byId('export-topology').addEventListener('click', () => this.#open());
    this.#form.addEventListener('change', () => void this.#read());
    this.#form.querySelector('[data-close]')?.addEventListener('click', () => this.#dialog.close());
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      save(`weir-topology.${this.#format()}`, this.#text);
    });
  }

  #open() {
    this.#dialog.showModal();
    void this.#read();
  }

  #format() {
    return String(new FormData(this.#form).get('format'));
  }

  async #read() {
    const go = /** @type {HTMLButtonElement} */ (byId('export-go'));
    go.disabled = true;
    try {
      const { text, streams, edges, leftOut } = await this.#socket.ask({ type: 'exportTopology', format: this.#format() });
      this.#text = text;
      setText(byId('export-text'), text);
      const left = leftOut.length === 0 ? '' : ` Left out, because it does not answer: ${leftOut.join(', ')}.`;
      tell(byId('export-summary'), `${several(streams, 'stream')} and ${several(edges, 'edge')}, as the nodes are meant to do now.${left}`,
        leftOut.length > 0 ? 'wait' : 'idle');
      go.disabled = false;
    } catch (error) {
      tell(byId('export-summary'), /** @type {Error} */ (error).message, 'bad');
    }
  }
}

/** @param {string} name @param {string} text */
function save(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  element('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000); // the browser reads it after the click
}
