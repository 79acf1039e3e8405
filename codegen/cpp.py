"""C++ back end: decides every name and type, so that the templates only lay out text."""

import textwrap
from dataclasses import dataclass

from .cpp_types import form, member, parameter
from .layout import UNBOUNDED, Boundary, size_range
from .names import camel, cpp_value
from .types import Rest, StructType, UnionType, is_fixed


@dataclass
class Member:
    name: str
    type: str
    comment: str


class Record:
    """Everything the templates print about one struct, message, request or reply."""

    def __init__(self, model, record):
        self.model = model
        self.record = record
        self.layout = model.layout(record)
        self.name = camel(record.name)
        self.doc = record.doc
        self.members = [Member(f.name, member(f.type), comment(f)) for f in record.fields]
        self.keeps_extra = self.layout.growable

    @property
    def constants(self):
        record = self.record
        if record.kind == "message":
            yield f"static constexpr std::uint16_t type = 0x{record.id:04x};"
            yield f"static constexpr Access access = Access::{record.requires};"
        if record.kind == "struct":
            high = f", encoded_max = {self.layout.max_size}" if self.layout.max_size < UNBOUNDED else ""
            yield f"static constexpr std::size_t encoded_min = {self.layout.min_size}{high};"
        if self.has_head:
            yield f"static constexpr std::size_t head_bytes = {self.head_size};"
        if record.kind in ("request", "reply"):
            name = record.name.removesuffix(f"_{record.kind}")
            yield f"static constexpr bool is_reply = {'true' if record.kind == 'reply' else 'false'};"
            yield f"static constexpr Command command = Command::{cpp_value(name)};"

    @property
    def like(self):
        return camel(self.record.like.name) if self.record.like else ""

    # ---- the walk

    def walk_lines(self):
        """The expression that hands the fields to `io`, run by run."""
        text, closing, column = "return ", "", 7
        for index, run in enumerate(self.groups):
            if isinstance(run, Boundary):
                text += "(io.ends() || ("
                closing += "))"
                column += 15
                continue
            text += f"io.fields({', '.join(run)})" if len(run) == 1 else "io.fields(" + (",\n" + " " * (column + 10)).join(run) + ")"
            if index + 1 < len(self.groups):
                text += " &&\n" + " " * column
        return (text + closing + ";").split("\n")

    @property
    def groups(self):
        """Fields that are one call: those of fixed size, up to one that is not. Between versions a Boundary."""
        out, run, since = [], [], 1

        def close():
            if run:
                out.append(list(run))
                run.clear()

        for field in self.record.fields:
            if field.since > since:
                since = field.since
                close()
                out.append(Boundary(since))
            run.append(self.step(field))
            if not is_fixed(field.type):
                close()
        close()
        return out

    def step(self, field):
        name = f'"{field.name}", my.{field.name}...'
        if isinstance(field.type, UnionType):
            return f'wire::chosen<{form(field)}>("{field.name}", wire::on(my.{field.type.on}...), my.{field.name}...)'
        return f"wire::field<{form(field)}>({name})" if form(field) else f"wire::plain({name})"

    # ---- media heads

    @property
    def has_head(self):
        fields = self.record.fields
        structs = [f for f in fields if isinstance(f.type, StructType)]
        return (self.record.kind == "message" and bool(fields) and isinstance(fields[-1].type, Rest) and not fields[-1].type.of
                and len(structs) <= 1 and all(is_fixed(f.type) or self.is_fixed_struct(f.type) for f in fields[:-1]))

    def is_fixed_struct(self, type_):
        return isinstance(type_, StructType) and self.model.layout(type_.struct).fixed

    @property
    def head_size(self):
        return 6 + sum(size_range(f.type, self.model.layout)[0] for f in self.record.fields[:-1])

    @property
    def head_extra(self):
        return "".join(f.name for f in self.record.fields if isinstance(f.type, StructType))

    @property
    def head_parameters(self):
        return [f"{parameter(field.type)} {field.name}" for field in self.record.fields[:-1]]


def comment(field):
    unit = f"[{field.options['unit'].text}] " if "unit" in field.options else ""
    return (unit + field.doc).strip()


def enum_values(enum):
    return [(cpp_value(value.name), value.text, value.doc) for value in enum.values]


def filled(items, indent, width=100):
    """Items with commas between them, as many to a line as fit."""
    lines, prefix = [], " " * indent
    for item in items:
        if lines and len(lines[-1]) + len(item) + 2 < width:
            lines[-1] += f" {item},"
        else:
            lines.append(f"{prefix}{item},")
    return "\n".join(lines).removesuffix(",")


def wrapped(text, width=96):
    return "\n".join(f"// {line}" for line in textwrap.wrap(text, width))
