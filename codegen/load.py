"""First pass: a file's text -> a tree of maps, lists and scalars with marks.

Reads YAML's event stream and accepts a strict subset, so that nothing is guessed: scalars stay
the text that was written (`on` is a name, `010` is not 8), and what YAML would drop or merge
silently is an error.
"""

from dataclasses import dataclass

import yaml

from .diagnostics import Diagnostic, Mark, SchemaError

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Scalar:
    text: str
    mark: Mark
    quoted: bool = False


@dataclass
class Sequence:
    items: list
    mark: Mark


@dataclass
class Mapping:
    entries: dict  # text of the key -> (Scalar key, node)
    mark: Mark

    def get(self, key):
        entry = self.entries.get(key)
        return entry[1] if entry else None

    def key_mark(self, key):
        return self.entries[key][0].mark


def load(name, text):
    """The tree of one file. Raises SchemaError at the first thing outside the subset."""
    return _Builder(name, text).document()


class _Builder:
    def __init__(self, name, text):
        self.name = name
        self.events = yaml.parse(text, Loader=_Loader)
        self.event = None

    def document(self):
        try:
            self.next()  # stream start
            if isinstance(self.next(), yaml.StreamEndEvent):
                raise self.error("empty-file", Mark(self.name, 1, 1), "the file holds no schema")
            self.next()
            root = self.node()
            self.next()  # document end
            if not isinstance(self.next(), yaml.StreamEndEvent):
                raise self.error("multi-document", self.mark(), "a schema file is one document",
                                 "remove the --- line or split the file")
        except yaml.MarkedYAMLError as broken:
            at = broken.problem_mark or broken.context_mark
            mark = Mark(self.name, at.line + 1, at.column + 1) if at else Mark(self.name, 1, 1)
            raise self.error("yaml-syntax", mark, f"not YAML: {broken.problem}") from None
        if not isinstance(root, Mapping):
            raise self.error("not-a-map", root.mark, "a schema file is a map of sections",
                             "start with a section such as messages:")
        return root

    def next(self):
        self.event = next(self.events)
        return self.event

    def mark(self):
        start, end = self.event.start_mark, self.event.end_mark
        width = end.column - start.column if end.line == start.line else 1
        return Mark(self.name, start.line + 1, start.column + 1, max(1, width))

    def error(self, rule, mark, message, hint=""):
        return SchemaError([Diagnostic(mark, rule, message, hint)])

    def node(self):
        event = self.event
        self.refuse_extras()
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar()
        mark = Mark(self.name, event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(self.next(), yaml.SequenceEndEvent):
                items.append(self.node())
            return Sequence(items, mark)
        return self.mapping(mark)

    def refuse_extras(self):
        event = self.event
        if isinstance(event, yaml.AliasEvent):
            raise self.error("alias", self.mark(), f"alias *{event.anchor} is not part of the schema language",
                             "write the value out, or give it a name under types:")
        if event.anchor:
            raise self.error("anchor", self.mark(), f"anchor &{event.anchor} is not part of the schema language",
                             "write the value out, or give it a name under types:")
        if event.tag:
            raise self.error("tag", self.mark(), f"tag {event.tag} is not part of the schema language",
                             "remove it; the grammar knows what every scalar is")

    def scalar(self):
        event = self.event
        return Scalar(event.value.strip(), self.mark(), event.style in ("'", '"'))

    def mapping(self, mark):
        entries = {}
        while not isinstance(self.next(), yaml.MappingEndEvent):
            key = self.key()
            if key.text in entries:
                first = entries[key.text][0].mark
                raise self.error("duplicate-key", key.mark, f'key "{key.text}" is given twice',
                                 f"first given in line {first.line}")
            self.next()
            entries[key.text] = (key, self.node())
        return Mapping(entries, mark)

    def key(self):
        self.refuse_extras()
        if not isinstance(self.event, yaml.ScalarEvent):
            raise self.error("complex-key", self.mark(), "a key is a plain name")
        key = self.scalar()
        if key.text == "<<" and not key.quoted:
            raise self.error("merge", key.mark, "merge keys are not part of the schema language",
                             "repeat the fields, or move them into a struct")
        return key
