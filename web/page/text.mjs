// Figures as people read them. Pure.

/** @param {number} value */
export function count(value) {
  if (value < 100_000) return value.toLocaleString('en').replaceAll(',', '\u202f');
  return value < 10_000_000 ? `${(value / 1e3).toFixed(0)}k` : `${(value / 1e6).toFixed(1)}M`;
}

/** @param {number} bitsPerSecond */
export function megabits(bitsPerSecond) {
  const value = bitsPerSecond / 1e6;
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}

/** @param {number} fps */
export function frameRate(fps) {
  return fps === 0 ? '0' : fps.toFixed(1);
}

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(0)} KiB` : `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
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
