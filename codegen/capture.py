"""dump: messages out of hex or a packet capture, as lines of JSON."""

import json
import struct

from . import interpret
from .plain_json import plain
from .types import Rest

HEADER = struct.Struct("<HI")
PAYLOAD_MAX = 64 << 20


class NotACapture(Exception):
    pass


def dump_bytes(model, data, **facts):
    """A line for each whole message, and one for what is left over."""
    by_id = {message.id: message for message in model.messages}
    at = 0
    while len(data) - at >= HEADER.size:
        kind, length = HEADER.unpack_from(data, at)
        if length > PAYLOAD_MAX or len(data) - at < HEADER.size + length:
            break
        payload = data[at + HEADER.size:at + HEADER.size + length]
        yield line({**facts, "at": at, **decoded(model, by_id.get(kind), kind, payload)})
        at += HEADER.size + length
    if at < len(data):
        yield line({**facts, "at": at, "incomplete": len(data) - at, "bytes": data[at:at + 64].hex()})


def line(value):
    return json.dumps(value, ensure_ascii=False)


def decoded(model, message, kind, payload):
    if message is None:
        return {"type": kind, "size": len(payload), "bytes": payload[:64].hex()}
    out = {"message": message.name, "size": len(payload)}
    try:
        value = interpret.decode(model, message, payload)
        out["value"] = named(model, message, value)
    except interpret.DecodeError as error:
        out["error"] = str(error)
    return out


def named(model, record, value):
    """The value with the names of its enums, the command's body decoded, and long data cut."""
    out = plain(record, value)
    for field in record.fields:
        enum = getattr(field.type, "enum", None)
        if enum is not None and not enum.is_flags and isinstance(out[field.name], int):
            out[field.name] = next((v.name for v in enum.values if v.value == out[field.name]), out[field.name])
        if isinstance(field.type, Rest):
            out[field.name] = body(model, field.type, value, value[field.name])
    return out


def body(model, type_, value, data):
    command = next((c for c in model.commands if c.id == value.get("command")), None)
    record = None
    if type_.of == "request" and command:
        record = command.request
    elif type_.of == "reply":
        refusal = model.declarations.structs.get("refusal")
        record = command.reply if command and value.get("status") == 0 else refusal if value.get("status") else None
    if record is None:
        return data.hex() if len(data) <= 64 else f"{data[:64].hex()}… {len(data)} bytes"
    return named(model, record, interpret.decode(model, record, data))


# ---- captures

def dump_capture(model, data):
    """Every datagram and every TCP direction of a pcap or pcapng file, in the order of their first packet."""
    flows = {}
    for link, packet in packets(data):
        found = transport(link, packet)
        if found is None:
            continue
        protocol, flow, sequence, payload = found
        if protocol == "udp":
            yield from dump_bytes(model, payload, protocol="udp", flow=flow)
        elif payload:
            flows.setdefault(flow, []).append((sequence, payload))
    for flow, segments in flows.items():
        yield from dump_bytes(model, reassembled(segments), protocol="tcp", flow=flow)


def reassembled(segments):
    """Bytes of one direction in order of their sequence numbers; a gap ends it."""
    first = segments[0][0]
    out = bytearray()
    for sequence, payload in sorted(segments, key=lambda one: (one[0] - first) & 0xFFFFFFFF):
        place = (sequence - first) & 0xFFFFFFFF
        if place > len(out):
            break
        out[place:place + len(payload)] = payload if place + len(payload) > len(out) else out[place:place + len(payload)]
    return bytes(out)


def packets(data):
    """(link type, bytes) of every packet."""
    magic = data[:4]
    if magic in (b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\xc3\xd4", b"\x4d\x3c\xb2\xa1", b"\xa1\xb2\x3c\x4d"):
        yield from pcap(data, "<" if magic[0] in (0xD4, 0x4D) else ">")
    elif magic == b"\x0a\x0d\x0d\x0a":
        yield from pcapng(data)
    else:
        raise NotACapture("not a pcap or pcapng file")


def pcap(data, order):
    (link,) = struct.unpack_from(order + "I", data, 20)
    at = 24
    while at + 16 <= len(data):
        size = struct.unpack_from(order + "4I", data, at)[2]
        yield link, data[at + 16:at + 16 + size]
        at += 16 + size


def pcapng(data):
    at, order, links = 0, "<", []
    while at + 12 <= len(data):
        if data[at:at + 4] == b"\x0a\x0d\x0d\x0a":
            order = "<" if data[at + 8:at + 12] == b"\x4d\x3c\x2b\x1a" else ">"
            links = []
        kind, size = struct.unpack_from(order + "2I", data, at)
        if kind == 1:
            links.append(struct.unpack_from(order + "H", data, at + 8)[0])
        elif kind == 6:
            interface, _, _, kept = struct.unpack_from(order + "4I", data, at + 8)
            yield links[interface], data[at + 28:at + 28 + kept]
        at += max(size, 12)


LINK_HEADERS = {0: 4, 1: 14, 101: 0, 113: 16, 228: 0, 276: 20}  # bytes before the IP header


def transport(link, packet):
    """(protocol, flow, sequence, payload) of an IPv4 or IPv6 packet with TCP or UDP in it."""
    start = LINK_HEADERS.get(link)
    if start is None or len(packet) < start + 20:
        return None
    ip = packet[start:]
    if ip[0] >> 4 == 4:
        protocol, head, total = ip[9], (ip[0] & 15) * 4, struct.unpack_from(">H", ip, 2)[0]
        source, target = (".".join(map(str, ip[at:at + 4])) for at in (12, 16))
        ip = ip[:total] if total else ip
    elif ip[0] >> 4 == 6 and len(ip) >= 40:
        protocol, head = ip[6], 40
        source, target = (ip[at:at + 16].hex() for at in (8, 24))
    else:
        return None
    if protocol not in (6, 17) or len(ip) < head + 8:
        return None
    ports = struct.unpack_from(">2H", ip, head)
    flow = f"{source}:{ports[0]} > {target}:{ports[1]}"
    if protocol == 17:
        return "udp", flow, 0, ip[head + 8:]
    if len(ip) < head + 20:
        return None
    return "tcp", flow, struct.unpack_from(">I", ip, head + 4)[0], ip[head + (ip[head + 12] >> 4) * 4:]
