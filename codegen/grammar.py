"""Second pass, first half: tree -> declarations. Knows every section and key of the language."""

import re

from .declarations import Command, Declarations, Enum, Field, Record, Value
from .diagnostics import Findings, nearest
from .load import Mapping, Scalar, Sequence

SECTIONS = ("protocol", "types", "enums", "flags", "structs", "messages", "commands", "reserved")
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")
NUMBER = re.compile(r"-?(0|[1-9][0-9]*|0x[0-9a-f]+)\Z")

FIELD_KEYS = ("type", "doc", "since", "deprecated", "range", "max", "unit", "scale", "format", "js", "size", "on", "arms")
ACCESS = ("view", "control", "admin")
TRANSPORTS = ("tcp", "udp")


class Parser:
    """Reads the trees of all files into one Declarations."""

    def __init__(self):
        self.findings = Findings()
        self.out = Declarations()
        self.file = ""

    def parse(self, name, tree):
        self.file = name
        self.out.files.append(name)
        readers = {
            "protocol": self.protocol, "types": self.types, "enums": self.enums,
            "flags": lambda node: self.enums(node, True), "structs": self.structs,
            "messages": self.messages, "commands": self.commands, "reserved": self.reserved,
        }
        self.known_keys(tree, SECTIONS, "section")
        for section, (_, node) in tree.entries.items():
            if section in readers and self.is_map(node, f"section {section}"):
                readers[section](node)

    # ---- sections

    def protocol(self, node):
        self.known_keys(node, ("version", "doc"), "key")
        self.out.protocol_version = self.number(node, "version", 1)
        self.out.protocol_doc = self.text(node, "doc")

    def types(self, node):
        for name, key, body in self.named(node, "type", self.out.types):
            self.out.types[name] = self.field(name, key, body)

    def enums(self, node, is_flags=False):
        what = "flags" if is_flags else "enum"
        for name, key, body in self.named(node, what, self.out.enums):
            if not self.is_map(body, f"{what} {name}"):
                continue
            self.known_keys(body, ("base", "doc", "values", "closed"), "key")
            values = body.get("values")
            self.out.enums[name] = Enum(
                name, key.mark, self.file, self.choice(body, "base", ("u8", "u16", "u32", "u64"), key),
                self.text(body, "doc"), self.values(values) if values else [], is_flags,
                self.is_true(body, "closed", key))

    def values(self, node):
        out = []
        if not self.is_map(node, "values"):
            return out
        for name, key, body in self.named(node, "value", {}):
            if isinstance(body, Scalar):
                out.append(Value(name, self.to_number(body), body.text, "", 1, key.mark))
                continue
            if not self.is_map(body, f"value {name}"):
                continue
            self.known_keys(body, ("value", "doc", "since"), "key")
            number = self.required(body, "value", key)
            out.append(Value(name, self.to_number(number) if number else 0, getattr(number, "text", "0"),
                             self.text(body, "doc"), self.number(body, "since", 1), key.mark))
        return out

    def structs(self, node):
        for name, key, body in self.named(node, "struct", self.out.structs):
            if self.is_map(body, f"struct {name}"):
                self.known_keys(body, ("doc", "fields", "frozen"), "key")
                record = Record(name, key.mark, self.file, "struct", self.text(body, "doc"), self.fields(body.get("fields")))
                record.frozen = self.is_true(body, "frozen", key)
                self.out.structs[name] = record

    def messages(self, node):
        for name, key, body in self.named(node, "message", self.out.messages):
            if not self.is_map(body, f"message {name}"):
                continue
            self.known_keys(body, ("id", "requires", "transport", "max_size", "since", "doc", "fields"), "key")
            record = Record(name, key.mark, self.file, "message", self.doc(body, key, "message"), self.fields(body.get("fields")))
            record.id = self.id(body, key)
            record.requires = self.choice(body, "requires", ACCESS, key)
            if body.get("transport"):
                record.transport = self.choice(body, "transport", TRANSPORTS, key)
            record.max_size = self.number(body, "max_size", 0)
            record.since = self.number(body, "since", 1)
            self.out.messages[name] = record

    def commands(self, node):
        for name, key, body in self.named(node, "command", self.out.commands):
            if not self.is_map(body, f"command {name}"):
                continue
            self.known_keys(body, ("id", "requires", "since", "doc", "request", "reply"), "key")
            command = Command(name, key.mark, self.file, self.id(body, key),
                              self.choice(body, "requires", ACCESS, key), self.doc(body, key, "command"), self.number(body, "since", 1))
            for kind in ("request", "reply"):
                part = self.required(body, kind, key)
                setattr(command, kind, self.part(command, kind, key, part))
            self.out.commands[name] = command

    def part(self, command, kind, key, node):
        record = Record(f"{command.name}_{kind}", key.mark, self.file, kind, "", [], requires=command.requires, since=command.since)
        if node is None or not self.is_map(node, f"{kind} of {command.name}"):
            return record
        record.mark = node.mark
        if node.get("fields_of"):
            self.known_keys(node, ("fields_of", "without"), "key")
            if self.is_word(node.get("fields_of"), "fields_of"):
                record.fields_of = node.get("fields_of")
            without = node.get("without")
            if without is not None:
                record.without = self.words(without, "without")
        else:
            record.fields = self.fields(node)
        return record

    def reserved(self, node):
        self.known_keys(node, ("messages", "commands"), "key")
        for section in ("messages", "commands"):
            body = node.get(section)
            if body is not None and self.is_map(body, f"reserved {section}"):
                for text, (key, _) in body.entries.items():
                    self.out.reserved[section][self.to_number(key)] = self.text(body, text)

    # ---- fields

    def fields(self, node):
        if node is None:
            return []
        if not self.is_map(node, "fields"):
            return []
        return [self.field(name, key, body) for name, key, body in self.named(node, "field", {})]

    def field(self, name, key, body):
        if isinstance(body, Scalar):
            return Field(name, key.mark, body.text, body.mark)
        if not self.is_map(body, f"field {name}"):
            return Field(name, key.mark, "u8", key.mark)
        self.known_keys(body, FIELD_KEYS, "key")
        type_ = self.required(body, "type", key)
        out = Field(name, key.mark, (self.text(body, "type") if type_ else "") or "u8", type_.mark if type_ else key.mark, self.text(body, "doc"))
        out.since = self.number(body, "since", 1)
        out.options = {k: n for k, (_, n) in body.entries.items() if k not in ("type", "doc", "since") and self.fits(k, n)}
        return out

    def fits(self, option, node):
        """A range is looked at where it is known of what; all other options but arms are single words."""
        if option == "arms":
            return self.is_map(node, "arms") and all([self.is_word(struct, "an arm's struct") for _, struct in node.entries.values()])
        return option == "range" or self.is_word(node, option)

    def words(self, node, what):
        if isinstance(node, Sequence) and all([self.is_word(item, what) for item in node.items]):
            return node.items
        if not isinstance(node, Sequence):
            self.findings.error(node.mark, "not-a-list", f"{what} must be a list")
        return []

    def is_word(self, node, what):
        if isinstance(node, Scalar):
            return True
        self.findings.error(node.mark, "bad-text", f"{what} must be a text")
        return False

    # ---- small readers

    def named(self, node, what, taken):
        for name, (key, body) in node.entries.items():
            if not NAME.match(name):
                self.findings.error(key.mark, "bad-name", f'{what} name "{name}" is not snake_case',
                                    "lower case letters and digits, words joined by single underscores")
            elif name in taken:
                first = taken[name].mark
                self.findings.error(key.mark, "duplicate-name", f'{what} "{name}" is declared twice',
                                    f"first declared at {first.file}:{first.line}")
            else:
                yield name, key, body

    def is_map(self, node, what):
        if isinstance(node, Mapping):
            return True
        self.findings.error(node.mark, "not-a-map", f"{what} must be a map")
        return False

    def known_keys(self, node, known, what):
        for text, (key, _) in node.entries.items():
            if text not in known:
                self.findings.error(key.mark, "unknown-key", f'unknown {what} "{text}"', nearest(text, known))

    def required(self, node, key, owner):
        found = node.get(key)
        if found is None:
            self.findings.error(owner.mark, "missing-key", f'"{owner.text}" has no {key}')
        return found

    def choice(self, node, key, choices, owner):
        found = self.required(node, key, owner)
        if found is None:
            return choices[0]
        if not isinstance(found, Scalar) or found.text not in choices:
            shown = found.text if isinstance(found, Scalar) else "a map"
            self.findings.error(found.mark, "bad-choice", f'{key} cannot be "{shown}"', nearest(shown, choices))
            return choices[0]
        return found.text

    def id(self, node, owner):
        found = self.required(node, "id", owner)
        return self.to_number(found) if found else 0

    def doc(self, node, owner, what):
        text = self.text(node, "doc")
        if not text:
            self.findings.error(owner.mark, "missing-doc", f'{what} "{owner.text}" has no doc',
                                "say in one sentence what it is for and when it is sent")
        return text

    def text(self, node, key):
        found = node.get(key)
        if found is None:
            return ""
        return " ".join(found.text.split()) if self.is_word(found, key) else ""

    def is_true(self, node, key, owner):
        return bool(node.get(key)) and self.choice(node, key, ("true", "false"), owner) == "true"

    def number(self, node, key, default):
        found = node.get(key)
        return default if found is None else self.to_number(found)

    def to_number(self, node):
        if isinstance(node, Scalar) and not node.quoted and NUMBER.match(node.text):
            return int(node.text, 0)
        shown = node.text if isinstance(node, Scalar) else "a map or list"
        self.findings.error(node.mark, "bad-number", f'"{shown}" is not a number',
                            "decimal without leading zeros, or 0x and lower case hex digits")
        return 0
