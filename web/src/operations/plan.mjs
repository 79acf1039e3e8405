// The steps from what nodes are meant to do to what a file says, and taking them. The same steps, in the same words, as
// core/operations/plan.cpp; tests/operations/topology_cases.json holds both to it.

import { finder } from '../graph/graph.mjs';
import { Status } from '../wire.mjs';
import { edgeOf, isUsual, sameEdge } from './edges.mjs';
import { asText, targetText } from './names.mjs';
import { deviceKey, freeStreamId, startIngest, startIngestAs } from './stream_ids.mjs';
import { nodesOf, streamsByName } from './topology.mjs';

/** @typedef {import('../graph/graph.mjs').NodeReport} NodeReport */
/** @typedef {import('../wire.mjs').Ingest} Ingest */
/** @typedef {import('../wire.mjs').RelayEdge} RelayEdge */
/** @typedef {import('../wire.mjs').ConfigState} ConfigState */
/** @typedef {import('./topology.mjs').Topology} Topology */
/** @typedef {import('./topology.mjs').TopologyStream} TopologyStream */
/** @typedef {import('./topology.mjs').TopologyEdge} TopologyEdge */
/** @typedef {import('./stream_ids.mjs').IngestSite} IngestSite */

/**
 * @typedef {'startIngest' | 'changeIngest' | 'stopIngest'} IngestStep
 * @typedef {'startRelay' | 'changeRelay' | 'stopRelay'} RelayStep
 * @typedef {{node: string, stream: string} & ({what: IngestStep, ingest: Ingest, anyId: boolean}
 *     | {what: RelayStep, edge: RelayEdge})} Step
 *     stream: its name in the file, else its number; anyId: nobody chose the id of the ingest, another will do
 * @typedef {{steps: Step[], unreachable: string[]}} Plan  unreachable: nodes that the file names and that do not answer
 */

/** What frees ids and bandwidth goes first, streams go before their edges. @type {Record<Step['what'], number>} */
const turns = { stopRelay: 0, stopIngest: 1, startIngest: 2, changeIngest: 2, startRelay: 3, changeRelay: 3 };

/**
 * @param {Topology} topology
 * @param {NodeReport[]} reports
 * @param {boolean} prune  what the file does not say ends, on the nodes that it names
 * @returns {Plan}
 */
export function makePlan(topology, reports, prune) {
  return new Planner(topology, reports).plan(prune);
}

/** @param {Step['what']} what */
export function sign(what) {
  return what.startsWith('start') ? '+' : what.startsWith('change') ? '~' : '-';
}

/** "camera:desk: capture pattern: as stream 7 (desk)" @param {Step} step */
export function stepText(step) {
  const id = String('ingest' in step ? step.ingest.streamId : step.edge.streamId);
  const named = `stream ${id}${step.stream === id ? '' : ` (${step.stream})`}`;
  const to = 'edge' in step ? asText(targetText(step.edge), step.edge.outputStreamId) : '';
  switch (step.what) {
    case 'startIngest': return `${step.node}: capture ${step.ingest.devicePath} as ${named}`;
    case 'changeIngest': return `${step.node}: change ${named}, ${step.ingest.devicePath}`;
    case 'stopIngest': return `${step.node}: stop ${named}, ${step.ingest.devicePath}`;
    case 'startRelay': return `${step.node}: send ${named} to ${to}`;
    case 'changeRelay': return `${step.node}: change how ${named} goes to ${to}`;
    case 'stopRelay': return `${step.node}: stop sending ${named} to ${to}`;
  }
}

/** Reads the file against one picture of the site. */
class Planner {
  #topology;
  #streams;
  #reports;
  #find;
  /** @type {Plan} */
  #plan = { steps: [], unreachable: [] };
  /** By the file's name. @type {Map<string, number>} */
  #ids = new Map();
  #prune = false;
  #keptIngests = new Set();
  /** What the file names, by node and id. */
  #captured = new Set();
  #keptEdges = new Set();

  /** @param {Topology} topology @param {NodeReport[]} reports */
  constructor(topology, reports) {
    this.#topology = topology;
    this.#streams = streamsByName(topology);
    this.#reports = reports;
    this.#find = finder(reports);
  }

  /** @param {boolean} prune */
  plan(prune) {
    const names = nodesOf(this.#topology);
    this.#prune = prune;
    this.#plan.unreachable = names.filter((name) => !this.#config(name));
    for (const stream of this.#topology.streams) this.#wantStream(stream);
    for (const edge of this.#topology.edges) this.#wantEdge(edge);
    // By node, not by name: the file may call one of them by name here and by address there.
    const spellings = new Map([...names].reverse().map((name) => [this.#identity(name), name]));
    if (prune) for (const name of names) if (spellings.get(this.#identity(name)) === name) this.#dropTheRest(name);
    this.#plan.steps.sort((a, b) => turns[a.what] - turns[b.what]);
    return this.#plan;
  }

  /** Of a node that answers. @param {string} name @returns {ConfigState | undefined} */
  #config(name) {
    const report = this.#find(name);
    return report?.connected && report.config ? report.config : undefined;
  }

  /** Whoever is meant: the file may spell one node in several ways. @param {string} name */
  #identity(name) {
    return this.#find(name)?.node.key ?? name;
  }

  /** @param {TopologyStream} stream */
  #wantStream({ name, node, device, id, width, height, fpsN, fpsD }) {
    const config = this.#config(node);
    if (!config) return;
    const wish = {
      streamId: id, format: 0, width, height, fpsN, fpsD: fpsN === 0 ? 0 : fpsD, destPort: 0, transportMode: 0,
      devicePath: device, destHost: '', siteId: 0,
    };
    const here = config.ingests.find((ingest) => deviceKey(ingest.devicePath) === deviceKey(device));
    this.#keptIngests.add(`${this.#identity(node)} ${deviceKey(device)}`);
    if (!here) return this.#startStream(name, node, wish);
    const { destHost, destPort, format, transportMode } = here;
    const kept = { ...wish, destHost, destPort, format, transportMode, streamId: id || here.streamId };
    this.#named(name, node, kept.streamId);
    if (sameIngest(kept, here)) return;
    const moved = kept.streamId !== here.streamId;
    if (moved) this.#add({ what: 'stopIngest', node, stream: String(here.streamId), ingest: here, anyId: false });
    this.#add({ what: moved ? 'startIngest' : 'changeIngest', node, stream: name, ingest: kept, anyId: false });
  }

  /** @param {string} stream @param {string} node @param {Ingest} wish */
  #startStream(stream, node, wish) {
    const anyId = wish.streamId === 0;
    // The id is only likely until it is taken: whoever takes the step asks for a free one then.
    const name = this.#find(node)?.node.name ?? node;
    const streamId = wish.streamId || (freeStreamId(this.#reports, name, wish.devicePath) ?? 0);
    this.#named(stream, node, streamId);
    this.#add({ what: 'startIngest', node, stream, ingest: { ...wish, streamId }, anyId });
  }

  /** @param {string} stream @param {string} node @param {number} id */
  #named(stream, node, id) {
    this.#ids.set(stream, id);
    this.#captured.add(`${this.#identity(node)} ${id}`);
  }

  /** When all is as the file says: what it names, and what it leaves as it is. @param {string} node @param {ConfigState} config @param {number} id */
  #willCapture(node, config, id) {
    return this.#captured.has(`${this.#identity(node)} ${id}`) || (!this.#prune && config.ingests.some(({ streamId, devicePath }) =>
      streamId === id && !this.#keptIngests.has(`${this.#identity(node)} ${deviceKey(devicePath)}`)));
  }

  /** @param {TopologyEdge} edge */
  #wantEdge({ stream, from, to, delivery }) {
    const config = this.#config(from);
    const captured = this.#streams.get(stream);
    const id = captured ? this.#ids.get(stream) ?? 0 : Number(stream);
    if (!config || id === 0) return;
    const wish = edgeOf(id, to, delivery, this.#willCapture(from, config, id));
    this.#keptEdges.add(this.#edgeKey(from, wish));
    if (isUsual(delivery) && config.ingests.some((ingest) => ingest.streamId === id && sameTarget(ingest, wish))) return;
    const known = config.relays.find((each) => this.#edgeKey(from, each) === this.#edgeKey(from, wish));
    if (!known) this.#add({ what: 'startRelay', node: from, stream, edge: wish });
    else if (!sameEdge(known, wish)) this.#add({ what: 'changeRelay', node: from, stream, edge: wish });
  }

  /** @param {string} node */
  #dropTheRest(node) {
    const config = this.#config(node);
    if (!config) return;
    for (const edge of config.relays) {
      if (this.#keptEdges.has(this.#edgeKey(node, edge))) continue;
      this.#add({ what: 'stopRelay', node, stream: String(edge.streamId), edge });
    }
    for (const ingest of config.ingests) {
      if (this.#keptIngests.has(`${this.#identity(node)} ${deviceKey(ingest.devicePath)}`)) continue;
      this.#add({ what: 'stopIngest', node, stream: String(ingest.streamId), ingest, anyId: false });
    }
  }

  /** @param {string} node @param {RelayEdge} edge */
  #edgeKey(node, edge) {
    return `${this.#identity(node)} ${edge.streamId} ${edge.outputStreamId} ${targetText(edge)}`;
  }

  /** @param {Step} step */
  #add(step) {
    this.#plan.steps.push(step);
  }
}

/** @type {(keyof Ingest)[]} */
const ingestFields = [
  'streamId', 'format', 'width', 'height', 'fpsN', 'fpsD', 'destPort', 'transportMode', 'devicePath', 'destHost', 'siteId',
];

/** @param {Ingest} a @param {Ingest} b */
const sameIngest = (a, b) => ingestFields.every((field) => a[field] === b[field]);

/** @param {{destHost: string, destPort: number}} a @param {{destHost: string, destPort: number}} b */
const sameTarget = (a, b) => a.destHost === b.destHost && a.destPort === b.destPort;

/**
 * Takes the steps in their order. A step that fails does not keep others from being taken, except the edges of a stream
 * that could not be started.
 *
 * @param {Plan} plan
 * @param {(node: string) => IngestSite} siteOf  how that node is asked; its questions reject when it is gone
 * @param {(step: Step, index: number, trouble: string) => void} onTaken  trouble: empty when it was done; the step says
 *     then which id its stream really got
 * @returns {Promise<void>} never rejects
 */
export async function takeSteps(plan, siteOf, onTaken) {
  /** What ids streams really got; null: it could not be started. @type {Map<string, number | null>} */
  const ids = new Map();
  for (const [index, step] of plan.steps.entries()) {
    const trouble = await takeStep(step, siteOf(step.node), ids).then(() => '', (error) => String(error.message));
    onTaken(step, index, trouble);
  }
}

/** @param {Step} step @param {IngestSite} site @param {Map<string, number | null>} ids */
async function takeStep(step, site, ids) {
  switch (step.what) {
    case 'stopRelay': return unlessGone(site.ask('stopRelay', { outputId: step.edge.outputId }));
    case 'stopIngest': return unlessGone(site.ask('stopIngest', { streamId: step.ingest.streamId }));
    case 'startIngest':
    case 'changeIngest': {
      const { ingest, anyId, stream } = step;
      const wish = (/** @type {number} */ streamId) => ({ ...ingest, streamId });
      ids.set(stream, null);
      const id = anyId ? await startIngest(site, ingest.devicePath, wish) : await startIngestAs(site, ingest.streamId, ingest.devicePath, wish);
      ids.set(stream, id);
      ingest.streamId = id;
      return;
    }
    case 'startRelay':
    case 'changeRelay': {
      const id = ids.get(step.stream);
      if (id === null) throw new Error(`its stream ${step.stream} could not be started`);
      step.edge.streamId = id ?? step.edge.streamId;
      await site.ask('startRelay', { ...step.edge });
    }
  }
}

/** Gone already: somebody else was faster. @param {Promise<unknown>} asked */
async function unlessGone(asked) {
  await asked.catch((error) => {
    if (error.status !== Status.notFound) throw error;
  });
}
