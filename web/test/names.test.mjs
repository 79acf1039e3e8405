import assert from 'node:assert/strict';
import { test } from 'node:test';

import { didYouMean } from '../src/operations/names.mjs';

test('two letters in the wrong order are one slip', () => {
  assert.equal(didYouMean('gte', ['top', 'get'], ''), '; did you mean get?');
  assert.equal(didYouMean('tpo', ['get', 'top'], ''), '; did you mean top?');
});

test('a near word is suggested, otherwise the next step', () => {
  assert.equal(didYouMean('relay:mian', ['relay:main', 'camera:desk'], '; look'), '; did you mean relay:main?');
  assert.equal(didYouMean('xyzzy', ['relay:main'], '; look'), '; look');
  assert.equal(didYouMean('ab', ['cd'], ''), '');
});
