// The page's line to the controller: state comes, commands go, and it comes back by itself.

/** @typedef {{nodes: import('../src/graph/view.mjs').NodeView[], streams: import('../src/graph/view.mjs').StreamView[],
 *     routes: import('../src/graph/view.mjs').RouteView[]}} Graph */
/** @typedef {{type: 'state', controller: {name: string, discovery: string}, graph: Graph}} State */

const retryFirstMs = 100;
const retryMaxMs = 1_000;

export class PageSocket {
  #onState;
  #onLink;
  /** @type {WebSocket | null} */
  #socket = null;
  #retryMs = retryFirstMs;
  #lastId = 0;
  /** @type {Map<number, {resolve: (answer: any) => void, reject: (error: Error) => void, onProgress: (progress: any) => void}>} */
  #open = new Map();

  /**
   * @param {(state: State) => void} onState
   * @param {(connected: boolean) => void} onLink
   */
  constructor(onState, onLink) {
    this.#onState = onState;
    this.#onLink = onLink;
    this.#connect();
  }

  /**
   * @param {Record<string, unknown>} command
   * @param {(progress: any) => void} [onProgress]
   * @returns {Promise<any>} rejects with a sentence for the person who asked
   */
  ask(command, onProgress = () => {}) {
    return new Promise((resolve, reject) => {
      if (this.#socket?.readyState !== WebSocket.OPEN) {
        reject(new Error('The controller cannot be reached at the moment; try again when the page is connected.'));
        return;
      }
      const id = ++this.#lastId;
      this.#open.set(id, { resolve, reject, onProgress });
      this.#socket.send(JSON.stringify({ ...command, id }));
    });
  }

  #connect() {
    const socket = new WebSocket(`ws://${location.host}/sockets/page`);
    this.#socket = socket;
    socket.onopen = () => {
      this.#retryMs = retryFirstMs;
      this.#onLink(true);
    };
    socket.onmessage = ({ data }) => this.#take(JSON.parse(data));
    socket.onclose = () => {
      for (const waiting of this.#open.values()) waiting.reject(new Error('The controller went away before it answered.'));
      this.#open.clear();
      this.#onLink(false);
      setTimeout(() => this.#connect(), this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, retryMaxMs);
    };
  }

  /** @param {any} message */
  #take(message) {
    if (message.type === 'state') return this.#onState(message);
    const waiting = this.#open.get(message.id);
    if (message.type === 'progress') return waiting?.onProgress(message);
    if (message.type !== 'answer' || !waiting) return;
    this.#open.delete(message.id);
    if (message.error) waiting.reject(new Error(message.error));
    else waiting.resolve(message.result);
  }
}
