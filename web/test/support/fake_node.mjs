// A node as the controller's tests need one: says hello, answers, counts, and misbehaves when told to.

import { once } from 'node:events';
import { createServer } from 'node:net';

import * as codec from '../../../generated/js/weir.mjs';

const { DeliveryMode, Format, FunctionFlags, MessageType, Status } = codec;

/** @typedef {{streamId: number, format?: number, live?: boolean, width?: number, height?: number, source?: string}} FakeStream */
/** @typedef {{name: string, body: any}} SeenRequest */

export class FakeNode {
  #server;
  /** @type {Set<import('node:net').Socket>} */
  #sockets = new Set();
  /** @type {Map<number, {socket: import('node:net').Socket, streamId: number, sent: number}>} own-connection outputs by id */
  outputs = new Map();
  /** @type {SeenRequest[]} */
  requests = [];
  /** @type {any[]} wanted relay edges */
  relays = [];
  /** @type {any[]} wanted ingests */
  ingests = [];
  /** @type {{streamId: number, mode: number, peer: string, drops: {cause: number, frames: number}[], [more: string]: any}[]} shown besides the own ones */
  reportedOutputs = [];
  /** @type {any[]} wanted recordings */
  sinks = [];
  /** @type {any[]} wanted windows */
  displays = [];
  /** @type {any[]} of what it is meant to do */
  resources = [];
  /** @type {any[]} what happened, oldest first */
  events = [];
  /** How often each command was asked for. @type {Record<string, number>} */
  asked = {};
  #tellers = new Map();
  #sequence = 0;
  #lastOutputId = 0;
  /** @type {{name: string, resolve: (seen: SeenRequest) => void}[]} */
  #waiting = [];

  /**
   * @param {{name?: string, bootNonce?: bigint, functionFlags?: number, streams?: FakeStream[], port?: number,
   *     answers?: boolean, version?: number, greeting?: (socket: import('node:net').Socket) => void}} [options]
   */
  static async start(options = {}) {
    const node = new FakeNode(options);
    node.#server.listen(options.port ?? 0, '127.0.0.1');
    await once(node.#server, 'listening');
    node.port = /** @type {import('node:net').AddressInfo} */ (node.#server.address()).port;
    return node;
  }

  /** @param {Parameters<typeof FakeNode.start>[0]} [options] */
  constructor({ name = 'relay:fake', bootNonce = 1n, functionFlags = FunctionFlags.relay, streams = [], answers = true, version = 2, greeting } = {}) {
    this.name = name;
    this.bootNonce = bootNonce;
    this.functionFlags = functionFlags;
    this.streams = streams;
    this.answers = answers;
    this.version = version; // 1: takes no subscribers, keeps no events
    this.port = 0;
    this.#server = createServer((socket) => this.#accept(socket, greeting));
  }

  /** As if killed: every connection resets, nothing listens. */
  async kill() {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    if (this.#server.listening) await once(this.#server, 'close');
  }

  /** The next request of this name, also one that came already and was not yet asked for. @param {string} name @returns {Promise<SeenRequest>} */
  async next(name) {
    const at = this.requests.findIndex((seen) => seen.name === name);
    if (at >= 0) return this.requests.splice(at, 1)[0];
    return new Promise((resolve) => this.#waiting.push({ name, resolve }));
  }

  /** @param {number} streamId @param {Uint8Array} data @param {number} [captureTime]  us */
  frame(streamId, data, captureTime = Date.now() * 1000) {
    const head = { mediaKind: codec.MediaKind.video, flags: 0, sequence: ++this.#sequence, captureTime };
    const bytes = codec.encode.timedFrame({ streamId, head, data });
    for (const output of this.outputs.values()) {
      if (output.streamId !== streamId) continue;
      output.sent++;
      output.socket.write(bytes);
    }
  }

  /** @param {Uint8Array} bytes  to everyone who is connected */
  say(bytes) {
    for (const socket of this.#sockets) socket.write(bytes);
  }

  /** @param {number} streamId @param {'interrupted' | 'resumed'} what @param {string} detail */
  event(streamId, what, detail) {
    this.say(codec.encode.streamEvent({ streamId, code: codec.EventCode[what], age: 0, detail }));
  }

  /** @param {import('node:net').Socket} socket @param {((socket: import('node:net').Socket) => void) | undefined} greeting */
  #accept(socket, greeting) {
    const framer = new codec.Framer();
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#sockets.delete(socket);
      clearInterval(this.#tellers.get(socket));
      this.#tellers.delete(socket);
      for (const [id, output] of this.outputs) if (output.socket === socket) this.outputs.delete(id);
    });
    if (greeting) return greeting(socket);
    socket.on('data', (chunk) => {
      for (const message of framer.push(chunk)) this.#take(socket, message);
    });
  }

  /** @param {import('node:net').Socket} socket @param {{type: number, payload: Uint8Array}} message */
  #take(socket, { type, payload }) {
    if (type === MessageType.hello) {
      socket.write(codec.encode.hello({
        protocolVersion: codec.protocolVersion, schemaHash: codec.schemaHash, bootNonce: this.bootNonce,
        functionFlags: this.functionFlags, nodeName: this.name,
      }));
    } else if (type === MessageType.ping) {
      const ping = codec.decode.ping(payload);
      socket.write(codec.encode.pong({ ...ping, answeredAt: Date.now() * 1000 }));
    } else if (type === MessageType.controlRequest) {
      this.#answer(socket, codec.decodeRequest(payload));
    }
  }

  /** @param {import('node:net').Socket} socket @param {{requestId: number, command: number, name: string, body: any}} request */
  #answer(socket, { requestId, command, name, body }) {
    const seen = { name, body };
    this.asked[name] = (this.asked[name] ?? 0) + 1;
    const waiting = this.#waiting.findIndex((each) => each.name === name);
    if (waiting >= 0) this.#waiting.splice(waiting, 1)[0].resolve(seen);
    else if (!name.startsWith('get') && name !== 'subscribe') this.requests.push(seen);
    if (!this.answers) return;
    const ok = (/** @type {any} */ fields = {}) => socket.write(/** @type {any} */ (codec.reply)[name](requestId, fields));
    const no = (/** @type {number} */ status, /** @type {string} */ reason) => socket.write(codec.refusal(requestId, command, status, reason));
    switch (name) {
      case 'getConfigState': return ok({ revision: 1, ingests: this.ingests, relays: this.relays, sinks: this.sinks, displays: this.displays });
      case 'getRuntimeState': return ok(this.#runtime());
      case 'startRelay': {
        if (!this.streams.some((stream) => stream.streamId === body.streamId)) return no(Status.notFound, 'no such stream');
        const outputId = ++this.#lastOutputId;
        if (body.destHost === '') this.outputs.set(outputId, { socket, streamId: body.streamId, sent: 0 });
        else this.#relay({ ...body, outputId });
        return ok({ outputId });
      }
      case 'stopRelay':
        this.outputs.delete(body.outputId);
        this.relays = this.relays.filter((edge) => edge.outputId !== body.outputId);
        return ok();
      case 'startIngest':
        this.ingests = [...this.ingests.filter((ingest) => ingest.streamId !== body.streamId), body];
        return ok();
      case 'stopIngest': this.ingests = this.ingests.filter((ingest) => ingest.streamId !== body.streamId); return ok();
      case 'startSink': this.sinks.push(body); return ok();
      case 'startDisplay': this.displays.push(body); return ok();
      case 'stopDisplay': this.displays = this.displays.filter((display) => display.streamId !== body.streamId); return ok();
      case 'stopSink': this.sinks = this.sinks.filter((sink) => sink.streamId !== body.streamId); return ok();
      case 'subscribe':
        if (this.version < 2) return no(Status.unknownCommand, 'not known here');
        ok(body);
        return this.#tellChanges(socket);
      case 'getEvents':
        if (this.version < 2) return no(Status.unknownCommand, 'not known here');
        return ok({ bootNonce: this.bootNonce, last: this.events.length, events: this.events.filter((event) => event.number > body.after) });
      case 'enumDevices': return ok({ devices: [{ kind: 1, path: '/dev/video0', name: 'Test camera' }] });
      default: return no(Status.unknownCommand, 'not known here');
    }
  }

  /** The same edge again only changes its settings. @param {any} edge */
  #relay(edge) {
    const same = (/** @type {any} */ one) => one.streamId === edge.streamId && one.destHost === edge.destHost && one.destPort === edge.destPort;
    this.relays = [...this.relays.filter((one) => !same(one)), edge];
  }

  /** Something happened; numbered as nodes do. @param {object} event */
  happened(event) {
    this.events.push({ number: this.events.length + 1, at: Date.now(), subject: codec.EventSubject.resource, ...event });
  }

  /** All of it, whenever anything is different: allowed, and simple. @param {import('node:net').Socket} socket */
  #tellChanges(socket) {
    clearInterval(this.#tellers.get(socket));
    let told = '';
    let eventsTold = this.events.length;
    const tell = () => {
      const { resources, streams, outputs } = this.#runtime();
      const state = { full: true, revision: 1, ingests: this.ingests, relays: this.relays, sinks: this.sinks, displays: this.displays, resources, streams, outputs };
      const events = this.events.slice(eventsTold);
      const now = JSON.stringify(state, (_, value) => (typeof value === 'bigint' ? String(value) : value));
      if (now === told && events.length === 0) return;
      told = now;
      eventsTold = this.events.length;
      socket.write(codec.encode.stateChange(/** @type {any} */ ({ ...state, events })));
    };
    tell();
    this.#tellers.set(socket, setInterval(tell, 20));
  }

  #runtime() {
    const own = [...this.outputs].map(([outputId, output]) => ({
      outputId, streamId: output.streamId, mode: DeliveryMode.lowLatency, peer: 'controller:test', connected: true,
      framesReceived: output.sent, framesSent: output.sent, fpsMilli: 30_000, drops: [],
    }));
    return {
      nodeName: this.name, bootNonce: this.bootNonce, uptime: 5_000, resources: this.resources, peers: [],
      streams: this.streams.map(({ streamId, format = Format.mjpeg, live = true, width = 640, height = 360, source = 'pattern:one' }) => ({
        streamId, live, format, width, height, fpsMilli: live ? 30_000 : 0, bitsPerSecond: live ? 12_000_000 : 0,
        framesReceived: this.#sequence, framesLost: 0, source,
      })),
      outputs: [...own, ...this.reportedOutputs.map((output, index) => ({
        outputId: 1000 + index, connected: true, framesReceived: 100, framesSent: 90, fpsMilli: 27_000, ...output,
      }))],
    };
  }
}
