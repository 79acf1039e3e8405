"""A relay is killed again and again under load: what was sent with acknowledgements arrives once, whole and in order.

WEIR_RELAY_KILLS says how often (default 50); docs/testing.md has the long run.
"""

import os
import random
import subprocess
import time

import mjpeg
from controller import Controller
from programs import WEIR, eventually

KILLS = int(os.environ.get("WEIR_RELAY_KILLS", "50"))
SEED = int(os.environ.get("WEIR_SEED", random.SystemRandom().randrange(1 << 32)))
FPS = 60
LIFE_S = (0.05, 0.6)  # of one relay; shorter than it takes to settle, and longer


def source(programs, where):
    return programs.node("pattern", "--size", "640x160", "--fps", str(FPS), "--quality", "30", "--stream", "7",
                         "--acknowledged", "--to", where)  # fmt: skip


def reader(programs, where, *arguments):
    file = programs.folder / "read.mjpeg"
    with file.open("wb") as out:
        program = programs.start("reader", [str(WEIR), "--log", "*:info", "cat", f"{where}/7", "--acknowledged",
                                            "--wait", "20", *arguments], stdout=out)  # fmt: skip
    return program, file


def load(programs, where):
    """Other video through the same relay, with a reader that wants all of it and one that wants the newest."""
    programs.node("pattern", "--size", "1280x720", "--fps", "60", "--quality", "90", "--stream", "9", "--to", where,
                  label="load", name="pattern:load")  # fmt: skip
    for mode in ("completeness", "low-latency"):
        programs.start(f"load-{mode}", [str(WEIR), "cat", f"{where}/9", "--mode", mode, "--wait", "20"],
                       stdout=subprocess.DEVNULL)  # fmt: skip


def kill_again_and_again(programs, relay, start, read):
    chance = random.Random(SEED)
    for _ in range(KILLS):
        time.sleep(chance.uniform(*LIFE_S))
        relay.kill()
        relay = start()
    before = read()
    eventually(lambda: read() > before + 100_000, "the stream flows again after the last kill")
    return relay


def assert_exact(file, at_least):
    found, complaints = mjpeg.numbers(file.read_bytes())
    numbers = [number for number, _ in found]
    assert complaints == ""
    broken = [(a, b) for a, b in zip(numbers, numbers[1:]) if b != a + 1]
    assert broken == [], f"seed={SEED}: not one after the other: {broken[:10]}"
    assert len(numbers) >= at_least, f"seed={SEED}: only {len(numbers)} frames"


def test_kills_of_a_relay_cost_an_attached_reader_no_frame(programs):
    relay = programs.node("relay", label="relay")
    where = f"127.0.0.1:{relay.port}"
    source(programs, where)
    load(programs, where)
    cat, file = reader(programs, where)
    eventually(lambda: file.stat().st_size > 0, "the reader reads")

    relay = kill_again_and_again(programs, relay, lambda: programs.node("relay", label="relay", listen=where),
                                 lambda: file.stat().st_size)  # fmt: skip
    assert cat.stop() == 0

    assert_exact(file, at_least=KILLS * FPS * LIFE_S[0])


def test_kills_of_a_relay_between_two_others_cost_no_frame(programs):
    """source -> first (killed) -> second -> reader: the first one's output is what it was told, not who asks."""
    path = programs.folder / "second"
    programs.node("relay", label="second", name="relay:second", listen=f"unix:{path}")
    first = programs.node("relay", label="first", name="relay:first")
    where = f"127.0.0.1:{first.port}"
    source(programs, where)
    tell_to_relay(first.port, 7, f"unix:{path}")
    cat, file = reader(programs, f"unix:{path}")
    eventually(lambda: file.stat().st_size > 0, "the reader reads")

    kill_again_and_again(programs, first,
                         lambda: programs.node("relay", label="first", name="relay:first", listen=where),
                         lambda: file.stat().st_size)  # fmt: skip
    assert cat.stop() == 0

    assert_exact(file, at_least=KILLS * FPS * LIFE_S[0])


def tell_to_relay(port, stream_id, host):
    with Controller(port) as controller:
        controller.ask("start_relay", stream_id=stream_id, mode=2, dest_host=host, acknowledged=True)


def test_an_outage_longer_than_the_window_is_a_gap_of_exactly_those_numbers(programs):
    relay = programs.node("relay", label="relay")
    where = f"127.0.0.1:{relay.port}"
    pattern = programs.node("pattern", "--size", "640x160", "--fps", "240", "--quality", "30", "--stream", "7",
                            "--acknowledged", "--to", where)  # fmt: skip
    cat, file = reader(programs, where)
    eventually(lambda: file.stat().st_size > 0, "the reader reads")
    relay.kill()
    with Controller(pattern.port) as controller:
        eventually(lambda: controller.ask("get_runtime_state").outputs[0].drops, "the window is overrun", 60)

    programs.node("relay", label="relay", listen=where)
    size = file.stat().st_size
    eventually(lambda: file.stat().st_size > size + 100_000, "the stream flows again")
    assert cat.stop() == 0

    found, _ = mjpeg.numbers(file.read_bytes())
    numbers = [number for number, _ in found]
    gaps = [(a + 1, b - a - 1) for a, b in zip(numbers, numbers[1:]) if b != a + 1]
    assert len(gaps) == 1 and gaps[0][1] > 0
    told = [line for line in cat.logged().splitlines() if "missing for good" in line]
    assert len(told) == 1 and f"frames={gaps[0][1]} " in told[0] and told[0].endswith(f"first={gaps[0][0]}")


def test_a_source_that_has_ended_stays_until_its_last_frame_is_answered_for(programs):
    relay = programs.node("relay", label="relay")
    where = f"127.0.0.1:{relay.port}"
    cat, file = reader(programs, where)
    cat.wait_logged("attached")
    pattern = programs.node("pattern", "--size", "640x160", "--fps", "60", "--stream", "7", "--frames", "90",
                            "--acknowledged", "--to", where)  # fmt: skip
    eventually(lambda: file.stat().st_size > 0, "the reader reads")

    relay.kill()
    programs.node("relay", label="relay", listen=where)

    assert pattern.process.wait(60) == 0
    assert cat.process.wait(30) == 0
    found, _ = mjpeg.numbers(file.read_bytes())
    assert [number for number, _ in found] == list(range(90))
