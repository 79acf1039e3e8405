"""Bytes that every language must refuse, each with a name: counts that lie, bools that are neither, text that is not UTF-8.

Each is the typical case with one value spoilt in place; the interpreter says how and where it is refused.
"""

import bisect
import re

from . import interpret

# What takes the place of a text's first bytes, or of its last ones.
BAD_TEXT = [("an overlong form", b"\xc0\x80", "first"), ("an overlong form of three bytes", b"\xe0\x80\xaf", "first"),
            ("a surrogate", b"\xed\xa0\x80", "first"), ("a character beyond U+10FFFF", b"\xf4\x90\x80\x80", "first"),
            ("a lone continuation byte", b"\x80", "first"), ("a sequence cut by its end", b"\xe2\x82", "last")]
BAD_BOOLS = (2, 255)


def refusals(model, record, data):
    """[{case, hex, error: [problem, offset]}], in the order of the bytes; one value of each field, however deep it is."""
    notes, seen = [], set()
    interpret.decode(model, record, data, trace=lambda *note: notes.append(note))
    out = []

    def spoil(offset, put):
        return data[:offset] + put + data[offset + len(put):]

    def too_many(offset, size, count):
        return problem_of(model, record, spoil(offset, count.to_bytes(size, "little"))) == ["too_many", offset]

    for offset, size, path, value in notes:
        field = re.sub(r"(^|\.)\d+(?=\.|$)", "", path).lstrip(".")
        if field in seen:
            continue
        seen.add(field)
        if field.endswith(" count"):
            full = (1 << 8 * size) - 1
            least = bisect.bisect_left(range(full), True, key=lambda count: too_many(offset, size, count))
            spoilt = [(f"count bomb: {field} {count}", "too_many", count.to_bytes(size, "little")) for count in sorted({least, full})]
        else:
            spoilt = bad_bools(field, value) + bad_texts(field, size, value)
        out += [refused(model, record, name, [problem, offset], spoil(offset, put)) for name, problem, put in spoilt]
    return out


def bad_bools(field, value):
    if not field.endswith(" present") and not isinstance(value[0] if isinstance(value, list) and value else value, bool):
        return []
    return [(f"bad bool: {field} {byte}", "bad_bool", bytes([byte])) for byte in BAD_BOOLS]


def bad_texts(field, size, value):
    """Only of the record's own fields: the structs inside it have cases of their own."""
    if not isinstance(value, str) or "." in field:
        return []
    out = []
    for name, bad, where in BAD_TEXT:
        rest = b"x" * (size - len(bad))
        if len(bad) <= size:
            out.append((f"bad UTF-8: {field} has {name}", "bad_text", rest + bad if where == "last" else bad + rest))
    return out


def problem_of(model, record, data):
    """[problem, offset], or [] when the bytes are accepted."""
    try:
        interpret.decode(model, record, data)
    except interpret.DecodeError as error:
        return [error.problem, error.offset]
    return []


def refused(model, record, name, wanted, data):
    """The interpreter has the last word, and must mean what the case is called."""
    error = problem_of(model, record, data)
    assert error == wanted, f"{record.name}: {name}: {error or 'accepted'}, not {wanted}"
    return {"case": name, "hex": data.hex(), "error": error}
