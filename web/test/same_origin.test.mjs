import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isOwnHost, isSameOrigin } from '../src/page_server/same_origin.mjs';

test('the controller answers to addresses and its own names only', () => {
  for (const host of ['127.0.0.1:8080', '[::1]:8080', 'localhost:1', '192.168.1.4', 'Desk:80', 'desk.local']) {
    assert.ok(isOwnHost(host, ['desk', 'desk.local']), host);
  }
  for (const host of [undefined, '', 'evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'localhost.evil.example', 'a\r\nb', 'desk@evil']) {
    assert.equal(isOwnHost(host, ['desk']), false, String(host));
  }
});

test('only a page of the very same origin opens sockets', () => {
  assert.ok(isSameOrigin('http://127.0.0.1:80', '127.0.0.1:80'));
  for (const origin of [undefined, 'null', 'http://evil.example', 'http://127.0.0.1:81', 'https://127.0.0.1:80']) {
    assert.equal(isSameOrigin(origin, '127.0.0.1:80'), false, String(origin));
  }
});
