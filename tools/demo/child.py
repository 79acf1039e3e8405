"""One program of the demo: its log, its end, and its last words when it died by itself."""

import ctypes
import os
import signal
import subprocess
from pathlib import Path

END_PATIENCE_S = 5
LAST_LINES = 8
PR_SET_PDEATHSIG = 1
REVIVALS_MAX = 3  # within the seconds below
DEATHS_WITHIN_S = 20


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    def __init__(self, role: str, folder: Path, command: list[str]):
        self.role = role
        self.title = role
        self.port = 0  # known once it listens
        self.log = folder / f"{role}.log"
        self.command = command
        self.deaths: list[float] = []  # when, of the last ones
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as log:
            # Its own session: Ctrl-C in the terminal reaches the demo alone, which then ends all in order.
            self._process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True, preexec_fn=_die_with_parent)  # fmt: skip
        self.pidfd = os.pidfd_open(self._process.pid)

    def revive(self, now: float) -> bool:
        """Starts it again where it listened before. False when it dies too often for that to be of use."""
        self.deaths = [*(then for then in self.deaths if now - then < DEATHS_WITHIN_S), now]
        if len(self.deaths) > REVIVALS_MAX or not self.port:
            return False
        os.close(self.pidfd)
        self.command = [word.replace("127.0.0.1:0", f"127.0.0.1:{self.port}") for word in self.command]
        if "--port" in self.command:
            self.command[self.command.index("--port") + 1] = str(self.port)
        self.start()
        return True

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

    def was_killed(self) -> bool:
        """By somebody else, as far as one can tell: it has no say in SIGKILL and SIGTERM."""
        return self._process.returncode in (-signal.SIGKILL, -signal.SIGTERM)

    def obituary(self) -> str:
        code = self._process.returncode
        how = f"killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
        return f"{self.role} {how}\n{self.last_lines()}"

    def last_lines(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-LAST_LINES:]
        return "\n".join(f"    {line}" for line in lines) or "    (it said nothing)"
