"""What the page tells of real nodes: why an edge is amber."""

import pytest

from controller import Controller, wire
from page import Page, start_controller

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
