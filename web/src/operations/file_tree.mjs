// A topology file as a tree, TOML and JSON alike. As core/operations/file_tree.cpp.

import { parse, TomlError } from 'smol-toml';

import { BadTopology, isTable } from './file_fields.mjs';
import { placesOf } from './toml_places.mjs';

/** @typedef {import('./file_fields.mjs').Table} Table */

/** What a topology needs: a root, lists, tables, and lists of names. */
const depthMax = 4;

/**
 * @param {string} text  JSON when its first sign is a brace, else TOML
 * @param {string} name  of the file
 * @returns {{tree: Table, place: import('./file_fields.mjs').PlaceOf}}
 * @throws {BadTopology}
 */
export function readTree(text, name) {
  if (/^[ \t\r\n]*\{/.test(text)) return { tree: readJson(text, name), place: () => `${name}: ` };
  return { tree: readToml(text, name), place: (path) => placeText(name, placesOf(text).get(path)) };
}

/** @param {string} name @param {import('./toml_places.mjs').Place | undefined} place */
function placeText(name, place) {
  return place ? `${name}:${place.line}:${place.column}: ` : `${name}: `;
}

/** @param {string} text @param {string} name @returns {Table} */
function readToml(text, name) {
  let tree;
  try {
    tree = parse(text, { integersAsBigInt: true, maxDepth: 100 });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [what] = error.message.replace(/^Invalid TOML document: /, '').split('\n', 1);
    throw new BadTopology(placeText(name, error) + what);
  }
  checkDepth(tree, name, 0);
  return tree;
}

/** @param {string} text @param {string} name @returns {Table} */
function readJson(text, name) {
  let tree;
  try {
    tree = JSON.parse(text);
  } catch {
    throw new BadTopology(`${name}: is no JSON; a bracket, comma or quote is missing or too many`);
  }
  checkDepth(tree, name, 0);
  return /** @type {Table} */ (withWholeNumbers(tree, name));
}

/** @param {unknown} tree @param {string} name @param {number} depth */
function checkDepth(tree, name, depth) {
  if (!Array.isArray(tree) && !isTable(tree)) return;
  if (depth > depthMax) throw new BadTopology(`${name}: is nested too deep for a topology`);
  for (const inner of Object.values(tree)) checkDepth(inner, name, depth + 1);
}

/** As the TOML reader makes them: JSON has one kind of number. @param {unknown} from @param {string} name @returns {unknown} */
function withWholeNumbers(from, name) {
  if (typeof from === 'number') return Number.isInteger(from) ? BigInt(from) : from;
  if (Array.isArray(from)) return from.map((item) => withWholeNumbers(item, name));
  if (!isTable(from)) return from;
  return Object.fromEntries(Object.entries(from).map(([key, value]) => {
    if (value === null) throw new BadTopology(`${name}: ${key} is null; leave it away instead`);
    return [key, withWholeNumbers(value, name)];
  }));
}
