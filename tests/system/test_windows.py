"""Windows that peers ask for: what is seen on a real X server, and that a screen costs nobody else a frame."""

import os
import shutil
import signal
import struct

import pytest

from cli import OK, Cli
from controller import Controller, Refused, wire
from picture import Picture
from programs import WEIR, eventually
from x_server import XServer

STREAM = 7
WIDTH, HEIGHT = 640, 360
BARS = 7
BAR_ROW = 36  # of the picture: where there is nothing but bars
NEAR = 10  # of 255: what JPEG and scaling make of a plain colour
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


@pytest.fixture
def x(programs):
    server = XServer(programs)
    yield server
    server.close()


@pytest.fixture
def cli(programs):
    return Cli(programs)


@pytest.fixture
def relay(programs, x):
    return programs.node("relay", name="relay:main", env=x.env)


def send_pattern(programs, relay, *arguments: str):
    return programs.node("pattern", "--stream", str(STREAM), "--size", f"{WIDTH}x{HEIGHT}", "--fps", "25",
                         "--to", f"127.0.0.1:{relay.port}", *arguments, name="pattern:test")  # fmt: skip


def ask(node, command: str, **fields):
    with Controller(node.port) as controller:
        return controller.ask(command, **fields)


def display_of(node):
    return next((one for one in ask(node, "get_runtime_state").resources if one.kind == "display"), None)


def reaches(node, state: str) -> None:
    eventually(lambda: (one := display_of(node)) and one.current == state, f"the window is {state}")


def output_of(node, peer: str = "window"):
    return next((one for one in ask(node, "get_runtime_state").outputs if one.peer == peer), None)


def balanced(output) -> bool:
    return output.frames_received == output.frames_sent + output.frames_waiting + sum(one.frames for one in output.drops)


def colour(picture: Picture, x: float, y: float) -> tuple[int, int, int]:
    return tuple(picture.row(int(y), int(x), int(x) + 1))


def near(one, other) -> bool:
    return all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def shows(picture: Picture, left: float, top: float, width: float, height: float) -> bool:
    """The pattern's bars lie there, as large as that."""
    bars = [(192, 192, 192), (192, 192, 0), (0, 192, 192), (0, 192, 0), (192, 0, 192), (192, 0, 0), (0, 0, 192)]
    return all(near(colour(picture, left + width * (i + 0.5) / BARS, top + height * BAR_ROW / HEIGHT), bar)
               for i, bar in enumerate(bars))  # fmt: skip


def eventually_shows(x: XServer, left: float, top: float, width: float, height: float) -> Picture:
    picture = None

    def look() -> bool:
        nonlocal picture
        picture = x.grab()
        return shows(picture, left, top, width, height)

    eventually(look, f"the pattern at {left},{top}, {width} wide")
    return picture


# ------------------------------------------------------------- what is seen


def test_a_window_shows_its_stream_at_its_place_between_black_bars(programs, x, relay):
    send_pattern(programs, relay)
    ask(relay, "start_display", stream_id=STREAM, win_x=50, win_y=40, win_w=500, win_h=500)

    seen = eventually_shows(x, 50, 149, 500, 281)

    for place in ((60, 50), (540, 50), (60, 145), (60, 435), (540, 535)):
        assert colour(seen, *place) == BLACK, place
    for place in ((45, 200), (555, 200), (300, 35), (300, 545)):
        assert colour(seen, *place) == WHITE, place
    (window,) = x.windows()
    assert (window.title, window.left, window.top, window.width, window.height) == ("relay:main/7", 50, 40, 500, 500)


@pytest.mark.parametrize("fields, place", [
    ({"win_w": 400, "win_h": 400, "scale": wire.Scale.stretch}, (100, 20, 400, 400)),
    ({"win_w": 500, "win_h": 500, "scale": wire.Scale.fit, "anchor": wire.Anchor.top_left}, (100, 20, 500, 281)),
    ({"win_w": 0, "win_h": 0}, (100, 20, 640, 360)),
    ({"win_w": 680, "win_h": 500, "scale": wire.Scale.one_to_one}, (120, 90, 640, 360)),
])  # fmt: skip
def test_every_way_to_fit_a_picture_into_its_window(programs, x, relay, fields, place):
    send_pattern(programs, relay)
    ask(relay, "start_display", stream_id=STREAM, win_x=100, win_y=20, **fields)

    eventually_shows(x, *place)


def test_fill_cuts_the_edges(programs, x, relay):
    send_pattern(programs, relay)
    ask(relay, "start_display", stream_id=STREAM, win_x=300, win_y=100, win_w=180, win_h=360, scale=wire.Scale.fill)

    def bars_in_the_middle():
        seen = x.grab()
        across = [colour(seen, at, 100 + BAR_ROW) for at in (310, 390, 470)]
        return near(across[0], (0, 192, 192)) and near(across[1], (0, 192, 0)) and near(across[2], (192, 0, 192))

    eventually(bars_in_the_middle, "the middle of the pattern, cut on both sides")


def test_stripes_move_while_there_is_no_signal_and_the_title_says_so(programs, x, relay):
    ask(relay, "start_display", stream_id=STREAM, win_w=300, win_h=300, no_signal_fps=30)
    reaches(relay, "open")
    eventually(lambda: [one.title for one in x.windows()] == ["relay:main/7 (no signal)"], "the title")
    first = eventually(lambda: (seen := x.grab()) and colour(seen, 100, 100) not in (BLACK, WHITE) and seen, "stripes")
    eventually(lambda: x.grab() != first, "they move")

    source = send_pattern(programs, relay)
    eventually_shows(x, 0, 65, 300, 169)
    assert [one.title for one in x.windows()] == ["relay:main/7"]
    source.kill()
    eventually(lambda: [one.title for one in x.windows()] == ["relay:main/7 (no signal)"], "it is lost again")
    eventually(lambda: not shows(x.grab(), 0, 65, 300, 169), "no picture is taken for a live one")


PLAIN = (40, 160, 220)


def yuv(red: int, green: int, blue: int) -> tuple[int, int, int]:
    """BT.601, luma 16 to 235."""
    return (round(16 + 0.257 * red + 0.504 * green + 0.098 * blue), round(128 - 0.148 * red - 0.291 * green + 0.439 * blue),
            round(128 + 0.439 * red - 0.368 * green - 0.071 * blue))  # fmt: skip


def raw_picture(layout, width: int, height: int) -> bytes:
    red, green, blue = PLAIN
    luma, u, v = yuv(*PLAIN)
    half = (width + 1) // 2 * ((height + 1) // 2)
    return {
        wire.PixelFormat.rgba8888: bytes((red, green, blue, 0)) * width * height,
        wire.PixelFormat.bgra8888: bytes((blue, green, red, 0)) * width * height,
        wire.PixelFormat.bgr888: bytes((blue, green, red)) * width * height,
        wire.PixelFormat.yuv420p: bytes((luma,)) * width * height + bytes((u,)) * half + bytes((v,)) * half,
        wire.PixelFormat.yuv422: bytes((luma, u, luma, v)) * ((width + 1) // 2) * height,
    }[layout]


class RawSource:
    """Sends pictures of plain pixels on one connection, whole or not."""

    def __init__(self, node, layout, width: int, height: int, encoding=wire.Format.raw):
        self._controller = Controller(node.port, name="source:raw")
        self._controller.ask("stream_open", stream_id=STREAM, format=encoding, pixel_format=layout, width=width, height=height,
                             fps_n=30, fps_d=1)  # fmt: skip

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._controller.close()

    def send(self, data: bytes) -> None:
        self._controller.peer.send(wire.to_message(wire.VideoFrame(stream_id=STREAM, data=data)))


@pytest.mark.parametrize("layout", [one for one in wire.PixelFormat if one != wire.PixelFormat.none])
@pytest.mark.parametrize("width, height", [(64, 48), (63, 47)])
def test_uncompressed_pictures_have_their_colours_to_the_edges(x, relay, layout, width, height):
    ask(relay, "start_display", stream_id=STREAM, win_x=10, win_y=10, win_w=256, win_h=192, scale=wire.Scale.stretch)
    with RawSource(relay, layout, width, height) as source:
        reaches(relay, "showing")

        source.send(raw_picture(layout, width, height))

        eventually(lambda: near(colour(x.grab(), 100, 100), PLAIN), f"{layout.name} is its colour")
    seen = x.grab()
    for place in ((10, 10), (265, 10), (10, 201), (265, 201)):
        assert near(colour(seen, *place), PLAIN), (place, colour(seen, *place))


@pytest.mark.parametrize("encoding, layout", [
    (wire.Format.raw, wire.PixelFormat.yuv420p), (wire.Format.raw, wire.PixelFormat.bgr888),
    (wire.Format.mjpeg, wire.PixelFormat.none),
])  # fmt: skip
def test_frames_that_are_no_pictures_are_counted_and_harm_nobody(x, relay, encoding, layout):
    ask(relay, "start_display", stream_id=STREAM, win_w=256, win_h=192)
    bad = [b"", b"\0", b"\xff\xd8\xff", bytes(100), struct.pack("<I", 0xFFFFFFFF) * 5000, b"\xff\xd8" + b"\xff\xc0\0\x11" * 50]
    with RawSource(relay, layout, 64, 48, encoding) as source:
        reaches(relay, "showing")
        for count, data in enumerate(bad, 1):
            source.send(data)
            eventually(lambda: [(one.cause, one.frames) for one in output_of(relay).drops] ==
                       [(wire.DropCause.not_shown, count)], "it is counted")  # noqa: B023  # fmt: skip

        good = raw_picture(layout, 64, 48) if encoding == wire.Format.raw else None
        if good:
            source.send(good)
            eventually(lambda: near(colour(x.grab(), 100, 100), PLAIN), "the next one is shown")
    assert balanced(output_of(relay))
    assert relay.logged().count(" warn  resource ") <= len(bad) + 1


def test_a_stream_that_no_window_shows_is_refused_with_what_it_has(relay):
    ask(relay, "start_display", stream_id=STREAM)
    with RawSource(relay, wire.PixelFormat.none, 64, 48, wire.Format.prores):
        eventually(lambda: (one := display_of(relay)) and "is prores and a window shows mjpeg, raw" in one.error,
                   "it says so")  # fmt: skip


def test_opengl_es_will_do_where_there_is_no_more(programs, x):
    relay = programs.node("relay", name="relay:small", env=x.env | {"MESA_GL_VERSION_OVERRIDE": "3.1"})
    send_pattern(programs, relay)
    ask(relay, "start_display", stream_id=STREAM)

    eventually_shows(x, 0, 0, WIDTH, HEIGHT)


def test_a_desktop_without_opengl_is_no_place_for_windows_and_the_node_says_so(programs, x):
    old = {"MESA_GL_VERSION_OVERRIDE": "2.1", "MESA_GLES_VERSION_OVERRIDE": "2.0"}
    relay = programs.node("relay", name="relay:old", env=x.env | old)
    ask(relay, "start_display", stream_id=STREAM)

    eventually(lambda: (one := display_of(relay)) and "no window with OpenGL 3.3 or OpenGL ES 3.0" in one.error, "it says so")
    assert x.windows() == [] and relay.stop() == 0


# ---------------------------------------------------------- what it costs


def test_a_screen_that_hangs_costs_its_own_frames_only(programs, x, relay):
    send_pattern(programs, relay)
    ask(relay, "start_display", stream_id=STREAM, win_w=WIDTH, win_h=HEIGHT)
    eventually_shows(x, 0, 0, WIDTH, HEIGHT)
    with Controller(relay.port, name="controller:reader") as reader:
        reader.ask("start_relay", stream_id=STREAM, mode=wire.DeliveryMode.completeness)
        before = output_of(relay).frames_sent
        x.program.process.send_signal(signal.SIGSTOP)
        read = 0
        while read < 60:
            kind, payload = reader.next()
            if kind == wire.ControlRequest.TYPE:
                opened = wire.ControlRequest.decode(payload)
                reader.peer.send(wire.to_message(wire.ControlResponse(
                    request_id=opened.request_id, command=opened.command, status=wire.Status.ok, body=b"")))  # fmt: skip
            read += kind == wire.TimedFrame.TYPE
        hung = output_of(relay)
        other = output_of(relay, "controller:reader")
        x.program.process.send_signal(signal.SIGCONT)

        assert other.drops == [] and other.frames_sent >= 60
        assert hung.frames_sent - before < 30 and balanced(hung)
        assert [one.cause for one in hung.drops] == [wire.DropCause.replaced]
        eventually(lambda: output_of(relay).frames_sent > hung.frames_sent + 10, "it shows again")
    number = eventually(lambda: x.grab().number(), "a picture with its number")
    eventually(lambda: (x.grab().number() or 0) > number, "the pictures go on")


def test_a_node_ends_with_open_windows_even_where_the_screen_hangs(programs, x, relay):
    send_pattern(programs, relay)
    ask(relay, "start_display", stream_id=STREAM)
    reaches(relay, "showing")
    assert relay.stop() == 0
    assert x.windows() == []

    relay = programs.node("relay", name="relay:main", listen=f"127.0.0.1:{relay.port}", env=x.env)
    reaches(relay, "showing")
    x.program.process.send_signal(signal.SIGSTOP)
    assert relay.stop() == 0
    x.program.process.send_signal(signal.SIGCONT)


def test_a_recording_is_made_whole_though_the_screen_of_its_node_hangs(programs, x, tmp_path):
    folder, tools = tmp_path / "rec", tmp_path / "tools"
    folder.mkdir()
    tools.mkdir()
    slow = tools / "ffmpeg"  # takes longer to finish a file than a screen is waited for
    slow.write_text(f'#!/bin/sh\n{shutil.which("ffmpeg")} "$@" && sleep 3 && touch {folder}/finished\n')
    slow.chmod(0o755)
    node = programs.node("pattern", "--stream", str(STREAM), "--size", "160x120", "--sink-dir", str(folder), name="pattern:rec",
                         env=x.env | {"PATH": f"{tools}:{os.environ['PATH']}"})  # fmt: skip
    ask(node, "start_display", stream_id=STREAM)
    ask(node, "start_sink", stream_id=STREAM, path="a.mkv")
    reaches(node, "showing")
    eventually(lambda: (one := output_of(node, "file:a.mkv")) and one.frames_sent > 10, "it is recorded")

    x.program.process.send_signal(signal.SIGSTOP)
    assert node.stop() == 0
    x.program.process.send_signal(signal.SIGCONT)

    assert (folder / "finished").exists()
    assert "the screen does not answer; ending without it" in node.logged()


def test_a_node_outlives_its_desktop_and_shows_its_windows_on_the_next_one(programs, x, relay):
    send_pattern(programs, relay)
    ask(relay, "start_display", stream_id=STREAM)
    eventually_shows(x, 0, 0, WIDTH, HEIGHT)

    x.close()

    eventually(lambda: "cannot open the display" in display_of(relay).error, "it says what it lacks")
    assert display_of(relay).current == "closed"
    received = ask(relay, "get_runtime_state").streams[0].frames_received
    eventually(lambda: ask(relay, "get_runtime_state").streams[0].frames_received > received, "the stream goes on")
    x.start_again()
    eventually_shows(x, 0, 0, WIDTH, HEIGHT)
    assert display_of(relay).error == ""


# --------------------------------------------------------- what is wanted


def test_a_window_closes_when_it_is_not_wanted_any_more(programs, x, relay):
    send_pattern(programs, relay)
    ask(relay, "start_display", stream_id=STREAM)
    eventually_shows(x, 0, 0, WIDTH, HEIGHT)

    ask(relay, "stop_display", stream_id=STREAM)

    eventually(lambda: x.windows() == [] and colour(x.grab(), 300, 100) == WHITE, "it is gone")
    assert display_of(relay) is None and output_of(relay) is None
    with pytest.raises(Refused, match="is not meant to show it"):
        ask(relay, "stop_display", stream_id=STREAM)


def test_a_window_that_its_user_closed_stays_wanted_and_comes_back_when_asked_for(programs, x, relay):
    send_pattern(programs, relay)
    ask(relay, "start_display", stream_id=STREAM)
    reaches(relay, "showing")

    for again in ("start_display", "reconcile_now"):
        x.ask_to_close(x.windows()[0])
        eventually(lambda: display_of(relay).gave_up, "it is closed")
        assert "its user closed the window" in display_of(relay).error
        assert x.windows() == [] and output_of(relay) is None
        assert [one.stream_id for one in ask(relay, "get_config_state").displays] == [STREAM]
        ask(relay, again, **({"stream_id": STREAM} if again == "start_display" else {}))
        reaches(relay, "showing")


def test_windows_come_back_with_their_node_and_wait_where_there_is_no_screen(programs, x, relay):
    send_pattern(programs, relay)
    ask(relay, "start_display", stream_id=STREAM, win_x=30, win_y=20)
    eventually_shows(x, 30, 20, WIDTH, HEIGHT)
    relay.kill()

    relay = programs.node("relay", name="relay:main", listen=f"127.0.0.1:{relay.port}", env=x.env)
    eventually_shows(x, 30, 20, WIDTH, HEIGHT)
    relay.kill()
    relay = programs.node("relay", name="relay:main", listen=f"127.0.0.1:{relay.port}")
    eventually(lambda: (one := display_of(relay)) and "neither DISPLAY nor WAYLAND_DISPLAY" in one.error, "it says what it lacks")
    with pytest.raises(Refused, match="has no screen that it shows windows on"):
        ask(relay, "start_display", stream_id=STREAM)
    ask(relay, "stop_display", stream_id=STREAM)
    assert display_of(relay) is None


def test_a_node_that_was_told_to_shows_no_windows(programs, x):
    node = programs.node("relay", "--no-windows", name="relay:blind", env=x.env)
    with pytest.raises(Refused, match="started with --no-windows"):
        ask(node, "start_display", stream_id=STREAM)


def test_the_display_must_answer_before_there_is_a_window(programs):
    node = programs.node("relay", name="relay:lost", env={"DISPLAY": ":4711"})
    ask(node, "start_display", stream_id=STREAM)

    eventually(lambda: (one := display_of(node)) and "cannot open the display :4711" in one.error, "it says so")
    assert node.stop() == 0


# ------------------------------------------------------- the command line


def test_display_and_sink_are_started_and_stopped_from_the_command_line(programs, x, cli, tmp_path):
    folder = tmp_path / "rec"
    folder.mkdir()
    node = programs.node("pattern", "--stream", str(STREAM), "--size", "160x120", "--sink-dir", str(folder), name="pattern:a",
                         env=x.env)  # fmt: skip
    started = cli("display", "start", "pattern:a/7", "--at", "-20,30", "--size", "200x100", "--scale", "one-to-one", "--anchor",
                  "top-left", "--no-signal-fps", "5")  # fmt: skip
    assert (started.code, started.err) == (OK, ""), started.err
    (wish,) = ask(node, "get_config_state").displays
    assert (wish.stream_id, wish.win_x, wish.win_y, wish.win_w, wish.win_h) == (STREAM, -20, 30, 200, 100)
    assert (wish.scale, wish.anchor, wish.no_signal_fps) == (wire.Scale.one_to_one, wire.Anchor.top_left, 5)
    reaches(node, "showing")
    (row,) = cli("display", "stop", "pattern:a/7", "-o", "json").items()
    assert (row["node"], row["stream_id"]) == ("pattern:a", STREAM)
    assert ask(node, "get_config_state").displays == []

    assert cli("sink", "start", "pattern:a/7", "a.mkv").code == OK
    assert [one.path for one in ask(node, "get_config_state").sinks] == ["a.mkv"]
    assert cli("sink", "stop", "pattern:a/7").code == OK
    assert ask(node, "get_config_state").sinks == []
    for wrong, hint in ((("display", "start", "pattern:a"), "NODE/ID"), (("sink", "start", "pattern:a/7"), "door.mkv"),
                        (("display", "stop", "pattern:a/7"), "not meant to show")):  # fmt: skip
        said = cli(*wrong)
        assert said.code != OK and hint in said.sentence()


def test_view_shows_a_stream_until_its_window_is_closed(programs, x, relay):
    send_pattern(programs, relay)
    view = programs.start("view", [str(WEIR), "view", "relay:main/7", "--at", "60,70", "--wait", "20"], env=x.env)

    eventually_shows(x, 60, 70, WIDTH, HEIGHT)
    (window,) = x.windows()
    assert window.title == "relay:main/7"
    x.ask_to_close(window)

    assert view.process.wait(20) == OK


def test_view_ends_on_ctrl_c_and_says_what_it_cannot_do(programs, x, relay, cli):
    send_pattern(programs, relay)
    view = programs.start("view", [str(WEIR), "view", "relay:main/7", "--wait", "20"], env=x.env)
    eventually(lambda: x.windows() != [], "its window")
    view.process.send_signal(signal.SIGINT)
    assert view.process.wait(20) == OK

    blind = cli("view", "relay:main/7")
    assert blind.code != OK and "neither DISPLAY nor WAYLAND_DISPLAY is set" in blind.sentence()
    lost = cli("view", "relay:main/7", "--wait", "20", env={"DISPLAY": ":4711"})
    assert lost.code != OK and "cannot open the display :4711" in lost.err


def test_view_refuses_what_it_cannot_show(relay, x, cli):
    with RawSource(relay, wire.PixelFormat.none, 64, 48, wire.Format.prores) as source:
        source.send(b"\0" * 64)
        said = cli("view", f"127.0.0.1:{relay.port}/7", "--wait", "20", env=x.env)
    assert said.code != OK and "weir view has mjpeg, raw; " in said.sentence()


def test_two_windows_of_one_node_both_move(programs, x, relay):
    send_pattern(programs, relay)
    programs.node("pattern", "--stream", "8", "--size", "640x240", "--to", f"127.0.0.1:{relay.port}", name="pattern:b")
    ask(relay, "start_display", stream_id=STREAM, win_x=0, win_y=0, win_w=640, win_h=240)
    ask(relay, "start_display", stream_id=8, win_x=0, win_y=250, win_w=640, win_h=240)

    def sent():
        return [one.frames_sent for one in ask(relay, "get_runtime_state").outputs if one.peer == "window"]

    eventually(lambda: len(sent()) == 2 and min(sent()) > 20, "both are shown")
    assert len(x.windows()) == 2
