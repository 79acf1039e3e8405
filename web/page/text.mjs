// Figures as people read them. Pure.

/** @param {number} value */
export function count(value) {
  if (value < 100_000) return value.toLocaleString('en').replaceAll(',', '\u202f');
  if (value < 10_000_000) return `${(value / 1e3).toFixed(0)}k`;
  if (value < 1e9) return `${(value / 1e6).toFixed(1)}M`;
  return value < 1e15 ? `${(value / 1e9).toFixed(value < 1e12 ? 1 : 0)}G` : value.toExponential(1);
}

/** @param {number} bitsPerSecond */
export function megabits(bitsPerSecond) {
  const value = bitsPerSecond / 1e6;
  return value >= 100 ? count(Math.round(value)) : value.toFixed(1);
}

/** @param {number} fps */
export function frameRate(fps) {
  return fps === 0 ? '0' : fps.toFixed(1);
}

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(0)} KiB`;
  return bytes < 1024 ** 3 ? `${(bytes / 1024 ** 2).toFixed(1)} MiB` : `${count(Math.round(bytes / 1024 ** 3))} GiB`;
}

/** @param {number} ms */
export function duration(ms) {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}

/** @type {Record<string, string>} */
const deviceKinds = { v4l2: '', screen: 'screen', pattern: 'pattern', file: '' };

/**
 * A device as people call it: its kind and what it is, without the options.
 *
 * @param {string} path  as start_ingest names it: /dev/video0, screen::0?quality=80, file:/films/a.mkv
 */
export function deviceName(path) {
  const [, scheme, target] = /^(\w+):([^?]*)/.exec(path) ?? [];
  if (!Object.hasOwn(deviceKinds, scheme ?? '')) return path;
  return [deviceKinds[scheme], unescaped(target)].filter(Boolean).join(' ') || path;
}

/** @param {string} text  anybody may have sent it */
function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a node says of itself, as a sentence. A name or an address keeps its spelling. @param {string} text */
export function sentence(text) {
  const begun = /^[a-z]+[ ,]/.test(text) ? text[0].toUpperCase() + text.slice(1) : text;
  return begun === '' || /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

/** @param {number} ms */
export function milliseconds(ms) {
  return ms < 10 ? `${ms.toFixed(1)} ms` : ms < 10_000 ? `${ms.toFixed(0)} ms` : duration(ms);
}

const dayMs = 86_400_000;

/** When it happened, as a watch and, where that is not enough, a calendar say it. @param {number} at  unix ms @param {number} now */
export function moment(at, now) {
  const when = new Date(at);
  const two = (/** @type {number} */ part) => String(part).padStart(2, '0');
  const watch = [when.getHours(), when.getMinutes(), when.getSeconds()].map(two).join(':');
  return now - at < dayMs / 2 ? watch : `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())} ${watch}`;
}

/** @param {number} amount @param {string} noun */
export const several = (amount, noun) => `${count(amount)} ${noun}${amount === 1 ? '' : 's'}`;
