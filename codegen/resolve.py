"""Second pass, second half: names -> the things they name. Afterwards no type is text."""

import copy
import re

from . import grammar, load
from .declarations import Enum, Value, all_records
from .diagnostics import Findings, SchemaError, nearest
from .types import (NUMBERS, ArrayType, Bytes, EnumType, ListType, Number, OptType, Rest, StructType, Text, UnionType,
                    is_fixed)

CALL = re.compile(r"([a-z0-9_]+)<\s*(.+?)\s*>\Z")
PREFIXED = re.compile(r"(str|bytes|list)(8|16|32)\Z")
WIDTHS = {"str": ("8", "16"), "bytes": ("8", "16", "32"), "list": ("8", "16")}
BUILTIN = [*NUMBERS, "str8", "str16", "bytes8", "bytes16", "bytes32", "list8", "list16", "array", "opt", "union", "rest"]


def read_schema(sources, as_of=0):
    """Declarations of all files ({name: text}), with every type resolved.

    `as_of` leaves out what is newer than that version.
    """
    parser = grammar.Parser()
    broken = []
    for name, text in sources.items():
        try:
            parser.parse(name, load.load(name, text))
        except SchemaError as error:
            broken += error.diagnostics
    if broken or parser.findings.found:
        raise SchemaError(broken + parser.findings.found)
    declarations = parser.out
    if as_of:
        leave_out_newer(declarations, as_of)
    add_command_enum(declarations)
    Resolver(declarations).run()
    return declarations


def leave_out_newer(declarations, version):
    declarations.protocol_version = min(version, declarations.protocol_version)
    for things in (declarations.messages, declarations.commands):
        for name in [name for name, thing in things.items() if thing.since > version]:
            del things[name]
    for record in all_records(declarations):
        record.fields = [field for field in record.fields if field.since <= version]
    for enum in declarations.enums.values():
        enum.values = [value for value in enum.values if value.since <= version]


def add_command_enum(declarations):
    """The commands' ids as an enum named `command`, so that fields and unions can refer to them."""
    commands = sorted(declarations.commands.values(), key=lambda c: c.id)
    if not commands:
        return
    values = [Value(c.name, c.id, f"0x{c.id:04x}", c.doc, 1, c.mark) for c in commands]
    declarations.enums["command"] = Enum(
        "command", commands[0].mark, commands[0].file, "u16", "What a control_request asks for.", values)


def number_bounds(type_):
    if type_.kind == "float":
        return -float("inf"), float("inf")
    bits = type_.size * 8
    return (0, (1 << bits) - 1) if type_.kind == "uint" else (-(1 << bits - 1), (1 << bits - 1) - 1)


class Resolver:
    def __init__(self, declarations):
        self.all = declarations
        self.findings = Findings()
        self.aliases = {}

    def run(self):
        records = list(all_records(self.all))
        self.repeat_fields(records)
        for alias in self.all.types.values():
            self.aliases[alias.name] = alias
        for alias in self.all.types.values():
            alias.type = self.type_of(alias, None)
        for record in records:
            for field in record.fields:
                self.inherit(field)
                field.type = self.type_of(field, record)
                self.range(field)
        self.findings.stop_if_any()

    def repeat_fields(self, records):
        """`fields_of: s` gives a request the fields of struct s, so that the layout is written once."""
        for record in records:
            if record.fields_of is None:
                continue
            struct = self.all.structs.get(record.fields_of.text)
            if struct is None:
                self.findings.error(record.fields_of.mark, "unknown-struct", f'no struct is named "{record.fields_of.text}"',
                                    nearest(record.fields_of.text, self.all.structs))
                continue
            names = [field.name for field in struct.fields]
            for left_out in record.without:
                if left_out.text not in names:
                    self.findings.error(left_out.mark, "unknown-field", f'struct "{struct.name}" has no field "{left_out.text}"',
                                        nearest(left_out.text, names))
            without = {node.text for node in record.without}
            record.fields = [copy.copy(field) for field in struct.fields if field.name not in without]
            record.like = struct

    def inherit(self, field):
        """A field of a named type takes over what the name says, unless it says otherwise."""
        alias = self.aliases.get(field.type_text)
        if alias is None:
            return
        field.doc = field.doc or alias.doc
        field.options = {**alias.options, **field.options}

    def type_of(self, field, record, text=None, seen=()):
        text = field.type_text if text is None else text
        mark = field.type_mark
        if text in NUMBERS:
            return NUMBERS[text]
        if text in self.all.enums:
            return EnumType(self.all.enums[text])
        if text in self.all.structs:
            return self.struct(field, text)
        if text in self.aliases:
            if text in seen:
                self.findings.error(mark, "recursive-type", f'type "{text}" is defined by itself')
                return NUMBERS["u8"]
            return self.type_of(field, record, self.aliases[text].type_text, (*seen, text))
        return self.built_in(field, record, text)

    def struct(self, field, name):
        struct = self.all.structs[name]
        if struct.frozen:
            return StructType(struct, 0)
        size = field.options.get("size")
        widths = {"u8": 1, "u16": 2, "u32": 4}
        if size is None:
            return StructType(struct, 2)
        if size.text not in widths:
            self.findings.error(size.mark, "bad-choice", f'size cannot be "{size.text}"', nearest(size.text, widths))
        return StructType(struct, widths.get(size.text, 2))

    def built_in(self, field, record, text):
        if text in ("rest", "request", "reply"):
            return Rest("" if text == "rest" else text)
        if text == "union":
            return self.union(field, record)
        call = CALL.match(text)
        name = call[1] if call else text
        prefixed = PREFIXED.match(name)
        if prefixed and prefixed[2] in WIDTHS[prefixed[1]]:
            return self.prefixed(field, record, prefixed, call)
        if call and name == "array":
            return self.array(field, record, call[2])
        if call and name == "opt":
            return OptType(self.type_of(field, record, call[2]))
        known = [*BUILTIN, *self.all.enums, *self.all.structs, *self.aliases]
        self.findings.error(field.type_mark, "unknown-type", f'field "{field.name}" has the unknown type "{text}"',
                            nearest(name, known))
        return NUMBERS["u8"]

    def prefixed(self, field, record, prefixed, call):
        kind, bits = prefixed[1], int(prefixed[2])
        if (kind == "list") != bool(call):
            wanted = f"{kind}{bits}<element>" if kind == "list" else f"{kind}{bits}"
            self.findings.error(field.type_mark, "bad-type", f'"{field.type_text}" is not a type', f"write {wanted}")
            return NUMBERS["u8"]
        bound = min(self.bound(field, (1 << bits) - 1), 0xFFFFFFFF)
        if kind == "str":
            return Text(bits // 8, bound)
        if kind == "bytes":
            return Bytes(bits // 8, bound)
        element = copy.copy(field)
        element.options = {k: v for k, v in field.options.items() if k != "max"}
        return ListType(bits // 8, bound, self.type_of(element, record, call[2]))

    def bound(self, field, largest):
        node = field.options.get("max")
        if node is None:
            return largest
        value = int(node.text, 0) if grammar.NUMBER.match(node.text) else -1
        if not 0 < value <= largest:
            self.findings.error(node.mark, "bad-max", f'max of "{field.name}" cannot be {node.text}', f"1 to {largest}")
            return largest
        return value

    def range(self, field):
        node = field.options.get("range")
        if node is None:
            return
        base = field.type
        if not isinstance(base, Number) or base.kind == "bool":
            self.findings.error(node.mark, "bad-range", f'field "{field.name}" cannot have a range', "only numbers have one")
            return
        read = float if base.kind == "float" else lambda text: int(text, 0)
        try:
            low, high = (read(item.text) for item in node.items)
        except (AttributeError, ValueError):
            self.findings.error(node.mark, "bad-range", f'range of "{field.name}" is not [lowest, highest]')
            return
        least, most = number_bounds(base)
        if not least <= low <= high <= most:
            self.findings.error(node.mark, "bad-range", f'range [{low}, {high}] of "{field.name}" does not fit into {base.name}')
        field.range = (low, high)

    def array(self, field, record, inner):
        name, _, count = inner.rpartition(",")
        element = self.type_of(field, record, name.strip()) if name else None
        if not count.strip().isdigit() or int(count) == 0 or not is_fixed(element) or isinstance(element, ArrayType):
            self.findings.error(field.type_mark, "bad-type", f'"{field.type_text}" is not a type',
                                'write "array<u8, 16>": a number or enum, and how many')
            return NUMBERS["u8"]
        return ArrayType(int(count), element)

    def union(self, field, record):
        on, arms = field.options.get("on"), field.options.get("arms")
        earlier = {}
        for other in record.fields if record else []:
            if other is field:
                break
            earlier[other.name] = other
        chooser = earlier.get(on.text) if on else None
        enum = chooser.type.enum if chooser and isinstance(chooser.type, EnumType) else None
        if enum is None or arms is None or enum.is_flags:
            self.findings.error(field.type_mark, "bad-union", f'union "{field.name}" needs on: an earlier enum field, and arms:',
                                "arms: {value_of_the_enum: struct, ...}")
            return Rest()
        out = []
        names = [value.name for value in enum.values]
        for text, (key, node) in arms.entries.items():
            struct = self.all.structs.get(node.text)
            if text not in names:
                self.findings.error(key.mark, "unknown-arm", f'enum "{enum.name}" has no value "{text}"', nearest(text, names))
            elif struct is None:
                self.findings.error(node.mark, "unknown-struct", f'no struct is named "{node.text}"', nearest(node.text, self.all.structs))
            else:
                out.append((text, struct))
        return UnionType(on.text, enum, tuple(out))
