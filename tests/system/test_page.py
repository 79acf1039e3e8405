"""Real sources through a real relay to the page in a real browser, and what a person sees when one of them dies."""

import os
import signal
import time

import pytest

import wire_peer
from desktop import MOVING, STILL, Desktop
from page import Page, start_controller
from picture import distance
from wire_peer import WirePeer

STREAM = 7
RATE_MIN = 25
RATE_WINDOW_S = 10
LOAD_PER_CORE_MAX = 2
SAME_MAX = 3  # mean distance of colour values: JPEG of quality 80, its colours at half resolution
OTHER_MIN = 12
# Between two moments of the moving picture, whichever they are; far from what compression does to one moment.
MOVED_MIN = 6


@pytest.fixture
def relay(programs):
    return programs.node("relay")


@pytest.fixture
def page(programs):
    """A tab that watches the stream at the relay. It opens before there is anything to see."""
    opened = Page(programs)
    try:
        opened.watch(start_controller(programs), "relay:test", STREAM)
        yield opened
    finally:
        opened.close()


@pytest.fixture
def desktop(programs):
    shown = Desktop(programs)
    yield shown
    shown.close()


@pytest.fixture
def desktop_page(programs, desktop, relay, page):
    """The page with the desktop on it."""
    start_source(programs, relay, "screen", "--display", desktop.display)
    page.wait_shown(15)
    return page


def start_source(programs, relay, verb: str, *arguments: str):
    return programs.node(verb, "--fps", "30", "--stream", str(STREAM), "--to", address_of(relay), *arguments)


def start_pattern(programs, relay):
    """A source whose pictures carry their number."""
    return start_source(programs, relay, "pattern", "--size", "1280x720")


def address_of(node) -> str:
    return f"127.0.0.1:{node.port}"


def test_the_picture_on_the_page_is_the_desktop(desktop, desktop_page):
    on_desktop, on_page = desktop.grab(), desktop_page.picture()

    apart = distance(on_desktop, on_page, STILL)
    elsewhere = distance(on_desktop.moved_right(16), on_page, STILL)
    print(f"mean distance of colour values: {apart:.2f}; were it 16 pixels beside: {elsewhere:.2f}")
    assert apart <= SAME_MAX
    assert elsewhere >= OTHER_MIN  # so the first comparison would have noticed


def test_what_moves_on_the_desktop_moves_on_the_page(desktop_page):
    before = desktop_page.picture()

    desktop_page.wait_shown(10)

    after = desktop_page.picture()
    assert distance(before, after, [MOVING]) >= MOVED_MIN
    assert distance(before, after, STILL) <= SAME_MAX


def test_the_desktop_is_shown_at_25_frames_a_second(desktop_page):
    rate = desktop_page.rate(RATE_WINDOW_S)

    load = os.getloadavg()[0] / os.cpu_count()
    print(f"{rate:.1f} fps shown over {RATE_WINDOW_S} s at a load of {load:.1f} per core")
    if rate < RATE_MIN and load > LOAD_PER_CORE_MAX:
        pytest.skip(f"{rate:.1f} fps say nothing at a load of {load:.1f} per core; run it on a quieter machine")
    assert rate >= RATE_MIN


def config_of(node) -> bytes:
    with WirePeer(node.port) as peer:
        peer.send(wire_peer.hello())
        peer.send(wire_peer.request(1, wire_peer.GET_CONFIG_STATE))
        _, status, body = peer.reply_to(1)
    assert status == wire_peer.STATUS_OK
    return body


def test_a_relay_that_was_killed_brings_its_video_back_when_it_listens_again(programs, relay, page):
    programs.node("relay", name="relay:second", label="second")
    start_pattern(programs, relay)
    page.wait_shown(15)
    page.press(f"Send stream {STREAM} at relay:test to another node")
    page.choose("#relay-form select", "relay:second")
    page.press("Send")
    page.wait_text("#route-rows tr", "relay:test → relay:second")
    wanted, before = config_of(relay), page.picture().number()

    relay.kill()
    page.wait_state("offline")
    relay = programs.node("relay", listen=address_of(relay))
    listening = time.monotonic()
    page.wait_state("live")
    live = time.monotonic() - listening
    page.wait_shown()

    print(f"live {live:.2f} s after the relay listened, drawn {time.monotonic() - listening:.2f} s after")
    assert page.picture().number() > before
    assert config_of(relay) == wanted
    page.wait_text("#route-rows tr", "relay:test → relay:second")
    assert page.complaints() == []


def test_a_source_that_was_killed_is_told_and_its_video_returns(programs, relay, page):
    source = start_pattern(programs, relay)
    page.wait_shown(15)

    source.kill()
    killed = time.monotonic()
    words = page.wait_state("interrupted")
    told = time.monotonic() - killed
    start_pattern(programs, relay)
    started = time.monotonic()
    page.wait_state("live")
    page.wait_shown()

    print(f"told {told:.2f} s after the source was killed; back {time.monotonic() - started:.2f} s after its start")
    assert "Interrupted at the source" in words and "pattern:test" in words
    assert page.complaints() == []


def test_a_source_that_hangs_is_told_and_its_video_returns(programs, relay, page):
    source = start_pattern(programs, relay)
    page.wait_shown(15)

    source.process.send_signal(signal.SIGSTOP)
    stopped = time.monotonic()
    words = page.wait_state("silent")
    told = time.monotonic() - stopped
    source.process.send_signal(signal.SIGCONT)
    page.wait_state("live")
    page.wait_shown()

    print(f"told {told:.2f} s after the source hung")
    assert "No frames are arriving" in words
