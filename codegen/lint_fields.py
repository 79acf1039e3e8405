"""Fourth pass, the rules about single fields and their options."""

import re

from .diagnostics import nearest
from .grammar import NUMBER
from .layout import all_records
from .types import (ArrayType, Bytes, ListType, Number, OptType, Rest, StructType, Text, UnionType)

FORMATS = ("dec", "hex", "time")
SCALE = re.compile(r"[0-9]+(\.[0-9]+)?(e-?[0-9]+)?\Z|1/[1-9][0-9]*\Z")


def elements(declarations, findings):
    """What lists and opts hold must be able to stand on its own."""
    for field in fields(declarations):
        if not isinstance(field.type, (ListType, OptType)):
            continue
        inner = field.type.element
        if isinstance(inner, (Rest, UnionType, ListType, OptType, ArrayType)):
            held = {Rest: "rest", UnionType: "a union", ListType: "a list", OptType: "an opt", ArrayType: "an array"}[type(inner)]
            findings.error(field.type_mark, "bad-element", f'"{field.type_text}" cannot hold {held}',
                           "numbers, enums, texts, bytes and structs can be held")


def frozen_records(declarations, findings):
    for record in declarations.structs.values():
        newer = next((field for field in record.fields if field.since > 1), None)
        if record.frozen and newer:
            findings.error(newer.mark, "frozen-since", f'struct "{record.name}" is frozen, so its field "{newer.name}" cannot be newer',
                           "remove frozen: before the struct is used, or make a new struct")
    for record in declarations.messages.values():
        newer = next((field for field in record.fields if field.since > 1), None)
        if newer and record.fields and isinstance(record.fields[-1].type, Rest):
            findings.error(newer.mark, "rest-frozen", f'message "{record.name}" ends in "{record.fields[-1].name}", so it cannot grow',
                           "put what may grow into a struct before it")


def options(declarations, findings):
    """Every option of a field must have a meaning for the field's type."""
    for field in fields(declarations):
        for name, node in field.options.items():
            rule = RULES.get(name)
            hint = rule(field, node) if rule else ""
            if hint:
                findings.error(node.mark, "bad-option", f'field "{field.name}" cannot have {name}: {shown(node)}', hint)


def _js(field, node):
    inner = field.type.element if isinstance(field.type, (ListType, ArrayType, OptType)) else field.type
    if shown(node) not in ("number", "bigint"):
        return "one of bigint, number"
    wide = isinstance(inner, Number) and inner.size == 8 and inner.kind in ("uint", "int")
    return "" if wide else "only 64 bit integers are ever bigints"


def _format(field, node):
    return "" if shown(node) in FORMATS else nearest(shown(node), FORMATS) or ", ".join(FORMATS)


def _max(field, node):
    holds = (Text, Bytes, ListType)
    fits = isinstance(field.type, holds) or isinstance(field.type, OptType) and isinstance(field.type.element, holds)
    return "" if fits else "only texts, bytes and lists have a max; numbers have a range"


def _scale(field, node):
    return "" if SCALE.match(shown(node)) else "a number that the value is multiplied with to get its unit"


def _deprecated(field, node):
    fits = NUMBER.match(shown(node)) and int(shown(node), 0) >= field.since
    return "" if fits else "the version, from since on, that stopped using it"


def _size(field, node):
    type_ = field.type.element if isinstance(field.type, (ListType, OptType)) else field.type
    return "" if isinstance(type_, StructType) and type_.prefix else "only structs that are not frozen have a size"


def _chooser(field, node):
    return "" if isinstance(field.type, (UnionType, Rest)) else "only unions and bodies depend on another field"


RULES = {"js": _js, "format": _format, "max": _max, "scale": _scale, "deprecated": _deprecated, "size": _size,
         "on": _chooser, "arms": _chooser}


def shown(node):
    return getattr(node, "text", "[...]")


def fields(declarations):
    for record in all_records(declarations):
        if record.like is None:  # else its fields are looked at where they are written
            yield from record.fields

