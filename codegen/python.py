"""Python back end: dataclasses whose read() says in order what is read. Made to be read, not to be fast."""

from .interpret import CODES, UINT
from .layout import Boundary, Run, size_range
from .names import camel
from .types import ArrayType, Bytes, EnumType, ListType, Number, OptType, Rest, StructType, Text, UnionType


def letter(type_):
    return CODES[(type_.base if isinstance(type_, EnumType) else type_).name][1]


def annotation(type_):
    if isinstance(type_, Number):
        return {"bool": "bool", "float": "float"}.get(type_.kind, "int")
    if isinstance(type_, EnumType):
        return "int"
    if isinstance(type_, Text):
        return "str"
    if isinstance(type_, (Bytes, Rest)):
        return "bytes"
    if isinstance(type_, (ListType, ArrayType)):
        return f"list[{annotation(type_.element)}]"
    if isinstance(type_, StructType):
        return camel(type_.struct.name)
    if isinstance(type_, OptType):
        return f"{annotation(type_.element)} | None"
    return "tuple"


def initial(type_):
    if isinstance(type_, Number):
        return {"bool": "False", "float": "0.0"}.get(type_.kind, "0")
    if isinstance(type_, EnumType):
        return "0"
    if isinstance(type_, Text):
        return '""'
    if isinstance(type_, (Bytes, Rest)):
        return 'b""'
    if isinstance(type_, ArrayType):
        return f"field(default_factory=lambda: [{initial(type_.element)}] * {type_.count})"
    if isinstance(type_, ListType):
        return "field(default_factory=list)"
    if isinstance(type_, StructType):
        return f"field(default_factory=lambda: {camel(type_.struct.name)}())"
    return "None" if isinstance(type_, OptType) else '("unknown", b"")'


class Record:
    def __init__(self, model, record):
        self.model = model
        self.record = record
        self.layout = model.layout(record)
        self.name = camel(record.name)
        self.keeps_extra = self.layout.growable

    def fields(self):
        for field in self.record.fields:
            unit = f"[{field.options['unit'].text}] " if "unit" in field.options else ""
            yield field.name, annotation(field.type), initial(field.type), (unit + field.doc).strip()

    def read_lines(self):
        for step in self.layout.steps:
            if isinstance(step, Boundary):
                yield "if r.at == r.end:"
                yield "    return out"
            elif isinstance(step, Run):
                yield from self.read_run(step)
            else:
                yield f"out.{step.field.name} = {self.read_variable(step.field)}"
        if self.keeps_extra:
            yield "out.extra = r.rest()"
        yield "return out"

    def read_run(self, run):
        targets, letters, checks = [], [], []
        for item in run.items:
            type_, name = item.field.type, f"out.{item.field.name}"
            if item.role == "prefix":
                targets.append(f"{item.field.name}_prefix")
                letters.append(UINT[item.size][1])
                if isinstance(type_, OptType):
                    checks.append(f"r.flag({item.field.name}_prefix, at + {item.offset})")
            elif isinstance(type_, ArrayType):
                targets.append(f"*{name}")
                letters.append(f"{type_.count}{letter(type_.element)}")
                checks += self.array_checks(item, name)
            else:
                targets.append(name)
                letters.append(letter(type_))
                checks += value_checks(type_, item.field.range, name, f"at + {item.offset}")
        if checks:
            yield "at = r.at"
        yield from self.unpack(targets, letters)
        yield from checks

    def unpack(self, targets, letters):
        """One statement, unless several arrays would need a star each."""
        stars = sum(target.startswith("*") for target in targets)
        if stars == 0:
            comma = "," if len(targets) == 1 else ""
            yield f'{", ".join(targets)}{comma} = r.run("<{"".join(letters)}")'
            return
        yield f'values = iter(r.run("<{"".join(letters)}"))'
        for target, one in zip(targets, letters):
            if target.startswith("*"):
                yield f"{target[1:]} = [next(values) for _ in range({one[:-1]})]"
            else:
                yield f"{target} = next(values)"

    def array_checks(self, item, name):
        element = item.field.type.element
        inner = list(value_checks(element, (), f"{name}[i]", f"at + {item.offset} + i * {element.size}"))
        if inner:
            yield f"for i in range({item.field.type.count}):"
            yield from (f"    {line}" for line in inner)

    def read_variable(self, field):
        type_, prefix = field.type, f"{field.name}_prefix"
        if isinstance(type_, Rest):
            return "r.rest()"
        if isinstance(type_, StructType):
            name = camel(type_.struct.name)
            return f"r.sized({prefix}, {name}.read)" if type_.prefix else f"{name}.read(r)"
        if isinstance(type_, Text):
            return f"r.text({prefix}, {type_.max}, {type_.prefix})"
        if isinstance(type_, Bytes):
            return f"r.bytes({prefix}, {type_.max}, {type_.prefix})"
        if isinstance(type_, OptType):
            return f"{element(type_.element)} if {prefix} else None"
        if isinstance(type_, UnionType):
            values = {value.name: value.value for value in type_.enum.values}
            arms = ", ".join(f'{values[name]}: ("{name}", {camel(struct.name)}.read)' for name, struct in type_.arms)
            return f"r.union({prefix}, {{{arms}}}.get(out.{type_.on}))"
        least = max(1, size_range(type_.element, self.model.layout)[0])
        return f"r.list({prefix}, {type_.max}, {type_.prefix}, {least}, lambda: {element(type_.element)})"

    def write_lines(self):
        for field in self.record.fields:
            yield write(field.type, f"self.{field.name}")


def value_checks(type_, limits, name, place):
    if isinstance(type_, Number) and type_.kind == "bool":
        yield f"{name} = r.flag({name}, {place})"
    if isinstance(type_, EnumType) and type_.enum.closed:
        yield f"r.known({name}, {camel(type_.enum.name)}, {place})"
    if limits:
        yield f"r.within({name}, {limits[0]!r}, {limits[1]!r}, {place})"


def element(type_):
    """Expression that reads one element, or what an opt holds."""
    if isinstance(type_, Number) and type_.kind == "bool":
        return 'r.flag(r.run("<B")[0], r.at - 1)'
    if isinstance(type_, EnumType) and type_.enum.closed:
        return f'r.known(r.run("<{letter(type_)}")[0], {camel(type_.enum.name)}, r.at - {type_.size})'
    if isinstance(type_, (Number, EnumType)):
        return f'r.run("<{letter(type_)}")[0]'
    if isinstance(type_, StructType) and not type_.prefix:
        return f"{camel(type_.struct.name)}.read(r)"
    prefix = f'r.run("{UINT[type_.prefix]}")[0]'
    if isinstance(type_, StructType):
        return f"r.sized({prefix}, {camel(type_.struct.name)}.read)"
    method = "text" if isinstance(type_, Text) else "bytes"
    return f"r.{method}({prefix}, {type_.max}, {type_.prefix})"


def write(type_, value):
    """Statement that appends one value to `w`."""
    if isinstance(type_, (Number, EnumType)):
        return f'w.pack("<{letter(type_)}", {value})'
    if isinstance(type_, ArrayType):
        return f'w.pack("<{type_.count}{letter(type_.element)}", *{value})'
    if isinstance(type_, Rest):
        return f"w.raw({value})"
    if isinstance(type_, StructType):
        return f"w.sized({type_.prefix}, {value})" if type_.prefix else f"{value}.write(w)"
    if isinstance(type_, Text):
        return f"w.prefixed({type_.prefix}, {value}.encode(), {type_.max})"
    if isinstance(type_, Bytes):
        return f"w.prefixed({type_.prefix}, {value}, {type_.max})"
    if isinstance(type_, OptType):
        return f"w.optional({value}, lambda v: {write(type_.element, 'v')})"
    if isinstance(type_, UnionType):
        return f"w.union({value})"
    return f"w.list({type_.prefix}, {value}, {type_.max}, lambda v: {write(type_.element, 'v')})"
