"""What a node says of itself, field by field: every wish, every resource with its why and when, every stream and output."""

import pytest

from controller import Controller, wire
from programs import eventually


@pytest.fixture
def node(programs):
    return programs.node("relay", name="relay:told")


def state_of(node):
    with Controller(node.port) as controller:
        return controller.ask("get_runtime_state")


def resource(node, kind: str, name: str):
    return next((one for one in state_of(node).resources if one.kind == kind and name in one.name), None)


def test_every_wish_has_a_resource_with_all_that_there_is_to_know(programs, node):
    other = programs.node("relay", name="relay:other")
    with Controller(node.port) as controller:
        controller.ask("start_ingest", stream_id=3, device_path="pattern:", width=160, height=120, fps_n=20, fps_d=1)
        edge = controller.ask("start_relay", stream_id=3, mode=2, dest_host="127.0.0.1", dest_port=other.port)
        missing = controller.ask("start_relay", stream_id=3, mode=1, dest_host="relay:nowhere")
        config = controller.ask("get_config_state")
    assert [one.stream_id for one in config.ingests] == [3]
    assert {one.output_id for one in config.relays} == {edge.output_id, missing.output_id}

    eventually(lambda: (one := resource(node, "capture", "pattern:")) and one.current == "streaming", "it captures")
    capture = resource(node, "capture", "pattern:")
    assert (capture.wanted, capture.error, capture.retry_in, capture.failures, capture.gave_up) == ("streaming", "", 0, 0, False)
    later = eventually(lambda: (one := resource(node, "capture", "pattern:")).since > capture.since and one, "its age grows")
    assert later.number == capture.number

    output = eventually(lambda: (one := resource(node, "output", f"127.0.0.1:{other.port}")) and one.current == "attached" and one,
                        "the output is attached")  # fmt: skip
    assert output.wanted == "attached" and output.error == ""
    assert resource(node, "connection", f"127.0.0.1:{other.port}").current == "connected"

    waiting = eventually(lambda: (one := resource(node, "connection", "relay:nowhere")) and one.failures > 2 and one,
                         "the missing node was looked for")  # fmt: skip
    assert (waiting.current, waiting.wanted, waiting.gave_up) == ("disconnected", "connected", False)
    assert "relay:nowhere" in waiting.error
    eventually(lambda: resource(node, "connection", "relay:nowhere").retry_in > 0, "the next try is counted down")
    output = resource(node, "output", "relay:nowhere")
    assert (output.waits_for, output.error) == (waiting.name, f"waits for {waiting.name}")


def test_streams_and_outputs_tell_what_flows(programs, node):
    with Controller(node.port) as controller, Controller(node.port, "reader:stalled") as stalled:
        controller.ask("start_ingest", stream_id=3, device_path="pattern:", width=640, height=480, fps_n=50, fps_d=1)
        taken = stalled.ask("start_relay", stream_id=3, mode=1)  # and then it reads nothing

        def measured():
            state = controller.ask("get_runtime_state")
            output = next((one for one in state.outputs if one.output_id == taken.output_id), None)
            stream = next((one for one in state.streams if one.stream_id == 3), None)
            return state if stream and output and stream.fps_milli and output.drops else None

        state = eventually(measured, "frames are dropped for the reader that reads nothing", 60)
        again = controller.ask("get_runtime_state")
    stream = next(one for one in state.streams if one.stream_id == 3)
    assert stream.live and (stream.width, stream.height) == (640, 480)
    assert stream.format == wire.Format.mjpeg
    assert 0 < stream.fps_milli < 60_000 and stream.bits_per_second > 10_000
    assert stream.frames_received > 0 and stream.frames_lost == 0 and stream.source
    assert next(one for one in again.streams if one.stream_id == 3).frames_received >= stream.frames_received
    output = next(one for one in state.outputs if one.output_id == taken.output_id)
    assert output.connected and output.stream_id == 3 and output.mode == wire.DeliveryMode.low_latency
    assert "reader:stalled" in output.peer and output.kernel_queue > 0
    assert {drop.cause for drop in output.drops} == {wire.DropCause.replaced}
    assert output.frames_received == output.frames_sent + output.frames_waiting + sum(drop.frames for drop in output.drops)
    assert (state.node_name, again.boot_nonce) == ("relay:told", state.boot_nonce)
    assert again.uptime >= state.uptime


def test_what_no_trying_mends_is_given_up_and_revived_by_asking(node):
    with Controller(node.port) as controller:
        controller.ask("start_ingest", stream_id=3, device_path="v4l2:/dev/null")
        given_up = eventually(lambda: (one := resource(node, "capture", "/dev/null")) and one.gave_up and one, "it is given up")
        assert (given_up.current, given_up.wanted, given_up.retry_in) == ("closed", "streaming", 0)
        assert "/dev/null" in given_up.error and given_up.failures == 3

        controller.ask("reconcile_now")
        eventually(lambda: resource(node, "capture", "/dev/null").since and resource(node, "capture", "/dev/null").gave_up,
                   "and given up again")  # fmt: skip
    assert node.logged().count("given up until") == 2
