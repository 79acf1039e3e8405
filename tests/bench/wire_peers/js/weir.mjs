// Our own code. A receiver's framer has taken the header of a message away; the body of a reply has none.
import { body, decode, encode } from '../../../../generated/js/weir.mjs';
import { sum } from '../sample.mjs';

const headerBytes = 6;

export function system() {
  return {
    encode: { ...encode, event: encode.streamEvent, controls: body.enumControlsReply.encode },
    received: (kind, bytes) => (kind === 'controls' ? bytes : bytes.subarray(headerBytes)),
    read: {
      ping: (bytes) => sum.ping(decode.ping(bytes)),
      event: (bytes) => sum.event(decode.streamEvent(bytes)),
      announcement: (bytes) => sum.announcement(decode.announcement(bytes)),
      controls: (bytes) => sum.controls(body.enumControlsReply.decode(bytes)),
    },
  };
}
