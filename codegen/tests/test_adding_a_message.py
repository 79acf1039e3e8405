"""Does what docs/adding_a_message.md says, literally: files, commands and what they print."""

import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support"))
import followed_page  # noqa: E402

PAGE = ROOT / "docs/adding_a_message.md"


def copy_of_the_house(target):
    ignore = shutil.ignore_patterns("__pycache__")
    for folder in ("schema", "codegen", "generated"):
        shutil.copytree(ROOT / folder, target / folder, ignore=ignore)
    for folder in ("core/wire", "core/base"):
        shutil.copytree(ROOT / folder, target / folder, ignore=ignore)


def test_the_page_has_the_steps_that_this_test_knows():
    assert [language for _, _, language, _ in followed_page.steps(PAGE)] == [
        "yaml", "sh", "text", "cpp", "sh", "text", "js", "sh", "text", "yaml", "sh", "text"]


@pytest.mark.skipif(shutil.which("g++") is None or shutil.which("node") is None, reason="needs g++ and node")
def test_the_page_works(tmp_path):
    copy_of_the_house(tmp_path)
    followed_page.follow(PAGE, tmp_path)
