"""Finding nodes: two of the same name are both visible, and somebody says so."""

import json

import pytest

from programs import eventually


@pytest.fixture
def twins(programs):
    return [programs.node("relay", name="relay:twin", label=f"twin-{number}") for number in (1, 2)]


def ports_seen(programs, name: str) -> set[int]:
    done = programs.run("peers", "-o", "json", "--wait", "0.5")
    return {int(peer["address"].rsplit(":", 1)[1]) for peer in json.loads(done.stdout)["items"] if peer["name"] == name}


def test_two_nodes_of_one_name_are_both_visible(programs, twins):
    wanted = {twin.port for twin in twins}

    eventually(lambda: ports_seen(programs, "relay:twin") == wanted, "both twins are listed")


def test_a_warning_says_that_a_name_is_used_twice(programs, twins):
    eventually(lambda: any("warn" in line and "relay:twin" in line
                           for twin in twins for line in twin.logged().splitlines()),
               "a warning that names relay:twin")  # fmt: skip


def test_a_node_is_found_by_its_name(programs):
    programs.node("pattern", "--size", "640x480", name="pattern:here")

    done = programs.run("cat", "pattern:here", "--count", "3", "--wait", "20")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"\xff\xd8")
