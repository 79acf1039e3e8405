"""Starts the built `weir` for tests: free ports, a folder of its own, a private discovery group, never left behind."""

import json
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WEIR = Path(os.environ.get("WEIR_PROGRAM", ROOT / "build" / "dev" / "nodes" / "weir"))
PROBE = WEIR.parents[1] / "tests" / "support" / "stream_probe"  # of the same build
START_WATCHDOG_S = 20
END_WATCHDOG_S = 20
RUN_WATCHDOG_S = 60


def eventually(holds: Callable[[], object], what: str, watchdog_s: float = 20):
    """The first true value of `holds`, asked again and again; AssertionError naming `what` when it never is."""
    give_up = time.monotonic() + watchdog_s
    while True:
        value = holds()
        if value:
            return value
        if time.monotonic() > give_up:
            raise AssertionError(f"still not after {watchdog_s} s: {what}")
        time.sleep(0.02)


def private_group() -> str:
    """A multicast group and port that no other test and no real node uses."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("", 0))
        port = probe.getsockname()[1]
    return f"239.77.{secrets.randbelow(256)}.{1 + secrets.randbelow(254)}:{port}"


class Program:
    """One running process with its log."""

    def __init__(self, name: str, command: list[str], folder: Path, env: dict[str, str], stdout=None, stderr=None):
        self.name = name
        self.log = folder / f"{name}.log"
        self.port = 0
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stdout or log, stderr=stderr or log,
                                            env=os.environ | env, start_new_session=True)  # fmt: skip

    def logged(self) -> str:
        return self.log.read_text(errors="replace")

    def wait_logged(self, text: str) -> None:
        eventually(lambda: text in self.logged() or self._must_live(), f'"{text}" in {self.log}')

    def _must_live(self) -> bool:
        assert self.process.poll() is None, f"{self.name} ended with {self.process.returncode}:\n{self.logged()}"
        return False

    def stop(self) -> int:
        """Asks it to end, as an operator does; the exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(END_WATCHDOG_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"{self.name} did not end on SIGTERM:\n{self.logged()}") from None

    def kill(self) -> None:
        """Nothing of it is left, and it had no chance to say good-bye."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()


class Programs:
    """What one test started. close() ends all of it and shows their logs, which pytest prints on failure."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.discovery = private_group()
        self._started: list[Program] = []

    @property
    def env(self) -> dict[str, str]:
        # No window on the desktop of whoever runs the tests.
        return {"WEIR_DISCOVERY": self.discovery, "XDG_STATE_HOME": str(self.folder / "state"),
                "DISPLAY": "", "WAYLAND_DISPLAY": ""}  # fmt: skip

    def node(self, verb: str, *arguments: str, name: str | None = None, label: str | None = None,
             listen: str = "127.0.0.1:0", env: dict[str, str] | None = None, stderr=None) -> Program:  # fmt: skip
        """Starts a node and waits until it listens. A second start under the same label keeps its state folder."""
        label = label or name or verb
        safe = label.replace(":", "-").replace("/", "-")
        port_file = self.folder / f"{safe}.port"
        port_file.unlink(missing_ok=True)
        program = self.start(safe, [
            str(WEIR), verb, "--name", name or f"{verb}:test", "--listen", listen, "--port-file", str(port_file),
            "--state-dir", str(self.folder / "state" / safe), "--report", str(self.report_file(safe)),
            *arguments], env=env, stderr=stderr)  # fmt: skip
        eventually(lambda: port_file.exists() or program._must_live(), f"{label} listens", START_WATCHDOG_S)
        program.port = int(port_file.read_text())
        return program

    def start(self, label: str, command: list[str], stdout=None, env: dict[str, str] | None = None,
              stderr=None) -> Program:  # fmt: skip
        program = Program(label, command, self.folder, self.env | (env or {}), stdout, stderr)
        self._started.append(program)
        return program

    def run(self, *arguments: str, env: dict[str, str] | None = None,
            watchdog_s: float = RUN_WATCHDOG_S) -> subprocess.CompletedProcess:  # fmt: skip
        """A verb that ends by itself; stdout is bytes, stderr text."""
        done = subprocess.run([str(WEIR), *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                              env=os.environ | self.env | (env or {}), timeout=watchdog_s)  # fmt: skip
        done.stderr = done.stderr.decode(errors="replace")
        return done

    def report_file(self, label: str) -> Path:
        return self.folder / f"{label}.json"

    def report(self, program: Program) -> dict:
        """What a node wrote when it ended."""
        return json.loads(self.report_file(program.name).read_text())

    def close(self) -> None:
        for program in reversed(self._started):
            program.kill()
        # Those that were started anew write on in one log.
        for name, program in {program.name: program for program in self._started}.items():
            print(f"--- {name}\n{program.logged()}", end="")
