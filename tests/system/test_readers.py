"""Readers of one stream at once: what one of them does with its frames is nobody else's trouble."""

import json
import subprocess

import mjpeg
from programs import ROOT, WEIR, eventually

PROBE = ROOT / "build" / "dev" / "tests" / "support" / "stream_probe"
MEMORY_BUDGET_BYTES = 64 << 20  # of a completeness output, unless somebody says otherwise
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
    before = resident_bytes(relay)
    _, _ = probe(programs, "stalled", relay, "--mode", "completeness", "--no-read", "--timeout", "60")
    preview = probe(programs, "preview", relay, "--mode", "low_latency", "--frames", str(FRAMES), "--timeout", "50")
    record = probe(programs, "record", relay, "--mode", "completeness", "--frames", str(FRAMES), "--timeout", "50")

    every, newest = seen(*record), seen(*preview)
    assert every["frames"] == newest["frames"] == FRAMES
    assert every["sequence_gaps"] == every["out_of_order"] == newest["out_of_order"] == 0
    # A busy machine may let the preview skip a frame for a newer one; a stalled neighbour never does.
    assert newest["sequence_gaps"] <= FRAMES // 10
    assert resident_bytes(relay) - before < MEMORY_BUDGET_BYTES + (16 << 20)


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
