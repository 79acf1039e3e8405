import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseAddress, parseOptions } from '../src/options.mjs';

/** @param {string[]} args @param {Record<string, string>} [environment] @returns {any} */
const parse = (args, environment = {}) => parseOptions(args, environment, 'desk');

test('without flags the page takes a free port of this machine and discovery is on', () => {
  const { options } = parse([]);
  assert.equal(options.port, 0);
  assert.equal(options.host, '127.0.0.1');
  assert.deepEqual(options.discovery, { group: '224.0.0.251', port: 5353 });
  assert.equal(options.name, 'controller:desk');
});

test('the discovery group comes from the flag, else from the environment', () => {
  const environment = { WEIR_DISCOVERY: '239.1.1.1:4000' };
  assert.deepEqual(parse([], environment).options.discovery, { group: '239.1.1.1', port: 4000 });
  assert.equal(parse(['--discovery', 'off'], environment).options.discovery, null);
});

test('peers may be given more than once, also by IPv6 address', () => {
  const { options } = parse(['--peer', '10.0.0.7:8001', '--peer', '[fe80::1]:80']);
  assert.deepEqual(options.peers, [{ host: '10.0.0.7', port: 8001 }, { host: 'fe80::1', port: 80 }]);
});

test('wrong usage is told in one sentence that names the value and the way out', () => {
  for (const args of [['--port', '99999'], ['--port', '-1'], ['--discovery', '10.0.0.1:5353'], ['--peer', 'nowhere'],
    ['--name', 'no colon'], ['--bogus'], ['stray']]) {
    const { error } = parse(args);
    assert.match(error, /;.*\.$/, args.join(' '));
    assert.equal(error.split('\n').length, 1);
  }
});

test('an address without a usable port is none', () => {
  for (const text of ['', 'host', 'host:', 'host:0', 'host:65536', ':80', 'a b:80']) assert.equal(parseAddress(text), undefined, text);
});
