"""Fifth pass: one object that holds everything the back ends need, in schema order."""

import hashlib
from dataclasses import dataclass

from . import lint
from .layout import Boundary, Run, all_records, struct_uses
from .resolve import read_schema
from .types import UnionType


@dataclass
class SchemaFile:
    """What one schema file declares; becomes one C++ header."""

    path: str
    stem: str
    enums: list
    structs: list  # users after the used
    messages: list
    commands: list
    uses: list  # stems of other files
    unions: bool  # some field is a union

    @property
    def flags(self):
        return [enum for enum in self.enums if enum.is_flags]

    @property
    def closed(self):
        return [enum for enum in self.enums if enum.closed]


@dataclass
class Model:
    declarations: object
    layouts: dict
    files: list
    schema_hash: int

    @property
    def version(self):
        return self.declarations.protocol_version

    def layout(self, record):
        return self.layouts[id(record)]

    @property
    def enums(self):
        return list(self.declarations.enums.values())

    @property
    def structs(self):
        return [struct for file in self.files for struct in file.structs]

    @property
    def messages(self):
        return sorted(self.declarations.messages.values(), key=lambda m: m.id)

    @property
    def commands(self):
        return sorted(self.declarations.commands.values(), key=lambda c: c.id)

    def records(self):
        return all_records(self.declarations)


def build(sources, as_of=0):
    """The model of {path: text}, files in the order given; of an older version when `as_of` is not 0."""
    declarations = read_schema(sources, as_of)
    layouts = lint.check(declarations)
    files = [_file(declarations, path) for path in declarations.files]
    return Model(declarations, layouts, files, schema_hash(declarations, layouts))


def stem(path):
    return path.rsplit("/", 1)[-1].removesuffix(".yaml")


def _file(declarations, path):
    def mine(things):
        return [thing for thing in things.values() if thing.file == path]

    structs = _used_first(mine(declarations.structs))
    messages, commands = mine(declarations.messages), mine(declarations.commands)
    records = [*structs, *messages, *(c.request for c in commands), *(c.reply for c in commands)]
    used = {stem(struct.file) for record in records for struct in struct_uses(record)}
    used |= {stem(enum.file) for record in records for field in record.fields for enum in _enums(field)}
    used |= {stem(record.like.file) for record in records if record.like}
    enums = [enum for enum in mine(declarations.enums) if enum.name != "command"]
    unions = any(isinstance(field.type, UnionType) for record in records for field in record.fields)
    return SchemaFile(path, stem(path), enums, structs, messages, commands, sorted(used - {stem(path)}), unions)


def _enums(field):
    from .layout import type_enums

    return [enum for enum in type_enums(field.type) if enum.name != "command"]


def _used_first(structs):
    out = []

    def visit(struct):
        if struct in out or struct not in structs:
            return
        for used in struct_uses(struct):
            visit(used)
        out.append(struct)

    for struct in structs:
        visit(struct)
    return out


def schema_hash(declarations, layouts):
    """Changes when bytes or names change, not when a doc does."""
    text = "\n".join(_canonical(declarations, layouts))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "little")


def _canonical(declarations, layouts):
    for enum in sorted(declarations.enums.values(), key=lambda e: e.name):
        yield f"enum {enum.name} {enum.base} " + " ".join(f"{v.name}={v.value}" for v in enum.values)
    for record in sorted(all_records(declarations), key=lambda r: (r.kind, r.name)):
        fields = " ".join(f"{f.name}:{_type_text(f.type)}:{f.since}" for f in record.fields)
        yield f"{record.kind} {record.name} {record.id} {fields}"
    for command in sorted(declarations.commands.values(), key=lambda c: c.id):
        yield f"command {command.name} {command.id}"


def _type_text(type_):
    """The type as bytes see it, with its bounds."""
    inner = []
    for key, value in vars(type_).items():
        if key == "element":
            inner.append(_type_text(value))
        elif key in ("enum", "struct"):
            inner.append(value.name)
        elif key == "arms":
            inner += [f"{name}={struct.name}" for name, struct in value]
        else:
            inner.append(str(value))
    return f"{type(type_).__name__}({','.join(inner)})"


__all__ = ["Boundary", "Model", "Run", "SchemaFile", "build", "schema_hash", "stem"]
