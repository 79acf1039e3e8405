"""Baseline JPEGs that carry a frame number and a capture time, made fast enough for a live camera.

Every row of 16x16 macroblocks begins with a restart marker, so it is independent of the others: the rows of
the moving background are encoded once, and a frame costs only its two rows of block code.
"""

import random
import struct

import block_code

# ITU-T T.81 Annex K.3: the typical Huffman tables, as (number of codes per length, symbols).
DC_LUMA = (bytes([0, 1, 5, 1, 1, 1, 1, 1, 1] + [0] * 7), bytes(range(12)))
DC_CHROMA = (bytes([0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1] + [0] * 5), bytes(range(12)))
# Ours: only the symbols that the texture below needs. 0x00 ends a block, 0x0s is "no zeros, s bits".
AC = (bytes([0, 3, 1] + [0] * 13), bytes([0x00, 0x01, 0x02, 0x03]))

QUANTISER = 8  # of every coefficient; a DC step is then one grey level
PHASES = 16  # different positions of the moving background
BLACK, WHITE = 16, 235


def huffman_codes(table: tuple[bytes, bytes]) -> dict[int, str]:
    counts, symbols = table
    codes, code, position = {}, 0, 0
    for length, count in enumerate(counts, 1):
        for symbol in symbols[position : position + count]:
            codes[symbol] = format(code, f"0{length}b")
            code += 1
        position += count
        code <<= 1
    return codes


def signed_bits(value: int) -> str:
    """T.81 F.1.2.1: a negative value is written as value - 1 in as many bits as |value| has."""
    size = abs(value).bit_length()
    return format(value if value > 0 else value + (1 << size) - 1, f"0{size}b") if size else ""


class _Coder:
    dc_luma, dc_chroma, ac = (huffman_codes(table) for table in (DC_LUMA, DC_CHROMA, AC))
    end = ac[0]

    def texture(self, coefficients: list[int]) -> str:
        return "".join(self.ac[abs(one).bit_length()] + signed_bits(one) for one in coefficients) + self.end

    def row(self, tiles: list[tuple[int, int, int, str]]) -> bytes:
        """One restart interval: tiles are (Y, Cb, Cr, luma texture), 4:2:0."""
        bits, last = [], (128, 128, 128)
        for luma, blue, red, texture in tiles:
            bits += [self._dc(self.dc_luma, luma - last[0]), texture, (self.dc_luma[0] + texture) * 3]
            bits += [self._dc(self.dc_chroma, blue - last[1]), self.end]
            bits += [self._dc(self.dc_chroma, red - last[2]), self.end]
            last = (luma, blue, red)
        text = "".join(bits)
        text += "1" * (-len(text) % 8)
        return int(text, 2).to_bytes(len(text) // 8, "big").replace(b"\xff", b"\xff\x00")

    @staticmethod
    def _dc(codes: dict[int, str], difference: int) -> str:
        return codes[abs(difference).bit_length()] + signed_bits(difference)


class NumberedJpeg:
    """A moving picture of one size. frame() may be called from one thread at a time."""

    def __init__(self, width: int, height: int, seed: int = 1):
        self._coder = _Coder()
        self._columns, self._rows = -(-width // 16), -(-height // 16)
        self._head = self._make_head(width, height)
        chance = random.Random(seed)
        # Real pictures have detail: about 10 bits of it per coefficient row make frames of a webcam's size.
        textures = [self._coder.texture([chance.choice((-3, -2, -1, 1, 2, 3)) for _ in range(8)]) for _ in range(8)]
        self._background = [self._coder.row(self._bars(phase, textures)) for phase in range(PHASES)]
        self._flat = self._bars(0, textures)[block_code.COLUMNS :]

    def frame(self, number: int, time_ms: int) -> bytes:
        rows = [self._coder.row([self._tile(bit) for bit in bits] + self._flat)
                for bits in block_code.to_bits(number, time_ms)]  # fmt: skip
        rows += [self._background[(number + row) % PHASES] for row in range(2, self._rows)]
        restarts = [bytes([0xFF, 0xD0 + index % 8]) for index in range(self._rows - 1)] + [b"\xff\xd9"]
        return self._head + b"".join(part for pair in zip(rows, restarts) for part in pair)

    def _tile(self, bit: int) -> tuple[int, int, int, str]:
        return (WHITE if bit else BLACK, 128, 128, self._coder.end)

    def _bars(self, phase: int, textures: list[str]) -> list[tuple[int, int, int, str]]:
        """Diagonal bars that walk one tile per frame."""
        tiles = []
        for column in range(self._columns):
            step = (column + phase) % PHASES
            tiles.append((64 + 8 * step, 96 + 4 * step, 160 - 4 * step, textures[step % len(textures)]))
        return tiles

    def _make_head(self, width: int, height: int) -> bytes:
        tables = ((0x00, DC_LUMA), (0x01, DC_CHROMA), (0x10, AC))
        huffman = b"".join(bytes([slot]) + counts + symbols for slot, (counts, symbols) in tables)
        frame = struct.pack(">BHHB", 8, height, width, 3) + bytes([1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0])
        scan = bytes([3, 1, 0x00, 2, 0x10, 3, 0x10, 0, 63, 0])
        return b"\xff\xd8" + b"".join((
            _segment(0xDB, bytes([0]) + bytes([QUANTISER]) * 64),
            _segment(0xC0, frame),
            _segment(0xC4, huffman),
            _segment(0xDD, struct.pack(">H", self._columns)),
            _segment(0xDA, scan),
        ))  # fmt: skip


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
