"""./dev test [FILTER] [--preset asan|tsan]: prepares, builds, runs every suite, counts every case.

The last line printed is always the count: "N passed, N failed", and ", N skipped" when there are any.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from outcome import FAILED, PASSED, SKIPPED, Case, read_junit  # noqa: E402
from process import run_logged  # noqa: E402
from suites import ROOT, Program, programs  # noqa: E402

WHY_LINES_MAX = 12


def main() -> int:
    sys.stdout.reconfigure(line_buffering=True)
    # A shell without job control starts what it puts in the background deaf to Ctrl-C, and what that starts as well.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    options = read_options()
    reports = ROOT / "build" / options.preset / "test-reports"
    try:
        cases = prepare(options.preset) or run_all(options, reports)
    except KeyboardInterrupt:
        cases = [Case("run", "interrupted", FAILED, "Ctrl-C before the end")]
    if not cases:
        cases = [Case("run", f'nothing matches "{options.filter}"', FAILED, "no suite, no test name")]
    return conclude(cases)


def read_options():
    parser = argparse.ArgumentParser(prog="./dev test", description=__doc__.splitlines()[0])
    parser.add_argument("filter", nargs="?", default="", help="a suite's name or a part of a test's name")
    parser.add_argument("--preset", choices=("dev", "asan", "tsan"), default="dev")
    return parser.parse_args()


def prepare(preset: str) -> list[Case]:
    """Empty when everything needed is there and built; else the one failure that stopped us."""
    step = [str(ROOT / "tools" / "dev" / "step.sh")]
    for name, command in (
        ("what the build needs is installed", ["setup", "test"]),
        ("generated/ is what schema/ says", ["generate", "--check"]),
        ("everything builds", ["build", preset]),
    ):
        if command[0] == "generate" and not (ROOT / "codegen").is_dir():
            continue
        if subprocess.run(step + command, stdout=sys.stderr, cwd=ROOT).returncode != 0:
            return [Case("prepare", name, FAILED, f"see the output of: {' '.join(command)}")]
    # The lab is a bonus of machines that can have it; its tests say why they were skipped.
    if preset == "dev" and subprocess.run(step + ["setup", "hwlab"], stdout=sys.stderr, cwd=ROOT).returncode:
        print("./dev test: no virtual machine lab here, see above", file=sys.stderr)
    fetched = ROOT / ".cache" / "node" / "bin"
    if fetched.is_dir():
        os.environ["PATH"] = f"{fetched}:{os.environ['PATH']}"
    return []


def run_all(options, reports: Path) -> list[Case]:
    cases = []
    for program in programs(options.preset):
        # A suite named by the filter runs whole; the others look for the text in their test names.
        named = options.filter in (program.suite, program.name, program.name.split("/")[-1])
        cases += run_one(program, reports, "" if named else options.filter)
    return cases


def run_one(program: Program, reports: Path, filter_text: str) -> list[Case]:
    stem = reports / program.name.replace("/", "-")
    stem.parent.mkdir(parents=True, exist_ok=True)
    report, log = stem.with_suffix(".xml"), stem.with_suffix(".log")
    report.unlink(missing_ok=True)
    command = program.command(report, filter_text)
    log.write_text(f"+ {' '.join(command)}\n")

    begun = time.monotonic()
    trouble = run_logged(command, log, program.watchdog_s, program.env)
    cases = judge(program, report, trouble, filter_text)
    print_row(program, cases, time.monotonic() - begun, log)
    return cases


def judge(program: Program, report: Path, trouble: str, filter_text: str) -> list[Case]:
    """The cases told, plus one for a program that ended badly without saying which case it was."""
    try:
        cases = read_junit(report, program.name)
    except ValueError as error:
        if filter_text and trouble.startswith("ended with"):
            return []  # Catch2 v3 and pytest call it an error when the filter leaves nothing
        return [Case(program.name, "the whole program", FAILED, trouble or str(error))]
    nothing_chosen = bool(filter_text) and not cases and not trouble.startswith(("killed", "still"))
    if nothing_chosen:
        return []
    if not cases and not trouble:
        trouble = "ran no test at all"
    if trouble and not any(case.outcome == FAILED for case in cases):
        cases.append(Case(program.name, "the whole program", FAILED, trouble))
    return cases


def print_row(program: Program, cases: list[Case], took_s: float, log: Path) -> None:
    if not cases:
        return
    counts = ", ".join(f"{count(cases, outcome)} {outcome}" for outcome in (PASSED, FAILED, SKIPPED)
                       if outcome == PASSED or count(cases, outcome))  # fmt: skip
    print(f"{program.name:<20} {counts:<36} {took_s:6.1f} s")
    for case in cases:
        if case.outcome == FAILED:
            print(f"  FAILED {case.name}  (log: {log.relative_to(ROOT)})")
            print("".join(f"    {line}\n" for line in case.why.splitlines()[:WHY_LINES_MAX]), end="")


def conclude(cases: list[Case]) -> int:
    for outcome in (SKIPPED, FAILED):
        chosen = [case for case in cases if case.outcome == outcome]
        if chosen:
            print(f"\n{outcome}:")
        for case in chosen:
            print(f"  {case.suite}: {case.name}: {case.why.splitlines()[0] if case.why else ''}")
    line = f"{count(cases, PASSED)} passed, {count(cases, FAILED)} failed"
    if count(cases, SKIPPED):
        line += f", {count(cases, SKIPPED)} skipped"
    sys.stderr.flush()
    print(f"\n{line}")
    return 1 if count(cases, FAILED) else 0


def count(cases: list[Case], outcome: str) -> int:
    return sum(case.outcome == outcome for case in cases)


if __name__ == "__main__":
    sys.exit(main())
