"""Discovery and streams over real links between network namespaces: IPv6 alone, an interface that comes late, a cut, no multicast."""

import contextlib
import ctypes
import json
import os
import secrets
import shutil
import socket
import subprocess
import time

import pytest

import mjpeg
from controller import Controller, wire
from programs import WEIR, eventually
from wire_peer import CONTROL_REQUEST, CONTROL_RESPONSE, HEADER, TIMED_FRAME, VIDEO_FRAME, message


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)


def why_not() -> str:
    if os.geteuid() != 0:
        return "network namespaces need root"
    if shutil.which("ip") is None:
        return "there is no ip command"
    name = f"weir-try-{secrets.token_hex(3)}"
    if subprocess.run(["ip", "netns", "add", name], capture_output=True).returncode != 0:
        return "this kernel gives no network namespaces"
    link = subprocess.run(["ip", "-n", name, "link", "add", "a0", "type", "veth", "peer", "name", "a1"], capture_output=True)
    subprocess.run(["ip", "netns", "del", name], capture_output=True)
    return "" if link.returncode == 0 else "this kernel has no veth"


pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")


class Place:
    """One machine of its own, as far as the network goes."""

    def __init__(self, name: str, programs):
        self.name = name
        self.programs = programs
        ip("netns", "add", name)
        ip("-n", name, "link", "set", "lo", "up")

    def inside(self, *command: str) -> list[str]:
        return ["ip", "netns", "exec", self.name, *command]

    def node(self, verb: str, node_name: str, *arguments: str):
        label = f"{verb}-{node_name.replace(':', '-')}"
        program = self.programs.start(label, self.inside(
            str(WEIR), verb, "--name", node_name, "--insecure-lan",
            "--state-dir", str(self.programs.folder / "state" / label), *arguments))  # fmt: skip
        program.wait_logged("listening")
        return program

    def cautious(self, verb: str, node_name: str, *arguments: str):
        """A node that serves its own machine only."""
        port_file = self.programs.folder / f"{verb}.port"
        program = self.programs.start(verb, self.inside(
            str(WEIR), verb, "--name", node_name, "--port-file", str(port_file), "--state-dir",
            str(self.programs.folder / "state" / verb), *arguments))  # fmt: skip
        eventually(port_file.exists, f"{node_name} listens")
        program.port = int(port_file.read_text())
        return program

    @contextlib.contextmanager
    def sockets(self):
        """What this thread opens meanwhile belongs to that machine."""
        libc = ctypes.CDLL(None, use_errno=True)
        with open("/proc/thread-self/ns/net") as ours, open(f"/run/netns/{self.name}") as theirs:
            for_network = 0x40000000  # CLONE_NEWNET
            assert libc.setns(theirs.fileno(), for_network) == 0, os.strerror(ctypes.get_errno())
            try:
                yield
            finally:
                assert libc.setns(ours.fileno(), for_network) == 0, os.strerror(ctypes.get_errno())

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run(self.inside(str(WEIR), *arguments), capture_output=True, timeout=60,
                              env=os.environ | self.programs.env)  # fmt: skip

    def peers(self, *arguments: str) -> dict[str, str]:
        """Name and address of everyone who answers here."""
        done = self.run("peers", "-o", "json", "--wait", "0.7", *arguments)
        assert done.returncode in (0, 3), done.stderr
        return {peer["name"]: peer["address"] for peer in json.loads(done.stdout)["items"]}

    def frames(self, stream: str, count: int) -> list[int]:
        done = self.run("cat", stream, "--count", str(count), "--wait", "20")
        assert done.returncode == 0, done.stderr
        found, complaints = mjpeg.numbers(done.stdout)
        assert complaints == ""
        return [number for number, _ in found]


@pytest.fixture
def places(programs):
    tag = secrets.token_hex(3)
    made = [Place(f"weir-{tag}-{letter}", programs) for letter in "ab"]
    yield made
    programs.close()
    for place in made:
        subprocess.run(["ip", "netns", "del", place.name], capture_output=True)


def connect(places, link: str, v4: bool) -> None:
    """A cable between both; without IPv4 only the links' own addresses are there."""
    a, b = places
    ip("-n", a.name, "link", "add", link, "type", "veth", "peer", "name", link, "netns", b.name)
    for number, place in enumerate(places, 1):
        if v4:
            ip("-n", place.name, "addr", "add", f"10.77.{sum(link.encode()) % 200}.{number}/24", "dev", link)
        else:
            subprocess.run(place.inside("sysctl", "-qw", f"net.ipv6.conf.{link}.accept_dad=0"), capture_output=True)
        ip("-n", place.name, "link", "set", link, "up")


def set_link(place, link: str, *state: str) -> None:
    ip("-n", place.name, "link", "set", link, *state)


def test_nodes_find_each_other_and_stream_over_ipv6_alone(places):
    a, b = places
    connect(places, "cable", v4=False)
    b.node("relay", "relay:main")
    a.node("pattern", "pattern:one", "--to", "relay:main", "--size", "640x480", "--fps", "30")

    found = eventually(lambda: (seen := a.peers()).get("relay:main") and seen, "relay:main is seen over IPv6")

    assert found["relay:main"].startswith("[fe80::") and "%cable]:" in found["relay:main"]
    assert len(b.frames("pattern:one", 5)) == 5


def test_an_interface_that_comes_while_nodes_run_is_used_at_once(places):
    a, b = places
    b.node("relay", "relay:main")
    a.node("pattern", "pattern:one", "--to", "relay:main", "--size", "640x480", "--fps", "30")
    assert "relay:main" not in a.peers()

    connect(places, "late", v4=True)

    assert len(b.frames("pattern:one", 5)) == 5


def test_streams_return_by_themselves_after_a_cut(places):
    a, b = places
    connect(places, "first", v4=True)
    connect(places, "second", v4=False)
    b.node("relay", "relay:main")
    a.node("pattern", "pattern:one", "--to", "relay:main", "--size", "640x480", "--fps", "30")
    before = b.frames("pattern:one", 5)

    for link in ("first", "second"):
        set_link(a, link, "down")
    assert "relay:main" not in a.peers()
    for link in ("first", "second"):
        set_link(a, link, "up")

    after = b.frames("pattern:one", 5)
    assert after[0] > before[-1]


@pytest.mark.parametrize("reads", [True, False], ids=["frames are under way", "nothing is under way"])
def test_a_plain_reader_behind_a_cut_cable_is_given_up(places, reads):
    """It says no hello and is never pinged: the kernel notices, by what is not acknowledged or by asking (keepalive)."""
    a, b = places
    connect(places, "cable", v4=True)
    node = b.node("pattern", "pattern:one", "--stream", "7", "--size", "640x480", "--fps", "30", "--listen", ":8001")
    with a.sockets():
        reader = socket.create_connection((address_on("cable", 2), 8001), 20)
    reader.settimeout(20)
    place = address_on("cable", 1)
    if reads:
        asked = wire.StartRelayRequest(stream_id=7, mode=wire.DeliveryMode.low_latency.value).encode()
        reader.sendall(wire.to_message(wire.ControlRequest(request_id=1, command=wire.Command.start_relay.value, body=asked)))
        said = said_by(reader)
        assert sum(next(said)[0] in (TIMED_FRAME, VIDEO_FRAME) for _ in range(10)) > 0

    set_link(a, "cable", "down")
    begun = time.monotonic()
    node.wait_logged(f'reason="{place}')
    took = time.monotonic() - begun

    print(f"a plain reader behind a cut cable was given up after {took:.2f} s")
    # Five seconds of silence and then an answer that does not come; the kernel's own would be two hours or 15 minutes.
    assert 3 < took < 15


def test_without_multicast_one_named_peer_is_enough(places):
    a, b = places
    connect(places, "quiet", v4=True)
    for place in places:
        set_link(place, "quiet", "multicast", "off")
        subprocess.run(place.inside("sysctl", "-qw", "net.ipv6.conf.quiet.disable_ipv6=1"), capture_output=True)
    address = f"10.77.{sum(b'quiet') % 200}.2:8001"
    b.node("relay", "relay:main", "--listen", ":8001")
    a.node("pattern", "pattern:one", "--to", "relay:main", "--peer", address, "--size", "640x480", "--fps", "30")

    assert "relay:main" not in a.peers()
    assert a.peers("--peer", address)["relay:main"] == address
    assert len(b.frames("127.0.0.1:8001", 5)) == 5


def address_on(link: str, number: int) -> str:
    return f"10.77.{sum(link.encode()) % 200}.{number}"


def said_by(connection: socket.socket):
    stream = connection.makefile("rb")
    while header := stream.read(HEADER.size):
        kind, size = HEADER.unpack(header)
        yield kind, stream.read(size)


def test_whom_a_cautious_node_dials_can_take_its_stream_and_put_nothing_in(places):
    a, b = places
    connect(places, "cable", v4=True)
    with b.sockets():
        stranger = socket.create_server((address_on("cable", 2), 0))
    stranger.settimeout(20)
    node = a.cautious("pattern", "pattern:one", "--stream", "7", "--size", "640x480", "--fps", "30", "--to",
                      f"{address_on('cable', 2)}:{stranger.getsockname()[1]}")  # fmt: skip
    connection, _ = stranger.accept()
    connection.settimeout(20)

    connection.sendall(wire.to_message(wire.Hello(protocol_version=2, boot_nonce=5, node_name="relay:stranger")))
    connection.sendall(message(VIDEO_FRAME, (99).to_bytes(2, "little") + b"injected"))
    head = wire.MediaHead(media_kind=wire.MediaKind.video, flags=wire.FrameFlags.keyframe, sequence=1, capture_time=0)
    connection.sendall(wire.to_message(wire.TimedFrame(stream_id=98, head=head, data=b"injected")))
    asked = wire.StreamOpenRequest(stream_id=98, format=wire.Format.mjpeg.value, width=16, height=16)
    connection.sendall(wire.to_message(wire.ControlRequest(request_id=9, command=wire.Command.stream_open.value, body=asked.encode())))
    answer, frames = None, 0
    for kind, payload in said_by(connection):
        frames += kind == TIMED_FRAME
        if kind == CONTROL_REQUEST:  # what comes is taken, as by any reader
            request = wire.ControlRequest.decode(payload)
            connection.sendall(wire.to_message(wire.ControlResponse(request_id=request.request_id, command=request.command,
                                                                    status=wire.Status.ok.value, body=b"")))  # fmt: skip
        if kind == CONTROL_RESPONSE:
            answer = wire.ControlResponse.decode(payload)
        if answer and frames >= 5:
            break

    assert answer.request_id == 9 and answer.status == wire.Status.refused
    with a.sockets(), Controller(node.port) as controller:
        state = controller.ask("get_runtime_state")
    assert [stream.stream_id for stream in state.streams] == [7]
    assert state.outputs[0].connected
    node.wait_logged("message skipped; the peer has no right to it")


def test_a_cautious_node_serves_nobody_from_the_network(places):
    a, b = places
    connect(places, "cable", v4=True)
    node = b.cautious("relay", "relay:main", "--listen", f"{address_on('cable', 2)}:0", "--listen", "127.0.0.1:0")

    with a.sockets():
        stranger = socket.create_connection((address_on("cable", 2), node.port), 20)

    assert stranger.recv(1) == b""  # not even a hello
    node.wait_logged("refused a peer from the network")
    quiet = b.cautious("pattern", "pattern:quiet")
    with a.sockets(), pytest.raises(ConnectionRefusedError):
        socket.create_connection((address_on("cable", 2), quiet.port), 20)
