"""The house itself against its rules: one test per rule, every violation named."""

from pathlib import Path

import pytest

import graphs
import layers
import rules

ROOT = Path(__file__).resolve().parents[2]


def no_violations(found) -> None:
    listed = list(found)
    assert not listed, "\n" + "\n".join(listed)


@pytest.fixture(scope="module")
def table():
    return layers.read_table(ROOT / "core" / "layers.txt")


def test_no_file_includes_a_folder_that_its_layer_may_not_know(table):
    no_violations(layers.forbidden_includes(ROOT, table))


def test_no_module_links_what_its_layer_may_not_know(table):
    no_violations(layers.forbidden_links(ROOT, table))


@pytest.mark.parametrize("rule", rules.ALL, ids=lambda rule: rule.__name__)
def test_rule(rule):
    no_violations(rule(ROOT, rules.house_files(ROOT)))


def test_every_graph_is_checked_exhaustively():
    files = rules.house_files(ROOT)
    assert len(list(graphs.defined(ROOT, files))) >= 4
    no_violations(graphs.unchecked(ROOT, files))
