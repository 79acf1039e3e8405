"""One program of the demo: its log, its end, and its last words when it died by itself."""

import ctypes
import os
import signal
import subprocess
from pathlib import Path

END_PATIENCE_S = 5
LAST_LINES = 8
PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    def __init__(self, role: str, folder: Path, command: list[str]):
        self.role = role
        self.title = role
        self.port = 0  # known once it listens
        self.log = folder / f"{role}.log"
        with self.log.open("wb") as log:
            # Its own session: Ctrl-C in the terminal reaches the demo alone, which then ends all in order.
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True, preexec_fn=_die_with_parent)  # fmt: skip
        self.pidfd = os.pidfd_open(self._process.pid)

    def wait(self, seconds: float) -> bool:
        """True when the program has ended."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def end(self) -> None:
        """SIGTERM, then SIGKILL for it and everything that it started."""
        if self._process.poll() is None:
            self._process.terminate()
            if not self.wait(END_PATIENCE_S):
                print(f"demo: {self.role} did not end within {END_PATIENCE_S} s, killing it")
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._process.wait()

    def obituary(self) -> str:
        code = self._process.returncode
        how = f"killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
        return f"{self.role} {how}\n{self.last_lines()}"

    def last_lines(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-LAST_LINES:]
        return "\n".join(f"    {line}" for line in lines) or "    (it said nothing)"
