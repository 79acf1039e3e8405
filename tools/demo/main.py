"""./dev demo: a source, a relay and the web page on this machine, until Ctrl-C; then what happened to the frames.

The source is a real camera if there is one, else the screen if there is a display, else a moving pattern.
"""

import argparse
import os
import secrets
import select
import signal
import sys
import tempfile
import time
from pathlib import Path

import report
import sources
from child import Child

ROOT = Path(__file__).resolve().parents[2]
START_TIMEOUT_S = 20


class Ended(Exception):
    """The demo cannot go on; the text says why."""


def main() -> int:
    options = read_options()
    # A controlling terminal or a script may end us at any moment: both ways go through the same door.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="weir-demo-") as folder:
        demo = Demo(Path(folder), options.weir, options.source)
        try:
            code = demo.run(options.seconds)
        finally:
            demo.stop()
        print(report.table(Path(folder)))
        return code


def read_options():
    parser = argparse.ArgumentParser(prog="./dev demo", description=__doc__)
    parser.add_argument("--seconds", type=float, help="end by itself after so long")
    parser.add_argument("--source", choices=("camera", "screen", "pattern"), help="instead of the best one found")
    parser.add_argument("--weir", type=Path, required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


class Demo:
    def __init__(self, folder: Path, weir: Path, wanted_source: str | None):
        self.folder = folder
        self.weir = weir
        self.wanted_source = wanted_source
        self.suffix = secrets.token_hex(2)  # two demos must not share a node name
        self.children: list[Child] = []  # in the order in which they are ended

    def run(self, seconds: float | None) -> int:
        try:
            self.start()
            self.wait(seconds)
        except KeyboardInterrupt:
            print("\ndemo: ending", flush=True)
        except Ended as end:
            print(f"demo: {end}", file=sys.stderr)
            return 1
        return 0

    def start(self) -> None:
        relay = self.node("relay", "relay", [])
        relay_address = f"127.0.0.1:{self.port_of(relay)}"
        source = self.start_source(relay_address)
        web = Child("web", self.folder, [
            "node", str(ROOT / "web" / "src" / "main.mjs"), "--port", "0",
            "--port-file", str(self.folder / "web.port"), "--report", str(self.folder / "web.json"),
            "--name", f"controller:demo-{self.suffix}",
            "--peer", relay_address, "--peer", f"127.0.0.1:{source.port}"])  # fmt: skip
        self.children = [source, web, relay]
        address = f"http://127.0.0.1:{self.port_of(web)}/"
        print(f"\n    {source.title} -> relay -> {address}\n", flush=True)
        print("Open it in a browser; Ctrl-C ends everything.", flush=True)

    def start_source(self, relay_address: str) -> Child:
        """The first candidate that comes up; the pattern needs nothing and always does."""
        for candidate in sources.candidates(self.wanted_source):
            child = self.node("source", candidate.verb, [*candidate.arguments, "--to", relay_address])
            child.title = candidate.title
            try:
                self.port_of(child)
                return child
            except Ended as end:
                self.children.remove(child)
                child.end()
                print(f"demo: no video from {candidate.title}: {end}", file=sys.stderr)
        raise Ended("no source could be started; ./dev run pattern --help shows the one that needs nothing")

    def node(self, role: str, verb: str, arguments: list[str]) -> Child:
        child = Child(role, self.folder, [
            str(self.weir), verb, "--name", f"{verb}:demo-{self.suffix}", "--listen", "127.0.0.1:0",
            "--state-dir", str(self.folder / role), "--port-file", str(self.folder / f"{role}.port"),
            "--report", str(self.folder / f"{role}.json"), *arguments])  # fmt: skip
        self.children.append(child)
        return child

    def port_of(self, child: Child) -> int:
        """Waits until the child listens. Ended when it dies first or takes too long."""
        file = self.folder / f"{child.role}.port"
        give_up = time.monotonic() + START_TIMEOUT_S
        while not file.exists():
            if child.wait(0.02):
                raise Ended(child.obituary())
            if time.monotonic() > give_up:
                raise Ended(f"{child.role} is not listening after {START_TIMEOUT_S} s\n{child.last_lines()}")
        child.port = int(file.read_text())
        return child.port

    def wait(self, seconds: float | None) -> None:
        """Returns when the time is over. Who is killed is started again, to see the rest heal; Ended when that is no use."""
        end = None if seconds is None else time.monotonic() + seconds
        while True:
            fds = {child.pidfd: child for child in self.children}
            left = None if end is None else max(0.0, end - time.monotonic())
            ready, _, _ = select.select(list(fds), [], [], left)
            if not ready:
                return
            dead = fds[ready[0]]
            dead.wait(1)
            how = dead.obituary()
            if not dead.was_killed() or not dead.revive(time.monotonic()):
                raise Ended(how)
            print(f"demo: {how.splitlines()[0]}; started again", file=sys.stderr, flush=True)

    def stop(self) -> None:
        # A second Ctrl-C must not leave anything behind: every child is killed in the end anyway.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for child in self.children:
            child.end()


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
