"""The suites of ./dev test: which programs they are, how each is told to report and to filter."""

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

PYTHON = "/usr/bin/python3"
SLOWER = {"dev": 1, "asan": 4, "tsan": 8}  # times the watchdog
# The core handles a refused allocation, so a sanitizer must refuse it the way the system does.
SANITIZERS = {"ASAN_OPTIONS": "allocator_may_return_null=1", "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1",
              "TSAN_OPTIONS": "halt_on_error=1:allocator_may_return_null=1"}  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]
# What a whole program draws and hears through is not instrumented, so nothing is known of its own locks.
SUPPRESSIONS = ROOT / "tests" / "support" / "tsan_suppressions.txt"


@dataclass(frozen=True)
class Program:
    """One process of a suite. `command` gets the report's path and the filter ("" = everything)."""

    suite: str
    name: str  # unique within the run: "unit/base"
    command: Callable[[Path, str], list[str]]
    watchdog_s: int
    env: dict[str, str] = field(default_factory=dict)


def programs(preset: str) -> list[Program]:
    """In the order they run: quick ones first, so that a broken build of an idea is known early."""
    unit = unit_programs(preset)
    if preset != "dev":
        return [*unit, *sanitized_system(preset)]
    return [
        *python_suite("tidy", "tests/tidy", 120),
        *python_suite("tools", "tests/tools", 120),
        *python_suite("codegen", "codegen/tests", 300),
        *unit,
        *web_suite(),
        *python_suite("system", "tests/system", 900),
        *python_suite("hwlab", "tests/hwlab", 600),
    ]


def unit_programs(preset: str) -> list[Program]:
    """One per test program that CMake registered; ctest knows them, we want their single cases."""
    build = ROOT / "build" / preset
    listing = subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"],
                             capture_output=True, text=True)  # fmt: skip
    if listing.returncode != 0:
        return []
    found = []
    for test in json.loads(listing.stdout)["tests"]:
        if "command" not in test:
            continue
        properties = {entry["name"]: entry["value"] for entry in test.get("properties", [])}
        found.append(Program("unit", f"unit/{test['name']}", _catch(test["command"]),
                             int(properties.get("TIMEOUT", 120)) * SLOWER[preset], SANITIZERS))  # fmt: skip
    return sorted(found, key=lambda program: program.name)


def _catch(command: list[str]):
    def with_report(report: Path, filter_text: str) -> list[str]:
        chosen = [f'"*{filter_text}*"'] if filter_text else []
        return [*command, *chosen, "-r", "junit", "-o", str(report)]

    return with_report


def sanitized_system(preset: str) -> list[Program]:
    """Whole programs with the sanitizers in them. Each report is a file: a program that is killed, or whose words
    nobody reads, must not take its findings along. tests/system/conftest.py fails the test that left one."""
    build = ROOT / "build" / preset
    found = build / "test-reports" / "sanitizers"
    env = {name: f"{options}:log_path={found / 'report'}" for name, options in SANITIZERS.items()}
    env["TSAN_OPTIONS"] += f":suppressions={SUPPRESSIONS}"
    env |= {"WEIR_PROGRAM": str(build / "nodes" / "weir"), "WEIR_SANITIZER_REPORTS": str(found)}
    return python_suite("system", "tests/system", 1800 * SLOWER[preset], env)


def python_suite(name: str, folder: str, watchdog_s: int, env: dict[str, str] | None = None) -> list[Program]:
    if not any((ROOT / folder).glob("test_*.py")):
        return []
    plugin = ROOT / "tools" / "testing"

    def with_report(report: Path, filter_text: str) -> list[str]:
        return [PYTHON, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "-p", "name_filter",
                f"--name-part={filter_text}", f"--junitxml={report}", folder]  # fmt: skip

    return [Program(name, name, with_report, watchdog_s, {"PYTHONPATH": f"{plugin}:{ROOT}"} | (env or {}))]


def web_suite() -> list[Program]:
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "web" / "test").rglob("*.test.mjs"))
    if not files:
        return []

    def with_report(report: Path, filter_text: str) -> list[str]:
        chosen = [f"--test-name-pattern=/{re.escape(filter_text)}/i"] if filter_text else []
        return ["node", "--test", *chosen, "--test-reporter=junit",
                f"--test-reporter-destination={report}", "--test-reporter=spec",
                "--test-reporter-destination=stdout", *files]  # fmt: skip

    return [Program("web", "web", with_report, 300)]
