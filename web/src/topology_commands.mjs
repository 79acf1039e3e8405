// Topology files on the page: what applying one would do, doing exactly that, and whether it came out so.

import { createHash } from 'node:crypto';

import { log } from './log.mjs';
import { diff } from './operations/diff.mjs';
import { makePlan } from './operations/plan.mjs';
import { lookAgain, siteNamed } from './operations/site.mjs';
import { sign, stepText, takeSteps } from './operations/steps.mjs';
import { exportTopology, toJson, toToml } from './operations/topology.mjs';
import { parseTopology } from './operations/topology_file.mjs';

/** @typedef {import('./page_server/browser_messages.mjs').TopologyCommand} TopologyCommand */
/** @typedef {import('./operations/steps.mjs').Plan} Plan */
/** @typedef {import('./operations/steps.mjs').Step} Step */
/** @typedef {import('./operations/site.mjs').Network} Network */
/** @typedef {{sign: '+' | '~' | '-', text: string}} StepView */

/**
 * @param {TopologyCommand} command
 * @param {Network} network
 * @param {(progress: {step: number, text: string, trouble: string}) => void} onProgress
 * @returns {Promise<any>} what the page is told; rejects with a sentence
 */
export async function runTopology(command, network, onProgress) {
  if (command.type === 'exportTopology') return exported(command.format, network);
  const topology = parseTopology(command.file.text, command.file.fileName);
  if (command.type !== 'compareTopology') await lookAgain(network);
  const reports = network.reports();
  const plan = makePlan(topology, reports, command.prune);
  if (command.type === 'compareTopology') return { rows: diff(topology, reports), ...planView(plan) };
  if (command.type === 'planTopology') return planView(plan);
  // Nothing is done that the person did not see.
  if (fingerprint(plan) !== command.plan) return { changed: true, ...planView(plan) };
  return { changed: false, ...await applied(plan, network, onProgress) };
}

/** @param {Plan} plan @param {Network} network @param {(progress: {step: number, text: string, trouble: string}) => void} onProgress */
async function applied(plan, network, onProgress) {
  let failures = 0;
  await takeSteps(plan, (node) => siteNamed(node, network), (step, index, trouble) => {
    if (trouble !== '') failures++;
    onProgress({ step: index, text: stepText(step), trouble });
  });
  await lookAgain(network);
  log.info('page', 'topology applied', { steps: plan.steps.length, failures, unreachable: plan.unreachable.length });
  return { failures, ...planView(plan) };
}

/** @param {'toml' | 'json'} format @param {Network} network */
async function exported(format, network) {
  await lookAgain(network);
  const reports = network.reports();
  const topology = exportTopology(reports);
  return {
    text: format === 'toml' ? toToml(topology) : toJson(topology),
    streams: topology.streams.length, edges: topology.edges.length,
    leftOut: reports.filter(({ connected, config }) => !connected || !config).map(({ node }) => node.name),
  };
}

/** @param {Plan} plan */
function planView(plan) {
  return {
    steps: plan.steps.map((step) => /** @type {StepView} */ ({ sign: sign(step.what), text: stepText(step) })),
    unreachable: plan.unreachable,
    plan: fingerprint(plan),
  };
}

/** The same for the same steps and only for these. @param {Plan} plan */
function fingerprint({ steps, unreachable }) {
  const plain = (/** @type {string} */ key, /** @type {unknown} */ value) => (key === 'extra' ? undefined : typeof value === 'bigint' ? String(value) : value);
  return createHash('sha256').update(JSON.stringify([steps, unreachable], plain)).digest('base64url');
}
