"""The table of a campaign: printed, and kept in a file from which an interrupted one can go on."""

import hashlib
import re
from pathlib import Path

import corpus

PLACES = ("", "core", "generated/cpp", "generated/zoo/cpp")  # where a quoted include is looked for
HARNESS = "fuzz/libfuzzer.cpp"
# Looks up names and rights of all commands, and the schema's hash: it reads no bytes, and every change of the schema changes it.
NO_DECODER = "protocol.cpp"
TITLE = "# ./dev fuzz under AddressSanitizer and UndefinedBehaviorSanitizer; code: the digest of all that the target is built from"
HEAD = f"{'target':<36} {'runs':>10} {'seconds':>8} {'runs/s':>8} {'edges':>6} {'features':>8} {'corpus':>6} {'code':>12}  result"


def code(program: Path) -> str:
    """Names the code of all targets of a program (fuzz_BOOK_SCHEMA): differs when a file of it does."""
    _, book, schema = program.name.split("_", 2)
    return digest(corpus.BOOKS[book].relative_to(corpus.ROOT) / "fuzz" / f"{schema}.cpp")


def digest(source: Path) -> str:
    """Of what `source` includes, and of what defines what is declared there. The source itself lists targets, no code."""
    seen, waiting = set(), [HARNESS, *included(corpus.ROOT / source)]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        file = corpus.ROOT / path
        waiting += included(file)
        twin = file.with_suffix(".cpp")
        if twin != file and twin.exists() and twin.name != NO_DECODER:
            waiting.append(str(twin.relative_to(corpus.ROOT)))
    out = hashlib.sha256()
    for path in sorted(seen):
        out.update(path.encode() + b"\0" + (corpus.ROOT / path).read_bytes())
    return out.hexdigest()[:12]


def included(file: Path) -> list[str]:
    """The project's own files that a file includes, from the root."""
    names = re.findall(r'^#include "([^"]+)"', file.read_text(encoding="utf-8"), re.MULTILINE)
    found = [next((f"{place}/{name}".lstrip("/") for place in PLACES if (corpus.ROOT / place / name).exists()), None) for name in names]
    return [path for path in found if path]


def row(result, named: str) -> str:
    return (f"{result.target:<36} {result.runs:>10} {result.seconds:>8.0f} {result.runs / max(result.seconds, 0.001):>8.0f} "
            f"{result.edges:>6} {result.features:>8} {result.inputs:>6} {named:>12}  {'clean' if result.ok else 'BROKEN'}")


class Log:
    """Rows by target, written to `file` (none: not written) whenever one is added. `programs`: {target: its program}."""

    def __init__(self, file: Path | None, go_on: bool, programs: dict[str, Path]):
        self._file = file
        codes = {program: code(program) for program in set(programs.values())}
        self._codes = {target: codes[program] for target, program in programs.items()}
        self._rows = self._earlier() if file and go_on and file.exists() else {}

    def done(self, target: str, runs: int) -> bool:
        """An earlier run of the same code gave this target as many runs, all clean."""
        words = self._rows.get(target, "").split()
        return bool(words) and int(words[1]) >= runs > 0 and words[-1] == "clean" and words[-2] == self._codes[target]

    def add(self, result) -> str:
        """The row that was added."""
        self._rows[result.target] = row(result, self._codes[result.target])
        if self._file:
            self._file.write_text("\n".join([TITLE, HEAD, *(self._rows[name] for name in sorted(self._rows))]) + "\n", encoding="utf-8")
        return self._rows[result.target]

    def _earlier(self) -> dict[str, str]:
        title, _, *rows = self._file.read_text(encoding="utf-8").splitlines()
        known = (row for row in rows if row.split()[0] in self._codes)
        return {row.split()[0]: row for row in known} if title == TITLE else {}
