"""A process that hangs: its connections stay open, so only silence tells. SIGSTOP is the most silent of all."""

import signal

import mjpeg
from programs import WEIR, eventually


def frames(programs, relay, count):
    done = programs.run("cat", f"127.0.0.1:{relay.port}", "--count", str(count), "--wait", "20")
    assert done.returncode == 0, done.stderr
    found, complaints = mjpeg.numbers(done.stdout)
    assert complaints == ""
    return [number for number, _ in found]


def pair(programs):
    relay = programs.node("relay")
    source = programs.node("pattern", "--size", "640x480", "--fps", "30", "--to", f"127.0.0.1:{relay.port}")
    return relay, source, frames(programs, relay, 5)


def test_a_source_gives_up_a_relay_that_hangs_and_comes_back_to_it(programs):
    relay, source, before = pair(programs)

    relay.process.send_signal(signal.SIGSTOP)
    source.wait_logged("nothing heard")
    relay.process.send_signal(signal.SIGCONT)

    assert frames(programs, relay, 5)[0] > before[-1]


def test_a_relay_says_that_a_source_hangs_and_takes_it_back(programs):
    relay, source, before = pair(programs)

    source.process.send_signal(signal.SIGSTOP)
    relay.wait_logged("nothing heard")
    source.process.send_signal(signal.SIGCONT)

    assert frames(programs, relay, 5)[0] > before[-1]


def test_a_source_that_is_killed_and_started_again_is_read_on_by_the_same_reader(programs):
    relay, source, _ = pair(programs)
    picture_file = programs.folder / "read.mjpeg"
    with picture_file.open("wb") as out:
        programs.start("reader", [str(WEIR), "cat", f"127.0.0.1:{relay.port}"], stdout=out)
        eventually(lambda: picture_file.stat().st_size > 0, "the reader reads")

        source.kill()
        size = picture_file.stat().st_size
        programs.node("pattern", "--size", "640x480", "--fps", "30", "--to", f"127.0.0.1:{relay.port}", label="again")

        eventually(lambda: picture_file.stat().st_size > size + 100_000, "the reader reads on")
