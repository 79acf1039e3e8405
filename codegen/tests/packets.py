"""Packets and capture files made by hand."""

import struct

A, B = bytes([10, 0, 0, 1]), bytes([10, 0, 0, 2])


def ethernet(source_port, target_port, sequence, payload, protocol=6, reverse=False):
    """An Ethernet frame with IPv4 and TCP (6) or UDP (17), from A to B or back."""
    ports = struct.pack(">2H", source_port, target_port)
    if protocol == 6:
        inner = ports + struct.pack(">2I2B3H", sequence, 0, 5 << 4, 0x18, 1024, 0, 0) + payload
    else:
        inner = ports + struct.pack(">2H", 8 + len(payload), 0) + payload
    source, target = (B, A) if reverse else (A, B)
    ip = struct.pack(">2B3H2BH", 0x45, 0, 20 + len(inner), 0, 0, 64, protocol, 0) + source + target
    return b"\0" * 12 + b"\x08\0" + ip + inner


def pcap(*packets):
    out = struct.pack("<I2H4I", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
    return out + b"".join(struct.pack("<4I", 0, 0, len(one), len(one)) + one for one in packets)


def pcapng(*packets):
    def block(kind, body):
        body += b"\0" * (-len(body) % 4)
        return struct.pack("<2I", kind, len(body) + 12) + body + struct.pack("<I", len(body) + 12)

    out = block(0x0A0D0D0A, struct.pack("<I2Hq", 0x1A2B3C4D, 1, 0, -1)) + block(1, struct.pack("<2HI", 1, 0, 65535))
    return out + b"".join(block(6, struct.pack("<5I", 0, 0, 0, len(one), len(one)) + one) for one in packets)
