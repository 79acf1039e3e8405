// Takes a table of a topology file apart, field by field, and says what is wrong with it and where.
// As core/operations/file_fields.cpp.

import { limits } from '../limits.mjs';
import { BadName, didYouMean } from './names.mjs';

/** @typedef {Record<string, unknown>} Table  whole numbers are bigints, others numbers */
/** @typedef {(path: string) => string} PlaceOf  the beginning of a sentence about what stands there, see placesOf() */

/** A file that says nothing we could do. The sentence names the file, the place and the next step. */
export class BadTopology extends Error {}

/** @param {unknown} value @returns {value is Table} */
export function isTable(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** Keys in the order in which they are complained about. @param {Table} table */
export const keysOf = (table) => Object.keys(table).sort();

/** Fields of one table, each taken once; what is left over was misspelt. The first problem is kept. */
export class Fields {
  /** @type {string[]} */
  #known = [];
  #problem = '';

  /** @param {PlaceOf} place @param {string} what @param {Table} table @param {string} path  of the table */
  constructor(place, what, table, path) {
    this.place = place;
    this.what = what;
    this.table = table;
    this.path = path;
  }

  /** @param {string} key @returns {unknown} undefined when it is not there */
  #take(key) {
    this.#known.push(key);
    return Object.hasOwn(this.table, key) ? this.table[key] : undefined;
  }

  /** @param {string} key  empty: the table itself @param {string} sentence @param {number} [item]  of a list */
  complain(key, sentence, item) {
    const path = [this.path, key, item === undefined ? '' : String(item)].filter((part) => part !== '').join('.');
    this.#problem ||= `${this.place(path)}${this.what}${sentence.startsWith('has ') ? ' ' : ': '}${sentence}`;
  }

  /** @param {string} key */
  required(key) {
    const value = this.text(key);
    if (value !== '') return value;
    if (Object.hasOwn(this.table, key)) this.complain(key, `${key} is empty`);
    else this.complain('', `has no ${key}`);
    return '';
  }

  /** Numbers are taken as text, too: fps = 30 and fps = "30" mean the same. @param {string} key @returns {string} */
  text(key) {
    const value = this.#take(key);
    if (value === undefined) return '';
    if (typeof value === 'bigint' || typeof value === 'number') return String(value);
    if (typeof value !== 'string') this.complain(key, `${key} must be a text`);
    else if (Buffer.byteLength(value) > limits.textMax) this.complain(key, `${key} is longer than ${limits.textMax} bytes`);
    else return value;
    return '';
  }

  /** @param {string} key @returns {string[]} */
  texts(key) {
    const list = this.table[key];
    if (!Object.hasOwn(this.table, key) || !Array.isArray(list)) {
      const one = this.text(key);
      return one === '' ? [] : [one];
    }
    this.#known.push(key);
    return list.filter((item, index) => {
      const sound = typeof item === 'string' && item !== '';
      if (!sound) this.complain(key, `${key} must be a list of names`, index);
      return sound;
    });
  }

  /** @param {string} key @param {number} smallest @param {number} largest @returns {number} 0 when it is not there */
  number(key, smallest, largest) {
    const value = this.#take(key);
    if (value === undefined) return 0;
    if (typeof value === 'bigint' && value >= smallest && value <= largest) return Number(value);
    this.complain(key, `${key} must be a number from ${smallest} to ${largest}`);
    return 0;
  }

  /** @param {string} key */
  flag(key) {
    const value = this.#take(key);
    if (value !== undefined && typeof value !== 'boolean') this.complain(key, `${key} must be true or false`);
    return value === true;
  }

  /**
   * A text that `read` must like.
   *
   * @template Value
   * @param {string} key @param {(text: string) => Value} read @param {Value} otherwise
   * @returns {Value}
   */
  parsed(key, read, otherwise) {
    const value = this.text(key);
    if (value === '') return otherwise;
    try {
      return read(value);
    } catch (error) {
      if (!(error instanceof BadName)) throw error;
      this.complain(key, `${key}: ${error.message}`);
      return otherwise;
    }
  }

  /** Everything was understood, or why not. */
  finish() {
    for (const key of keysOf(this.table)) {
      if (!this.#known.includes(key)) this.complain(key, `"${key}" means nothing here${didYouMean(key, this.#known, '')}`);
    }
    this.check();
  }

  check() {
    if (this.#problem !== '') throw new BadTopology(this.#problem);
  }
}
