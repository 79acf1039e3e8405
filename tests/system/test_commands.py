"""Every command of the schema against a real node, the sensible way; test_hostile_commands.py has the others."""

import contextlib

import pytest

from controller import Controller, Refused, wire
from programs import eventually
from wire_peer import CONTROL_RESPONSE


@pytest.fixture
def relay(programs):
    return programs.node("relay", name="relay:main")


def config(node):
    with Controller(node.port) as controller:
        return controller.ask("get_config_state")


@pytest.mark.parametrize("command", [command.name for command in wire.Command])
def test_a_node_serves_every_command(relay, command):
    with Controller(relay.port) as controller:
        number = wire.Command[command].value
        status, body = controller.ask_raw(number, wire.REQUESTS[number]().encode())

    assert status != wire.Status.unknown_command
    if status != wire.Status.ok:
        reason = wire.Refusal.decode(body).reason
        assert len(reason) > 20 and not reason.endswith("served here"), reason


@pytest.mark.parametrize("command, fields, next_step", [
    ("start_display", {"stream_id": 3, "scale": 2, "anchor": 1}, "relay:main: has no screen .* web page"),
    ("start_sink", {"stream_id": 3, "path": "a.mkv"}, "relay:main: has no folder for recordings; start it with --sink-dir"),
])  # fmt: skip
def test_a_node_without_the_means_says_what_it_lacks_and_what_to_do(relay, command, fields, next_step):
    with Controller(relay.port) as controller, pytest.raises(Refused, match=next_step) as refused:
        controller.ask(command, **fields)
    assert refused.value.status == wire.Status.unavailable
    assert config(relay).displays == [] and config(relay).sinks == []


def test_shutdown_ends_a_node_after_its_answer_and_keeps_what_it_was_told(programs, relay):
    with Controller(relay.port) as controller:
        controller.ask("start_relay", stream_id=7, mode=1, dest_host="relay:other")
        controller.ask("shutdown")

    assert relay.process.wait(20) == 0
    assert "asked to end by=controller:test" in relay.logged()
    assert [edge.dest_host for edge in config(programs.node("relay", name="relay:main")).relays] == ["relay:other"]


def test_set_log_level_takes_effect_at_once(relay):
    with Controller(relay.port) as controller:
        controller.ask("set_log_level", levels="*:warn")
        with pytest.raises(Refused, match="example: relay:debug"):
            controller.ask("set_log_level", levels="loud")
    with Controller(relay.port, name="controller:unseen") as controller:
        controller.ask("get_config_state")
        controller.ask("set_log_level", levels="*:debug")
        controller.ask("get_config_state")
    assert "log levels set" in relay.logged() and "controller:unseen" in relay.logged()
    assert "peer said hello peer=controller:unseen" not in relay.logged()


def test_an_id_that_another_device_has_is_refused(relay):
    with Controller(relay.port) as controller:
        controller.ask("start_ingest", stream_id=5, device_path="pattern:one")
        controller.ask("start_ingest", stream_id=5, device_path="pattern:one?quality=40")
        with pytest.raises(Refused) as refused:
            controller.ask("start_ingest", stream_id=5, device_path="pattern:two")

    assert refused.value.status == wire.Status.conflict
    assert "pattern:one" in refused.value.reason
    assert [ingest.device_path for ingest in config(relay).ingests] == ["pattern:one?quality=40"]


@pytest.mark.parametrize("command, fields", [
    ("start_relay", {"stream_id": 7, "mode": 1}), ("start_ingest", {"stream_id": 7, "device_path": "pattern:"}),
])  # fmt: skip
def test_a_stream_that_a_node_would_send_to_itself_is_refused(relay, command, fields):
    with Controller(relay.port) as controller, pytest.raises(Refused, match="relay:main: is this node itself; name another"):
        controller.ask(command, dest_host="relay:main", **fields)
    assert config(relay).relays == [] and config(relay).ingests == []


def test_reconcile_now_cuts_a_wait_short(relay):
    with Controller(relay.port) as controller:
        controller.ask("start_relay", stream_id=7, mode=1, dest_host="127.0.0.1", dest_port=1)
        assert controller.ask("reconcile_now").resources == 2


# ----------------------------------------------------------------- subscribe


class Mirror:
    """What a subscriber makes of the changes."""

    def __init__(self, controller):
        self.controller = controller
        self.streams, self.relays, self.resources = {}, {}, {}
        self.revision = -1

    def take(self):
        change = self.controller.next_change()
        if change.full:
            self.streams, self.relays, self.resources = {}, {}, {}
        self.revision = change.revision
        for gone, items, into, key in (
                (change.streams_gone, change.streams, self.streams, "stream_id"),
                (change.relays_gone, change.relays, self.relays, "output_id"),
                (change.resources_gone, change.resources, self.resources, "number")):  # fmt: skip
            for each in gone:
                into.pop(each, None)
            into.update({getattr(item, key): item for item in items})
        return change

    def until(self, holds, what):
        eventually(lambda: holds() or (self.take() and holds()), what)


def test_a_subscriber_sees_what_happens_without_asking_again(programs, relay):
    with Controller(relay.port) as watcher, Controller(relay.port) as controller:
        assert watcher.ask("subscribe", interval=1).interval == 50
        mirror = Mirror(watcher)
        assert mirror.take().full

        edge = controller.ask("start_relay", stream_id=9, mode=1, dest_host="relay:other").output_id
        mirror.until(lambda: edge in mirror.relays, "the new edge is told")
        mirror.until(lambda: any("relay:other" in r.error for r in mirror.resources.values()), "its trouble is told")
        pattern = programs.node("pattern", "--stream", "9", "--size", "64x64", "--to", f"127.0.0.1:{relay.port}")
        mirror.until(lambda: 9 in mirror.streams and mirror.streams[9].frames_received > 5, "frames are counted")
        pattern.kill()
        mirror.until(lambda: not mirror.streams[9].live, "the loss is told")
    with Controller(relay.port) as watcher, Controller(relay.port) as controller:
        watcher.ask("subscribe")
        mirror = Mirror(watcher)
        mirror.until(lambda: mirror.resources, "all of it again")
        controller.ask("stop_relay", output_id=edge)
        mirror.until(lambda: edge not in mirror.relays and not mirror.resources, "the edge is gone")


def test_a_subscriber_that_does_not_read_gets_the_newest_state_and_costs_little(relay):
    def resident_kb():
        with open(f"/proc/{relay.process.pid}/status") as status:
            return int(next(line for line in status if line.startswith("VmRSS")).split()[1])

    with Controller(relay.port) as sleeper, Controller(relay.port) as controller:
        sleeper.ask("subscribe")
        before = resident_kb()
        for round in range(150):
            edge = controller.ask("start_relay", stream_id=1 + round, mode=1, dest_host="h" * 200).output_id
            if round % 2:
                controller.ask("stop_relay", output_id=edge)
            sleeper.peer.send(wire.to_message(wire.Pong()))  # alive, however slow this machine is
        wanted = controller.ask("get_config_state")
        grown = resident_kb() - before

        mirror = Mirror(sleeper)
        mirror.until(lambda: mirror.revision == wanted.revision, "the newest is told")
        mirror.until(lambda: len(mirror.relays) == len(wanted.relays), "all of it")
    assert grown < 64_000


def test_the_number_of_subscribers_is_limited(relay):
    controllers = [Controller(relay.port) for _ in range(65)]
    for controller in controllers[:64]:
        controller.ask("subscribe", interval=60_000)
    with pytest.raises(Refused, match="get_runtime_state"):
        controllers[64].ask("subscribe")
    controllers[0].close()
    eventually(lambda: _subscribes(controllers[64]), "a place that became free is given away")
    for controller in controllers:
        controller.close()


def _subscribes(controller) -> bool:
    try:
        return bool(controller.ask("subscribe", interval=60_000))
    except Refused:
        return False


def test_what_captures_a_stream_is_stopped_with_it_and_not_by_its_output(relay):
    with Controller(relay.port) as controller:
        controller.ask("start_ingest", stream_id=7, device_path="pattern:", dest_host="relay:later")
        [output] = controller.ask("get_runtime_state").outputs

        with pytest.raises(Refused, match="stream 7 captures; stop that with stop_ingest") as refused:
            controller.ask("stop_relay", output_id=output.output_id)

        assert refused.value.status == wire.Status.conflict
        assert [one.output_id for one in controller.ask("get_runtime_state").outputs] == [output.output_id]
        with pytest.raises(Refused, match="none of that id"):
            controller.ask("stop_relay", output_id=999)


def test_a_camera_has_one_name_at_a_node(relay, tmp_path):
    device, name = tmp_path / "video0", tmp_path / "by-id"
    device.touch()
    name.symlink_to(device)
    with Controller(relay.port) as controller:
        controller.ask("start_ingest", stream_id=5, device_path=f"v4l2:{name}")

        with pytest.raises(Refused, match=f"is v4l2:{name}, which this node captures as stream 5; call it so"):
            controller.ask("start_ingest", stream_id=6, device_path=str(device))

        controller.ask("start_ingest", stream_id=5, device_path=str(device), fps_n=5, fps_d=1)  # itself, by its other name
    assert [(one.stream_id, one.device_path) for one in config(relay).ingests] == [(5, str(device))]


def test_what_was_decided_is_done_although_the_last_place_went_meanwhile(relay):
    outputs_max = 4096  # limits::outputs_max
    with contextlib.ExitStack() as stack:
        readers = [stack.enter_context(Controller(relay.port, nonce=i)) for i in range(16)]
        for i in range(outputs_max - 1):
            readers[i % 16].ask("start_relay", stream_id=7, mode=wire.DeliveryMode.low_latency.value)
        controller = stack.enter_context(Controller(relay.port))
        # While the first is being saved the others wait, and are decided together.
        requests = [("start_ingest", wire.StartIngestRequest(stream_id=8, device_path="pattern:")),
                    *(("start_relay", wire.StartRelayRequest(stream_id=7, mode=1, dest_host=f"relay:later{i}")) for i in (1, 2))]
        controller.peer.send(b"".join(
            wire.to_message(wire.ControlRequest(request_id=100 + i, command=wire.Command[name].value, body=request.encode()))
            for i, (name, request) in enumerate(requests)))  # fmt: skip
        answered = {}
        while len(answered) < len(requests):
            kind, payload = controller.next()
            if kind == CONTROL_RESPONSE:
                response = wire.ControlResponse.decode(payload)
                answered[response.request_id] = response.status

        wanted = [edge.dest_host for edge in controller.ask("get_config_state").relays]
        state = controller.ask("get_runtime_state")
        with pytest.raises(Refused, match="outputs of this node are in use"):
            controller.ask("start_relay", stream_id=7, mode=1, dest_host="relay:later3")

    # Whoever is wanted is also there, and whoever was refused is not wanted.
    assert list(answered.values()).count(wire.Status.ok) == 1 + len(wanted)
    assert sum(one.peer.startswith("relay:later") for one in state.outputs) == len(wanted)
