#!/usr/bin/env node
// Starts the controller. Runs on any Node far enough to say which one is needed.

const [major] = process.versions.node.split('.').map(Number);
if (major < 20) {
  process.stderr.write(`The controller needs Node.js 20 or later, this is ${process.versions.node}; install a newer one and run it again.\n`);
  process.exit(1);
}

/** @type {typeof import('./start.mjs')} */
let started;
try {
  started = await import('./start.mjs');
} catch (error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code !== 'ERR_MODULE_NOT_FOUND') throw error;
  const missing = message.includes('weir.mjs') ? 'generated/js/weir.mjs is missing; run ./dev gen'
    : 'Its npm packages are missing; run ./dev setup, or: npm ci --omit=dev --prefix web';
  process.stderr.write(`${missing}.\n`);
  process.exit(1);
}
process.exitCode = await started.start(process.argv.slice(2));
