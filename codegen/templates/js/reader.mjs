class Reader {
  constructor(source) {
    this.bytes = source instanceof Uint8Array ? source : new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
    this.made = null;
    this.at = 0;
    this.end = source.byteLength;
  }

  /** For what comes in lists; a message without any never makes one. */
  get view() {
    return this.made ??= new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
  }

  run(size) {
    const start = this.at;
    if (size > this.end - start) throw new DecodeError('truncated', this.end);
    this.at = start + size;
    return start;
  }

  sizedBytes(size, max, prefix) {
    if (size > max) throw new DecodeError('too_long', this.at - prefix);
    const start = this.run(size);
    return this.bytes.subarray(start, start + size);
  }

  text(size, max, prefix) {
    if (size > max) throw new DecodeError('too_long', this.at - prefix);
    const start = this.run(size);
    if (size <= shortText) {
      const out = ascii(this.bytes, start, this.at);
      if (out !== null) return out;
    }
    try {
      return decoder.decode(this.bytes.subarray(start, this.at));
    } catch {
      throw new DecodeError('bad_text', start);
    }
  }

  prefix(width) {
    const at = this.run(width);
    return width === 1 ? this.bytes[at] : width === 2 ? getU16(this.bytes, at) : getU32(this.bytes, at);
  }

  prefixedText(width, max) {
    return this.text(this.prefix(width), max, width);
  }

  flag(at) {
    const value = this.bytes[at];
    if (value > 1) throw new DecodeError('bad_bool', at);
    return value === 1;
  }

  known(at, value, values) {
    if (!values.has(value)) throw new DecodeError('unknown_value', at);
    return value;
  }

  within(at, value, low, high) {
    if (!(value >= low && value <= high)) throw new DecodeError('out_of_range', at);
    return value;
  }

  prefixedBytes(width, max) {
    return this.sizedBytes(this.prefix(width), max, width);
  }

  /** `arm` is [name, decoder], or undefined for a value that has none here. */
  union(size, arm) {
    if (arm === undefined) {
      const start = this.run(size);
      return { unknown: this.bytes.subarray(start, this.at) };
    }
    return { [arm[0]]: this.sized(size, arm[1]) };
  }

  sized(size, read) {
    if (size > this.end - this.at) throw new DecodeError('truncated', this.end);
    const outer = this.end;
    this.end = this.at + size;
    const value = read(this);
    this.at = this.end;
    this.end = outer;
    return value;
  }

  list(count, max, prefix, least, read) {
    if (count > max || count * least > this.end - this.at) throw new DecodeError('too_many', this.at - prefix);
    const out = new Array(count);
    for (let i = 0; i < count; i++) out[i] = read(this);
    return out;
  }

  rest() {
    if (this.at === this.end) return noBytes;
    const start = this.at;
    this.at = this.end;
    return this.bytes.subarray(start, this.end);
  }
}

function start(source, read) {
  return read(new Reader(source));
}
