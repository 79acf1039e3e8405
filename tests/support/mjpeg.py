"""Cuts a stream of JPEGs into pictures and reads the number that each carries. Decoding is ffmpeg's."""

import re
import subprocess
from collections.abc import Iterator

import block_code

# ffmpeg counts the padding of the last byte as read too far, in about one valid picture of ten thousand.
HARMLESS = re.compile(r"overread 8$")
END_THEN_START = b"\xff\xd9\xff\xd8"


def split(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Whole JPEGs, each as soon as the first bytes of the next (or the end) prove it complete."""
    waiting = b""
    for chunk in chunks:
        searched = max(0, len(waiting) - len(END_THEN_START))
        waiting += chunk
        while (cut := waiting.find(END_THEN_START, searched)) >= 0:
            yield waiting[: cut + 2]
            waiting, searched = waiting[cut + 2 :], 0
    if waiting:
        yield waiting


def numbers(stream: bytes) -> tuple[list[tuple[int, int] | None], str]:
    """(number, time_ms) per decoded picture, None where its blocks are unreadable, and what the decoder said."""
    decoder = subprocess.run(
        ["ffmpeg", "-v", "error", "-xerror", "-err_detect", "explode", "-f", "mjpeg", "-i", "-",
         "-vf", f"crop={block_code.WIDTH}:{block_code.HEIGHT}:0:0,format=gray", "-vsync", "passthrough",
         "-f", "rawvideo", "-"], input=stream, capture_output=True)  # fmt: skip
    size = block_code.WIDTH * block_code.HEIGHT
    found = [block_code.from_grey(decoder.stdout[at : at + size]) for at in range(0, len(decoder.stdout) - size + 1, size)]
    said = decoder.stderr.decode(errors="replace").splitlines()
    return found, "\n".join(line for line in said if not HARMLESS.search(line))
