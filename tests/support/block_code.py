"""The number and the time that our moving pictures carry, as black and white blocks in the top left corner.

Two rows of 40 blocks of 16x16 pixels. Row 0: sync 10101010, then the frame number (u32). Row 1: the low 32
bits of the capture time in ms, then the XOR of the eight bytes before it. Most significant bit first; white is 1.
"""

from functools import reduce
from operator import xor

BLOCK = 16  # pixels
COLUMNS = 40
WIDTH, HEIGHT = COLUMNS * BLOCK, 2 * BLOCK  # the part of the picture to read
SYNC = 0b10101010


def to_bits(number: int, time_ms: int) -> tuple[list[int], list[int]]:
    payload = number.to_bytes(4, "big") + (time_ms & 0xFFFFFFFF).to_bytes(4, "big")
    return _bits(bytes([SYNC]) + payload[:4]), _bits(payload[4:] + bytes([reduce(xor, payload)]))


def from_grey(pixels: bytes) -> tuple[int, int] | None:
    """(number, time_ms) of WIDTH x HEIGHT grey pixels; None when sync or check do not fit."""
    rows = [_row(pixels, row) for row in (0, 1)]
    payload = rows[0][1:] + rows[1][:4]
    if rows[0][0] != SYNC or rows[1][4] != reduce(xor, payload):
        return None
    return int.from_bytes(payload[:4], "big"), int.from_bytes(payload[4:], "big")


def _row(pixels: bytes, row: int) -> bytes:
    middle = (row * BLOCK + BLOCK // 2) * WIDTH + BLOCK // 2
    bits = "".join("1" if pixels[middle + column * BLOCK] > 128 else "0" for column in range(COLUMNS))
    return int(bits, 2).to_bytes(COLUMNS // 8, "big")


def _bits(raw: bytes) -> list[int]:
    return [byte >> shift & 1 for byte in raw for shift in range(7, -1, -1)]
