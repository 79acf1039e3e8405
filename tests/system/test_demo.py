"""./dev demo: one command, one address, video on it, nothing left behind."""

import os
import re
import signal
import subprocess
import sys
import urllib.request

import pytest

from programs import ROOT, WEIR, eventually

DEMO = [sys.executable, str(ROOT / "tools" / "demo" / "main.py"), "--weir", str(WEIR), "--source", "pattern"]


@pytest.fixture
def demo(programs):
    """Starts a demo; its output is in the returned program's log."""

    def start(label="demo", *arguments):
        return programs.start(label, [*DEMO, *arguments], env={"PYTHONUNBUFFERED": "1"})

    return start


def address_of(program) -> str:
    program.wait_logged("Open it in a browser")
    return re.search(r"http://\S+", program.logged())[0]


def children_of(program) -> list[int]:
    listing = subprocess.run(["ps", "-o", "pid=", "--ppid", str(program.process.pid)], capture_output=True, text=True)
    return [int(word) for word in listing.stdout.split()]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def serves_a_page(address: str) -> bool:
    try:
        with urllib.request.urlopen(address) as page:
            return b"<html" in page.read().lower()
    except OSError:
        return False


def test_the_page_is_served_and_the_books_are_shown_at_the_end(demo):
    running = demo("demo", "--seconds", "4")

    assert serves_a_page(address_of(running))
    assert running.process.wait(60) == 0

    assert re.search(r"sent to 127.0.0.1:\d+ +\d+ +0", running.logged())
    assert "dropped" in running.logged()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_everything(demo, sign):
    running = demo()
    address_of(running)
    children = children_of(running)
    assert len(children) == 3

    running.process.send_signal(sign)

    assert running.process.wait(60) == 0
    assert not [pid for pid in children if alive(pid)]


def test_two_demos_run_at_once(demo):
    first, second = demo("first"), demo("second")

    assert address_of(first) != address_of(second)


@pytest.mark.parametrize("which", (0, 1, 2))
def test_a_child_that_is_killed_is_started_again_where_it_was(demo, which):
    running = demo()
    address = address_of(running)
    before = children_of(running)

    os.kill(before[which], signal.SIGKILL)

    eventually(lambda: "killed by SIGKILL; started again" in running.logged(), "the demo says so")
    eventually(lambda: len(children_of(running)) == 3, "three children live")
    assert set(children_of(running)) & set(before) == set(before) - {before[which]}
    eventually(lambda: serves_a_page(address), "the page is where it was")
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(60) == 0


def test_a_child_that_dies_again_and_again_is_told_with_its_last_words(demo):
    running = demo()
    address_of(running)
    children = children_of(running)

    for life in range(4):
        eventually(lambda: len(children_of(running)) == 3 and running.logged().count("started again") == life, "all run")
        source = children_of(running)[-1] if life else children[1]
        os.kill(source, signal.SIGKILL)

    assert running.process.wait(60) == 1
    assert "killed by SIGKILL" in running.logged()
    eventually(lambda: not [pid for pid in children if alive(pid)], "every child has ended")
