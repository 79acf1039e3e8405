"""JavaScript back end: decides every expression, so that the templates only lay out text."""

from .layout import Boundary, Run, size_range
from .js_types import WIDTH, base, bound, get, is_big, is_plain, put, ts_type, zero
from .names import camel, lower_camel
from .types import ArrayType, Bytes, ListType, Number, OptType, Rest, StructType, Text, UnionType

# What every module begins with: parts of templates/js/, in this order.
RUNTIME = ["numbers", "text", "reader", "writer", "framer"]


def comes_in_list(holder, record):
    return any(isinstance(field.type, ListType) and isinstance(field.type.element, StructType) and field.type.element.struct is record
               for field in holder.fields)


class Record:
    """Everything the template prints about one struct, message, request or reply."""

    def __init__(self, model, record):
        self.model = model
        self.record = record
        self.layout = model.layout(record)
        self.name = camel(record.name)
        self.js_name = lower_camel(record.name)
        self.keeps_extra = self.layout.growable
        # Making a DataView costs as much as reading a whole small message byte by byte; in a list it pays.
        self.source = "view" if any(comes_in_list(other, record) for other in model.records()) else "bytes"
        self.late = any(isinstance(step, Boundary) for step in self.layout.steps)

    def fields(self):
        for field in self.record.fields:
            big = is_big(field)
            yield lower_camel(field.name), ts_type(field.type, big), comment(field)

    # ---- decoding: constants for what must be read in order, then one literal with all keys

    def read_lines(self):
        """`const` statements, or `let` with defaults when later fields may be missing."""
        depth, steps = 0, self.layout.steps
        source = f"{{ {self.source} }} = r"
        if not self.late and steps and isinstance(steps[0], Run):
            first, *others = self.read_run(steps[0])
            yield first.replace("const ", f"const {source}, ", 1)
            yield from others
            steps = steps[1:]
        elif any(isinstance(step, Run) for step in steps):
            yield f"const {source};"
        if self.late:
            yield from (f"let {lower_camel(f.name)} = {zero(f.type, is_big(f))};" for f in self.record.fields)
        for step in steps:
            if isinstance(step, Boundary):
                yield "  " * depth + "if (r.at < r.end) {"
                depth += 1
                continue
            lines = self.read_run(step) if isinstance(step, Run) else [self.read_variable(step)]
            yield from ("  " * depth + line for line in lines)
        for level in reversed(range(depth)):
            yield "  " * level + "}"

    def read_run(self, run):
        yield f"const run{run.index} = r.run({run.size});"
        for item in run.items:
            if item.role == "value" and (self.late or not is_plain(item.field) or self.chooses(item.field)):
                yield self.assign(item.field, self.value(run, item))

    def chooses(self, field):
        """A union further on needs the value of this enum."""
        return any(isinstance(other.type, UnionType) and other.type.on == field.name for other in self.record.fields)

    def assign(self, field, value):
        return f"{'' if self.late else 'const '}{lower_camel(field.name)} = {value};"

    def value(self, run, item):
        type_, big = item.field.type, is_big(item.field)
        place = f"run{run.index} + {item.offset}" if item.offset else f"run{run.index}"
        if isinstance(type_, ArrayType):
            each = get(type_.element, f"{place} + i * {type_.element.size}", big, self.source)
            return f"Array.from({{ length: {type_.count} }}, (_, i) => {each})"
        value = get(type_, place, big, self.source)
        if item.field.range:
            low, high = (bound(type_, one, big) for one in item.field.range)
            return f"r.within({place}, {value}, {low}, {high})"
        return value

    def read_variable(self, step):
        field, type_ = step.field, step.field.type
        if isinstance(type_, Rest):
            return self.assign(field, "r.rest()")
        if isinstance(type_, StructType) and not type_.prefix:
            return self.assign(field, f"read{camel(type_.struct.name)}(r)")
        if isinstance(type_, OptType):
            place = f"run{step.run.index} + {step.prefix.offset}" if step.prefix.offset else f"run{step.run.index}"
            return self.assign(field, f"r.flag({place}) ? ({self.element(type_.element, is_big(field))})(r) : null")
        prefix = get(Number(WIDTH[step.prefix.size], step.prefix.size, "uint"), f"run{step.run.index} + {step.prefix.offset}"
                     if step.prefix.offset else f"run{step.run.index}", source=self.source)
        if isinstance(type_, (Text, Bytes)):
            method = "text" if isinstance(type_, Text) else "sizedBytes"
            return self.assign(field, f"r.{method}({prefix}, {type_.max}, {type_.prefix})")
        if isinstance(type_, StructType):
            return self.assign(field, f"r.sized({prefix}, read{camel(type_.struct.name)})")
        if isinstance(type_, UnionType):
            arms = ", ".join(f"[{camel(type_.enum.name)}.{lower_camel(name)}]: ['{lower_camel(name)}', read{camel(struct.name)}]"
                             for name, struct in type_.arms)
            return self.assign(field, f"r.union({prefix}, {{ {arms} }}[{lower_camel(type_.on)}])")
        least = max(1, size_range(type_.element, self.model.layout)[0])
        return self.assign(field, f"r.list({prefix}, {type_.max}, {type_.prefix}, {least}, {self.element(type_.element, is_big(field))})")

    def element(self, type_, big):
        if isinstance(type_, StructType):
            name = camel(type_.struct.name)
            return f"readSized{name}{type_.prefix * 8}" if type_.prefix else f"read{name}"
        if isinstance(type_, Text):
            return f"(x) => x.prefixedText({type_.prefix}, {type_.max})"
        if isinstance(type_, Bytes):
            return f"(x) => x.prefixedBytes({type_.prefix}, {type_.max})"
        expression = get(type_, "at", big, "r.bytes")
        return f"(r) => {{ const at = r.run({type_.size}); return {expression}; }}"

    def literal(self):
        """The keys of the returned object, in schema order."""
        places = {id(item.field): (step, item) for step in self.layout.steps if isinstance(step, Run) for item in step.items}
        out = []
        for field in self.record.fields:
            name = lower_camel(field.name)
            direct = not self.late and is_plain(field) and not self.chooses(field)
            out.append(f"{name}: {self.value(*places[id(field)])}" if direct else name)
        if self.keeps_extra:
            out.append("extra: r.rest()")
        return out

    # ---- encoding

    def write_lines(self):
        for step in self.layout.steps:
            if isinstance(step, Run):
                yield from self.write_run(step)
            elif not isinstance(step, Boundary):
                yield from self.write_variable(step)

    def write_run(self, run):
        name = f"run{run.index}"
        yield f"const {name} = w.run({run.size});"
        values = [item for item in run.items if item.role == "value"]
        if values:
            yield f"{'let ' if self.first_run(run) else ''}view = w.view;"
        for item in values:
            field = item.field
            place = f"{name} + {item.offset}" if item.offset else name
            value = f"o.{lower_camel(field.name)} ?? {zero(field.type, is_big(field))}"
            if isinstance(field.type, ArrayType):
                each = put(field.type.element, f"{place} + i * {field.type.element.size}", "items[i] ?? 0")
                yield f"for (let i = 0, items = {value}; i < {field.type.count}; i++) {each}"
            else:
                if field.range:
                    low, high = (bound(field.type, one, is_big(field)) for one in field.range)
                    value = f"inRange({value}, {low}, {high}, '{lower_camel(field.name)}')"
                yield put(field.type, place, f"({value})" if base(field.type).name == "bool" else value)

    def first_run(self, run):
        for step in self.layout.steps:
            if isinstance(step, Run) and any(item.role == "value" for item in step.items):
                return step is run
        return False

    def write_variable(self, step):
        field, type_ = step.field, step.field.type
        value = f"o.{lower_camel(field.name)} ?? {zero(type_)}"
        if isinstance(type_, Rest):
            yield f"w.bytes({value});"
            return
        if isinstance(type_, StructType) and not type_.prefix:
            yield f"write{camel(type_.struct.name)}(w, {value});"
            return
        place = f"run{step.run.index} + {step.prefix.offset}" if step.prefix.offset else f"run{step.run.index}"
        if isinstance(type_, (Text, Bytes)):
            method = "text" if isinstance(type_, Text) else "sizedBytes"
            yield f"w.{method}({place}, {type_.prefix}, {value}, {type_.max}, '{lower_camel(field.name)}');"
        elif isinstance(type_, StructType):
            yield f"write{camel(type_.struct.name)}(w, {value});"
            yield f"w.closeSized({place}, {type_.prefix});"
        elif isinstance(type_, OptType):
            name = lower_camel(field.name)
            yield f"const {name} = {value};"
            yield f"w.put({place}, 1, {name} === null ? 0 : 1);"
            yield f"if ({name} !== null) {self.write_element(type_.element, name)}"
        elif isinstance(type_, UnionType):
            arms = ", ".join(f"{lower_camel(name)}: [{camel(type_.enum.name)}.{lower_camel(name)}, write{camel(struct.name)}]"
                             for name, struct in type_.arms)
            yield f"w.union({place}, {type_.prefix}, {value}, o.{lower_camel(type_.on)} ?? 0, {{ {arms} }}, '{lower_camel(field.name)}');"
        else:
            name = lower_camel(field.name)
            yield f"const {name} = w.count({place}, {type_.prefix}, {value}, {type_.max}, '{name}');"
            yield f"for (let i = 0; i < {name}.length; i++) {self.write_element(type_.element, f'{name}[i]')}"

    def write_element(self, type_, item):
        if isinstance(type_, StructType):
            name = camel(type_.struct.name)
            return f"w.sized({type_.prefix}, write{name}, {item});" if type_.prefix else f"write{name}(w, {item});"
        if isinstance(type_, Text):
            return f"w.prefixedText({type_.prefix}, {item}, {type_.max});"
        if isinstance(type_, Bytes):
            return f"w.prefixedBytes({type_.prefix}, {item}, {type_.max});"
        statement = put(type_, "at", item).replace("view.", "w.view.", 1).replace("(view,", "(w.view,")
        return f"{{ const at = w.run({type_.size}); {statement} }}"


def comment(field):
    unit = f"[{field.options['unit'].text}] " if "unit" in field.options else ""
    return (unit + field.doc).strip()


def enum_values(enum):
    return [(lower_camel(value.name), value.text, value.doc) for value in enum.values]


def sized_elements(model):
    """(struct name, prefix bytes) of the sized structs that lists hold, each once."""
    seen = []
    for record in model.records():
        for field in record.fields:
            element = field.type.element if isinstance(field.type, ListType) else None
            if isinstance(element, StructType) and element.prefix and (element.struct.name, element.prefix) not in seen:
                seen.append((element.struct.name, element.prefix))
    return seen


def context(model):
    def records(things):
        return [Record(model, thing) for thing in things]

    pairs = [(command, Record(model, command.request), Record(model, command.reply)) for command in model.commands]
    return {
        "model": model, "version": model.declarations.protocol_version, "schema_hash": model.schema_hash,
        "enums": model.enums, "structs": records(model.structs), "messages": records(model.messages), "pairs": pairs,
        "sized": sized_elements(model), "commands": model.commands,
    }
