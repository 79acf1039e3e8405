// Where the values of a topology file stand. The TOML reader says what they are, not where; a person needs both.

/** @typedef {{line: number, column: number}} Place  both from 1; columns count characters */

const token = new RegExp([
  /(?<skip>#[^\n]*|[ \t\r]+)/,
  /(?<text>"""(?:\\[^]|(?!""")[^])*"""|'''(?:(?!''')[^])*'''|"(?:\\.|[^"\\\n])*"|'[^'\n]*')/,
  /(?<word>[\w+-][\w.:+-]*)/,
  /(?<sign>\[\[|\]\]|[^])/,
].map(({ source }) => source).join('|'), 'y');

/**
 * The places of tables and values, by path: "" is the file, "stream.0" a table, "stream.0.to" a value, "stream.0.to.1"
 * the second text of a list. Only what a topology needs: what is written in another way has no place.
 *
 * @param {string} toml  that was read without complaint
 * @returns {Map<string, Place>}
 */
export function placesOf(toml) {
  /** @type {Map<string, Place>} */
  const places = new Map([['', { line: 1, column: 1 }]]);
  /** @type {Map<string, number>} */
  const tables = new Map();
  let table = ''; // with its dot
  let key = '';
  let depth = 0; // of brackets inside a value
  let item = 0;
  /** @type {'start' | 'header' | 'key' | 'value' | 'after'} */
  let expect = 'start';
  let line = 1;
  let lineStart = 0;
  const note = (/** @type {string} */ path, /** @type {number} */ at) =>
    places.set(path, { line, column: [...toml.slice(lineStart, at)].length + 1 });

  token.lastIndex = 0;
  for (let match = token.exec(toml); match && match[0] !== ''; match = token.exec(toml)) {
    const { skip, text, word, sign } = /** @type {Record<string, string | undefined>} */ (match.groups);
    const name = word ?? (text && /^["']/.test(text) ? text.slice(1, -1) : undefined);
    if (sign === '\n' && depth === 0) expect = 'start';
    else if (skip === undefined && sign !== '\n') {
      if (expect === 'start' && (sign === '[[' || sign === '[')) {
        note('header', match.index);
        expect = 'header';
      } else if (expect === 'start' && name !== undefined) {
        key = name;
        expect = 'key';
      } else if (expect === 'header' && name !== undefined) {
        const at = tables.get(name) ?? 0;
        tables.set(name, at + 1);
        table = `${name}.${at}.`;
        places.set(`${name}.${at}`, /** @type {Place} */ (places.get('header')));
      } else if (expect === 'key' && sign === '=') {
        expect = 'value';
      } else if (expect === 'value') {
        note(table + key, match.index);
        expect = 'after';
        depth = sign === '[' || sign === '{' ? 1 : sign === '[[' ? 2 : 0;
        item = 0;
      } else if (expect === 'after' && depth > 0) {
        if (sign === '[' || sign === '{') depth++;
        else if (sign === '[[') depth += 2;
        else if (sign === ']' || sign === '}') depth--;
        else if (sign === ']]') depth -= 2;
        else if (depth === 1 && name !== undefined) note(`${table}${key}.${item++}`, match.index);
      }
    }
    for (let at = match[0].indexOf('\n'); at >= 0; at = match[0].indexOf('\n', at + 1)) {
      line++;
      lineStart = match.index + at + 1;
    }
  }
  return places;
}
