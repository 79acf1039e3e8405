"""Runs verbs of `weir` as a user does, and reads what they say."""

import json
from dataclasses import dataclass

from programs import Programs

OK, FAILED, USAGE, NOT_FOUND, TIMEOUT, REFUSED, PARTLY = range(7)


@dataclass
class Said:
    code: int
    out: str
    err: str

    def items(self) -> list[dict]:
        """The rows of an answer given with -o json."""
        whole = json.loads(self.out)
        assert whole["api_version"] == 1
        return whole["items"]

    def whole(self) -> dict:
        """An answer of several parts, given with -o json: exactly one document."""
        whole = json.loads(self.out)
        assert whole["api_version"] == 1 and whole["kind"]
        return whole

    def lines(self) -> list[dict]:
        """The rows of an answer given with -o jsonl."""
        rows = [json.loads(line) for line in self.out.splitlines()]
        assert all(row["api_version"] == 1 and row["kind"] for row in rows)
        return rows

    def sentence(self) -> str:
        """The only line on stderr."""
        lines = self.err.splitlines()
        assert len(lines) == 1 and lines[0].startswith("weir: "), self.err
        return lines[0]


class Cli:
    def __init__(self, programs: Programs):
        self.programs = programs

    def __call__(self, *arguments: str, env: dict[str, str] | None = None) -> Said:
        done = self.programs.run(*arguments, env=env)
        return Said(done.returncode, done.stdout.decode(), done.stderr)

    def rows(self, *arguments: str) -> list[dict]:
        said = self(*arguments, "-o", "json")
        assert said.code == OK, said.err
        return said.items()
