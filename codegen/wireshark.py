"""Wireshark back end: the layouts as Lua tables; the walker that reads them is templates/wireshark/runtime.lua."""

from .types import ArrayType, Bytes, EnumType, ListType, Number, OptType, Rest, StructType, Text, UnionType

KINDS = {"u8": "uint8", "u16": "uint16", "u32": "uint32", "u64": "uint64", "i8": "int8", "i16": "int16", "i32": "int32",
         "i64": "int64", "f32": "float", "f64": "double", "bool": "bool"}


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def lua_type(type_):
    """A type as a Lua table constructor; `f` marks where a value needs a registered field."""
    if isinstance(type_, (Number, EnumType)):
        return f'{{ k = "number", size = {type_.size} }}'
    if isinstance(type_, Text):
        return f'{{ k = "text", prefix = {type_.prefix} }}'
    if isinstance(type_, Bytes):
        return f'{{ k = "bytes", prefix = {type_.prefix} }}'
    if isinstance(type_, ListType):
        return f'{{ k = "list", prefix = {type_.prefix}, of = {lua_type(type_.element)} }}'
    if isinstance(type_, ArrayType):
        return f'{{ k = "array", count = {type_.count}, of = {lua_type(type_.element)} }}'
    if isinstance(type_, StructType):
        return f'{{ k = "struct", prefix = {type_.prefix}, record = "{type_.struct.name}" }}'
    if isinstance(type_, OptType):
        return f'{{ k = "opt", of = {lua_type(type_.element)} }}'
    if isinstance(type_, UnionType):
        values = {value.name: value.value for value in type_.enum.values}
        arms = ", ".join(f'[{values[name]}] = "{struct.name}"' for name, struct in type_.arms)
        return f'{{ k = "union", prefix = {type_.prefix}, on = "{type_.on}", arms = {{ {arms} }} }}'
    return f'{{ k = "rest", of = "{type_.of}" }}'


def innermost(type_):
    while isinstance(type_, (ListType, ArrayType, OptType)):
        type_ = type_.element
    return type_


def field_constructor(record, field):
    """ProtoField expression of a field's values."""
    type_ = innermost(field.type)
    unit = f" [{field.options['unit'].text}]" if "unit" in field.options else ""
    abbreviation, label = quoted(f"weir.{record.name}.{field.name}"), quoted(field.name + unit)
    doc = quoted(field.doc) if field.doc else "nil"
    if isinstance(type_, EnumType):
        kind = KINDS[type_.base.name]
        base = "base.HEX" if type_.enum.is_flags else "base.DEC"
        names = "nil" if type_.enum.is_flags else f"values.{type_.enum.name}"
        return f"ProtoField.{kind}({abbreviation}, {label}, {base}, {names}, nil, {doc})"
    if isinstance(type_, Number):
        kind = KINDS[type_.name]
        if type_.kind in ("float", "bool"):
            return f"ProtoField.{kind}({abbreviation}, {label}, {'base.NONE, nil, nil, ' if type_.kind == 'bool' else ''}{'nil, ' if type_.kind == 'float' else ''}{doc})"
        base = "base.HEX" if "format" in field.options and field.options["format"].text == "hex" and type_.kind == "uint" else "base.DEC"
        return f"ProtoField.{kind}({abbreviation}, {label}, {base}, nil, nil, {doc})"
    if isinstance(type_, Text):
        return f"ProtoField.string({abbreviation}, {label}, base.UNICODE, {doc})"
    if isinstance(type_, (Bytes, Rest)):
        return f"ProtoField.bytes({abbreviation}, {label}, base.NONE, {doc})"
    return f"ProtoField.none({abbreviation}, {label}, {doc})"


def records(model):
    for record in model.records():
        fields = [(field.name, field.since, lua_type(field.type), field_constructor(record, field)) for field in record.fields]
        yield record.name, model.layout(record).growable, fields


def flag_bits(model):
    """(record, field, [(bit name, ProtoField expression)]) of the flags, so that each bit can be filtered for."""
    for record in model.records():
        for field in record.fields:
            type_ = field.type
            if isinstance(type_, EnumType) and type_.enum.is_flags:
                bits = [(value.name, f"ProtoField.bool({quoted(f'weir.{record.name}.{field.name}.{value.name}')}, {quoted(value.name)}, "
                                     f"{type_.size * 8}, nil, {value.text}, {quoted(value.doc) if value.doc else 'nil'})") for value in type_.enum.values]
                yield record.name, field.name, bits


def context(model):
    return {"enums": [enum for enum in model.enums if not enum.is_flags], "records": list(records(model)),
            "messages": model.messages, "commands": model.commands, "flags": list(flag_bits(model)), "version": model.version}
