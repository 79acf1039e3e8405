"""What third-party generators and editors get: complete, and true to what the compiler accepts."""

import json
import re
from pathlib import Path

import pytest

from codegen import grammar, load

ROOT = Path(__file__).resolve().parents[2]
MODEL = json.loads((ROOT / "generated/model.json").read_text())
ZOO = json.loads((ROOT / "generated/zoo/model.json").read_text())


def test_sizes_can_be_computed_from_the_model_alone():
    """A generator that reads only model.json finds the smallest size of every record."""
    for book in (MODEL, ZOO):
        enums = {one["name"]: int(one["base"][1:]) // 8 for one in book["enums"]}
        structs = {one["name"]: one for one in book["structs"]}

        def least(type_):
            kind = type_["kind"]
            if kind == "enum":
                return enums[type_["name"]]
            if kind == "array":
                return type_["count"] * least(type_["of"])
            if kind == "struct":
                return type_["prefix"] + smallest(structs[type_["name"]])
            if kind in ("text", "bytes", "list", "union"):
                return type_["prefix"]
            if kind in ("opt", "bool"):
                return 1
            return int(kind[1:]) // 8 if kind[1:].isdigit() else 0

        def smallest(record):
            return sum(least(field["type"]) for field in record["fields"] if field["since"] == 1)

        records = [*book["structs"], *book["messages"], *(c[part] for c in book["commands"] for part in ("request", "reply"))]
        assert [(r["name"], smallest(r)) for r in records] == [(r["name"], r["min_size"]) for r in records]


def test_the_model_says_what_the_schema_says():
    frame = next(one for one in MODEL["messages"] if one["name"] == "timed_frame")
    assert (frame["id"], frame["requires"], frame["growable"], frame["max_size"]) == (6, "view", False, None)
    assert frame["fields"][1]["type"] == {"kind": "struct", "name": "media_head", "prefix": 1}
    relay = next(one for one in MODEL["commands"] if one["name"] == "start_relay")
    assert [field["name"] for field in relay["request"]["fields"]][0] == "stream_id"
    assert {"id": 5, "name": "audio_frame"} in MODEL["reserved"]["messages"]


EDITOR = json.loads((ROOT / "generated/schema.schema.json").read_text())
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool}


def trouble(value, rule, where="file"):
    """The part of JSON Schema that the editors' schema uses: the first thing that does not fit, or nothing."""
    if "$ref" in rule:
        return trouble(value, EDITOR["definitions"][rule["$ref"].rsplit("/", 1)[1]], where)
    if "anyOf" in rule:
        found = [trouble(value, one, where) for one in rule["anyOf"]]
        return "" if "" in found else found[-1]
    if "enum" in rule and value not in rule["enum"]:
        return f"{where}: {value} is none of {rule['enum']}"
    kinds = rule.get("type", [])
    if kinds and not any(isinstance(value, TYPES[kind]) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        return f"{where}: {value} is no {kinds}"
    if isinstance(value, str) and not re.search(rule.get("pattern", ""), value):
        return f"{where}: {value} does not match {rule['pattern']}"
    if isinstance(value, dict):
        return trouble_in_map(value, rule, where)
    return ""


def trouble_in_map(value, rule, where):
    missing = set(rule.get("required", ())) - set(value)
    if missing:
        return f"{where}: no {sorted(missing)[0]}"
    for key, inner in value.items():
        if not re.search(rule.get("propertyNames", {}).get("pattern", ""), str(key)):
            return f"{where}: bad name {key}"
        known = rule.get("properties", {}).get(key, rule.get("additionalProperties", {}))
        found = f"{where}: unknown {key}" if known is False else trouble(inner, known, f"{where}.{key}")
        if found:
            return found
    return ""


def plain(node):
    """A tree of ours the way a YAML 1.2 editor sees it, where `on` is a text."""
    if isinstance(node, load.Mapping):
        return {key: plain(inner) for key, (_, inner) in node.entries.items()}
    if isinstance(node, load.Sequence):
        return [plain(item) for item in node.items]
    if node.quoted or not grammar.NUMBER.match(node.text):
        return {"true": True, "false": False}.get(node.text, node.text)
    return int(node.text, 0)


@pytest.mark.parametrize("path", [*sorted(ROOT.glob("schema/*.yaml")), *sorted(ROOT.glob("codegen/tests/zoo/*.yaml"))], ids=lambda p: p.name)
def test_the_editors_schema_accepts_every_schema_file(path):
    assert trouble(plain(load.load(path.name, path.read_text())), EDITOR) == ""


@pytest.mark.parametrize(("text", "expected"), [
    ("messages: {note: {id: 32, require: view, doc: A note., fields: {}}}", "file.messages.note: no requires"),
    ("messages: {note: {id: 32, requires: all, doc: A note., fields: {}}}",
     "file.messages.note.requires: all is none of ['view', 'control', 'admin']"),
    ("structs: {Note: {doc: A note., fields: {}}}", "file.structs: bad name Note"),
    ("structs: {note: {doc: A note., fields: {a: {type: u8, sinse: 2}}}}", "file.structs.note.fields.a: unknown sinse")])
def test_the_editors_schema_refuses(text, expected):
    assert trouble(plain(load.load("file", text)), EDITOR) == expected
