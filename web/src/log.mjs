// One line per state transition, for the operator: `time level module what key=value`.

/** @typedef {Record<string, string | number | bigint | boolean | null | undefined>} Fields */

/** @param {unknown} value */
function quoted(value) {
  const text = String(value).replace(/[\u0000-\u001f\u007f]/g, '?'); // a peer's text never breaks the line
  return /[\s"=]/.test(text) || text === '' ? JSON.stringify(text) : text;
}

/**
 * @param {'info' | 'warn' | 'error'} level
 * @param {string} module  the folder that speaks
 * @param {string} what
 * @param {Fields} [fields]
 */
function write(level, module, what, fields = {}) {
  const time = new Date().toISOString().slice(11, 23);
  const rest = Object.entries(fields).map(([key, value]) => ` ${key}=${quoted(value)}`).join('');
  process.stderr.write(`${time} ${level.padEnd(5)} ${module} ${what}${rest}\n`);
}

export const log = {
  /** @param {string} module @param {string} what @param {Fields} [fields] */
  info: (module, what, fields) => write('info', module, what, fields),
  /** @param {string} module @param {string} what @param {Fields} [fields] */
  warn: (module, what, fields) => write('warn', module, what, fields),
  /** @param {string} module @param {string} what @param {Fields} [fields] */
  error: (module, what, fields) => write('error', module, what, fields),
};
