"""Compiles small schemas that a test writes down."""

import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

from codegen import model  # noqa: E402
from codegen.diagnostics import SchemaError  # noqa: E402

HEAD = "protocol: {version: 3, doc: A protocol.}\n"


@pytest.fixture
def findings():
    """findings(text) -> what the compiler prints about one file, "" when it accepts it."""
    def run(text, file="schema/a.yaml"):
        sources = {file: text, "schema/protocol.yaml": HEAD}
        try:
            model.build(sources)
        except SchemaError as error:
            return "".join(diagnostic.text(sources) for diagnostic in error.diagnostics)
        return ""

    return run
