"""A media file, through a relay, into a recording: every frame arrives, exactly once."""

import json
import shutil
import subprocess

import pytest
from programs import WEIR

FRAMES = 150

pytestmark = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")

# As an encoder makes them for films (pictures refer to later ones) and as cameras make them.
ENCODERS = {
    "h264": ["-c:v", "libx264", "-preset", "ultrafast", "-g", "30"],
    "h264-b-frames": ["-c:v", "libx264", "-preset", "veryfast", "-bf", "2", "-g", "30"],
    "mjpeg": ["-c:v", "mjpeg", "-q:v", "5"],
}


def frame_count(film) -> tuple[str, int]:
    """(codec, pictures that a decoder gets out of it)."""
    shown = subprocess.run(["ffprobe", "-v", "error", "-select_streams", "v:0", "-count_frames", "-show_entries",
                            "stream=codec_name,nb_read_frames", "-of", "json", str(film)],
                           capture_output=True, check=True)  # fmt: skip
    stream = json.loads(shown.stdout)["streams"][0]
    return stream["codec_name"], int(stream["nb_read_frames"])


def make_film(path, encoder):
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"testsrc2=size=640x360:rate=30:d={FRAMES / 30}",
                    "-pix_fmt", "yuvj420p" if "mjpeg" in encoder else "yuv420p", *encoder, str(path)],
                   check=True)  # fmt: skip


@pytest.mark.parametrize("encoder", ENCODERS.values(), ids=ENCODERS.keys())
def test_the_recording_has_as_many_frames_as_the_film(programs, tmp_path, encoder):
    film, recording = tmp_path / "film.mkv", tmp_path / "recording.mkv"
    make_film(film, encoder)
    relay = programs.node("relay")
    address = f"127.0.0.1:{relay.port}"
    recorder = programs.start("record", [str(WEIR), "record", f"{address}/7", "-O", str(recording), "--wait", "20"])

    source = programs.node("file", str(film), "--stream", "7", "--to", address)

    assert recorder.process.wait(60) == 0, recorder.logged()
    assert source.process.wait(20) == 0, source.logged()
    assert frame_count(recording) == frame_count(film)
    assert frame_count(recording)[1] == FRAMES
    assert "0 lost" in recorder.logged()


def test_a_recording_never_overwrites_a_file_unasked(programs, tmp_path):
    there = tmp_path / "there.mkv"
    there.write_bytes(b"precious")

    done = programs.run("record", "127.0.0.1:1/1", "-O", str(there))

    assert done.returncode == 1
    assert "--overwrite" in done.stderr
    assert there.read_bytes() == b"precious"
