"""Commands that make no sense, in every way there is: each is answered, and nothing else happens."""

import random
from dataclasses import fields

import pytest

import wire_peer
from controller import Controller, Refused, wire
from programs import eventually
from sanitizer_reports import only_without_sanitizers

LONG = "x" * 255
CONTRADICTIONS = {
    "no stream": ("start_ingest", {"stream_id": 0, "device_path": "pattern:"}),
    "no device": ("start_ingest", {"stream_id": 5}),
    "no such kind of device": ("start_ingest", {"stream_id": 5, "device_path": "teapot:"}),
    "half a size": ("start_ingest", {"stream_id": 5, "device_path": "pattern:", "width": 640}),
    "a size of no device": ("start_ingest", {"stream_id": 5, "device_path": "pattern:", "width": 65535, "height": 65535}),
    "a rate by zero": ("start_ingest", {"stream_id": 5, "device_path": "pattern:", "fps_n": 30}),
    "a port of nowhere": ("start_ingest", {"stream_id": 5, "device_path": "pattern:", "dest_port": 80}),
    "an unknown mode": ("start_relay", {"stream_id": 5, "mode": 77, "dest_host": "relay:x"}),
    "no mode": ("start_relay", {"stream_id": 5, "dest_host": "relay:x"}),
    "an endless budget": ("start_relay", {"stream_id": 5, "mode": 2, "dest_host": "relay:x", "bytes_max": 2**64 - 1}),
    "unknown policies": ("start_relay", {"stream_id": 5, "mode": 2, "dest_host": "relay:x", "drop_policy": 99}),
    "an output that is not there": ("stop_relay", {"output_id": 65535}),
    "a stream that is not there": ("stop_ingest", {"stream_id": 65535}),
    "another device under a used id": ("start_ingest", {"stream_id": 1, "device_path": "file:/nowhere"}),
    "a control of no device": ("set_control", {"device_path": LONG, "control_id": 1, "value": 1}),
    "an unknown level": ("set_log_level", {"levels": "everything:loud"}),
    "a capture at another site": ("start_ingest", {"stream_id": 5, "device_path": "pattern:", "site_id": 7}),
    "an edge at another site": ("start_relay", {"stream_id": 5, "mode": 1, "dest_host": "relay:x", "site_id": 7}),
    "a recording outside": ("start_sink", {"stream_id": 5, "path": "../../etc/passwd.mkv"}),
    "a recording at the root": ("start_sink", {"stream_id": 5, "path": "/etc/weir.mkv"}),
    "a recording of nothing": ("start_sink", {"stream_id": 0, "path": "a.mkv"}),
    "a recording without a name": ("start_sink", {"stream_id": 5}),
    "a program as a recording": ("start_sink", {"stream_id": 5, "path": "a.sh"}),
    "a recording that is not made": ("stop_sink", {"stream_id": 65535}),
    "a window of no stream": ("start_display", {"stream_id": 0}),
    "a window in an unknown way": ("start_display", {"stream_id": 5, "scale": 99, "anchor": 99}),
    "a window larger than any picture": ("start_display", {"stream_id": 5, "win_w": 65535, "win_h": 65535}),
    "a window that is not shown": ("stop_display", {"stream_id": 65535}),
    "an unknown scheduler": ("start_relay", {"stream_id": 5, "mode": 2, "dest_host": "relay:x", "scheduler": 99}),
    "a slot with acknowledgements": ("start_relay", {"stream_id": 5, "mode": 1, "dest_host": "relay:x", "acknowledged": True}),
    "a pipe with a budget": ("start_relay", {"stream_id": 5, "mode": 3, "dest_host": "relay:x", "bytes_max": 5}),
    "a stream in no known format": ("stream_open", {"stream_id": 5, "format": 99}),
    "a stream that is another's": ("stream_open", {"stream_id": 1, "format": 1}),
    "the controls of nothing": ("enum_controls", {"device_path": ""}),
    "a control of no camera": ("get_control", {"device_path": "pattern:", "control_id": 1}),
}  # fmt: skip


@pytest.fixture
def node(programs, tmp_path):
    node = programs.node("relay", "--sink-dir", str(tmp_path))
    with Controller(node.port) as controller:
        controller.ask("start_ingest", stream_id=1, device_path="pattern:", width=160, height=120, fps_n=5, fps_d=1)
        controller.ask("start_relay", stream_id=1, mode=2, dest_host="relay:elsewhere")
    return node


def asked(node, command: str):
    with Controller(node.port) as controller:
        return controller.ask(command)


@pytest.mark.parametrize("command, request_fields", CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_a_contradiction_is_refused_and_changes_nothing(node, command, request_fields):
    before = asked(node, "get_config_state")

    with Controller(node.port) as controller, pytest.raises(Refused) as refused:
        controller.ask(command, **request_fields)

    assert refused.value.reason
    if "format" in request_fields and command == "stream_open" and request_fields["format"] == 99:
        assert refused.value.status == wire.Status.unsupported_format and "mjpeg, h264" in refused.value.reason
    assert asked(node, "get_config_state") == before


def random_value(dice: random.Random, field):
    if field.type in (int, "int"):
        return dice.choice((0, 1, 2, dice.randrange(256), 255, 65535, dice.randrange(65536), 2**32 - 1, 2**63))
    if field.type in (str, "str"):
        return dice.choice(("", LONG, "pattern:", "file:/nowhere", "relay:x", "\0", "ÿ" * 120, "127.0.0.1", "%n%s../../", "a.mkv", "b/../c.mkv", "../x.mkv"))
    return None


def random_body(dice: random.Random, record) -> bytes:
    if dice.random() < 0.3:
        return dice.randbytes(dice.choice((0, 1, 3, 17, 400, 5000)))
    chosen = {field.name: random_value(dice, field) for field in fields(record) if field.name != "extra"}
    made = record(**{name: value for name, value in chosen.items() if value is not None})
    for _ in range(20):
        try:
            body = made.encode()
            break
        except Exception:  # a number that does not fit its field: try a smaller one
            for name, value in vars(made).items():
                if isinstance(value, int):
                    setattr(made, name, value >> dice.randrange(1, 17))
    else:
        body = b""
    return body[: dice.randrange(len(body) + 1)] if dice.random() < 0.2 else body + dice.randbytes(dice.choice((0, 0, 5)))


@pytest.mark.parametrize("seed", (1, 2))
def test_random_commands_are_each_answered_and_break_nothing(programs, node, tmp_path, seed):
    dice = random.Random(seed)
    commands = [command for command in wire.REQUESTS if command != wire.Command.shutdown] + [0, 999, 65535]
    with Controller(node.port) as controller:
        for _ in range(400):
            command = dice.choice(commands)
            record = wire.REQUESTS.get(command, wire.GetConfigStateRequest)
            status, _ = controller.ask_raw(command, random_body(dice, record))
            assert status in set(wire.Status)

    config = asked(node, "get_config_state")
    asked(node, "get_runtime_state")
    assert node.process.poll() is None
    # What was accepted on the way makes sense also to the next start.
    node.kill()
    node = programs.node("relay", "--sink-dir", str(tmp_path))
    assert asked(node, "get_config_state") == config
    assert "wanted state" not in node.logged()
    # Whatever was recorded is where recordings belong.
    assert not (tmp_path.parent / "x.mkv").exists()


@pytest.mark.parametrize("seed", (1, 2))
def test_a_question_changes_nothing_however_it_is_put(node, seed):
    dice = random.Random(seed)
    questions = [command for command in wire.Command if command.name.startswith(("get_", "enum_"))]
    before = asked(node, "get_config_state")

    with Controller(node.port) as controller:
        for _ in range(1500):
            command = dice.choice(questions)
            status, _ = controller.ask_raw(command.value, random_body(dice, wire.REQUESTS[command.value]))
            assert status in set(wire.Status)
        for number in (0, 0x17, 0xFFFF):
            assert controller.ask_raw(number, b"")[0] == wire.Status.unknown_command

    assert asked(node, "get_config_state") == before


@only_without_sanitizers
def test_a_flood_of_requests_delays_nobody_else_for_long_and_is_bounded(node):
    before = asked(node, "get_config_state")
    flood = wire_peer.WirePeer(node.port)
    flood.send(wire.to_message(wire.Hello(protocol_version=2, boot_nonce=3, node_name="flood:peer")))
    ask = wire.to_message(wire.ControlRequest(request_id=1, command=wire.Command.get_runtime_state, body=b""))
    change = wire.to_message(wire.ControlRequest(request_id=2, command=wire.Command.stop_ingest, body=b"\xff\xff"))
    try:
        for _ in range(400):  # never reads an answer
            flood.send(ask * 40 + change * 10)
            assert asked(node, "get_config_state") == before
    except (ConnectionError, TimeoutError):
        pass  # closed for reading nothing

    eventually(lambda: asked(node, "get_config_state") == before, "the node answers others")
    assert node.process.poll() is None
    with open(f"/proc/{node.process.pid}/status") as status:
        resident_kib = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    assert resident_kib < 200_000
    flood.close()
    assert node.stop() == 0
