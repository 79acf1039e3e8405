"""Every rule with the exact text that a person reads."""

import ast
import re
import sys
from pathlib import Path

import pytest
import rules_of_meaning
import rules_of_text

from codegen import diagnostics, load

CODE = Path(__file__).resolve().parents[1]

CASES = rules_of_text.CASES + rules_of_meaning.CASES


@pytest.mark.parametrize(("text", "expected"), CASES, ids=lambda value: (re.findall(r"error\[(.*?)\]", value) or [""])[0])
def test_rule(findings, text, expected):
    assert findings(text) == expected


def test_structs_of_two_files_may_not_use_each_other():
    from codegen import model
    from codegen.diagnostics import SchemaError

    sources = {"schema/a.yaml": "protocol: {version: 1, doc: A.}\nstructs:\n  a: {doc: A., fields: {}}\n  d: {doc: D., fields: {b: b}}\n",
               "schema/b.yaml": "structs:\n  b: {doc: B., fields: {a: a}}\n"}
    with pytest.raises(SchemaError) as caught:
        model.build(sources)
    assert caught.value.diagnostics[0].text(sources) == """\
schema/a.yaml:3:3: error[file-circle]: schema/a.yaml -> schema/b.yaml -> schema/a.yaml use each other's structs
    3 |   a: {doc: A., fields: {}}
      |   ^
      = hint: move the shared structs into a file of their own
"""


def places_of_errors():
    """{(file, first line): last line} of every call in the compiler that reports a finding."""
    out = {}
    for path in CODE.glob("*.py"):
        if path.name != "diagnostics.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "error":
                    out[path.name, node.lineno] = node.end_lineno
    return out


def test_every_error_has_a_case(findings, monkeypatch):
    reported = set()

    def remember(original):
        def error(self, *arguments):
            frame = sys._getframe(1)
            reported.add((Path(frame.f_code.co_filename).name, frame.f_lineno))
            return original(self, *arguments)
        return error

    monkeypatch.setattr(diagnostics.Findings, "error", remember(diagnostics.Findings.error))
    monkeypatch.setattr(load._Builder, "error", remember(load._Builder.error))
    for text, _ in CASES:
        findings(text)
    places = places_of_errors()
    missing = [place for place, end in places.items() if not any(place[0] == file and place[1] <= line <= end for file, line in reported)]
    assert len(places) > 50
    assert [file for file, _ in missing] == ["lint.py"], missing  # file-circle has a test of its own: it needs two files
