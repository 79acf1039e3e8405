"""Does what docs/adding_a_resource.md says, literally, with a real node that has the page's resource in it."""

import json
import re
import shlex
import subprocess

import followed_page
from programs import ROOT, WEIR
from sanitizer_reports import only_without_sanitizers

PAGE = ROOT / "docs/adding_a_resource.md"
BUILD = ROOT / "build" / "dev"
FILE = "core/control/resource/tally_kind.cpp"

# What the page calls ./dev build: compiles the one new file as its neighbour is compiled, and links the program anew.
DEV = """#!/bin/sh
set -e
[ "$*" = build ]
here=$PWD
cd {build}
{compile}
mkdir -p $here/build/dev/nodes
{link}
"""


def compile_command() -> str:
    """As core/control/resource/kind.cpp is compiled, for the page's file."""
    commands = json.loads((BUILD / "compile_commands.json").read_text())
    (neighbour,) = [one for one in commands if one["file"].endswith("core/control/resource/kind.cpp")]
    text = re.sub(r" -o \S+ -c \S+", f" -o $here/tally_kind.o -c $here/{FILE}", neighbour["command"])
    assert "tally_kind.o" in text
    return text.replace("ccache ", "")


def link_command() -> str:
    """As weir is linked, with one object more."""
    said = subprocess.run(["ninja", "-C", BUILD, "-t", "commands", "nodes/weir"], capture_output=True, text=True, check=True)
    link = said.stdout.splitlines()[-1].removeprefix(": && ").removesuffix(" && :")
    words = shlex.split(link)
    words[words.index("-o") + 1] = "$here/build/dev/nodes/weir"
    return " ".join([*words[:words.index("-o")], "$here/tally_kind.o", *words[words.index("-o"):]])


def test_the_page_has_the_steps_that_this_test_knows():
    assert [language for _, _, language, _ in followed_page.steps(PAGE)] == ["cpp", "sh", "text"]


def test_one_file_is_added_to_the_house():
    assert [(verb, path) for verb, path, _, _ in followed_page.steps(PAGE) if verb] == [("Create", FILE)]


@only_without_sanitizers
def test_the_page_works(programs, tmp_path):
    assert WEIR.exists()
    dev = tmp_path / "dev"
    dev.write_text(DEV.format(build=BUILD, compile=compile_command(), link=link_command()))
    dev.chmod(0o755)

    followed_page.follow(PAGE, tmp_path, programs.env)
