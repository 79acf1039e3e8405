"""Does what docs/adding_a_resource.md says, literally: files, commands and what they print."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/adding_a_resource.md"
STEP = re.compile(r"(?:(Append to|Create) `([^`]+)`:\n)?```(\w+)\n(.*?)```\n", re.DOTALL)


def copy_of_the_house(target):
    for folder in ("core", "generated/cpp"):
        shutil.copytree(ROOT / folder, target / folder)


def steps():
    return [match.groups() for match in STEP.finditer(PAGE.read_text(encoding="utf-8"))]


def test_the_page_has_the_steps_that_this_test_knows():
    assert [language for _, _, language, _ in steps()] == ["cpp", "cpp", "sh", "text"]


def test_one_file_is_added_to_the_house():
    created = [path for verb, path, _, _ in steps() if verb]
    assert [path for path in created if path.startswith("core/")] == ["core/control/resource/tally_kind.cpp"]
    assert not [verb for verb, _, _, _ in steps() if verb == "Append to"]


@pytest.mark.skipif(shutil.which("g++") is None, reason="needs g++")
def test_the_page_works(tmp_path):
    copy_of_the_house(tmp_path)
    printed = ""
    for verb, path, language, text in steps():
        if verb == "Create":
            (tmp_path / path).write_text(text, encoding="utf-8")
        elif language == "sh":
            result = subprocess.run(["bash", "-euo", "pipefail", "-c", text], cwd=tmp_path, capture_output=True, text=True)
            assert result.returncode == 0, f"{text}\n{result.stdout}{result.stderr}"
            printed = result.stdout
        elif language == "text":
            assert printed == text
        else:
            raise AssertionError(f"a {language} block that belongs to no file")
