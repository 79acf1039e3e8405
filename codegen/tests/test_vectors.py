"""Holds the generated Python against the golden vectors that C++ and JavaScript read as well."""

import dataclasses
import importlib.util
import json
from pathlib import Path

import pytest

from codegen import plain_json

ROOT = Path(__file__).resolve().parents[2]
BOOKS = {"protocol": ROOT / "generated", "zoo": ROOT / "generated/zoo"}


def load(name, folder):
    spec = importlib.util.spec_from_file_location(f"weir_{name}", folder / "python/weir.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cases():
    for name, folder in BOOKS.items():
        module = load(name, folder)
        for path in sorted((folder / "vectors").glob("*.json")):
            for record in json.loads(path.read_text())["records"]:
                yield pytest.param(module, record, id=f"{name}-{record['record']}")


def plain(value):
    """A dataclass in the shape of the vectors' JSON."""
    if dataclasses.is_dataclass(value):
        held = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return {key: plain(item) for key, item in held.items() if key != "extra" or item}
    if isinstance(value, tuple):
        return {value[0]: plain(value[1])}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return value.hex()
    return plain_json.field_plain(None, value)


def outcome(module, kind, data):
    try:
        kind.decode(data)
    except module.DecodeError as error:
        return [error.problem, error.offset]
    return None


@pytest.mark.parametrize(("module", "record"), cases())
def test_python_agrees_on(module, record):
    kind = module.RECORDS[record["record"]]
    for case in record["accept"]:
        value = kind.decode(bytes.fromhex(case["hex"]))
        assert plain(value) == json.loads(case["json"]), case["case"]
        assert value.encode().hex() == case.get("again", case["hex"]), case["case"]

    for case in record["refuse"]:
        assert outcome(module, kind, bytes.fromhex(case["hex"])) == case["error"], case["case"]

    typical = bytes.fromhex(record["accept"][1]["hex"])
    for size, wanted in enumerate(record["prefixes"]):
        assert outcome(module, kind, typical[:size]) == wanted, f"prefix of {size} bytes"
    for place, byte, wanted in record["mutations"]:
        changed = typical[:place] + bytes([byte]) + typical[place + 1:]
        assert outcome(module, kind, changed) == wanted, f"byte {place} = {byte}"
