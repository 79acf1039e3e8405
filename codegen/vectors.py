"""Golden vectors: bytes and what every language must make of them. The interpreter is the judge.

A file holds the records (structs, messages, requests, replies) of one schema file. For each:
  accept     cases that decode to `json`; `again` are the bytes that encoding the value gives, when
             they are not `hex` itself
  refuse     named cases that do not decode: `error` is [problem, offset]
  prefixes   outcome of each proper prefix of the typical case, by length
  mutations  outcome of the typical case with one byte replaced: [place, byte, outcome]
An outcome is [problem, offset], or null when the bytes are accepted.
"""

import json
from dataclasses import dataclass

from . import interpret, plain_json
from .refusals import refusals
from .samples import Sampler, as_of

TRAILING = b"\x2a\x00\xff"
MUTATED_BYTES_MAX = 160


def files(model):
    for file in model.files:
        records = [*file.structs, *file.messages]
        for command in file.commands:
            records += [command.request, command.reply]
        if records:
            yield f"vectors/{file.stem}.json", render(file.path, [vectors(model, record) for record in records])


def vectors(model, record):
    values = {kind: Sampler(model, kind).record(record) for kind in ("zero", "typical", "maximal", "unknown")}
    typical = interpret.encode(model, record, values["typical"])
    cases = [case(model, record, kind, interpret.encode(model, record, value)) for kind, value in values.items()
             if kind != "unknown" or value != values["maximal"]]
    for version in versions(model, record):
        data = encode_as_of(model, record, as_of(model, record, values["typical"], version), version)
        cases.append(case(model, record, f"since {version}", data))
    if model.layout(record).growable:
        cases.append(case(model, record, "trailing bytes", typical + TRAILING))
    return {"record": record.name, "accept": cases, "refuse": refusals(model, record, typical),
            "prefixes": [outcome(model, record, typical[:size]) for size in range(len(typical))],
            "mutations": mutations(model, record, typical)}


def case(model, record, name, data):
    value = interpret.decode(model, record, data)
    out = {"case": name, "hex": data.hex(), "json": plain_json.text(record, value)}
    again = interpret.encode(model, record, without_extra(value))
    if again != data:
        out["again"] = again.hex()
    return out


def without_extra(value):
    if isinstance(value, dict):
        return {key: without_extra(item) for key, item in value.items() if key != interpret.EXTRA}
    if isinstance(value, list):
        return [without_extra(item) for item in value]
    return value


def versions(model, record):
    """Versions older than the newest in which the record, or a struct inside it, was shorter."""
    from .layout import struct_uses

    found, seen = set(), set()

    def visit(one):
        if id(one) not in seen:
            seen.add(id(one))
            found.update(field.since for field in one.fields)
            for used in struct_uses(one):
                visit(used)

    visit(record)
    return sorted({since - 1 for since in found if since > 1})


def encode_as_of(model, record, value, version):
    """Encodes with the fields of that version only, at every depth."""
    return interpret.encode(OlderModel(model.layout, version), record, value)


@dataclass
class OlderModel:
    layout: object
    version: int


def outcome(model, record, data):
    try:
        interpret.decode(model, record, data)
    except interpret.DecodeError as error:
        return [error.problem, error.offset]
    return None


def mutations(model, record, data):
    """Every place once, with the bytes that most often break something; only the refused are kept."""
    out = []
    for place in range(min(len(data), MUTATED_BYTES_MAX)):
        for byte in (0x02, 0xFF):
            if data[place] == byte:
                continue
            found = outcome(model, record, data[:place] + bytes([byte]) + data[place + 1:])
            if found:
                out.append([place, byte, found])
    return out


def render(path, records):
    """One line per case, so that a change of the schema reads well as a diff."""
    def line(value):
        return json.dumps(value, ensure_ascii=False)

    def lines(cases):
        return "[\n" + ",\n".join(f"        {line(one)}" for one in cases) + "\n      ]" if cases else "[]"

    out = []
    for record in records:
        out.append(f'    {{\n      "record": {line(record["record"])},\n      "accept": {lines(record["accept"])},\n'
                   f'      "refuse": {lines(record["refuse"])},\n'
                   f'      "prefixes": {line(record["prefixes"])},\n      "mutations": {line(record["mutations"])}\n    }}')
    return f'{{\n  "schema": {line(path)},\n  "records": [\n' + ",\n".join(out) + "\n  ]\n}\n"
