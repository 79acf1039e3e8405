"""Cuts a stream of JPEGs into pictures and reads the number that each carries. Decoding is libjpeg-turbo's."""

import ctypes
import functools
from collections.abc import Iterator

import block_code

END_THEN_START = b"\xff\xd9\xff\xd8"
GREY, STOP_ON_WARNING = 6, 8192  # of turbojpeg.h


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
    """(number, time_ms) per picture, None where its blocks are unreadable, and what the decoder complained of."""
    found, complaints = [], []
    for picture in split(iter([stream])):
        try:
            found.append(block_code.from_grey(_corner(picture)))
        except ValueError as complaint:
            found.append(None)
            complaints.append(str(complaint))
    return found, "\n".join(complaints)


def _corner(picture: bytes) -> bytes:
    """The grey pixels of the block code. The whole picture is decoded; ValueError at the slightest damage."""
    turbo = _library()
    decoder = ctypes.c_void_p(turbo.tjInitDecompress())
    try:
        width, height, sampling, colours = (ctypes.c_int() for _ in range(4))
        size = ctypes.c_ulong(len(picture))
        if turbo.tjDecompressHeader3(decoder, picture, size, ctypes.byref(width), ctypes.byref(height),
                                     ctypes.byref(sampling), ctypes.byref(colours)):  # fmt: skip
            raise ValueError(turbo.tjGetErrorStr2(decoder).decode())
        pixels = ctypes.create_string_buffer(width.value * height.value)
        if turbo.tjDecompress2(decoder, picture, size, pixels, width, 0, height, GREY, STOP_ON_WARNING):
            raise ValueError(turbo.tjGetErrorStr2(decoder).decode())
    finally:
        turbo.tjDestroy(decoder)
    top = ctypes.string_at(pixels, block_code.HEIGHT * width.value)
    return b"".join(top[at : at + block_code.WIDTH] for at in range(0, len(top), width.value))


@functools.cache
def _library() -> ctypes.CDLL:
    turbo = ctypes.CDLL("libturbojpeg.so.0")
    turbo.tjInitDecompress.restype = ctypes.c_void_p
    turbo.tjGetErrorStr2.restype = ctypes.c_char_p
    return turbo
