// One stream of one node on its way to every browser that watches it: one output in the relay, however many watch.

import { limits } from '../limits.mjs';
import { formatName, isPreviewable, previewRequest, Status } from '../wire.mjs';
import { Refusal } from '../peer/session.mjs';
import { CreditGate } from './credit_gate.mjs';

/** @typedef {'waiting' | 'live' | 'silent' | 'interrupted' | 'offline' | 'missing' | 'unsupported'} FeedState */
/** @typedef {{state: FeedState, detail: string}} FeedStatus */

/**
 * What a feed needs of the line to its node.
 *
 * @typedef {object} FeedLink
 * @property {boolean} connected
 * @property {string} detail
 * @property {import('../wire.mjs').RuntimeState | null} runtime
 * @property {(command: string, fields: Record<string, unknown>) => Promise<any>} request
 */

/**
 * @typedef {object} Viewer
 * @property {(message: Uint8Array) => void} sendFrame
 * @property {(status: FeedStatus) => void} sendStatus
 */

/** Wanted: an output as long as somebody watches. Current: whatever the node grants; asked for again until it does. */
export class Feed {
  #resolve;
  /** @type {FeedLink | undefined} */
  #link;
  /** @type {Map<Viewer, CreditGate<Uint8Array>>} */
  #gates = new Map();
  #asking = false;
  #askAgainAt = 0;
  #outputId = 0;
  #outputMissed = 0;
  #denials = 0;
  #lastFrameAt = 0;
  #closed = false;
  /** @type {FeedStatus} */
  #status = { state: 'waiting', detail: '' };

  framesReceived = 0;

  /**
   * @param {string} nodeName
   * @param {number} streamId
   * @param {() => FeedLink | undefined} resolve  the line to the node the name means right now
   */
  constructor(nodeName, streamId, resolve) {
    this.nodeName = nodeName;
    this.streamId = streamId;
    this.#resolve = resolve;
  }

  /** @param {Viewer} viewer @param {number} now @returns {CreditGate<Uint8Array>} */
  addViewer(viewer, now) {
    /** @type {CreditGate<Uint8Array>} */
    const gate = new CreditGate(limits.creditsMax, (message) => viewer.sendFrame(message));
    this.#gates.set(viewer, gate);
    viewer.sendStatus(this.#status);
    this.tick(now);
    return gate;
  }

  /** @param {Viewer} viewer @returns {boolean} whether it was the last one: the feed is closed then */
  removeViewer(viewer) {
    this.#gates.delete(viewer);
    if (this.#gates.size > 0) return false;
    this.#closed = true;
    this.#release();
    return true;
  }

  /** @param {FeedLink} link */
  isFrom(link) {
    return this.#link === link;
  }

  get status() {
    return this.#status;
  }

  get outputId() {
    return this.#outputId;
  }

  /** @param {Uint8Array} message @param {number} now */
  frame(message, now) {
    this.framesReceived++;
    this.#lastFrameAt = now;
    this.#show('live', '');
    for (const gate of this.#gates.values()) gate.offer(message);
  }

  /** @param {{interrupted: boolean, detail: string}} event */
  streamEvent({ interrupted, detail }) {
    if (!interrupted) return this.#show('waiting', 'The source is back.');
    for (const gate of this.#gates.values()) gate.clear();
    this.#show('interrupted', detail || 'The source was lost; the picture returns when it does.');
  }

  /** The node ended the output by itself. @param {number} now */
  streamClosed(now) {
    this.#outputId = 0;
    this.#show('missing', `${this.nodeName} closed the stream; asking again.`);
    this.#askAgainAt = now + limits.feedRetryMs;
  }

  /** The line went away, or came back, or is another one now. @param {number} now */
  linkChanged(now) {
    this.#askAgainAt = 0;
    this.#denials = 0;
    this.tick(now);
  }

  /** The node told its state anew. @param {number} now */
  reported(now) {
    const { runtime } = this.#link ?? {};
    if (this.#outputId !== 0 && runtime) {
      // A report that was on its way when the output was granted does not know it: only the second one counts.
      const known = runtime.outputs.some((output) => output.outputId === this.#outputId);
      this.#outputMissed = known ? 0 : this.#outputMissed + 1;
      if (this.#outputMissed >= 2) this.#outputId = 0;
      const stream = runtime.streams.find((each) => each.streamId === this.streamId);
      if (this.#status.state === 'waiting' && stream && !stream.live) {
        this.#show('silent', `The stream’s source is lost; ${this.nodeName} waits for it.`);
      }
    }
    this.tick(now);
  }

  /** Call a few times a second. @param {number} now */
  tick(now) {
    if (this.#closed) return;
    const link = this.#resolve();
    if (link !== this.#link || !link?.connected) {
      this.#link = link?.connected ? link : undefined;
      this.#outputId = 0;
      this.#outputMissed = 0;
      this.#asking = false;
    }
    if (!this.#link) {
      this.#show('offline', link?.detail || `${this.nodeName} has not been found yet; looking for it.`);
      return;
    }
    if (this.#outputId === 0) this.#ask(now);
    else if (this.#status.state === 'live' && now - this.#lastFrameAt > limits.feedSilenceMs) {
      this.#show('silent', `The last one came more than ${limits.feedSilenceMs / 1000} s ago; the source is lost or stuck.`);
    }
  }

  /** @param {number} now */
  #ask(now) {
    const link = this.#link;
    if (!link || this.#asking || now < this.#askAgainAt) return;
    const stream = link.runtime?.streams.find((each) => each.streamId === this.streamId);
    if (stream && stream.format !== 0 && !isPreviewable(stream.format)) {
      this.#show('unsupported', `This stream is ${formatName(stream.format)}; the preview needs MJPEG.`);
      return;
    }
    this.#asking = true;
    // Soon while it may be a restart that is just under way, patiently once it is not.
    this.#askAgainAt = now + (this.#denials < limits.feedSoonRetries ? limits.feedRetryMs : limits.pollIntervalMs);
    link.request('startRelay', previewRequest(this.streamId)).then(
      ({ outputId }) => this.#granted(link, outputId),
      (error) => this.#denied(link, error),
    );
  }

  /** @param {FeedLink} link @param {number} outputId */
  #granted(link, outputId) {
    if (this.#closed || this.#link !== link) {
      link.request('stopRelay', { outputId }).catch(() => {}); // gone with the connection, then
      return;
    }
    this.#asking = false;
    this.#outputId = outputId;
    this.#outputMissed = 0;
    this.#denials = 0;
    if (this.#status.state !== 'live') this.#show('waiting', '');
  }

  /** @param {FeedLink} link @param {Error} error */
  #denied(link, error) {
    if (this.#closed || this.#link !== link) return;
    this.#asking = false;
    this.#denials++;
    const missing = error instanceof Refusal && error.status === Status.notFound;
    this.#show('missing', missing ? `${this.nodeName} has no stream ${this.streamId} now; it is shown when it returns.`
      : `${this.nodeName} does not deliver it: ${error.message}`);
  }

  #release() {
    if (this.#outputId !== 0) this.#link?.request('stopRelay', { outputId: this.#outputId }).catch(() => {});
    this.#outputId = 0;
  }

  /** @param {FeedState} state @param {string} detail */
  #show(state, detail) {
    if (this.#status.state === state && this.#status.detail === detail) return;
    this.#status = { state, detail };
    for (const viewer of this.#gates.keys()) viewer.sendStatus(this.#status);
  }
}
