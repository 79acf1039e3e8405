"""What a test did, read from the JUnit files that every framework here can write."""

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"
SKIP_WORD = "skipped: "


@dataclass(frozen=True)
class Case:
    suite: str
    name: str
    outcome: str  # PASSED, FAILED or SKIPPED
    why: str = ""  # of a failure or a skip, as the framework tells it


def read_junit(path: Path, suite: str) -> list[Case]:
    """The cases of one report. ValueError when the file is missing, empty or cut off."""
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError) as error:
        raise ValueError(f"{path}: no readable test report ({error})") from error
    return [_case(element, suite) for element in root.iter("testcase") if not _unselected(element)]


def _case(element, suite: str) -> Case:
    name = element.get("name", "(unnamed)")
    for child in element:
        if child.tag in ("failure", "error"):
            return Case(suite, name, FAILED, _text(child))
    for child in element:
        if child.tag == "skipped":
            return Case(suite, name, SKIPPED, _text(child) or "no reason given")
    for child in element:
        if child.tag == "system-out" and (why := _said_why(child.text or "")):
            return Case(suite, name, SKIPPED, why)
    return Case(suite, name, PASSED)


def _text(element) -> str:
    return "\n".join(part.strip() for part in (element.get("message"), element.text) if part).strip()


def _said_why(output: str) -> str:
    """Of a Catch2 case that cannot run here: tests/support/skip.hpp."""
    return next((line.strip()[len(SKIP_WORD):] for line in output.splitlines() if line.strip().startswith(SKIP_WORD)), "")


def _unselected(element) -> bool:
    """Node.js 20 reports a test that the name filter left out as skipped."""
    skipped = element.find("skipped")
    return skipped is not None and "test name does not match pattern" in skipped.get("message", "")
