// A frame as the controller passes it on: the node's own bytes, read by the same generated codec.

import { decode } from '../../generated/js/weir.mjs';

/**
 * @param {Uint8Array<ArrayBuffer>} bytes  a timed frame's payload
 * @returns {{data: Uint8Array<ArrayBuffer>, sequence: number, captureTimeUs: number | null}} `data` borrows from `bytes`
 */
export function readFrame(bytes) {
  const { head, data } = decode.timedFrame(bytes);
  const captureTimeUs = Number(head.captureTime);
  return { data: /** @type {Uint8Array<ArrayBuffer>} */ (data), sequence: head.sequence, captureTimeUs: captureTimeUs === 0 ? null : captureTimeUs };
}
