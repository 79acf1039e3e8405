"""Reference manual: rows of tables and annotated bytes, ready to be laid out."""

from . import interpret
from .layout import UNBOUNDED, size_range
from .names import camel, lower_camel
from .samples import Sampler
from .types import ArrayType, Bytes, EnumType, ListType, Number, OptType, StructType, Text, UnionType, is_fixed

HEX_BYTES_MAX = 96  # annotated examples stop here


def type_text(type_):
    """A type as the schema writes it, enums and structs as links."""
    if isinstance(type_, Number):
        return type_.name
    if isinstance(type_, EnumType):
        return f"[{type_.enum.name}](#{type_.enum.name}) {type_.enum.base}"
    if isinstance(type_, Text):
        return f"str{type_.prefix * 8}"
    if isinstance(type_, Bytes):
        return f"bytes{type_.prefix * 8}"
    if isinstance(type_, ListType):
        return f"list{type_.prefix * 8} of {type_text(type_.element)}"
    if isinstance(type_, ArrayType):
        return f"{type_.count} × {type_text(type_.element)}"
    if isinstance(type_, StructType):
        size = f", u{type_.prefix * 8} size" if type_.prefix else ", no size"
        return f"[{type_.struct.name}](#{type_.struct.name}){size}"
    if isinstance(type_, OptType):
        return f"opt of {type_text(type_.element)}"
    if isinstance(type_, UnionType):
        arms = ", ".join(f"{name}: [{struct.name}](#{struct.name})" for name, struct in type_.arms)
        return f"union on {type_.on} ({arms})"
    return {"": "rest", "request": "request of the command", "reply": "reply of the command, or refusal"}[type_.of]


def bounds(field):
    """`max 200`, `1 … 100`, and what else limits or explains the value."""
    out = []
    if field.range:
        out.append(f"{field.range[0]} … {field.range[1]}")
    if "max" in field.options:
        out.append(f"max {field.options['max'].text}")
    for key in ("unit", "scale", "format"):
        if key in field.options:
            out.append(field.options[key].text if key == "unit" else f"{key} {field.options[key].text}")
    if "deprecated" in field.options:
        out.append(f"deprecated since {field.options['deprecated'].text}")
    return ", ".join(out)


def rows(model, record):
    """(offset, name, JavaScript name, type, bounds, since, doc) of each field; "…" after what varies."""
    offset = 0
    for field in record.fields:
        shown = str(offset) if offset is not None else "…"
        yield shown, field.name, lower_camel(field.name), type_text(field.type), bounds(field), field.since, field.doc
        if offset is not None:
            offset = offset + size_range(field.type, model.layout)[0] if is_fixed(field.type) else None


def size_text(model, record):
    layout = model.layout(record)
    if layout.max_size >= UNBOUNDED:
        return f"{layout.min_size} bytes or more"
    full = size_range(StructType(record, 0), model.layout)[1]
    return f"{full} bytes" if layout.min_size == full else f"{layout.min_size} to {full} bytes"


def annotated(model, record):
    """Lines of the typical value: offset, bytes, field, value."""
    data = interpret.encode(model, record, Sampler(model, "typical").record(record))
    found = []
    interpret.decode(model, record, data, lambda *entry: found.append(entry))
    out = []
    for offset, size, path, value in sorted(found, key=lambda entry: entry[0]):
        if offset >= HEX_BYTES_MAX:
            out.append(f"{offset:4}  … {len(data) - offset} more bytes")
            break
        shown = value.hex(" ") if isinstance(value, bytes) else repr(value) if isinstance(value, str) else str(value)
        out.append(f"{offset:4}  {data[offset:offset + min(size, 16)].hex(' ')}{' …' if size > 16 else ''}  {path} = {shown}")
    return align(out)


def align(lines):
    width = max((len(line.split("  ", 2)[1]) if line.count("  ") > 1 else 0 for line in (one.strip() for one in lines)), default=0)
    out = []
    for line in lines:
        parts = line.strip().split("  ", 1)
        body = parts[1].split("  ", 1) if len(parts) > 1 else [""]
        tail = f"  {body[1]}" if len(body) > 1 else ""
        out.append(f"{parts[0]:>4}  {body[0]:{width if tail else 0}}{tail}")
    return out


def context(model):
    return {"model": model, "version": model.version, "schema_hash": model.schema_hash, "doc": model.declarations.protocol_doc,
            "messages": model.messages, "commands": model.commands, "structs": sorted(model.structs, key=lambda s: s.name),
            "enums": sorted((e for e in model.enums if e.name != "command"), key=lambda e: e.name),
            "reserved": model.declarations.reserved, "rows": lambda record: list(rows(model, record)),
            "size": lambda record: size_text(model, record), "annotated": lambda record: annotated(model, record), "camel": camel}
