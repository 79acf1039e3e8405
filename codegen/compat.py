"""Compares two versions of a schema: what would old peers, old source code or old readers of JSON miss?

Every finding has a stable rule, classes (wire, source, json), and its places in the new and the old schema.
"""

from dataclasses import dataclass

from .compat_rules import RULES
from .compat_types import held, most, spelled
from .declarations import Record
from .types import Rest, UnionType

WIRE, SOURCE, JSON, NAMES = {"wire"}, {"source"}, {"json"}, {"source", "json"}
ORDER = {"view": 1, "control": 2, "admin": 3}


@dataclass(frozen=True)
class Finding:
    rule: str
    classes: frozenset
    message: str
    mark: object  # in the new schema; where it should be when the thing is gone
    old_mark: object

    def text(self, old_name):
        mark, old = self.mark, self.old_mark
        # As git names a file of another commit; one of another folder has that in its name already.
        old_file = old.file if old.file.startswith(f"{old_name}/") else f"{old_name}:{old.file}"
        return (f"{mark.file}:{mark.line}:{mark.column}: error[{self.rule}]: {self.message}\n"
                f"      = was: {old_file}:{old.line}:{old.column}\n")


class Comparison:
    def __init__(self, old, new, is_released):
        self.old = old.declarations
        self.new = new.declarations
        # What is new must say that it is newer than all that older peers know. A version that nobody has yet may still grow.
        self.newer = old.version + 1 if is_released else old.version
        self.found = []

    def run(self):
        self.enums()
        for name, old in self.old.structs.items():
            new = self.new.structs.get(name)
            if new is None:
                self.add("struct-removed", NAMES, f'struct "{name}" is gone', self.anywhere(old), old.mark)
            else:
                self.frozen(old, new)
                self.record(old, new)
        self.messages()
        self.commands()
        self.newcomers()
        self.reserved()
        return sorted(self.found, key=lambda f: (f.mark, f.rule, f.message))

    def add(self, rule, classes, message, mark, old_mark):
        assert rule in RULES, rule
        self.found.append(Finding(rule, frozenset(classes), message, mark, old_mark))

    def anywhere(self, old):
        """A place in the new schema for what it no longer has: the top of the file that had it."""
        from .diagnostics import Mark

        return Mark(old.mark.file, 1, 1)

    # ---- messages and commands

    def messages(self):
        by_id = {message.id: message for message in self.new.messages.values()}
        for name, old in self.old.messages.items():
            new = self.new.messages.get(name)
            if new is None and old.id in by_id and by_id[old.id].name not in self.old.messages:
                new = by_id[old.id]
                self.add("message-renamed", NAMES, f'message "{name}" is now called "{new.name}"', new.mark, old.mark)
            if new is None:
                self.add("message-removed", WIRE | NAMES, f'message "{name}" ({old.id:#06x}) is gone', self.anywhere(old), old.mark)
                continue
            if new.id != old.id:
                self.add("message-renumbered", WIRE, f'message "{name}" changed its id {old.id:#06x} → {new.id:#06x}', new.mark, old.mark)
            if new.transport != old.transport:
                self.add("transport-changed", WIRE, f'message "{name}" changed {old.transport} → {new.transport}', new.mark, old.mark)
            self.access("message", old, new)
            self.since("message", old, new)
            self.record(old, new)

    def commands(self):
        by_id = {command.id: command for command in self.new.commands.values()}
        for name, old in self.old.commands.items():
            new = self.new.commands.get(name)
            if new is None and old.id in by_id and by_id[old.id].name not in self.old.commands:
                new = by_id[old.id]
                self.add("command-renamed", NAMES, f'command "{name}" is now called "{new.name}"', new.mark, old.mark)
            if new is None:
                self.add("command-removed", WIRE | NAMES, f'command "{name}" ({old.id:#06x}) is gone', self.anywhere(old), old.mark)
                continue
            if new.id != old.id:
                self.add("command-renumbered", WIRE, f'command "{name}" changed its id {old.id:#06x} → {new.id:#06x}', new.mark, old.mark)
            self.access("command", old, new)
            self.since("command", old, new)
            self.record(old.request, new.request)
            self.record(old.reply, new.reply, "reply-changed")

    def newcomers(self):
        for kind in ("message", "command"):
            before, now = (getattr(side, f"{kind}s") for side in (self.old, self.new))
            ids = {thing.id for thing in before.values()}
            for name, thing in now.items():
                if name not in before and thing.id not in ids and thing.since < self.newer:
                    self.add("since-missing", WIRE, f'{kind} "{name}" is new and needs since: {self.newer}', thing.mark, self.old_top_mark())

    def since(self, kind, old, new):
        if new.since != old.since:
            self.add("since-decreased" if new.since < old.since else "since-increased", WIRE,
                     f'{kind} "{new.name}" was since {old.since}, now {new.since}', new.mark, old.mark)

    def access(self, kind, old, new):
        if ORDER[new.requires] < ORDER[old.requires]:
            self.add("requires-loosened", WIRE, f'{kind} "{new.name}" requires {new.requires}, it was {old.requires}', new.mark, old.mark)
        elif ORDER[new.requires] > ORDER[old.requires]:
            self.add("requires-tightened", WIRE, f'{kind} "{new.name}" requires {new.requires}, it was {old.requires}', new.mark, old.mark)

    def reserved(self):
        for kind in ("messages", "commands"):
            for id_, name in self.old.reserved[kind].items():
                user = next((thing for thing in getattr(self.new, kind).values() if thing.id == id_), None)
                if user is not None:
                    self.add("reserved-reused", WIRE, f'{kind[:-1]} "{user.name}" uses the id {id_:#06x} that was reserved for "{name}"',
                             user.mark, self.old_top_mark())
            gone = {thing.id: thing for thing in getattr(self.old, kind).values()}
            for thing in getattr(self.new, kind).values():
                before = gone.get(thing.id)
                if before and before.name != thing.name and before.name in getattr(self.new, kind):
                    self.add("reserved-reused", WIRE, f'{kind[:-1]} "{thing.name}" uses the id {thing.id:#06x} that "{before.name}" had',
                             thing.mark, before.mark)

    def old_top_mark(self):
        from .diagnostics import Mark

        return Mark(self.old.files[0], 1, 1)

    # ---- enums

    def enums(self):
        for name, old in self.old.enums.items():
            new = self.new.enums.get(name)
            if name == "command":
                continue
            if new is None:
                self.add("enum-removed", NAMES, f'enum "{name}" is gone', self.anywhere(old), old.mark)
                continue
            if new.base != old.base:
                self.add("enum-width", WIRE, f'enum "{name}" changed {old.base} → {new.base}', new.mark, old.mark)
            if new.closed and not old.closed:
                self.add("enum-closed", WIRE, f'enum "{name}" is now closed, so values of other peers are refused', new.mark, old.mark)
            self.values(old, new)

    def values(self, old, new):
        what = "bit" if old.is_flags else "value"
        named = {value.name: value for value in new.values}
        numbered = {value.value: value for value in new.values}
        for value in old.values:
            now = named.get(value.name)
            if now is not None and now.value != value.value:
                self.add(f"{what}-renumbered", WIRE, f'{what} "{value.name}" of "{old.name}" changed {value.text} → {now.text}', now.mark, value.mark)
            elif now is None and value.value in numbered:
                now = numbered[value.value]
                self.add(f"{what}-renamed", NAMES, f'{what} "{value.name}" of "{old.name}" is now called "{now.name}"', now.mark, value.mark)
            elif now is None:
                self.add(f"{what}-removed", WIRE | NAMES, f'{what} "{value.name}" = {value.text} of "{old.name}" is gone', new.mark, value.mark)

    # ---- fields

    def frozen(self, old, new):
        if old.frozen != new.frozen:
            self.add("frozen-changed", WIRE, f'struct "{new.name}" is {"now" if new.frozen else "no longer"} frozen, which changes its bytes',
                     new.mark, old.mark)

    def record(self, old, new, rule=""):
        """`rule`, when given, replaces the rule of what happens to single fields."""
        named = {field.name: (index, field) for index, field in enumerate(new.fields)}
        where = f'{old.kind} "{old.name}"'
        for index, field in enumerate(old.fields):
            if field.name in named:
                self.field(where, index, field, *named[field.name], rule)
            elif (renamed := self.renamed(old, new, index, field)) is not None:
                self.add(rule or "field-renamed", NAMES, f'field "{field.name}" of {where} is now called "{renamed.name}"', renamed.mark, field.mark)
            else:
                self.add(rule or "field-removed", WIRE | NAMES, f'field "{field.name}" of {where} is gone', new.mark, field.mark)
        self.added(old, new, where, rule)

    def renamed(self, old, new, index, field):
        if index >= len(new.fields) or new.fields[index].name in {f.name for f in old.fields}:
            return None
        candidate = new.fields[index]
        return candidate if spelled(candidate) == spelled(field) else None

    def added(self, old, new, where, rule):
        before = {field.name for field in old.fields}
        same = len(old.fields)
        for index, field in enumerate(new.fields):
            if field.name in before or (index < same and self.renamed(old, new, index, old.fields[index]) is field):
                continue
            if old.fields and isinstance(old.fields[-1].type, Rest):
                self.add(rule or "rest-extended", WIRE, f'field "{field.name}" was added to {where}, which ends in "{old.fields[-1].name}"',
                         field.mark, old.fields[-1].mark)
            elif index < same:
                self.add(rule or "field-inserted", WIRE, f'field "{field.name}" of {where} was inserted before the end; append it instead',
                         field.mark, old.mark)
            elif field.since < self.newer:
                self.add(rule or "since-missing", WIRE, f'field "{field.name}" of {where} is new and needs since: {self.newer}',
                         field.mark, old.mark)

    def field(self, where, old_index, old, new_index, new, rule):
        name = f'field "{old.name}" of {where}'
        if old_index != new_index:
            self.add(rule or "field-moved", WIRE, f"{name} moved from place {old_index + 1} to {new_index + 1}", new.mark, old.mark)
        self.named(name, old, new, rule)
        if spelled(old) != spelled(new):
            self.union_arms(name, old, new, rule)
            if not (isinstance(old.type, UnionType) and isinstance(new.type, UnionType)):
                self.add(rule or "field-type", WIRE | NAMES, f"{name} changed {spelled(old)} → {spelled(new)}; append a new field instead", new.mark, old.mark)
        if new.since < old.since:
            self.add(rule or "since-decreased", WIRE, f"{name} was since {old.since}, now {new.since}", new.mark, old.mark)
        elif new.since > old.since:
            self.add(rule or "since-increased", WIRE, f"{name} was since {old.since}, now {new.since}", new.mark, old.mark)
        self.limits(name, old, new, rule)
        self.names(name, old, new)

    def named(self, name, old, new, rule):
        """A field of another struct or enum: a rename when the old one is gone, else another type."""
        was, now = held(old.type), held(new.type)
        if was is None or now is None:
            if was is not now and spelled(old) == spelled(new):  # the bytes stay, what programs and JSON call them does not
                self.add(rule or "field-type", NAMES, f"{name} changed {was.name if was else spelled(old)} → {now.name if now else spelled(new)}",
                         new.mark, old.mark)
            return
        if was.name == now.name:
            return
        if was.name in self.new.structs or was.name in self.new.enums:
            self.add(rule or "field-type", WIRE | NAMES, f"{name} changed {was.name} → {now.name}; append a new field instead", new.mark, old.mark)
        elif isinstance(was, Record) and isinstance(now, Record):
            self.frozen(was, now)
            self.record(was, now, rule)

    def union_arms(self, name, old, new, rule):
        if not (isinstance(old.type, UnionType) and isinstance(new.type, UnionType)):
            return
        now = {arm: struct.name for arm, struct in new.type.arms}
        for arm, struct in old.type.arms:
            if now.get(arm) != struct.name:
                self.add(rule or "union-arm-changed", WIRE, f'arm "{arm}" of {name} was {struct.name}, now {now.get(arm, "unknown")}', new.mark, old.mark)
        if old.type.on != new.type.on:
            self.add(rule or "union-arm-changed", WIRE, f"{name} was chosen by {old.type.on}, now by {new.type.on}", new.mark, old.mark)

    def limits(self, name, old, new, rule):
        if new.range and (not old.range or new.range[0] > old.range[0] or new.range[1] < old.range[1]):
            was = f"[{old.range[0]}, {old.range[1]}]" if old.range else "unlimited"
            self.add(rule or "range-narrowed", WIRE, f"range of {name} is [{new.range[0]}, {new.range[1]}], it was {was}", new.mark, old.mark)
        before, after = most(old.type), most(new.type)
        if before is not None and after is not None and after < before:
            self.add(rule or "max-lowered", WIRE, f"max of {name} is {after}, it was {before}", new.mark, old.mark)

    def names(self, name, old, new):
        for key, classes in (("js", SOURCE), ("unit", NAMES), ("scale", NAMES)):
            was, now = (one.options[key].text if key in one.options else "" for one in (old, new))
            if was != now:
                self.add(f"{key}-changed", classes, f"{key} of {name} was {was or 'none'}, now {now or 'none'}", new.mark, old.mark)


def compare(old, new, is_released=True):
    """Findings that an old peer, program or reader of JSON would notice. What is not released has no peers of other builds."""
    return Comparison(old, new, is_released).run()
