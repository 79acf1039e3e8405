"""Readers of one stream at once: what one of them does with its frames is nobody else's trouble."""

import json
import subprocess
import time

import mjpeg
import pytest
from controller import Controller, attach, stalled, wire
from fast_source import FastSource
from programs import PROBE, WEIR, eventually
from sanitizer_reports import only_without_sanitizers

FRAMES = 120


def probe(programs, label, relay, *arguments):
    figures = programs.folder / f"{label}.figures.json"
    program = programs.start(label, [str(PROBE), f"127.0.0.1:{relay.port}", "--stream", "7", "--json", str(figures),
                                     *arguments])  # fmt: skip
    return program, figures


def resident_bytes(program) -> int:
    for line in open(f"/proc/{program.process.pid}/status"):
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise AssertionError("no VmRSS in /proc")


def seen(program, figures):
    assert program.process.wait(60) == 0, program.logged()
    return json.loads(figures.read_text())


def start_stream(programs):
    relay = programs.node("relay")
    programs.node("pattern", "--size", "1280x720", "--fps", "30", "--stream", "7", "--to", f"127.0.0.1:{relay.port}")
    programs.run("cat", f"127.0.0.1:{relay.port}/7", "--count", "1", "--wait", "20")
    return relay


def test_a_reader_that_never_reads_costs_the_others_no_frame(programs):
    relay = start_stream(programs)
    _, _ = probe(programs, "stalled", relay, "--mode", "completeness", "--no-read", "--timeout", "60")
    preview = probe(programs, "preview", relay, "--mode", "low_latency", "--frames", str(FRAMES), "--timeout", "50")
    record = probe(programs, "record", relay, "--mode", "completeness", "--frames", str(FRAMES), "--timeout", "50")

    every, newest = seen(*record), seen(*preview)
    assert every["frames"] == newest["frames"] == FRAMES
    assert every["sequence_gaps"] == every["out_of_order"] == newest["out_of_order"] == 0
    # A busy machine may let the preview skip a frame for a newer one; a stalled neighbour never does.
    assert newest["sequence_gaps"] <= FRAMES // 10


@only_without_sanitizers
def test_what_a_reader_that_never_reads_is_kept_is_no_more_than_its_budget(programs):
    budget, frame = 4 << 20, 100_000
    relay = programs.node("relay")
    with FastSource(relay.port, 7) as source, Controller(relay.port) as controller:
        sleeper = stalled(relay.port)
        attach(sleeper, 7, mode=wire.DeliveryMode.completeness.value, bytes_max=budget)
        eventually(lambda: controller.ask("get_runtime_state").outputs, "it is attached")
        source.send(60, payload_bytes=frame, batch=10)
        eventually(lambda: controller.ask("get_runtime_state").outputs[0].drops, "its budget is used up")
        before = resident_bytes(relay)

        source.send(1000, payload_bytes=frame, batch=10)  # twenty-five times the budget

        eventually(lambda: controller.ask("get_runtime_state").streams[0].frames_received == 1060, "all have come")
        [output] = controller.ask("get_runtime_state").outputs
        assert output.bytes_waiting <= budget
        # What the allocator keeps for the next frame comes on top; a tenth of what was sent does not.
        assert resident_bytes(relay) - before < 10 * frame * 10
        sleeper.close()


def frames_of_a_late_reader(port, count, mode):
    """The sequence numbers of the first `count` frames that a reader gets of a stream that nobody sends any more,
    after how many milliseconds it had them, and how many there are in all."""
    with Controller(port) as reader:
        begun = time.monotonic()
        output = reader.ask("start_relay", stream_id=7, mode=mode.value).output_id
        numbers = []
        while len(numbers) < count:
            kind, payload = reader.next()
            if kind == wire.TimedFrame.TYPE:
                numbers.append(wire.TimedFrame.decode(payload).head.sequence)
        took_ms = (time.monotonic() - begun) * 1000
        [state] = [one for one in reader.ask("get_runtime_state").outputs if one.output_id == output]
        return numbers, took_ms, state.frames_received


@pytest.mark.parametrize("mode", [wire.DeliveryMode.low_latency, wire.DeliveryMode.completeness])
def test_a_late_reader_of_an_inter_coded_stream_begins_with_the_last_keyframe_at_once(programs, record_property, mode):
    relay = programs.node("relay")
    with FastSource(relay.port, 7, encoding=wire.Format.h264, keyframe_every=10) as source:
        source.send(26, payload_bytes=5000)  # and nothing more: whoever waits for a frame waits for ever
        source.ask("get_runtime_state")

        numbers, took_ms, offered = frames_of_a_late_reader(relay.port, 6, mode)

    assert numbers == list(range(20, 26)) and offered == 6
    record_property("late_join_ms", round(took_ms, 2))
    print(f"the last keyframe and what followed it came within {took_ms:.2f} ms")


def test_a_late_reader_of_single_pictures_gets_the_newest_one_at_once(programs, record_property):
    relay = programs.node("relay")
    with FastSource(relay.port, 7) as source:
        source.send(5, payload_bytes=200_000)
        source.ask("get_runtime_state")

        numbers, took_ms, offered = frames_of_a_late_reader(relay.port, 1, wire.DeliveryMode.low_latency)

    assert numbers == [4] and offered == 1
    record_property("late_join_ms", round(took_ms, 2))
    print(f"the newest picture came within {took_ms:.2f} ms")


def test_every_frame_of_an_output_is_sent_dropped_or_waiting(programs):
    relay = start_stream(programs)
    reader = probe(programs, "slow", relay, "--mode", "low_latency", "--no-read", "--seconds", "3", "--timeout", "30")
    assert reader[0].process.wait(60) is not None
    eventually(lambda: "connection ended" in relay.logged(), "the relay notices that the reader is gone")

    relay.stop()

    report = programs.report(relay)
    lines = report["outputs"] + report["past_outputs"]
    assert lines
    for line in lines:
        waiting = line.get("frames_waiting", 0)
        assert line["frames_received"] == line["frames_sent"] + sum(line["drops"].values()) + waiting
    assert any(line["drops"] for line in lines), "a reader that never reads has frames dropped, with their cause"


def test_cat_writes_all_it_has_read_however_slow_the_pipe(programs):
    relay = start_stream(programs)
    pipe_bytes = 64 << 10  # what the kernel takes without anybody reading
    ended = relay.logged().count("connection ended")
    reader = programs.start("cat", [str(WEIR), "cat", f"127.0.0.1:{relay.port}/7", "--count", "30"],
                            stdout=subprocess.PIPE)  # fmt: skip
    eventually(lambda: relay.logged().count("connection ended") > ended, "cat has read its frames")
    # Longer than cat would wait if it had been told to end.
    programs.run("cat", f"127.0.0.1:{relay.port}/7", "--seconds", "4")

    stream, _ = reader.process.communicate(timeout=60)

    found, complaints = mjpeg.numbers(stream)
    assert len(stream) > pipe_bytes
    assert complaints == "" and len(found) == 30
    assert reader.process.returncode == 0
