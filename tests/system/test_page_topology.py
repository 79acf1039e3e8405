"""A topology file on the page and on the command line, with real nodes: they mean the same by it."""

import pytest

from cli import OK, PARTLY, Cli
from controller import Controller
from page import Page, start_controller
from programs import eventually

FILE = """api_version = 1

[[stream]]
name = "desk"
node = "relay:source"
device = "pattern:?quality=70"
size = "64x64"
fps = 10
to = "relay:main"

[[edge]]
stream = "desk"
from = "relay:main"
to = ["relay:wall", "relay:spare"]
priority = 3
"""
NAMES = ("source", "main", "wall", "spare")
CHOOSER = "#apply-form [name=file]"


@pytest.fixture
def cli(programs):
    return Cli(programs)


@pytest.fixture
def nodes(programs):
    return {name: programs.node("relay", name=f"relay:{name}", label=name) for name in NAMES}


@pytest.fixture
def page(programs, nodes):
    opened = Page(programs)
    try:
        opened.open(start_controller(programs))
        for name in NAMES:
            opened.wait_text('.card:has(.top [data-tone="ok"])', f"relay:{name}")
        yield opened
        assert opened.complaints() == []
    finally:
        opened.close()


@pytest.fixture
def studio(tmp_path):
    file = tmp_path / "studio.toml"
    file.write_text(FILE)
    return file


def planned(page) -> list[str]:
    return [" ".join(line.split()[1:]) for line in page.texts("#apply-steps li")]


def config_of(node):
    with Controller(node.port) as controller:
        return controller.ask("get_config_state")


def test_the_page_plans_what_the_command_line_plans_and_makes_it_so(page, cli, nodes, studio):
    page.press("Apply file…")
    page.choose_file(CHOOSER, studio)
    page.wait_text("#apply-summary", "4 to create.")
    on_page = planned(page)
    on_command_line = [row["step"] for row in cli("apply", str(studio), "--dry-run", "-o", "json").items()]
    assert on_page == on_command_line
    assert all(config_of(node).ingests == [] for node in nodes.values())

    page.press("Apply 4 steps")
    page.wait_text("#apply-summary", "Verified: everything that the file says is so.")

    assert planned(page) == [f"{step} done" for step in on_page]
    assert "nothing to do" in cli("apply", str(studio)).err
    assert cli("diff", str(studio)).code == OK
    page.press("Close")
    page.press("Export…")
    page.wait_text("#export-text", "[[stream]]")
    assert page.download("Download") == cli("export", "-o", "toml").out


def test_a_node_that_is_away_leaves_it_partly_done_and_is_told(page, cli, nodes, studio):
    nodes["main"].kill()
    eventually(lambda: "does not answer" in cli("apply", str(studio), "--dry-run").out, "the dead node is missed")
    page.wait_text(".card.away", "relay:main")
    page.press("Apply file…")
    page.choose_file(CHOOSER, studio)
    page.wait_text("#apply-summary", "1 node of the file does not answer and is left out.")
    said = cli("apply", str(studio), "--dry-run", "-o", "json")
    assert planned(page)[:-1] == [row["step"] for row in said.items() if row["action"] != "none"]
    assert said.code == PARTLY

    page.press("Apply 2 steps")

    page.wait_text("#apply-summary", "Partly done: 1 of 3 steps could not be taken.")
    page.wait_text("#apply-rows tr", "the node")
    assert [ingest.width for ingest in config_of(nodes["source"]).ingests] == [64]


def test_prune_ends_the_same_on_the_page_and_on_the_command_line(page, cli, nodes, studio):
    assert cli("apply", str(studio)).code == OK
    studio.write_text(FILE.replace(', "relay:spare"', "").replace("priority = 3", "priority = 4"))
    page.press("Apply file…")
    page.choose_file(CHOOSER, studio)
    page.wait_text("#apply-summary", "1 to change.")
    page.tick("#apply-form [name=prune]")
    page.wait_text("#apply-summary", "1 to change, 1 to end.")
    assert planned(page) == [row["step"] for row in cli("apply", str(studio), "--prune", "--dry-run", "-o", "json").items()]

    page.press("Apply 2 steps")

    page.wait_text("#apply-summary", "Verified: everything that the file says is so.")
    assert [(edge.dest_host, edge.priority) for edge in config_of(nodes["main"]).relays] == [("relay:wall", 4)]
