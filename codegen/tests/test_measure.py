"""What the generated code may cost. Times are printed by `codegen measure`, never asserted."""

from pathlib import Path

import pytest

from codegen import measure, model
from codegen.verbs import read_sources

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def lines():
    sources = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "schema").glob("*.yaml"))}
    return measure.lines_per_message(model.build(sources))


@pytest.mark.parametrize("language", measure.BUDGETS)
def test_the_generated_text_stays_short(lines, language):
    assert lines[language] <= measure.BUDGETS[language]


def test_a_struct_is_a_part_of_the_messages_that_hold_it():
    struct = "structs:\n  s: {doc: S., fields: {a: u8}}\n"
    sources = read_sources(ROOT / "codegen/tests/zoo")
    one = measure.lines_per_message(model.build(sources))
    more = measure.lines_per_message(model.build({**sources, "z.yaml": struct}))
    assert more["C++"] > one["C++"] + 1


def test_the_report_names_every_budget(monkeypatch):
    monkeypatch.setattr(measure, "seconds_to_compile", lambda header: None if header == "gen/common.hpp" else 0.21)
    monkeypatch.setattr(measure, "seconds_to_generate", lambda write: 0.375)
    book = model.build(read_sources(ROOT / "schema"))

    lines = list(measure.report(book, None))

    assert any("lines of C++ per message (budget 60)" in line for line in lines)
    assert "  0.38 s to generate everything (budget 0.5)" in lines
    assert "   no g++, so gen/common.hpp was not compiled" in lines
    assert lines[-1] == "  0.21 s to compile gen/messages.hpp (budget 0.25)"
