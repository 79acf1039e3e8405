"""Metrics and health over HTTP, as a monitoring system asks for them."""

import socket
import urllib.error
import urllib.request

import pytest

from controller import Controller, wire
from fast_source import FastSource
from programs import eventually


def get(node, path):
    port = int(next(line for line in node.logged().splitlines() if " metrics listening " in line).rsplit(":", 1)[1])
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()
    except (ConnectionError, urllib.error.URLError):
        return 0, ""  # too many visitors


def value(text, sample):
    return float(next(line for line in text.splitlines() if line.startswith(sample + " ")).rsplit(" ", 1)[1])


@pytest.fixture
def relay(programs):
    return programs.node("relay", "--metrics", "127.0.0.1:0", name="relay:main")


def test_counters_follow_the_video_and_never_fall(programs, relay):
    programs.node("pattern", "--size", "64x64", "--stream", "7", "--to", f"127.0.0.1:{relay.port}")
    sent = 'weir_output_frames_sent_total{stream="7",mode="low_latency"}'
    for _ in range(2):
        programs.run("cat", f"127.0.0.1:{relay.port}/7", "--count", "5", "--wait", "20")

    eventually(lambda: value(get(relay, "/metrics")[1], sent) >= 10, "both readers are counted, though they are gone")
    text = get(relay, "/metrics")[1]
    assert value(text, 'weir_stream_live{stream="7"}') == 1
    assert value(text, 'weir_stream_frames_received_total{stream="7"}') > 0
    assert value(text, "weir_up_seconds") > 0 and value(text, "weir_frame_memory_max_bytes") > 0


def test_ready_is_when_wanted_is_current(programs, relay):
    assert get(relay, "/healthz") == (200, "ok\n")
    assert get(relay, "/readyz") == (200, "ready\n")
    with Controller(relay.port) as controller:
        controller.ask("start_relay", stream_id=7, mode=1, dest_host="relay:later")

        status, reason = get(relay, "/readyz")
        assert status == 503 and "relay:later" in reason
        programs.node("relay", name="relay:later")
        eventually(lambda: get(relay, "/readyz")[0] == 200, "ready once the other node is there")
    assert get(relay, "/healthz")[0] == 200


def test_visitors_without_manners_are_bounded_and_harmless(relay):
    port = int(next(line for line in relay.logged().splitlines() if " metrics listening " in line).rsplit(":", 1)[1])
    silent = [socket.create_connection(("127.0.0.1", port), 10) for _ in range(100)]
    with socket.create_connection(("127.0.0.1", port), 10) as long:
        try:
            long.sendall(b"GET /" + b"a" * 100_000)
        except OSError:
            pass  # closed in the middle, as it should be

    eventually(lambda: get(relay, "/healthz")[0] == 200, "who asks is answered once the others were put out")
    for one in silent:
        one.close()
    assert relay.stop() == 0


def test_a_taken_metrics_port_ends_the_node_with_a_sentence(programs, relay):
    done = programs.run("relay", "--metrics", f"127.0.0.1:{relay.port}", "--state-dir", str(programs.folder / "other"))
    assert done.returncode == 1 and "choose another HOST:PORT" in done.stderr


def test_frames_under_way_when_an_output_ends_are_in_the_sums(relay):
    names = [f'weir_output_frames_{what}{{stream="7",mode="completeness"' for what in ("received_total", "sent_total",
                                                                                       "dropped_total", "waiting")]  # fmt: skip

    def sums():
        text = get(relay, "/metrics")[1]
        return [sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.startswith(name)) for name in names]

    with FastSource(relay.port, 7) as source, Controller(relay.port) as reader:
        output = reader.ask("start_relay", stream_id=7, mode=wire.DeliveryMode.completeness.value).output_id
        source.send(4, payload_bytes=12_000_000, batch=1)  # one is more than the kernel holds, and the reader does not read
        eventually(lambda: sums()[0] == 4, "all were offered to it")

        source.ask("stop_relay", output_id=output)

        received, sent, dropped, waiting = sums()
        assert received == 4 and dropped > 0 and waiting > 0
        assert received == sent + dropped + waiting
    eventually(lambda: (now := sums())[3] == 0 and now[0] == now[1] + now[2], "what was under way has ended, and is counted")
