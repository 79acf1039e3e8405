"""The whole model as JSON, for generators and tools that are not ours."""

import json

from .layout import UNBOUNDED
from .types import (ArrayType, Bytes, EnumType, ListType, Number, OptType, StructType, Text, UnionType)


def text(model):
    whole = {
        "format": 1, "version": model.version, "schema_hash": model.schema_hash, "doc": model.declarations.protocol_doc,
        "enums": [enum(one) for one in model.enums], "structs": [record(model, one) for one in model.structs],
        "messages": [{"id": one.id, "transport": one.transport, "requires": one.requires, "since": one.since, **record(model, one)} for one in model.messages],
        "commands": [{"name": one.name, "id": one.id, "requires": one.requires, "since": one.since, "doc": one.doc,
                      "request": record(model, one.request), "reply": record(model, one.reply)} for one in model.commands],
        "reserved": {kind: [{"id": id_, "name": name} for id_, name in sorted(taken.items())]
                     for kind, taken in model.declarations.reserved.items()},
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def enum(one):
    return {"name": one.name, "base": one.base, "flags": one.is_flags, "closed": one.closed, "doc": one.doc,
            "values": [{"name": value.name, "value": value.value, "since": value.since, "doc": value.doc} for value in one.values]}


def record(model, one):
    layout = model.layout(one)
    return {"name": one.name, "doc": one.doc, "growable": layout.growable, "min_size": layout.min_size,
            "max_size": None if layout.max_size >= UNBOUNDED else layout.max_size, "fields": [field(each) for each in one.fields]}


def field(one):
    out = {"name": one.name, "type": type_of(one.type), "since": one.since, "doc": one.doc}
    if one.range:
        out["range"] = list(one.range)
    for key in ("unit", "scale", "format", "js", "deprecated"):
        if key in one.options:
            out[key] = one.options[key].text
    return out


def type_of(type_):
    """{"kind": ...} with what that kind needs; prefixes are in bytes."""
    if isinstance(type_, Number):
        return {"kind": type_.name}
    if isinstance(type_, EnumType):
        return {"kind": "enum", "name": type_.enum.name}
    if isinstance(type_, (Text, Bytes)):
        return {"kind": "text" if isinstance(type_, Text) else "bytes", "prefix": type_.prefix, "max": type_.max}
    if isinstance(type_, ListType):
        return {"kind": "list", "prefix": type_.prefix, "max": type_.max, "of": type_of(type_.element)}
    if isinstance(type_, ArrayType):
        return {"kind": "array", "count": type_.count, "of": type_of(type_.element)}
    if isinstance(type_, StructType):
        return {"kind": "struct", "name": type_.struct.name, "prefix": type_.prefix}
    if isinstance(type_, OptType):
        return {"kind": "opt", "of": type_of(type_.element)}
    if isinstance(type_, UnionType):
        return {"kind": "union", "prefix": type_.prefix, "on": type_.on, "arms": {name: struct.name for name, struct in type_.arms}}
    return {"kind": type_.of or "rest"}
