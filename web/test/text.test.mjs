// What the page writes: figures, devices and other people's words.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { deviceName, sentence } from '../page/text.mjs';

test('a device is called what it is, without its options', () => {
  assert.equal(deviceName('/dev/video0'), '/dev/video0');
  assert.equal(deviceName('v4l2:/dev/video0?quality=80'), '/dev/video0');
  assert.equal(deviceName('screen::0?quality=80&rect=640x480'), 'screen :0');
  assert.equal(deviceName('screen:'), 'screen');
  assert.equal(deviceName('pattern:?quality=80'), 'pattern');
  assert.equal(deviceName('file:/films/a%3fb.mkv?loop=1'), '/films/a?b.mkv');
});

test('a device nobody can read is shown as it is', () => {
  for (const path of ['', 'file:', 'v4l2:', 'ndi:camera', 'constructor:x']) assert.equal(deviceName(path), path);
  assert.equal(deviceName('file:/100%'), '/100%');
});

test('words of a node become a sentence, names keep their spelling', () => {
  assert.equal(sentence('lost the connection to screen:desk'), 'Lost the connection to screen:desk.');
  assert.equal(sentence('relay:main has no stream 7.'), 'relay:main has no stream 7.');
  assert.equal(sentence('127.0.0.1:80: is the node started?'), '127.0.0.1:80: is the node started?');
  assert.equal(sentence(''), '');
});
