/**
 * Cuts a byte stream into whole messages. Pure: no sockets, no timers.
 *
 * Holds at most one incomplete message; its memory is what has arrived, never what a header announces.
 */
export class Framer {
  #chunks = [];
  #waiting = 0;
  #limit;

  constructor(limit = payloadBytesMax) {
    this.#limit = limit;
  }

  /** Bytes of the incomplete message. */
  get bytesWaiting() {
    return this.#waiting;
  }

  /**
   * @param {Uint8Array} chunk any size; kept by reference while a message is incomplete
   * @yields {{type: number, payload: Uint8Array}}
   * @throws {RangeError} when a header announces more than the limit: close the connection
   */
  *push(chunk) {
    if (chunk.length > 0) this.#chunks.push(chunk);
    this.#waiting += chunk.length;
    while (this.#waiting >= headerBytes) {
      const head = this.#peekHeader();
      if (head.length > this.#limit) {
        throw new RangeError(`peer announced a ${head.length} byte payload, the limit is ${this.#limit}`);
      }
      if (this.#waiting < headerBytes + head.length) return;
      this.#take(headerBytes);
      yield { type: head.type, payload: this.#take(head.length) };
    }
  }

  #peekHeader() {
    if (this.#chunks[0].length < headerBytes) this.#chunks = [this.#join(this.#waiting)];
    const first = this.#chunks[0];
    return { type: first[0] | (first[1] << 8), length: (first[2] | (first[3] << 8) | (first[4] << 16) | (first[5] << 24)) >>> 0 };
  }

  #take(size) {
    this.#waiting -= size;
    const first = this.#chunks[0] ?? noBytes;
    if (first.length > size) {
      this.#chunks[0] = first.subarray(size);
      return first.subarray(0, size);
    }
    if (first.length === size) {
      this.#chunks.shift();
      return first;
    }
    const all = this.#join(this.#waiting + size);
    this.#chunks = all.length > size ? [all.subarray(size)] : [];
    return all.subarray(0, size);
  }

  #join(total) {
    const out = new Uint8Array(total);
    let at = 0;
    for (const chunk of this.#chunks) {
      out.set(chunk, at);
      at += chunk.length;
    }
    return out;
  }
}
