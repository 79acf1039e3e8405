// The JavaScript half of ./dev bench wire: "system message op ns" a line, the least of many rounds.
import { body, decode, encode } from '../../generated/js/weir.mjs';

const names = ['Brightness', 'Contrast', 'Saturation', 'Hue', 'White Balance, Automatic'];
const menu = ['Disabled', '50 Hz', '60 Hz'].map((name, index) => ({ index, value: index, name }));
const controls = {
  controls: Array.from({ length: 20 }, (_, i) => ({
    id: 0x00980900 + i, type: i % 5 === 4 ? 3 : 1, flags: 0, minimum: -64, maximum: 64, step: 1, defaultValue: 0, value: i,
    name: names[i % 5], menu: i % 5 === 4 ? menu : [],
  })),
};
const event = { streamId: 3, code: 2, age: 250, detail: 'resumed' };

let sink = 0;

function nanoseconds(once) {
  for (let i = 0; i < 20000; i++) sink += once().length ?? 1; // let the compiler finish
  let least = Infinity;
  for (let round = 0; round < 60; round++) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < 500; i++) sink += once().length ?? 1;
    least = Math.min(least, Number(process.hrtime.bigint() - start) / 500);
  }
  return least;
}

function row(system, message, op, once) {
  console.log(system, message, op, nanoseconds(once).toFixed(1));
}

const controlBytes = body.enumControlsReply.encode(controls);
const eventBytes = encode.streamEvent(event).subarray(6);
const controlText = JSON.stringify(controls);
row('weir', 'stream_event', 'encode', () => encode.streamEvent(event));
row('weir', 'stream_event', 'read', () => decode.streamEvent(eventBytes));
row('weir', 'controls', 'encode', () => body.enumControlsReply.encode(controls));
row('weir', 'controls', 'read', () => body.enumControlsReply.decode(controlBytes));
row('json', 'controls', 'encode', () => JSON.stringify(controls));
row('json', 'controls', 'read', () => JSON.parse(controlText));
if (sink === 0) throw new Error('nothing was measured');
