"""The controller and its page in a real Chromium, beside the programs of a test."""

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from picture import Picture
from programs import ROOT, Program, Programs, eventually

PROBE = ROOT / "tests" / "system" / "page_probe.mjs"
CONTROLLER = ROOT / "web" / "src" / "main.mjs"


class Page:
    """One browser tab. Every method waits for its answer; AssertionError with the page's own words when it fails."""

    def __init__(self, programs: Programs):
        self._folder: Path = programs.folder
        if not shutil.which("node"):
            pytest.skip("no Node.js here; ./dev setup test fetches it")
        with (self._folder / "browser.log").open("ab") as log:
            self._probe = subprocess.Popen(["node", str(PROBE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                           stderr=log, text=True, env=os.environ | programs.env)  # fmt: skip
        ready = self._answer()
        if "missing" in ready:
            self.close()
            pytest.skip(ready["missing"])

    def close(self) -> None:
        """The browser ends with the probe, its profile folder with the browser."""
        try:
            self._probe.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            self._probe.kill()
            self._probe.communicate()

    def watch(self, controller: Program, node: str, stream: int) -> None:
        self._key = f"{node}/{stream}"
        self._do("open", url=f"http://127.0.0.1:{controller.port}/#watch={node.replace(':', '%3A')}%2F{stream}")

    def frames_shown(self) -> int:
        return (self._do("stats", key=self._key) or {"framesShown": 0})["framesShown"]

    def wait_shown(self, more: int = 1) -> None:
        """Until that many frames more than now are drawn."""
        self._do("shows", key=self._key, frames=self.frames_shown() + more)

    def wait_state(self, state: str) -> str:
        """Until the tile shows this state; what is written on the tile then."""
        return self._do("state", state=state)

    def rate(self, seconds: float) -> float:
        """Frames drawn per second over that long."""
        return self._do("rate", key=self._key, seconds=seconds)

    def picture(self) -> Picture:
        """What the preview shows, in the pixels of the stream."""
        path = self._folder / f"page-{time.monotonic_ns()}.png"
        self._do("picture", path=str(path))
        return Picture.read(["-i", str(path)])

    def screenshot(self, name: str) -> Path:
        path = self._folder / f"{name}.png"
        self._do("screenshot", path=str(path))
        return path

    def press(self, button: str) -> None:
        self._do("press", name=button)

    def choose(self, selector: str, label: str) -> None:
        self._do("choose", selector=selector, label=label)

    def open(self, controller: Program) -> None:
        self._do("open", url=f"http://127.0.0.1:{controller.port}/")

    def fill(self, selector: str, text: str) -> None:
        self._do("fill", selector=selector, text=text)

    def wait_gone(self, selector: str, text: str) -> None:
        self._do("gone", selector=selector, text=text)

    def tick(self, selector: str) -> None:
        self._do("tick", selector=selector)

    def choose_file(self, selector: str, path: Path) -> None:
        self._do("chooseFile", selector=selector, path=str(path))

    def texts(self, selector: str) -> list[str]:
        """What is written in each element, its lines and columns joined by spaces."""
        return [" ".join(text.split()) for text in self._do("texts", selector=selector)]

    def download(self, button: str) -> str:
        return self._do("download", name=button)

    def wait_text(self, selector: str, text: str) -> None:
        self._do("appears", selector=selector, text=text)

    def complaints(self) -> list[str]:
        """Errors that nobody on the page handled."""
        return self._do("complaints")

    def _do(self, what: str, **fields):
        self._probe.stdin.write(json.dumps({"do": what} | fields) + "\n")
        self._probe.stdin.flush()
        answer = self._answer()
        assert "error" not in answer, f"{what} {fields}: {answer['error']}"
        return answer["answer"]

    def _answer(self) -> dict:
        line = self._probe.stdout.readline()
        assert line, f"the browser's probe ended:\n{(self._folder / 'browser.log').read_text(errors='replace')}"
        return json.loads(line)


def start_controller(programs: Programs) -> Program:
    """The web controller, finding the nodes of its test by discovery."""
    port_file = programs.folder / "controller.port"
    controller = programs.start("controller", ["node", str(CONTROLLER), "--name", "controller:test",
                                               "--port-file", str(port_file)])  # fmt: skip
    eventually(port_file.exists, f"the controller listens; its log is {controller.log}")
    controller.port = int(port_file.read_text())
    return controller
