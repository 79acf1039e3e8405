"""Completion in real shells: what strangers call themselves is shown or left out, and never run."""

import shutil

import pytest

from cli import OK, Cli
from programs import WEIR, eventually
from shells import SHELLS, Shell
from told_node import ToldNode

# Each would leave a file if any part of it were run; the names have no space, so that they stay one word.
HOSTILE = [
    "camera:$(touch${IFS}taken)", "camera:`touch${IFS}taken`", "camera:x;touch${IFS}taken", "camera:x&&touch${IFS}taken",
    "camera:(touch taken)", "camera:(touch${IFS}taken)", "camera:x|tee${IFS}taken", "camera:x>taken", "camera:<(touch${IFS}taken)",
    "camera:${x:=$(touch${IFS}taken)}", "camera:x[$(touch${IFS}taken)]", "camera:'$(touch${IFS}taken)'", '"$(touch${IFS}taken)',
    "camera:*", "camera:~", "camera:\\$(touch${IFS}taken)", "$(touch taken)", "`touch taken`", "(touch taken)",
]  # fmt: skip


@pytest.fixture
def cli(programs):
    return Cli(programs)


@pytest.fixture(params=SHELLS)
def shell(request):
    if shutil.which(request.param) is None:
        pytest.skip(f"there is no {request.param} here; ./dev setup test installs it where the system has it")
    return request.param


@pytest.fixture
def type_into(shell, tmp_path):
    """A shell that completes these names; `ran` gets the arguments of what it is told to run."""
    home = tmp_path / "home"
    home.mkdir()

    def start(names: list[str]) -> Shell:
        tool = tmp_path / "bin" / "weir"
        tool.parent.mkdir()
        (tmp_path / "names").write_text("".join(name + "\n" for name in names))
        tool.write_text(f"""#!/bin/sh
case $1 in
  completion) exec {WEIR} "$@" ;;
  __complete) exec cat {tmp_path}/names ;;
  *) for word; do printf '%s\\n' "$word"; done > {tmp_path}/ran.new; mv {tmp_path}/ran.new {tmp_path}/ran ;;
esac
""")
        tool.chmod(0o755)
        return Shell(shell, home, tool.parent)

    return start


def ran(tmp_path) -> list[str]:
    file = tmp_path / "ran"
    eventually(file.exists, "the shell runs weir")
    return file.read_text().splitlines()


def test_a_live_name_is_completed_among_hostile_ones(type_into, tmp_path):
    with type_into([*HOSTILE, "relay:main"]) as shell:
        shell.type("weir tell relay:m\t\r")
        assert ran(tmp_path) == ["tell", "relay:main"]
    assert list((tmp_path / "home").glob("taken*")) == []


def test_hostile_names_are_shown_and_not_run(type_into, tmp_path):
    with type_into(HOSTILE) as shell:
        shell.type("weir tell \t\t")
        shell.type("\x15")  # takes back what the keys have put there
        shell.type("weir tell done\r")
        assert ran(tmp_path) == ["tell", "done"]
    assert list((tmp_path / "home").glob("taken*")) == []


@pytest.mark.parametrize("name", HOSTILE[:4])
def test_a_hostile_name_that_was_completed_is_one_plain_word(type_into, tmp_path, name):
    with type_into([name]) as shell:
        shell.type("weir tell \t\r")
        assert ran(tmp_path) == ["tell", name]
    assert list((tmp_path / "home").glob("taken*")) == []


def test_names_that_a_shell_could_read_otherwise_are_not_offered(cli, programs):
    nodes = [ToldNode(name) for name in [*HOSTILE[:4], "-x:y", "camera:a b"]]
    relay = programs.node("relay", name="relay:main")
    peers = ",".join(f"127.0.0.1:{port}" for port in [*(node.port for node in nodes), relay.port])

    said = cli("__complete", "--", "describe", "", env={"WEIR_PEERS": peers})

    for node in nodes:
        assert "get_runtime_state" in node.asked
        node.close()
    assert (said.code, said.out.split()) == (OK, ["relay:main"])
