"""A desktop without a monitor: an X server in memory, a still picture on it and a program that moves."""

import shutil
import subprocess

import pytest

from picture import Box, Picture, distance
from programs import Program, Programs, eventually

WIDTH, HEIGHT = 1280, 720
MOVING = Box(560, 280, 1200, 640)
STILL = MOVING.around(WIDTH, HEIGHT, margin=16)  # a JPEG block across the edge mixes both sides
EQUAL_MAX = 1.0  # the same picture taken twice without loss
SDL = {"SDL_VIDEODRIVER": "x11", "SDL_RENDER_DRIVER": "software", "SDL_FRAMEBUFFER_ACCELERATION": "0",
       "SDL_AUDIODRIVER": "dummy"}


class Desktop:
    """Ready when the still picture is seen and the program in front of it moves."""

    def __init__(self, programs: Programs):
        for tool, package in (("Xvfb", "xvfb"), ("ffplay", "ffmpeg")):
            if not shutil.which(tool):
                pytest.skip(f"no {tool} here; install it (apt install {package})")
        self._programs = programs
        self._server = programs.start("Xvfb", ["Xvfb", "-displayfd", "1", "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-noreset",
                                               "-nolisten", "tcp"], stdout=subprocess.PIPE)  # fmt: skip
        number = self._server.process.stdout.readline().strip()
        assert number, self._server.logged()
        self.display = f":{number.decode()}"

        path = programs.folder / "still.png"
        subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"testsrc=size={WIDTH}x{HEIGHT}", "-frames:v", "1",
                        str(path)], stdin=subprocess.DEVNULL, check=True, timeout=60)  # fmt: skip
        picture = Picture.read(["-i", str(path)])
        self._play("still", ["-i", str(path)], Box(0, 0, WIDTH, HEIGHT))
        eventually(lambda: distance(self.grab(), picture, [Box(0, 0, WIDTH, HEIGHT)]) < EQUAL_MAX, "the still picture")
        self._play("moving", ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=60"], MOVING)
        eventually(lambda: distance(self.grab(), self.grab(), [MOVING]) > EQUAL_MAX, "the program moves")

    def close(self) -> None:
        """In order: a killed server leaves its lock file behind."""
        self._server.stop()

    def grab(self) -> Picture:
        """What the X server shows, taken by another program than ours."""
        return Picture.read(["-f", "x11grab", "-video_size", f"{WIDTH}x{HEIGHT}", "-i", self.display])

    def _play(self, label: str, source: list[str], at: Box) -> Program:
        return self._programs.start(label, [
            "ffplay", "-v", "error", "-noborder", "-left", str(at.left), "-top", str(at.top),
            "-x", str(at.right - at.left), "-y", str(at.bottom - at.top), *source],
            env=SDL | {"DISPLAY": self.display})  # fmt: skip
