const shortText = 24; // bytes; beyond, the decoder's own start costs less than going over them here

/** Null when it is not ASCII. Eight characters a call, then the rest in one: calls and concatenations are what costs. */
function ascii(bytes, at, end) {
  let out = '';
  for (; at + 8 <= end; at += 8) {
    const a = bytes[at], b = bytes[at + 1], c = bytes[at + 2], d = bytes[at + 3], e = bytes[at + 4], f = bytes[at + 5], g = bytes[at + 6], h = bytes[at + 7];
    if ((a | b | c | d | e | f | g | h) > 0x7f) return null;
    out += String.fromCharCode(a, b, c, d, e, f, g, h);
  }
  switch (end - at) {
    case 1: { const a = bytes[at]; return a > 0x7f ? null : out + String.fromCharCode(a); }
    case 2: { const a = bytes[at], b = bytes[at + 1]; return (a | b) > 0x7f ? null : out + String.fromCharCode(a, b); }
    case 3: {
      const a = bytes[at], b = bytes[at + 1], c = bytes[at + 2];
      return (a | b | c) > 0x7f ? null : out + String.fromCharCode(a, b, c);
    }
    case 4: {
      const a = bytes[at], b = bytes[at + 1], c = bytes[at + 2], d = bytes[at + 3];
      return (a | b | c | d) > 0x7f ? null : out + String.fromCharCode(a, b, c, d);
    }
    case 5: {
      const a = bytes[at], b = bytes[at + 1], c = bytes[at + 2], d = bytes[at + 3], e = bytes[at + 4];
      return (a | b | c | d | e) > 0x7f ? null : out + String.fromCharCode(a, b, c, d, e);
    }
    case 6: {
      const a = bytes[at], b = bytes[at + 1], c = bytes[at + 2], d = bytes[at + 3], e = bytes[at + 4], f = bytes[at + 5];
      return (a | b | c | d | e | f) > 0x7f ? null : out + String.fromCharCode(a, b, c, d, e, f);
    }
    case 7: {
      const a = bytes[at], b = bytes[at + 1], c = bytes[at + 2], d = bytes[at + 3], e = bytes[at + 4], f = bytes[at + 5], g = bytes[at + 6];
      return (a | b | c | d | e | f | g) > 0x7f ? null : out + String.fromCharCode(a, b, c, d, e, f, g);
    }
    default: return out;
  }
}
