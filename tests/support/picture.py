"""Pictures as pixels, and how far two of them are apart. Decoding is ffmpeg's."""

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from operator import sub

import block_code

CHANNELS = 3  # red, green, blue


@dataclass(frozen=True)
class Box:
    """Pixels; right and bottom are outside."""

    left: int
    top: int
    right: int
    bottom: int

    def around(self, width: int, height: int, margin: int) -> list["Box"]:
        """The rest of a picture of that size, but for a margin around this box."""
        top, bottom = self.top - margin, self.bottom + margin
        return [Box(0, 0, width, top), Box(0, bottom, width, height),
                Box(0, top, self.left - margin, bottom), Box(self.right + margin, top, width, bottom)]  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """Rows from the top, three bytes a pixel."""

    width: int
    height: int
    rgb: bytes

    @staticmethod
    def read(source: list[str]) -> "Picture":
        """The first picture of what the arguments make ffmpeg read."""
        done = subprocess.run(["ffmpeg", "-v", "error", *source, "-frames:v", "1", "-pix_fmt", "rgb24", "-c:v", "ppm",
                               "-f", "image2pipe", "-"], stdin=subprocess.DEVNULL, capture_output=True, timeout=60)  # fmt: skip
        assert done.returncode == 0 and done.stdout, done.stderr.decode(errors="replace")
        _, size, _, rgb = done.stdout.split(b"\n", 3)
        width, height = map(int, size.split())
        return Picture(width, height, rgb)

    def row(self, y: int, left: int, right: int) -> bytes:
        start = y * self.width
        return self.rgb[(start + left) * CHANNELS : (start + right) * CHANNELS]

    def number(self) -> int | None:
        """The frame number that our moving pattern carries."""
        rows = b"".join(self.row(y, 0, block_code.WIDTH)[1::CHANNELS] for y in range(block_code.HEIGHT))
        found = block_code.from_grey(rows)
        return found and found[0]

    def moved_right(self, pixels: int) -> "Picture":
        cut = self.width - pixels
        rows = (self.row(y, cut, self.width) + self.row(y, 0, cut) for y in range(self.height))
        return Picture(self.width, self.height, b"".join(rows))


def distance(one: Picture, other: Picture, boxes: Iterable[Box]) -> float:
    """Mean difference of a colour value within the boxes: 0 is equal, 255 black against white."""
    assert (one.width, one.height) == (other.width, other.height)
    total = count = 0
    for box in boxes:
        for y in range(box.top, box.bottom):
            row = one.row(y, box.left, box.right)
            total += sum(map(abs, map(sub, row, other.row(y, box.left, box.right))))
            count += len(row)
    return total / count
