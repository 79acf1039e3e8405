"""./dev coverage: which lines and branches of the decoders the tests and the corpus reach.

What counts: every line with code, and every branch (both ways of each condition), of generated/cpp, generated/zoo/cpp and
core/wire, as clang's source-based coverage sees them. Code in a template counts once however often it is instantiated,
and as reached when any instantiation reaches it. Conditions that are known when compiling are no branches. Nothing is
left out by name. What reaches it: unit/generated, unit/wire and unit/fuzz, which replays fuzz/corpus.txt.
Ends with 1 below the targets.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "coverage"
PROGRAMS = ("generated", "wire", "fuzz")
COUNTED = ("generated/cpp/", "generated/zoo/cpp/", "core/wire/")
LINES_MIN, BRANCHES_MIN = 100.0, 95.0  # percent
LLVM = "19"


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev coverage", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missed", action="store_true", help="show every line and branch that is not reached")
    options = parser.parse_args()
    files = read(*measure())
    for name in sorted(files):
        print(row(name, *files[name]))
        if options.missed:
            print("".join(missed(name, *files[name])), end="")
    lines, branches = total(files)
    print(row("all", lines, branches))
    enough = percent(lines) >= LINES_MIN and percent(branches) >= BRANCHES_MIN
    print(f"\n{'reached' if enough else 'NOT reached'}: {LINES_MIN:.0f} % of lines and {BRANCHES_MIN:.0f} % of branches")
    return 0 if enough else 1


def measure() -> tuple[str, str]:
    """Runs the programs; lines in lcov's form, branches in JSON, which has their place in the source."""
    programs = [BUILD / "tests" / name / f"test_{name}" for name in PROGRAMS]
    with tempfile.TemporaryDirectory() as scratch:
        for program in programs:
            subprocess.run([program], check=True, stdout=sys.stderr, env=os.environ | {"LLVM_PROFILE_FILE": f"{scratch}/{program.name}-%p.profraw"})
        merged = BUILD / "all.profdata"
        subprocess.run([f"llvm-profdata-{LLVM}", "merge", "-sparse", "-o", merged, *sorted(Path(scratch).glob("*.profraw"))], check=True)
    objects = [word for program in programs[1:] for word in ("-object", program)]
    export = [f"llvm-cov-{LLVM}", "export", f"-instr-profile={merged}", programs[0], *objects]
    return tuple(subprocess.run([*export, f"-format={form}"], check=True, capture_output=True, text=True).stdout for form in ("lcov", "text"))


def read(lcov: str, exported: str) -> dict:
    """{file: ({line: reached}, {(place, way): reached})} of what counts."""
    files, name = {}, ""
    for record in lcov.splitlines():
        kind, _, value = record.partition(":")
        if kind == "SF":
            name = os.path.relpath(value, ROOT)
            if name.startswith(COUNTED):
                files.setdefault(name, (defaultdict(bool), defaultdict(bool)))
        elif kind == "DA" and name in files:
            line, count = value.split(",")[:2]
            files[name][0][int(line)] |= int(count) > 0
    for file in json.loads(exported)["data"][0]["files"]:
        name = os.path.relpath(file["filename"], ROOT)
        for line, column, _, _, taken, not_taken, *_ in file["branches"] if name in files else ():
            files[name][1][line, column, "true"] |= taken > 0
            files[name][1][line, column, "false"] |= not_taken > 0
    return files


def total(files: dict) -> tuple[dict, dict]:
    lines = {(name, key): hit for name, (found, _) in files.items() for key, hit in found.items()}
    branches = {(name, key): hit for name, (_, found) in files.items() for key, hit in found.items()}
    return lines, branches


def percent(found: dict) -> float:
    return 100 * sum(found.values()) / len(found) if found else 100.0


def row(name: str, lines: dict, branches: dict) -> str:
    return (f"{name:<44} lines {sum(lines.values()):>5}/{len(lines):<5} {percent(lines):6.2f} %"
            f"   branches {sum(branches.values()):>5}/{len(branches):<5} {percent(branches):6.2f} %")


def missed(name: str, lines: dict, branches: dict):
    text = (ROOT / name).read_text(encoding="utf-8").splitlines()
    for line in sorted(line for line, hit in lines.items() if not hit):
        yield f"  line {line}: {text[line - 1].strip()}\n"
    for line, column, way in sorted(key for key, hit in branches.items() if not hit):
        yield f"  branch {line}:{column} never {way}: {text[line - 1].strip()}\n"


if __name__ == "__main__":
    sys.exit(main())
