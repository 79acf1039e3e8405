"""C++ back end: decides every type name and statement, so that the templates only lay out text."""

from dataclasses import dataclass

from .layout import Boundary, Run, size_range
from .cpp_statements import load, own, range_text, read_union, sent, write_element, write_union
from .cpp_types import UINT, at, element, owned, view
from .names import camel, cpp_value
from .types import ArrayType, Bytes, ListType, OptType, Rest, StructType, Text, UnionType, is_fixed

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
                out += self.read_variable(step)
        if self.keeps_extra:
            out.append("extra = in.rest();")
        return out

    def read_run(self, run):
        name = f"run{run.index}_"
        yield f"const std::byte* {name} = in.run({run.size});"
        yield f"if (checked && {name} == nullptr) return false;"
        for item in run.items:
            if item.role == "value":
                yield from self.read_value(run, item)

    def read_value(self, run, item):
        field, place = item.field, at(run, item.offset)
        if isinstance(field.type, ArrayType):
            size = field.type.element.size
            yield f"for (std::size_t i_ = 0; i_ < {field.type.count}; ++i_) {{"
            yield from (f"    {line}" for line in load(field.type.element, f"{field.name}[i_]", f"{place} + i_ * {size}"))
            yield "}"
            return
        yield from load(field.type, field.name, place)
        if field.range:
            low, high = range_text(field)
            yield f"if (!in.within({place}, {field.name}, {low}, {high})) return false;"

    def read_variable(self, step):
        field, type_ = step.field, step.field.type
        if isinstance(type_, Rest):
            return [f"{field.name} = in.rest();"]
        if isinstance(type_, StructType) and not type_.prefix:
            return [f"if (!{field.name}.read(in, seen_)) return false;"]
        prefix, place = UINT.get(step.prefix.size), at(step.run, step.prefix.offset)
        length = f"wire::load<{prefix}>({place})"
        if isinstance(type_, Text):
            return [f"if (!in.template text<{prefix}>({length}, {type_.max}, {field.name})) return false;"]
        if isinstance(type_, Bytes):
            return [f"if (!in.template bytes<{prefix}>({length}, {type_.max}u, {field.name})) return false;"]
        if isinstance(type_, StructType):
            return [f"if (!in.sized({length}, {field.name}, seen_)) return false;"]
        if isinstance(type_, OptType):
            return [f"if (!wire::read_optional<{element(type_.element)}>(in, {place}, {field.name}, seen_)) return false;"]
        if isinstance(type_, UnionType):
            return read_union(field, prefix, length)
        least = max(1, size_range(type_.element, self.model.layout)[0])
        return [f"if (!in.template count<{prefix}>({length}, {type_.max}, {least}) || "
                f"!{field.name}.read(in, {length}, seen_)) return false;"]

    def each_lines(self):
        for field in self.record.fields:
            value = field.name
            if isinstance(field.type, UnionType):
                names = ", ".join(f'"{name}"' for name, _ in field.type.arms)
                value = f'wire::Arms<decltype({value})>{{{value}, {{"unknown", {names}}}}}'
            yield f'f_("{field.name}", {value});'

    @property
    def passes_seen(self):
        return any("seen_" in line for line in self.read_lines())

    def own_lines(self):
        for field in self.record.fields:
            yield own(field)

    # ---- encoding

    @property
    def fixed_size(self):
        return self.layout.max_size if self.layout.fixed else None

    def size_lines(self):
        fixed = sum(step.size for step in self.layout.steps if isinstance(step, Run))
        yield f"std::size_t size_ = {fixed};"
        for step in self.layout.steps:
            if not isinstance(step, (Run, Boundary)):
                yield from self.size_of(step.field)
        yield "return size_;"

    def size_of(self, field):
        type_, name = field.type, field.name
        if isinstance(type_, Text):
            yield f"size_ += wire::clip({name}, {type_.max}).size();"
        elif isinstance(type_, Bytes):
            yield f"size_ += wire::first({name}, {type_.max}u).size();"
        elif isinstance(type_, Rest):
            yield f"size_ += {name}.size();"
        elif isinstance(type_, StructType):
            yield f"size_ += {name}.encoded_size();"
        elif isinstance(type_, ListType):
            each = self.element_size(type_.element, "item_")
            loop = f"wire::first({name}, {type_.max})"
            if "item_" not in each:
                yield f"size_ += {loop}.size() * {each};"
            else:
                yield f"for (const auto& item_ : {loop}) size_ += {each};"
        elif isinstance(type_, OptType):
            yield f"if ({name}) size_ += {self.element_size(type_.element, f'(*{name})')};"
        elif isinstance(type_, UnionType):
            yield f"switch ({name}.index()) {{"
            yield f"    case 0: size_ += std::get<0>({name}).size(); break;"
            for index in range(1, len(type_.arms) + 1):
                yield f"    case {index}: size_ += std::get<{index}>({name}).encoded_size(); break;"
            yield "}"

    def element_size(self, type_, name):
        low, high = size_range(type_, self.model.layout)
        if low == high:
            return str(low)
        if isinstance(type_, Text):
            return f"{type_.prefix} + wire::clip({name}, {type_.max}).size()"
        if isinstance(type_, Bytes):
            return f"{type_.prefix} + wire::first({name}, {type_.max}u).size()"
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
        yield f"std::byte* run{run.index}_ = out.run({run.size});"
        for item in run.items:
            field, place = item.field, at(run, item.offset)
            if item.role == "prefix":
                yield from self.write_prefix(field, place)
            elif isinstance(field.type, ArrayType):
                yield f"for (std::size_t i_ = 0; i_ < {field.type.count}; ++i_)"
                yield f"    wire::store({place} + i_ * {field.type.element.size}, {sent(field.type.element, field.name + '[i_]')});"
            elif field.range:
                low, high = range_text(field)
                yield f"wire::store({place}, wire::clamped({field.name}, {low}, {high}));"
            else:
                yield f"wire::store({place}, {sent(field.type, field.name)});"

    def before_prefix(self, field):
        if isinstance(field.type, Text):
            yield f"const std::string_view {field.name}_sent_ = wire::clip({field.name}, {field.type.max});"
        elif isinstance(field.type, (Bytes, ListType)):
            yield f"const auto {field.name}_sent_ = wire::first({field.name}, {field.type.max}u);"

    def write_prefix(self, field, place):
        if isinstance(field.type, OptType):
            yield f"wire::store({place}, {field.name}.has_value());"
        elif not isinstance(field.type, (StructType, UnionType)):
            yield f"wire::store({place}, static_cast<{UINT[field.type.prefix]}>({field.name}_sent_.size()));"

    def write_variable(self, step):
        type_, name = step.field.type, step.field.name
        if isinstance(type_, Text):
            yield f"out.text({name}_sent_);"
        elif isinstance(type_, Bytes):
            yield f"out.bytes({name}_sent_);"
        elif isinstance(type_, Rest):
            yield f"out.bytes({name});"
        elif isinstance(type_, StructType):
            yield f"out = {name}.put(out);"
            if type_.prefix:
                yield f"out.close_sized<{UINT[type_.prefix]}>({at(step.run, step.prefix.offset)});"
        elif isinstance(type_, OptType):
            yield f"if ({name}) {write_element(type_.element, f'(*{name})')}"
        elif isinstance(type_, UnionType):
            yield from write_union(step.field, at(step.run, step.prefix.offset))
        else:
            yield f"for (const auto& item_ : {name}_sent_) {write_element(type_.element, 'item_')}"

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
            if line.endswith(".put(out);"):
                yield f"out.bytes({line.removeprefix('out = ').removesuffix('.put(out);')}_extra);"

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


def comment(field):
    unit = f"[{field.options['unit'].text}] " if "unit" in field.options else ""
    return (unit + field.doc).strip()


def enum_values(enum):
    return [(cpp_value(value.name), value.text, value.doc) for value in enum.values]
