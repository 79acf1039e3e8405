// FlatBuffers, with what flatc makes of the .fbs file, and a builder that is cleared and used again. Its
// JavaScript has no verifier, so broken bytes would go unnoticed here; that is in its favour.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import * as flatbuffers from 'flatbuffers';

import { kinds } from '../sample.mjs';

const here = dirname(dirname(fileURLToPath(import.meta.url)));

// flatc writes TypeScript only; the folder must be inside this one, so that its imports are found.
async function compiled() {
  const { default: typescript } = await import('typescript');
  const folder = mkdtempSync(join(here, 'node_modules', '.flat-'));
  try {
    execFileSync('flatc', ['--ts', '-o', folder, join(here, 'messages.fbs')], { stdio: ['ignore', 'ignore', 'inherit'] });
    const out = {};
    const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.ts'));
    for (const file of files) {
      const module = { module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ES2022 };
      const text = typescript.transpileModule(readFileSync(join(folder, file), 'utf8'), { compilerOptions: module }).outputText;
      writeFileSync(join(folder, file.replace(/\.ts$/, '.mjs')), text.replace(/(from '\.[^']*?)(\.js)?';/g, "$1.mjs';"));
    }
    for (const file of files) Object.assign(out, await import(pathToFileURL(join(folder, file.replace(/\.ts$/, '.mjs')))));
    return out;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// 64 bit integers are bigints here, made before the time is taken.
const bigintsOf = {
  event: (event) => event,
  ping: (ping) => ({ ...ping, sentAt: BigInt(ping.sentAt) }),
  announcement: (one) => ({ ...one, bootNonce: BigInt(one.bootNonce) }),
  controls: ({ controls }) => ({
    controls: controls.map((one) => ({
      ...one, minimum: BigInt(one.minimum), maximum: BigInt(one.maximum), step: BigInt(one.step),
      defaultValue: BigInt(one.defaultValue), value: BigInt(one.value),
      menu: one.menu.map((item) => ({ ...item, value: BigInt(item.value) })),
    })),
  }),
};

function builders({ Event, Ping, Announcement, Control, Controls, MenuItem }) {
  const item = (to, one) => MenuItem.createMenuItem(to, one.index, one.value, to.createString(one.name));
  const control = (to, one) => {
    const menu = one.menu.length === 0 ? 0 : Control.createMenuVector(to, one.menu.map((entry) => item(to, entry)));
    return Control.createControl(to, one.id, one.type, one.flags, one.minimum, one.maximum, one.step, one.defaultValue,
      one.value, to.createString(one.name), menu);
  };
  return {
    event: (to, one) => Event.createEvent(to, one.streamId, one.code, one.age, to.createString(one.detail)),
    ping: (to, one) => Ping.createPing(to, one.nonce, one.sentAt),
    announcement: (to, one) => Announcement.createAnnouncement(to, one.protocolVersion, one.siteId, one.tcpPort,
      one.functionFlags, to.createString(one.name), one.bootNonce),
    controls: (to, message) => Controls.createControls(to, Controls.createControlsVector(to, message.controls.map((one) => control(to, one)))),
  };
}

// The same sums as of plain objects, through accessors; objects of elements are used again.
function readers({ Event, Ping, Announcement, Control, Controls, MenuItem }) {
  const [one, item, all] = [new Control(), new MenuItem(), new Controls()];
  const text = (value) => value.length + (value.length > 0 ? value.charCodeAt(0) : 0);
  const controlSum = () => {
    let out = one.id() + one.type() + one.flags() + Number(one.minimum()) + Number(one.maximum()) + Number(one.step())
      + Number(one.defaultValue()) + Number(one.value()) + text(one.name());
    for (let i = 0; i < one.menuLength(); i++) {
      one.menu(i, item);
      out += item.index() + Number(item.value()) + text(item.name());
    }
    return out;
  };
  return {
    event(buffer) {
      const event = Event.getRootAsEvent(buffer);
      return event.streamId() + event.code() + event.age() + text(event.detail());
    },
    ping(buffer) {
      const ping = Ping.getRootAsPing(buffer);
      return ping.nonce() + Number(ping.sentAt());
    },
    announcement(buffer) {
      const found = Announcement.getRootAsAnnouncement(buffer);
      return found.protocolVersion() + found.siteId() + found.tcpPort() + found.functionFlags() + text(found.name())
        + Number(found.bootNonce());
    },
    controls(buffer) {
      Controls.getRootAsControls(buffer, all);
      let out = 0;
      for (let i = 0; i < all.controlsLength(); i++) {
        all.controls(i, one);
        out += controlSum();
      }
      return out;
    },
  };
}

export async function system() {
  const code = await compiled();
  const [build, read, builder] = [builders(code), readers(code), new flatbuffers.Builder(8192)];
  const out = { prepare: bigintsOf, encode: {}, read: {} };
  for (const kind of kinds) {
    out.encode[kind] = (value) => {
      builder.clear();
      builder.finish(build[kind](builder, value));
      return builder.asUint8Array();
    };
    out.read[kind] = (bytes) => read[kind](new flatbuffers.ByteBuffer(bytes));
  }
  return out;
}
