// The values of tests/bench/wire/sample.hpp. Names are those of each system's usual spelling.

const names = ['Brightness', 'Contrast', 'Saturation', 'Hue', 'White Balance, Automatic'];

export const event = () => ({ streamId: 3, code: 2, age: 250, detail: 'resumed' });
export const ping = () => ({ nonce: 77, sentAt: 1700000000000000 });
export const announcement = () => ({
  protocolVersion: 2, siteId: 1, tcpPort: 9000, functionFlags: 3, name: 'relay:main', bootNonce: 4886718345,
});

export function controls(count = 20) {
  const menu = () => ['Disabled', '50 Hz', '60 Hz'].map((name, index) => ({ index, value: index, name }));
  return {
    controls: Array.from({ length: count }, (_, i) => ({
      id: 0x00980900 + i, type: i % 5 === 4 ? 3 : 1, flags: 0, minimum: -64, maximum: 64, step: 1, defaultValue: 0, value: i + 1,
      name: names[i % 5], menu: i % 5 === 4 ? menu() : [],
    })),
  };
}

// The kinds of the mix in the order in which they come, the same at every run.
export function mix(count) {
  let state = 12345;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const dice = state >>> 28;
    return dice < 5 ? 0 : dice < 10 ? 1 : dice < 15 ? 2 : 3;
  });
}

// Every field of what a system has decoded, added up: equal sums prove that all read the same.
const text = (value) => value.length + (value.length > 0 ? value.charCodeAt(0) : 0);

export const sum = {
  event: (event) => event.streamId + event.code + event.age + text(event.detail),
  ping: (ping) => ping.nonce + Number(ping.sentAt),
  announcement: (one) =>
    one.protocolVersion + one.siteId + one.tcpPort + one.functionFlags + text(one.name) + Number(one.bootNonce),
  controls(message) {
    let out = 0;
    for (const one of message.controls) {
      out += one.id + one.type + one.flags + Number(one.minimum) + Number(one.maximum) + Number(one.step)
        + Number(one.defaultValue) + Number(one.value) + text(one.name);
      for (const item of one.menu) out += item.index + Number(item.value) + text(item.name);
    }
    return out;
  },
};

// In the order of the numbers of mix().
export const kinds = ['ping', 'event', 'announcement', 'controls'];
export const samples = { ping: ping(), event: event(), announcement: announcement(), controls: controls() };
