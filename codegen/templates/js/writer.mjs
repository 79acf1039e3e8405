class Writer {
  constructor() {
    this.room(new ArrayBuffer(4096));
    this.at = 0;
  }

  room(buffer) {
    this.all = new Uint8Array(buffer);
    this.view = new DataView(buffer);
  }

  run(size) {
    const start = this.at;
    this.at = start + size;
    if (this.at > this.all.length) this.grow();
    return start;
  }

  grow() {
    const old = this.all;
    this.room(new ArrayBuffer(Math.max(this.at, old.length * 2)));
    this.all.set(old);
  }

  bytes(data) {
    const at = this.run(data.length);
    this.all.set(data, at);
  }

  sizedBytes(place, width, data, max, name) {
    if (data.length > max) throw new RangeError(`${name} has ${data.length} bytes, the limit is ${max}`);
    this.put(place, width, data.length);
    this.bytes(data);
  }

  text(place, width, value, max, name) {
    const start = this.run(value.length * 3);
    let at = start;
    if (value.length <= 14) {
      let i = 0;
      for (; i < value.length; i++) {
        const unit = value.charCodeAt(i);
        if (unit > 0x7f) break;
        this.all[at++] = unit;
      }
      if (i < value.length) at = start + encoder.encodeInto(value, this.all.subarray(start)).written;
    } else at = start + encoder.encodeInto(value, this.all.subarray(start)).written;
    if (at - start > max) throw new RangeError(`${name} has ${at - start} bytes, the limit is ${max}`);
    this.at = at;
    this.put(place, width, at - start);
  }

  prefixedText(width, value, max) {
    this.text(this.run(width), width, value, max, 'element');
  }

  prefixedBytes(width, data, max) {
    this.sizedBytes(this.run(width), width, data, max, 'element');
  }

  union(place, width, value, chosen, arms, name) {
    const [arm] = Object.keys(value);
    if (arm === 'unknown') this.bytes(value.unknown);
    else {
      if (arms[arm]?.[0] !== chosen) throw new RangeError(`${name} holds "${arm}", which its enum field does not name`);
      arms[arm][1](this, value[arm]);
    }
    if (this.at - place - width >= 2 ** (8 * width)) throw new RangeError(`${name} is too large`);
    this.closeSized(place, width);
  }

  count(place, width, items, max, name) {
    if (items.length > max) throw new RangeError(`${name} has ${items.length} elements, the limit is ${max}`);
    this.put(place, width, items.length);
    return items;
  }

  sized(width, write, value) {
    const place = this.run(width);
    write(this, value);
    this.closeSized(place, width);
  }

  closeSized(place, width) {
    this.put(place, width, this.at - place - width);
  }

  put(place, width, value) {
    if (width === 1) this.all[place] = value;
    else if (width === 2) this.view.setUint16(place, value, true);
    else this.view.setUint32(place, value, true);
  }
}

const writer = new Writer(); // encoding is synchronous, so one serves all

function bare(write, o) {
  writer.at = 0;
  write(writer, o);
  return writer.all.slice(0, writer.at);
}

function finish(type) {
  writer.view.setUint16(0, type, true);
  writer.view.setUint32(2, writer.at - headerBytes, true);
  return writer.all.slice(0, writer.at);
}

function message(type, write, o) {
  writer.at = headerBytes;
  write(writer, o);
  return finish(type);
}

function envelope(requestId, command, status, write, o) {
  writer.at = headerBytes;
  const at = writer.run(status < 0 ? 4 : 6);
  writer.view.setUint16(at, whole(requestId, 0, 0xffff), true);
  writer.view.setUint16(at + 2, command, true);
  if (status >= 0) writer.view.setUint16(at + 4, status, true);
  write(writer, o);
  return finish(status < 0 ? MessageType.controlRequest : MessageType.controlResponse);
}
