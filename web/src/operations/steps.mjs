// Steps in words, and taking them. As core/operations/steps.cpp.

import { Status } from '../wire.mjs';
import { asText, targetText } from './names.mjs';
import { startIngest, startIngestAs } from './stream_ids.mjs';

/** @typedef {import('../wire.mjs').Ingest} Ingest */
/** @typedef {import('../wire.mjs').RelayEdge} RelayEdge */
/** @typedef {import('../wire.mjs').Sink} Sink */
/** @typedef {import('../wire.mjs').Display} Display */
/** @typedef {import('./stream_ids.mjs').IngestSite} IngestSite */

/**
 * @typedef {'startIngest' | 'changeIngest' | 'stopIngest'} IngestStep
 * @typedef {'startRelay' | 'changeRelay' | 'stopRelay'} RelayStep
 * @typedef {'startSink' | 'changeSink' | 'stopSink'} SinkStep
 * @typedef {'startDisplay' | 'changeDisplay' | 'stopDisplay'} DisplayStep
 * @typedef {{node: string, stream: string} & ({what: IngestStep, ingest: Ingest, anyId: boolean, endedPush: string}
 *     | {what: RelayStep, edge: RelayEdge} | {what: SinkStep, sink: Sink} | {what: DisplayStep, display: Display})} Step
 *     stream: its name in the file, else its number; anyId: nobody chose the id of the ingest, another will do;
 *     endedPush: where it led
 * @typedef {{steps: Step[], unreachable: string[]}} Plan  unreachable: nodes that the file names and that do not answer
 */

/** @param {Step['what']} what */
export function sign(what) {
  return what.startsWith('start') ? '+' : what.startsWith('change') ? '~' : '-';
}

/** @param {Step} step */
const wishOf = (step) => ('ingest' in step ? step.ingest : 'sink' in step ? step.sink : 'display' in step ? step.display : step.edge);

/** "camera:desk: capture pattern: as stream 7 (desk)" @param {Step} step */
export function stepText(step) {
  const id = String(wishOf(step).streamId);
  const named = `stream ${id}${step.stream === id ? '' : ` (${step.stream})`}`;
  const text = 'ingest' in step ? ingestText(step, named) : 'sink' in step ? sinkText(step, named)
    : 'display' in step ? displayText(step, named) : edgeText(step, named);
  return `${step.node}: ${text}`;
}

/** @param {Step & {what: IngestStep}} step @param {string} named */
function ingestText({ what, ingest: { devicePath }, endedPush }, named) {
  if (what === 'startIngest') return `capture ${devicePath} as ${named}`;
  if (what === 'stopIngest') return `stop ${named}, ${devicePath}`;
  return `change ${named}, ${devicePath}${endedPush === '' ? '' : `, and end its push to ${endedPush}`}`;
}

/** @param {Step & {what: RelayStep}} step @param {string} named */
function edgeText({ what, edge }, named) {
  const to = asText(targetText(edge), edge.outputStreamId);
  return what === 'startRelay' ? `send ${named} to ${to}` : what === 'changeRelay' ? `change how ${named} goes to ${to}` : `stop sending ${named} to ${to}`;
}

/** @param {Step & {what: DisplayStep}} step @param {string} named */
function displayText({ what }, named) {
  return what === 'startDisplay' ? `show ${named} in a window` : what === 'changeDisplay' ? `change the window of ${named}` : `close the window of ${named}`;
}

/** @param {Step & {what: SinkStep}} step @param {string} named */
function sinkText({ what, sink: { path } }, named) {
  return what === 'startSink' ? `record ${named} to ${path}` : what === 'changeSink' ? `change the recording of ${named} to ${path}` : `stop recording ${named} to ${path}`;
}

/**
 * Takes the steps in their order. A step that fails does not keep others from being taken, except what is done
 * with a stream that could not be started.
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
    case 'stopSink': return unlessGone(site.ask('stopSink', { streamId: step.sink.streamId }));
    case 'stopDisplay': return unlessGone(site.ask('stopDisplay', { streamId: step.display.streamId }));
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
    case 'changeRelay':
      step.edge.streamId = idOf(step, ids) ?? step.edge.streamId;
      await site.ask('startRelay', { ...step.edge });
      return;
    case 'startSink':
    case 'changeSink':
      step.sink.streamId = idOf(step, ids) ?? step.sink.streamId;
      await site.ask('startSink', { ...step.sink });
      return;
    case 'startDisplay':
    case 'changeDisplay':
      step.display.streamId = idOf(step, ids) ?? step.display.streamId;
      await site.ask('startDisplay', { ...step.display });
  }
}

/** What its stream really got, if it was started here. @param {Step} step @param {Map<string, number | null>} ids */
function idOf({ stream }, ids) {
  const id = ids.get(stream);
  if (id === null) throw new Error(`its stream ${stream} could not be started`);
  return id;
}

/** Gone already: somebody else was faster. @param {Promise<unknown>} asked */
async function unlessGone(asked) {
  await asked.catch((error) => {
    if (error.status !== Status.notFound) throw error;
  });
}
