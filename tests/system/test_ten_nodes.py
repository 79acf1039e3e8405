"""Ten nodes that know each other by name: brought up from one file, killed at random, and all well again by themselves.

WEIR_KILL_SECONDS=60 kills for a minute instead of eight seconds; WEIR_SEED chooses whom and when.
"""

import os
import random
import time

import pytest

from cli import OK, Cli
from controller import Controller
from programs import eventually

NODES = 10
SOURCES = range(1, 6)
KILL_SECONDS = float(os.environ.get("WEIR_KILL_SECONDS", "8"))
SEED = int(os.environ.get("WEIR_SEED", "1"))
WATCHDOG_S = 60


class Fleet:
    """n1 to n5 each make a stream and send it to two of n6 to n9, one of which sends it on to n10."""

    def __init__(self, programs):
        self.programs = programs
        self.nodes = {}
        for number in range(1, NODES + 1):
            self.start(number)

    def start(self, number: int) -> None:
        known = self.nodes.get(number)
        listen = f"127.0.0.1:{known.port}" if known else "127.0.0.1:0"
        label = f"relay-{number}"
        self.nodes[number] = self.programs.node("relay", name=f"relay:n{number}", label=label, listen=listen)

    def topology(self) -> str:
        text = "api_version = 1\n"
        for stream in SOURCES:
            forwarder, beside = 6 + (stream - 1) % 4, 6 + stream % 4
            text += f"""
[[stream]]
name = "s{stream}"
node = "relay:n{stream}"
device = "pattern:"
size = "160x120"
fps = 5
mode = "completeness"
to = ["relay:n{forwarder}", "relay:n{beside}"]

[[edge]]
stream = "s{stream}"
from = "relay:n{forwarder}"
to = "relay:n10"
"""
        return text

    def asked(self, number: int, command: str):
        with Controller(self.nodes[number].port) as node:
            return node.ask(command)

    def configs(self) -> list:
        return [self.asked(number, "get_config_state") for number in self.nodes]

    def trouble(self) -> str:
        """What is not as it should be; empty when all is green."""
        for number in self.nodes:
            state = self.asked(number, "get_runtime_state")
            for one in state.resources:
                if one.current != one.wanted:
                    return f"relay:n{number}: {one.kind} {one.name} is {one.current}: {one.error}"
        live = [stream.stream_id for stream in self.asked(10, "get_runtime_state").streams if stream.live]
        return "" if len(live) >= len(SOURCES) else f"relay:n10 has only the streams {sorted(live)}"

    def received(self) -> dict[int, int]:
        """Frames of each stream that reached the end of the way."""
        return {stream.stream_id: stream.frames_received for stream in self.asked(10, "get_runtime_state").streams}

    def wait_green(self, watchdog_s: float = WATCHDOG_S) -> float:
        begun = time.monotonic()
        last = [""]

        def green() -> bool:
            try:
                last[0] = self.trouble()
            except (OSError, EOFError) as problem:
                last[0] = str(problem)
            return not last[0]

        try:
            eventually(green, "everything is green", watchdog_s)
        except AssertionError as problem:
            raise AssertionError(f"{problem}: {last[0]}") from None
        return time.monotonic() - begun


@pytest.fixture
def fleet(programs):
    return Fleet(programs)


@pytest.fixture
def applied(programs, fleet, tmp_path):
    """(fleet, cli, file): everything is live."""
    file = tmp_path / "ten.toml"
    file.write_text(fleet.topology())
    cli = Cli(programs)
    begun = time.monotonic()
    said = cli("apply", str(file), "--wait=live", "--timeout", str(WATCHDOG_S))
    print(f"weir apply --wait=live: {time.monotonic() - begun:.2f} s")
    assert said.code == OK, said.err + said.out
    assert "everything is live" in said.err and said.out.count("done") == 20
    return fleet, cli, file


def assert_all_is_as_the_file_says(fleet, cli, file):
    """By weir diff, and by frames that arrive at the end of every way."""
    last = [None]

    def agreed() -> bool:
        last[0] = cli("diff", str(file))
        return last[0].code == OK

    try:
        eventually(agreed, "weir diff finds no difference", WATCHDOG_S)
    except AssertionError as problem:
        raise AssertionError(f"{problem}\n{last[0].out}{last[0].err}") from None
    before = fleet.received()
    assert len(before) == len(SOURCES)
    eventually(lambda: all(fleet.received().get(stream, 0) > frames for stream, frames in before.items()), "frames flow", WATCHDOG_S)


def test_ten_nodes_come_up_from_one_file_and_a_second_time_nothing_is_done(applied):
    fleet, cli, file = applied

    assert fleet.trouble() == ""
    before = fleet.configs()
    again = cli("apply", str(file), "--prune")
    assert (again.code, again.out) == (OK, "") and "nothing to do" in again.err
    assert fleet.configs() == before
    assert_all_is_as_the_file_says(fleet, cli, file)


def test_ten_nodes_come_up_again_after_all_were_killed_at_once(applied):
    fleet, cli, file = applied
    before = fleet.configs()

    for node in fleet.nodes.values():
        node.kill()
    begun = time.monotonic()
    for number in fleet.nodes:
        fleet.start(number)
    started = time.monotonic() - begun

    print(f"started again in {started:.2f} s, green {fleet.wait_green():.2f} s later")
    assert fleet.configs() == before
    assert_all_is_as_the_file_says(fleet, cli, file)


def test_whoever_is_killed_whenever_all_gets_well_by_itself(applied):
    fleet, cli, file = applied
    before = fleet.configs()
    dice = random.Random(SEED)
    print(f"seed={SEED}")
    kills = 0
    end = time.monotonic() + KILL_SECONDS
    while time.monotonic() < end:
        victims = dice.sample(range(1, NODES + 1), dice.choice((1, 1, 1, 2, 3)))
        for number in victims:
            fleet.nodes[number].kill()
        kills += len(victims)
        time.sleep(dice.uniform(0, 1))
        for number in victims:
            fleet.start(number)

    print(f"{kills} kills; green {fleet.wait_green():.2f} s after the last start")
    assert fleet.configs() == before
    assert_all_is_as_the_file_says(fleet, cli, file)
    for number in fleet.nodes:
        assert "wanted state" not in fleet.nodes[number].logged()  # nothing was damaged
