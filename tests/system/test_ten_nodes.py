"""Ten nodes that know each other by name: brought up, killed at random, and all well again by themselves.

WEIR_KILL_SECONDS=60 kills for a minute instead of 20 seconds; WEIR_SEED chooses whom and when.
"""

import os
import random
import time

import pytest

from controller import Controller
from programs import eventually

NODES = 10
SOURCES = range(1, 6)
KILL_SECONDS = float(os.environ.get("WEIR_KILL_SECONDS", "20"))
SEED = int(os.environ.get("WEIR_SEED", "1"))


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

    def wish(self) -> None:
        for stream in SOURCES:
            forwarder, beside = 6 + (stream - 1) % 4, 6 + stream % 4
            with Controller(self.nodes[stream].port) as node:
                node.ask("start_ingest", stream_id=stream, device_path="pattern:", width=160, height=120, fps_n=5, fps_d=1)
                for target in (forwarder, beside):
                    node.ask("start_relay", stream_id=stream, mode=2, dest_host=f"relay:n{target}")
            with Controller(self.nodes[forwarder].port) as node:
                node.ask("start_relay", stream_id=stream, mode=1, dest_host="relay:n10")

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
        live = {stream.stream_id for stream in self.asked(10, "get_runtime_state").streams if stream.live}
        return "" if live >= set(SOURCES) else f"relay:n10 has only the streams {sorted(live)}"

    def wait_green(self, watchdog_s: float = 60) -> float:
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
    fleet = Fleet(programs)
    fleet.wish()
    return fleet


def test_ten_nodes_come_up_and_again_after_all_were_killed_at_once(fleet):
    print(f"green {fleet.wait_green():.2f} s after the last wish")
    before = fleet.configs()

    for node in fleet.nodes.values():
        node.kill()
    begun = time.monotonic()
    for number in fleet.nodes:
        fleet.start(number)
    started = time.monotonic() - begun

    print(f"started again in {started:.2f} s, green {fleet.wait_green():.2f} s later")
    assert fleet.configs() == before


def test_whoever_is_killed_whenever_all_gets_well_by_itself(fleet):
    fleet.wait_green()
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
    for number in fleet.nodes:
        assert "wanted state" not in fleet.nodes[number].logged()  # nothing was damaged
