"""Types into interactive shells, as a user with a hand on the tab key does."""

import os
import pty
import select
import signal
import time
from pathlib import Path

PROMPT = "READY>"
# A shell of its own with nothing of the user's, and what makes its completion work and its prompt known.
SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], ["PS1=REA''DY'>'"]),
    "zsh": (["zsh", "-f", "-i"], ["autoload -U compinit", "compinit -D -u", "PS1=REA''DY'>'"]),
    "fish": (["fish", "--no-config", "-i"], ["function fish_prompt; echo -n REA''DY'>'; end"]),
}
LOAD = {
    "bash": "source <(weir completion bash)",
    "zsh": "source <(weir completion zsh)",
    "fish": "weir completion fish | source",
}


class Shell:
    """An interactive shell on a terminal of its own, in `folder`, that finds its programs in `path` first."""

    def __init__(self, name: str, folder: Path, path: Path):
        command, prepare = SHELLS[name]
        self.said = ""
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, {
                "PATH": f"{path}:{os.environ['PATH']}", "HOME": str(folder), "TERM": "dumb", "LC_ALL": "C.UTF-8"})  # fmt: skip
        for line in prepare:
            self.type(line + "\r")
        self.wait_for(PROMPT)
        self.run(LOAD[name])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.kill(self._pid, signal.SIGKILL)
        os.close(self._terminal)
        os.waitpid(self._pid, 0)

    def type(self, keys: str) -> None:
        os.write(self._terminal, keys.encode())

    def run(self, line: str) -> None:
        """Returns when the shell asks for the next line."""
        seen = self.said.count(PROMPT)
        self.type(line + "\r")
        self._read_until(lambda: self.said.count(PROMPT) > seen, f"a prompt after {line!r}")

    def wait_for(self, text: str) -> None:
        self._read_until(lambda: text in self.said, repr(text))

    def _read_until(self, holds, what: str, watchdog_s: float = 20) -> None:
        give_up = time.monotonic() + watchdog_s
        while not holds():
            ready, _, _ = select.select([self._terminal], [], [], max(0, give_up - time.monotonic()))
            assert ready, f"no {what} after {watchdog_s} s; the shell said: {self.said!r}"
            self.said += os.read(self._terminal, 65536).decode(errors="replace")
