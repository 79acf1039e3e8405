"""What the page tells of real nodes: what happened, why an edge is amber, and recordings."""

import shutil

import pytest

from controller import Controller, wire
from page import Page, start_controller
from programs import eventually
from x_server import XServer

STREAM = 3


@pytest.fixture
def page(programs):
    opened = Page(programs)
    yield opened
    try:
        assert opened.complaints() == []
    finally:
        opened.close()


def look_at(programs, page, node: str) -> None:
    page.open(start_controller(programs))
    page.wait_text('.card:has(.top [data-tone="ok"])', node)


def start_pattern(node, **settings) -> None:
    with Controller(node.port) as controller:
        controller.ask("start_ingest", stream_id=STREAM, device_path="pattern:", **settings)


def test_what_happened_before_the_page_was_opened_is_told_as_well(programs, page):
    node = programs.node("relay", name="relay:told")
    start_pattern(node, width=64, height=64)
    with Controller(node.port) as controller:
        eventually(lambda: any(one.live for one in controller.ask("get_runtime_state").streams), "it captures")
        controller.ask("stop_ingest", stream_id=STREAM)
        eventually(lambda: controller.ask("get_runtime_state").streams == [], "the stream is gone")
        kept = controller.ask("get_events", after=0).events

    look_at(programs, page, "relay:told")
    page.press("History of relay:told")

    page.wait_text("#history-rows tr", "no longer wanted")
    rows = page.texts("#history-rows tr")
    for change in ("node relay:told running", "capture pattern: open → streaming", "capture of stream 3 wanted", "stream 3 live, now gone"):
        assert any(change in row for row in rows), (change, rows)
    assert len(rows) >= len(kept)

    start_pattern(node, width=64, height=64)
    page.wait_text(f"#history-rows tr:nth-last-child(n+{len(rows) + 1})", "open → streaming")


def test_an_edge_whose_reader_reads_nothing_turns_amber_and_says_why(programs, page):
    node = programs.node("relay", name="relay:told")
    start_pattern(node, width=640, height=480, fps_n=50, fps_d=1)
    with Controller(node.port, "reader:stalled") as stalled:
        stalled.ask("start_relay", stream_id=STREAM, mode=wire.DeliveryMode.completeness, frames_max=4)  # and then it reads nothing
        look_at(programs, page, "relay:told")

        row = "#route-rows tr:has([data-tone=wait])"
        page.wait_text(row, "relay:told → reader:stalled")
        page.wait_text(row, "dropped: frame budget")
        page.press(f"Show details of the output of stream {STREAM} to reader:stalled")

        page.wait_text(".events tr", "frames dropped: frame budget")
        facts = " ".join(page.texts(".facts div"))
        assert "Frames waiting 4" in facts and "In the kernel 0 B" not in facts


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg writes the file")
def test_a_recording_is_started_watched_and_stopped_on_the_page(programs, page, tmp_path):
    folder = tmp_path / "rec"
    folder.mkdir()
    programs.node("pattern", "--stream", str(STREAM), "--size", "160x120", "--sink-dir", str(folder), name="pattern:rec")
    look_at(programs, page, "pattern:rec")
    page.press(f"Record stream {STREAM} at pattern:rec")
    page.fill("#record-form [name=path]", "front/door.mkv")
    page.press("Record")

    page.wait_text('.task:has([data-tone="ok"])', "front/door.mkv")
    page.wait_text("#route-rows tr", "a recording of this node")
    eventually(lambda: (folder / "front" / "door.mkv").stat().st_size > 0, "the file grows")
    page.press(f"Stop recording stream {STREAM}")
    page.wait_gone(".task", "front/door.mkv")


def test_a_node_without_a_folder_for_recordings_says_so_on_the_page(programs, page):
    programs.node("pattern", "--stream", str(STREAM), "--size", "160x120", name="pattern:rec")
    look_at(programs, page, "pattern:rec")
    page.press(f"Record stream {STREAM} at pattern:rec")
    page.fill("#record-form [name=path]", "a.mkv")
    page.press("Record")
    page.wait_text('.notice[data-tone="bad"]', "--sink-dir")


def test_a_window_is_shown_and_closed_from_the_page(programs, page):
    x = XServer(programs)
    programs.node("pattern", "--stream", str(STREAM), "--size", "160x120", name="pattern:wall", env=x.env)
    look_at(programs, page, "pattern:wall")
    page.press(f"Show stream {STREAM} on the screen of pattern:wall")

    page.wait_text('.task:has([data-tone="ok"])', f"Stream {STREAM} is shown in a window")
    page.wait_text("#route-rows tr", "a window of this node")
    eventually(lambda: [one.title for one in x.windows()] == [f"pattern:wall/{STREAM}"], "its window")
    x.ask_to_close(x.windows()[0])
    page.wait_text(".trouble", "its user closed the window")
    page.press(f"Stop showing stream {STREAM}")
    page.wait_gone(".task", "is shown in a window")
    x.close()


def test_a_node_without_a_screen_says_so_on_the_page(programs, page):
    programs.node("pattern", "--stream", str(STREAM), "--size", "160x120", name="pattern:blind")
    look_at(programs, page, "pattern:blind")
    page.press(f"Show stream {STREAM} on the screen of pattern:blind")
    page.wait_text('.notice[data-tone="bad"]', "has no screen that it shows windows on")
