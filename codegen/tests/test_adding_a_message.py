"""Does what docs/adding_a_message.md says, literally: files, commands and what they print."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/adding_a_message.md"
STEP = re.compile(r"(?:(Append to|Create) `([^`]+)`:\n)?```(\w+)\n(.*?)```\n", re.DOTALL)


def copy_of_the_house(target):
    ignore = shutil.ignore_patterns("__pycache__")
    for folder in ("schema", "codegen", "generated"):
        shutil.copytree(ROOT / folder, target / folder, ignore=ignore)
    for folder in ("core/wire", "core/base"):
        shutil.copytree(ROOT / folder, target / folder, ignore=ignore)


def steps():
    return [match.groups() for match in STEP.finditer(PAGE.read_text(encoding="utf-8"))]


def test_the_page_has_the_steps_that_this_test_knows():
    assert [language for _, _, language, _ in steps()] == [
        "yaml", "sh", "text", "cpp", "sh", "text", "js", "sh", "text", "yaml", "sh", "text"]


@pytest.mark.skipif(shutil.which("g++") is None or shutil.which("node") is None, reason="needs g++ and node")
def test_the_page_works(tmp_path):
    copy_of_the_house(tmp_path)
    printed = ""
    for verb, path, language, text in steps():
        if verb == "Append to":
            with (tmp_path / path).open("a", encoding="utf-8") as file:
                file.write(text)
        elif verb == "Create":
            (tmp_path / path).write_text(text, encoding="utf-8")
        elif language == "sh":
            result = subprocess.run(["bash", "-euo", "pipefail", "-c", text], cwd=tmp_path, capture_output=True, text=True)
            assert result.returncode == 0, f"{text}\n{result.stdout}{result.stderr}"
            printed = result.stdout
        elif language == "text":
            assert printed == text
        else:
            raise AssertionError(f"a {language} block that belongs to no file")
