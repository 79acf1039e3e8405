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

/** @param {number} ms */
export function milliseconds(ms) {
  return ms < 10 ? `${ms.toFixed(1)} ms` : ms < 10_000 ? `${ms.toFixed(0)} ms` : duration(ms);
}
