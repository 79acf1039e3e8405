"""Does what a page of docs/ says, literally: its files, its commands and what they print."""

import os
import re
import subprocess
from pathlib import Path

STEP = re.compile(r"(?:(Append to|Create) `([^`]+)`:\n)?```(\w+)\n(.*?)```\n", re.DOTALL)


def steps(page: Path) -> list[tuple[str, str, str, str]]:
    """What to do with which file ("" and "": no file), the language, and the text of every block."""
    return [tuple(part or "" for part in match.groups()) for match in STEP.finditer(page.read_text(encoding="utf-8"))]


def follow(page: Path, folder: Path, env: dict[str, str] | None = None) -> None:
    """Does all of it in that folder. What a text block says must be what the commands before it printed."""
    printed = ""
    for verb, path, language, text in steps(page):
        if verb:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            with (folder / path).open("a" if verb == "Append to" else "w", encoding="utf-8") as file:
                file.write(text)
        elif language == "sh":
            result = subprocess.run(["bash", "-euo", "pipefail", "-c", text], cwd=folder, capture_output=True, text=True,
                                    env=os.environ | (env or {}))  # fmt: skip
            assert result.returncode == 0, f"{text}\n{result.stdout}{result.stderr}"
            printed = result.stdout
        elif language == "text":
            assert printed == text
        else:
            raise AssertionError(f"a {language} block that belongs to no file")
