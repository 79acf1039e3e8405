"""Runs one test program to its end, whatever it does: a log, a watchdog, nothing left behind."""

import os
import signal
import subprocess
from pathlib import Path


def run_logged(command: list[str], log: Path, watchdog_s: int, env: dict[str, str]) -> str:
    """Empty when the program ended with 0, else one sentence that says how it ended."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            env=os.environ | env, start_new_session=True)  # fmt: skip
        try:
            code = process.wait(watchdog_s)
        except subprocess.TimeoutExpired:
            end_group(process)
            return f"still running after {watchdog_s} s, ended by the watchdog"
        except KeyboardInterrupt:
            end_group(process)
            raise
        # What a test program left running would disturb the next one.
        _signal_group(process, signal.SIGKILL)
    if code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"ended with exit code {code}" if code else ""


def end_group(process) -> None:
    for sign, patience_s in ((signal.SIGTERM, 5), (signal.SIGKILL, 5)):
        _signal_group(process, sign)
        try:
            process.wait(patience_s)
            break
        except subprocess.TimeoutExpired:
            continue
    _signal_group(process, signal.SIGKILL)


def _signal_group(process, sign: signal.Signals) -> None:
    try:
        os.killpg(process.pid, sign)
    except ProcessLookupError:
        pass
