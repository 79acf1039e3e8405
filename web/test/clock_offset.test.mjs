import assert from 'node:assert/strict';
import { test } from 'node:test';

import { BrowserOffset, RateWindow } from '../page/frame_clock.mjs';
import { ClockOffset } from '../src/peer/clock_offset.mjs';

test('the answer that travelled fastest decides', () => {
  const clock = new ClockOffset();
  assert.equal(clock.best(), null);
  clock.add(1000, 51_500, 3000); // 2000 us away, seems 49 500 ahead
  clock.add(5000, 55_100, 5200); // 200 us away: 50 000 ahead
  assert.deepEqual(clock.best(), { roundTripUs: 200, offsetUs: 50_000 });
});

test('an answer from before its question is not believed', () => {
  const clock = new ClockOffset();
  clock.add(5000, 5000, 4000);
  clock.add(5000, NaN, 6000);
  assert.equal(clock.best(), null);
});

test('the browser reckons with the fastest of its own answers', () => {
  const offset = new BrowserOffset();
  assert.equal(offset.ms, 0);
  offset.add(100, 1050, 200);
  offset.add(300, 1205, 310);
  assert.equal(offset.ms, 900);
});

test('the rate is that of the last two seconds and decays when frames stop', () => {
  const rate = new RateWindow();
  for (let at = 0; at <= 1000; at += 20) rate.add(at);
  assert.equal(Math.round(rate.rate(1000)), 50);
  assert.ok(rate.rate(2500) < 50);
  assert.equal(rate.rate(9000), 0);
});
