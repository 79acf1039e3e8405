"""The lab camera's pictures can be trusted: a strict decoder takes them and every number comes back."""

import itertools

import block_code
import mjpeg
from numbered_jpeg import NumberedJpeg


def test_numbers_and_times_survive_encoding_and_decoding():
    picture = NumberedJpeg(1280, 720)
    sent = [(number, 4_000_000_000 + 33 * number) for number in (0, 1, 2, 0xFFFF, 0x12345678, 0xFFFFFFFF)]

    found, complaints = mjpeg.numbers(b"".join(picture.frame(*one) for one in sent))

    assert complaints == ""
    assert found == [(number, time_ms & 0xFFFFFFFF) for number, time_ms in sent]


def test_a_picture_that_was_cut_short_is_noticed():
    whole = NumberedJpeg(1280, 720).frame(1, 2)

    found, complaints = mjpeg.numbers(whole[: len(whole) // 2] + b"\xff\xd9")

    assert complaints and len(found) == 1


def test_a_damaged_block_is_noticed():
    pixels = b"".join(_pixel_rows(row) for row in block_code.to_bits(7, 1000))
    assert block_code.from_grey(pixels) == (7, 1000)

    damaged = bytearray(pixels)
    at = 8 * block_code.WIDTH + 39 * block_code.BLOCK + 8  # the last bit of the number
    damaged[at] ^= 0xFF

    assert block_code.from_grey(bytes(damaged)) is None


def test_a_stream_cut_anywhere_gives_the_same_pictures():
    picture = NumberedJpeg(640, 480)
    frames = [picture.frame(number, 0)[-40:] for number in range(3)]
    frames = [b"\xff\xd8" + frame[2:] for frame in frames]
    stream = b"".join(frames)

    for cut in range(len(stream)):
        assert list(mjpeg.split(iter([stream[:cut], stream[cut:]]))) == frames
    assert list(mjpeg.split(bytes([byte]) for byte in stream)) == frames


def _pixel_rows(bits: list[int]) -> bytes:
    line = bytes(itertools.chain.from_iterable([255 * bit] * block_code.BLOCK for bit in bits))
    return line * block_code.BLOCK
