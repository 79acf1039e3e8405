"""C++ back end: decides every type name and statement, so that the templates only lay out text."""

from dataclasses import dataclass

from .layout import Boundary, Run, size_range
from .names import camel, cpp_value
from .types import ArrayType, Bytes, EnumType, ListType, Number, OptType, Rest, StructType, Text, UnionType, is_fixed

UINT = {1: "std::uint8_t", 2: "std::uint16_t", 4: "std::uint32_t"}
SPAN = "std::span<const std::byte>"


def number(type_):
    if type_.kind in ("uint", "int"):
        return f"std::{'u' if type_.kind == 'uint' else ''}int{type_.size * 8}_t"
    return {"f32": "float", "f64": "double", "bool": "bool"}[type_.name]


def owned(type_):
    """Type of a member of the owned struct."""
    if isinstance(type_, Number):
        return number(type_)
    if isinstance(type_, EnumType):
        return camel(type_.enum.name)
    if isinstance(type_, Text):
        return "std::string"
    if isinstance(type_, (Bytes, Rest)):
        return "std::vector<std::byte>"
    if isinstance(type_, ListType):
        return f"std::vector<{owned(type_.element)}>"
    if isinstance(type_, ArrayType):
        return f"std::array<{owned(type_.element)}, {type_.count}>"
    if isinstance(type_, StructType):
        return camel(type_.struct.name)
    raise TypeError(type_)


def view(type_):
    """Type of a member of the view."""
    if is_fixed(type_):
        return owned(type_)
    if isinstance(type_, Text):
        return "std::string_view"
    if isinstance(type_, (Bytes, Rest)):
        return SPAN
    if isinstance(type_, ListType):
        return f"wire::List<{element(type_.element)}>"
    if isinstance(type_, StructType):
        return f"{camel(type_.struct.name)}::View"
    raise TypeError(type_)


def element(type_):
    """The codec of one list element."""
    if isinstance(type_, (Number, EnumType)):
        return f"wire::ScalarElement<{owned(type_)}>"
    if isinstance(type_, Text):
        return f"wire::TextElement<{UINT[type_.prefix]}, {type_.max}>"
    if isinstance(type_, StructType) and type_.prefix:
        return f"wire::SizedElement<{view(type_)}, {UINT[type_.prefix]}>"
    if isinstance(type_, StructType):
        return f"wire::FrozenElement<{view(type_)}>"
    raise TypeError(type_)


def at(run, offset):
    return f"run{run.index} + {offset}" if offset else f"run{run.index}"


@dataclass
class Member:
    name: str
    owned: str
    view: str
    comment: str


class Record:
    """Everything the templates print about one struct, message, request or reply."""

    def __init__(self, model, record):
        self.model = model
        self.record = record
        self.layout = model.layout(record)
        self.name = camel(record.name)
        self.doc = record.doc
        self.members = [Member(f.name, owned(f.type), view(f.type), comment(f)) for f in record.fields]
        self.keeps_extra = self.layout.growable

    # ---- decoding

    def read_lines(self):
        out = []
        for step in self.layout.steps:
            if isinstance(step, Boundary):
                out.append("if (in.at_end()) return true;")
            elif isinstance(step, Run):
                out += self.read_run(step)
            else:
                out.append(self.read_variable(step))
        if self.keeps_extra:
            out.append("extra = in.rest();")
        return out

    def read_run(self, run):
        name = f"run{run.index}"
        yield f"const std::byte* {name} = in.run({run.size});"
        yield f"if (checked && {name} == nullptr) return false;"
        for item in run.items:
            if item.role == "value":
                yield from self.read_value(run, item)

    def read_value(self, run, item):
        field, place = item.field, at(run, item.offset)
        if isinstance(field.type, ArrayType):
            size = field.type.element.size
            yield f"for (std::size_t i = 0; i < {field.type.count}; ++i)"
            yield f"    {field.name}[i] = wire::load<{owned(field.type.element)}>({place} + i * {size});"
            return
        if field.type is not None and owned(field.type) == "bool":
            yield f"if (!in.flag({place})) return false;"
        yield f"{field.name} = wire::load<{owned(field.type)}>({place});"

    def read_variable(self, step):
        field, type_ = step.field, step.field.type
        if isinstance(type_, Rest):
            return f"{field.name} = in.rest();"
        if isinstance(type_, StructType) and not type_.prefix:
            return f"if (!{field.name}.read(in)) return false;"
        prefix = UINT[step.prefix.size]
        load = f"wire::load<{prefix}>({at(step.run, step.prefix.offset)})"
        if isinstance(type_, Text):
            return f"if (!in.template text<{prefix}>({load}, {type_.max}, {field.name})) return false;"
        if isinstance(type_, Bytes):
            return f"if (!in.template bytes<{prefix}>({load}, {type_.max}u, {field.name})) return false;"
        if isinstance(type_, StructType):
            return f"if (!in.sized({load}, {field.name})) return false;"
        least = max(1, size_range(type_.element, self.model.layout)[0])
        return (f"if (!in.template count<{prefix}>({load}, {type_.max}, {least}) || "
                f"!{field.name}.read(in, {load})) return false;")

    def own_lines(self):
        for field in self.record.fields:
            yield own(field)

    # ---- encoding

    @property
    def fixed_size(self):
        return self.layout.max_size if self.layout.fixed else None

    def size_lines(self):
        fixed = sum(step.size for step in self.layout.steps if isinstance(step, Run))
        yield f"std::size_t size = {fixed};"
        for step in self.layout.steps:
            if not isinstance(step, (Run, Boundary)):
                yield from self.size_of(step.field)
        yield "return size;"

    def size_of(self, field):
        type_, name = field.type, field.name
        if isinstance(type_, Text):
            yield f"size += wire::clip({name}, {type_.max}).size();"
        elif isinstance(type_, Bytes):
            yield f"size += wire::first({name}, {type_.max}u).size();"
        elif isinstance(type_, Rest):
            yield f"size += {name}.size();"
        elif isinstance(type_, StructType):
            yield f"size += {name}.encoded_size();"
        elif isinstance(type_, ListType):
            each = self.element_size(type_.element, "item")
            loop = f"wire::first({name}, {type_.max})"
            if "item" not in each:
                yield f"size += {loop}.size() * {each};"
            else:
                yield f"for (const auto& item : {loop}) size += {each};"

    def element_size(self, type_, name):
        low, high = size_range(type_, self.model.layout)
        if low == high:
            return str(low)
        if isinstance(type_, Text):
            return f"{type_.prefix} + wire::clip({name}, {type_.max}).size()"
        return f"{type_.prefix} + {name}.encoded_size()"

    def encode_lines(self):
        for step in self.layout.steps:
            if isinstance(step, Run):
                yield from self.write_run(step)
            elif not isinstance(step, Boundary):
                yield from self.write_variable(step)

    def write_run(self, run):
        for item in run.items:
            if item.role == "prefix":
                yield from self.before_prefix(item.field)
        yield f"std::byte* run{run.index} = out.run({run.size});"
        for item in run.items:
            field, place = item.field, at(run, item.offset)
            if item.role == "prefix":
                yield from self.write_prefix(field, place)
            elif isinstance(field.type, ArrayType):
                yield f"for (std::size_t i = 0; i < {field.type.count}; ++i)"
                yield f"    wire::store({place} + i * {field.type.element.size}, {field.name}[i]);"
            else:
                yield f"wire::store({place}, {field.name});"

    def before_prefix(self, field):
        if isinstance(field.type, Text):
            yield f"const std::string_view {field.name}_sent = wire::clip({field.name}, {field.type.max});"
        elif isinstance(field.type, (Bytes, ListType)):
            yield f"const auto {field.name}_sent = wire::first({field.name}, {field.type.max}u);"

    def write_prefix(self, field, place):
        if not isinstance(field.type, StructType):
            yield f"wire::store({place}, static_cast<{UINT[field.type.prefix]}>({field.name}_sent.size()));"

    def write_variable(self, step):
        type_, name = step.field.type, step.field.name
        if isinstance(type_, Text):
            yield f"out.text({name}_sent);"
        elif isinstance(type_, Bytes):
            yield f"out.bytes({name}_sent);"
        elif isinstance(type_, Rest):
            yield f"out.bytes({name});"
        elif isinstance(type_, StructType):
            yield f"{name}.encode(out);"
            if type_.prefix:
                yield f"out.close_sized<{UINT[type_.prefix]}>({at(step.run, step.prefix.offset)});"
        else:
            yield f"for (const auto& item : {name}_sent) {write_element(type_.element)}"

    # ---- media heads

    @property
    def has_head(self):
        fields = self.record.fields
        return (self.record.kind == "message" and bool(fields) and isinstance(fields[-1].type, Rest) and not fields[-1].type.of
                and all(is_fixed(f.type) or self.is_fixed_struct(f.type) for f in fields[:-1]))

    def is_fixed_struct(self, type_):
        return isinstance(type_, StructType) and self.model.layout(type_.struct).fixed

    @property
    def head_size(self):
        return 6 + sum(size_range(f.type, self.model.layout)[0] for f in self.record.fields[:-1])

    @property
    def head_extras(self):
        return [f.name for f in self.record.fields if isinstance(f.type, StructType)]

    def head_lines(self):
        """The encoder's statements without the rest, each sized struct followed by what it kept."""
        data = self.record.fields[-1].name
        for line in self.encode_lines():
            if line == f"out.bytes({data});":
                continue
            yield line
            if line.endswith(".encode(out);"):
                yield f"out.bytes({line.removesuffix('.encode(out);')}_extra);"

    @property
    def constants(self):
        record = self.record
        if record.kind == "message":
            yield f"static constexpr std::uint16_t type = 0x{record.id:04x};"
            yield f"static constexpr Access access = Access::{record.requires};"
        if self.has_head:
            yield f"static constexpr std::size_t head_bytes = {self.head_size};"
        if record.kind in ("request", "reply"):
            name = record.name.removesuffix(f"_{record.kind}")
            yield f"static constexpr bool is_reply = {'true' if record.kind == 'reply' else 'false'};"
            yield f"static constexpr Command command = Command::{cpp_value(name)};"

    @property
    def like(self):
        return camel(self.record.like.name) if self.record.like else ""

    def head_parameters(self):
        for field in self.record.fields[:-1]:
            kind = owned(field.type)
            yield f"const {kind}& {field.name}" if isinstance(field.type, StructType) else f"{kind} {field.name}"


def own(field):
    type_, name = field.type, field.name
    if isinstance(type_, (Bytes, Rest)):
        return f"out.{name}.assign({name}.begin(), {name}.end());"
    if isinstance(type_, StructType):
        return f"out.{name} = {name}.own();"
    if isinstance(type_, ListType):
        item = "item.own()" if isinstance(type_.element, StructType) else "item"
        return (f"out.{name}.reserve({name}.size());\n"
                f"for (const auto& item : {name}) out.{name}.emplace_back({item});")
    return f"out.{name} = {name};"


def write_element(type_):
    if isinstance(type_, (Number, EnumType)):
        return f"wire::store(out.run({type_.size}), item);"
    if isinstance(type_, Text):
        return f"out.template prefixed_text<{UINT[type_.prefix]}>(wire::clip(item, {type_.max}));"
    if type_.prefix:
        return f"out.sized<{UINT[type_.prefix]}>(item);"
    return "item.encode(out);"


def comment(field):
    unit = f"[{field.options['unit'].text}] " if "unit" in field.options else ""
    return (unit + field.doc).strip()


def enum_values(enum):
    return [(cpp_value(value.name), value.text, value.doc) for value in enum.values]


__all__ = ["Member", "OptType", "Record", "UnionType", "enum_values"]
