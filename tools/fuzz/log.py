"""The table of a campaign: printed, and kept in a file from which an interrupted one can go on."""

import hashlib
from pathlib import Path

import corpus

FUZZED = ("core/wire", "generated/cpp", "generated/zoo/cpp", "generated/fuzz", "generated/zoo/fuzz", "fuzz")
HEAD = f"{'target':<36} {'runs':>10} {'seconds':>8} {'runs/s':>8} {'edges':>6} {'features':>8} {'corpus':>6}  result"


def code() -> str:
    """Names the code that is fuzzed: differs when a file of it does."""
    digest = hashlib.sha256()
    for folder in FUZZED:
        for path in sorted((corpus.ROOT / folder).rglob("*.[ch]pp")):
            digest.update(path.relative_to(corpus.ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def row(result) -> str:
    return (f"{result.target:<36} {result.runs:>10} {result.seconds:>8.0f} {result.runs / max(result.seconds, 0.001):>8.0f} "
            f"{result.edges:>6} {result.features:>8} {result.inputs:>6}  {'clean' if result.ok else 'BROKEN'}")


class Log:
    """Rows by target, written to `file` (none: not written) whenever one is added."""

    def __init__(self, file: Path | None, go_on: bool):
        self._file = file
        self._code = code()
        self._rows = self._earlier() if file and go_on and file.exists() else {}

    def done(self, target: str, runs: int) -> bool:
        """An earlier run of the same code gave this target as many runs, all clean."""
        words = self._rows.get(target, "").split()
        return bool(words) and int(words[1]) >= runs > 0 and words[-1] == "clean"

    def add(self, result) -> None:
        self._rows[result.target] = row(result)
        if self._file:
            self._file.write_text("\n".join([f"# ./dev fuzz under AddressSanitizer and UndefinedBehaviorSanitizer; code {self._code}",
                                             HEAD, *(self._rows[name] for name in sorted(self._rows))]) + "\n", encoding="utf-8")  # fmt: skip

    def _earlier(self) -> dict[str, str]:
        first, _, *rows = self._file.read_text(encoding="utf-8").splitlines()
        return {row.split()[0]: row for row in rows} if first.endswith(f"code {self._code}") else {}
