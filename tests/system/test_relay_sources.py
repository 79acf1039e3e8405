"""Several sources at one relay: who has a stream, who gets it after a restart, and who is told no."""

import signal

import pytest

import mjpeg
from controller import Controller, Refused, wire
from fast_source import FastSource
from programs import eventually

WAIT = ("--wait", "20")


def frames(programs, relay, stream, count=5):
    done = programs.run("cat", f"127.0.0.1:{relay.port}/{stream}", "--count", str(count), *WAIT)
    assert done.returncode == 0, done.stderr
    found, complaints = mjpeg.numbers(done.stdout)
    assert complaints == ""
    return [number for number, _ in found]


def pattern(programs, relay, name, *arguments, label=None):
    return programs.node("pattern", "--size", "640x160", "--fps", "30", "--to", f"127.0.0.1:{relay.port}", *arguments,
                         name=name, label=label)  # fmt: skip


def test_a_second_source_of_a_stream_is_told_who_has_it(programs):
    relay = programs.node("relay")
    with FastSource(relay.port, 7, name="source:first", nonce=11):
        with pytest.raises(Refused, match="already comes from source:first; choose another stream id"):
            FastSource(relay.port, 7, name="source:second", nonce=22)


def test_a_restarted_source_replaces_its_former_life_at_once(programs):
    relay = programs.node("relay")
    first = pattern(programs, relay, "pattern:desk", "--stream", "7")
    frames(programs, relay, 7)
    # As after a power cut: the connection is there, and nobody behind it.
    first.process.send_signal(signal.SIGSTOP)

    second = pattern(programs, relay, "pattern:desk", "--stream", "7", label="again")

    assert frames(programs, relay, 7)
    assert "replaces its former connection" in relay.logged()
    assert "nothing heard" not in relay.logged()  # it took no silence to find out
    assert "refuses" not in second.logged()


def test_of_two_living_namesakes_the_newer_has_the_stream(programs):
    relay = programs.node("relay")
    first = pattern(programs, relay, "pattern:desk", "--stream", "7")
    frames(programs, relay, 7)
    pattern(programs, relay, "pattern:desk", "--stream", "7", label="again")

    first.wait_logged("already comes from pattern:desk")

    assert frames(programs, relay, 7, count=30)
    assert relay.logged().count("replaces its former connection") == 1


def test_a_second_connection_of_the_same_life_takes_over_when_the_first_is_silent(programs):
    relay = programs.node("relay")

    def come_again():
        try:
            return FastSource(relay.port, 7, name="source:a", nonce=11)
        except Refused as why:
            assert "already comes from source:a" in why.reason
            return None

    with FastSource(relay.port, 7, name="source:a", nonce=11) as old:
        assert come_again() is None  # both are heard of: by name and by address, perhaps
        with eventually(come_again, "the silent one is replaced"), pytest.raises((EOFError, ConnectionError)):
            while True:
                old.ask("get_config_state")


def test_a_node_with_two_ways_to_a_relay_sends_a_stream_on_one_of_them(programs):
    """By name and by address: the second is told who has the stream, and neither cuts the other off again and again."""
    relay = programs.node("relay", name="relay:main")
    source = programs.node("pattern", "--size", "640x160", "--stream", "7", "--to", f"127.0.0.1:{relay.port}", name="pattern:a")
    frames(programs, relay, 7)

    with Controller(source.port) as controller:
        controller.ask("start_relay", stream_id=7, mode=2, dest_host="relay:main")
    source.wait_logged("already comes from pattern:a")

    assert frames(programs, relay, 7, count=30)
    assert "replaces its former connection" not in relay.logged()


def test_two_streams_are_not_sent_to_one_reader_under_one_id(programs):
    relay = programs.node("relay")
    with Controller(relay.port) as reader:
        reader.ask("start_relay", stream_id=7, mode=1)
        reader.ask("start_relay", stream_id=7, mode=1)  # the same pictures twice do no harm
        for edge in ({"stream_id": 8, "output_stream_id": 7}, {"stream_id": 7, "mode": 2, "acknowledged": True}):
            with pytest.raises(Refused, match="sends stream 7 under the id 7 already"):
                reader.ask("start_relay", **({"mode": 1} | edge))
        reader.ask("start_relay", stream_id=8, mode=1)


def test_a_clash_is_solved_by_another_id_on_the_way(programs):
    """Both first relays call their stream 7; one of them sends it on as 8."""
    second = programs.node("relay", name="relay:second", label="second")
    for label, sent_as in (("a", 0), ("b", 8)):
        first = programs.node("relay", name=f"relay:{label}", label=label)
        pattern(programs, first, f"pattern:{label}", "--stream", "7", label=f"pattern-{label}")
        with Controller(first.port) as controller:
            controller.ask("start_relay", stream_id=7, output_stream_id=sent_as, mode=2, dest_host="127.0.0.1",
                           dest_port=second.port)  # fmt: skip

    assert frames(programs, second, 7) and frames(programs, second, 8)


def test_streams_between_two_nodes_share_one_connection(programs):
    second = programs.node("relay", name="relay:second", label="second")
    first = programs.node("relay", name="relay:first", label="first")
    for stream in (1, 2, 3):
        with Controller(first.port) as controller:
            controller.ask("start_relay", stream_id=stream, mode=2, dest_host="127.0.0.1", dest_port=second.port)
        pattern(programs, first, f"pattern:p{stream}", "--stream", str(stream), label=f"pattern-{stream}")
    for stream in (1, 2, 3):
        frames(programs, second, stream)

    eventually(lambda: "peer said hello peer=relay:first" in second.logged(), "the first relay came")
    assert second.logged().count("peer said hello peer=relay:first") == 1


@pytest.mark.parametrize("acknowledged", [False, True])
def test_a_reader_that_refuses_its_stream_costs_the_node_nothing(programs, acknowledged):
    """It may ask again, leave, or be asked about: the output that it refused is gone for good."""
    relay = programs.node("relay")
    with FastSource(relay.port, 7) as source, Controller(relay.port, name="reader:picky", nonce=5) as reader:
        for _ in range(3):
            output = reader.ask("start_relay", stream_id=7, mode=2, acknowledged=acknowledged).output_id
            refuse_next_open(reader)
            gone = lambda: output not in [o.output_id for o in source.ask("get_runtime_state").outputs]  # noqa: E731
            eventually(gone, "the refused output is gone")
        with pytest.raises(Refused, match="this node has none of that id"):
            reader.ask("stop_relay", output_id=output)
        reader.close()
        source.send(10)
        assert source.ask("get_runtime_state").streams[0].frames_received == 10


def refuse_next_open(reader):
    while True:
        kind, payload = reader.next()
        if kind != wire.ControlRequest.TYPE:
            continue
        request = wire.ControlRequest.decode(payload)
        if request.command == wire.Command.stream_open.value:
            refusal = wire.Refusal(reason="no decoder for it").encode()
            reader.peer.send(wire.to_message(wire.ControlResponse(
                request_id=request.request_id, command=request.command, status=wire.Status.unsupported_format,
                body=refusal)))  # fmt: skip
            return
