"""Fourth pass: what the layout alone cannot promise. One function per rule."""

from . import lint_fields
from .diagnostics import Findings
from .layout import UNBOUNDED, all_records, compute, struct_uses
from .names import RESERVED
from .types import ListType, Rest, StructType


def check(declarations):
    """Raises SchemaError with every finding; returns the layouts otherwise."""
    findings = Findings()
    no_recursion(declarations, findings)
    findings.stop_if_any()
    lint_fields.elements(declarations, findings)
    findings.stop_if_any()
    layouts = compute(declarations)
    for rule in (unique_ids, enum_values, field_names, since_order, rest_last, envelope, file_order,
                 lint_fields.frozen_records, lint_fields.options):
        rule(declarations, findings)
    for rule in (sized_prefixes, datagrams_fit):
        rule(declarations, layouts, findings)
    findings.stop_if_any()
    return layouts


def no_recursion(declarations, findings):
    done = set()

    def visit(record, path):
        if record in path:
            findings.error(record.mark, "recursive-struct", f'struct "{record.name}" contains itself',
                           " -> ".join(struct.name for struct in path[path.index(record):]) + f" -> {record.name}")
            return
        if id(record) in done:
            return
        for struct in struct_uses(record):
            visit(struct, [*path, record])
        done.add(id(record))

    for struct in declarations.structs.values():
        visit(struct, [])


def unique_ids(declarations, findings):
    for kind, things in (("message", declarations.messages), ("command", declarations.commands)):
        taken = {}
        for thing in things.values():
            if not 0 < thing.id < 0x10000:
                findings.error(thing.mark, "bad-id", f'{kind} "{thing.name}" has the id {thing.id:#06x}', "ids are 0x0001 to 0xffff")
            elif thing.id in taken:
                findings.error(thing.mark, "duplicate-id", f'{kind} "{thing.name}" has the id {thing.id:#06x} of "{taken[thing.id].name}"',
                               f"first used at {taken[thing.id].mark.file}:{taken[thing.id].mark.line}")
            elif thing.id in declarations.reserved[f"{kind}s"]:
                findings.error(thing.mark, "reserved-id", f'{kind} "{thing.name}" has the id {thing.id:#06x}, which is reserved for '
                               f'"{declarations.reserved[kind + "s"][thing.id]}"', "take the next free id")
            else:
                taken[thing.id] = thing


def enum_values(declarations, findings):
    for enum in declarations.enums.values():
        if enum.name == "command":
            continue
        if not enum.doc:
            findings.error(enum.mark, "missing-doc", f'enum "{enum.name}" has no doc', "say in one sentence what it tells apart")
        if enum.closed and all(value.value for value in enum.values):
            findings.error(enum.mark, "closed-zero", f'closed enum "{enum.name}" has no value 0',
                           "a field that is not set is 0, and every reader would refuse it")
        limit = 1 << int(enum.base[1:])
        taken = {}
        for value in enum.values:
            if not 0 <= value.value < limit:
                findings.error(value.mark, "value-range", f'"{value.name}" = {value.text} does not fit into {enum.base}')
            elif value.value in taken:
                findings.error(value.mark, "duplicate-value", f'"{value.name}" has the value {value.text} of "{taken[value.value].name}"',
                               f"first used in line {taken[value.value].mark.line}")
            elif enum.is_flags and (value.value == 0 or value.value & (value.value - 1)):
                findings.error(value.mark, "flag-bit", f'flag "{value.name}" = {value.text} is not exactly one bit')
            taken.setdefault(value.value, value)


def field_names(declarations, findings):
    for record in all_records(declarations):
        for field in record.fields:
            if field.name in RESERVED:
                findings.error(field.mark, "reserved-name", f'field name "{field.name}" is taken by {RESERVED[field.name]}',
                               "take a more telling name")
            elif record.kind == "message" and field.name == "type" or record.kind in ("request", "reply") and field.name == "command":
                findings.error(field.mark, "reserved-name", f'field name "{field.name}" is taken by the generated {record.kind}',
                               "take a more telling name")


def since_order(declarations, findings):
    for kind, things in (("message", declarations.messages), ("command", declarations.commands)):
        for thing in things.values():
            if thing.since > declarations.protocol_version:
                findings.error(thing.mark, "since-future", f'{kind} "{thing.name}" is since {thing.since}, the protocol is version '
                               f"{declarations.protocol_version}", "raise protocol: version")
    for record in all_records(declarations):
        latest = 1
        for field in record.fields:
            if field.since < latest:
                findings.error(field.mark, "since-order", f'field "{field.name}" is since {field.since}, after a field since {latest}',
                               "new fields go to the end, with a higher since")
            elif field.since > declarations.protocol_version:
                findings.error(field.mark, "since-future", f'field "{field.name}" is since {field.since}, the protocol is version '
                               f"{declarations.protocol_version}", "raise protocol: version")
            latest = max(latest, field.since)


def rest_last(declarations, findings):
    for record in all_records(declarations):
        for position, field in enumerate(record.fields):
            if not isinstance(field.type, Rest):
                continue
            if position != len(record.fields) - 1:
                findings.error(field.mark, "rest-not-last", f'"{field.name}" takes everything up to the end but is not the last field',
                               "move it to the end, or use bytes8, bytes16 or bytes32")
            elif record.kind != "message":
                findings.error(field.mark, "rest-not-last", f'"{field.name}" takes everything up to the end, which only a message may',
                               "use bytes8, bytes16 or bytes32")


def sized_prefixes(declarations, layouts, findings):
    for record in all_records(declarations):
        for field in record.fields:
            type_ = field.type.element if isinstance(field.type, ListType) else field.type
            if not isinstance(type_, StructType) or type_.prefix == 0:
                continue
            most, room = layouts[id(type_.struct)].max_size, (1 << 8 * type_.prefix) - 1
            if most > room:
                shown = "no bound" if most >= UNBOUNDED else f"up to {most} bytes"
                findings.error(field.mark, "size-overflow", f'struct "{type_.struct.name}" has {shown}, its size prefix counts to {room}',
                               "give its texts and lists a max")


def datagrams_fit(declarations, layouts, findings):
    for message in declarations.messages.values():
        limit = message.max_size or (1400 - 6 if message.transport == "udp" else 0)
        most = layouts[id(message)].max_size
        if limit and most > limit:
            findings.error(message.mark, "max-size", f'message "{message.name}" can be {most} bytes, its limit is {limit}',
                           "give its texts and lists a max")


def envelope(declarations, findings):
    """The generated helpers for commands speak through these."""
    if not declarations.commands:
        return
    first = next(iter(declarations.commands.values()))
    for name, body in (("control_request", "request"), ("control_response", "reply")):
        message = declarations.messages.get(name)
        last = message.fields[-1].type if message and message.fields else None
        if not isinstance(last, Rest) or last.of != body:
            findings.error(first.mark, "no-envelope", f'commands need message "{name}" with a body of type {body}',
                           "copy control_request and control_response from the protocol's control.yaml")
            return


def file_order(declarations, findings):
    """A file's types may use another file's, but not in a circle: each becomes a header."""
    uses = {name: set() for name in declarations.files}
    for record in all_records(declarations):
        uses[record.file] |= {struct.file for struct in struct_uses(record)} - {record.file}
    done = set()

    def visit(name, path):
        if name in path:
            mark = next(record.mark for record in all_records(declarations) if record.file == name)
            findings.error(mark, "file-circle", f"{' -> '.join([*path[path.index(name):], name])} use each other's structs",
                           "move the shared structs into a file of their own")
        elif name not in done:
            for other in sorted(uses[name]):
                visit(other, [*path, name])
            done.add(name)

    for name in declarations.files:
        visit(name, [])

