"""Whatever stands in a schema file, the compiler says what is wrong with it: it never breaks."""

import random
from pathlib import Path

import pytest
import yaml

from codegen import model
from codegen.diagnostics import SchemaError

ROOT = Path(__file__).resolve().parents[2]
BOOKS = {folder: {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).glob("*.yaml"))}
         for folder in ("codegen/tests/zoo", "schema")}
INSTEAD = ("x", "-1", "[]", "[a, b]", "{}", "{a: b}", "''", "[[u8]]", "{a: {b: [c]}}", "u8", "3", "list8<opt<u8>>", "0x1ffffffffffffffff")


def places(text):
    """(start, end) of every node, keys and values alike."""
    def walk(node):
        yield node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                yield from walk(key)
                yield from walk(value)
        elif isinstance(node, yaml.SequenceNode):
            for one in node.value:
                yield from walk(one)
    return list(walk(yaml.compose(text)))


def broken(book, name, place, word):
    text = book[name]
    start, end = place
    tail = "\n" if "\n" in text[start:end] else ""
    return {**book, name: text[:start] + word + tail + text[end:]}


def outcome(sources):
    try:
        model.build(sources)
    except SchemaError as error:
        text = "".join(one.text(sources) for one in error.diagnostics)
        assert ": error[" in text
        return text
    return ""


def changes(book):
    return [(name, place, word) for name, text in book.items() for place in places(text) for word in INSTEAD]


@pytest.mark.parametrize("folder", BOOKS)
def test_any_value_may_be_any_other(folder):
    book, seed = BOOKS[folder], 7
    told = 0
    for change in random.Random(seed).sample(changes(book), 250):
        told += outcome(broken(book, *change)) != ""
    assert told > 120


@pytest.mark.parametrize("name", BOOKS["codegen/tests/zoo"])
def test_a_file_may_end_anywhere(name):
    book = BOOKS["codegen/tests/zoo"]
    for end in range(0, len(book[name]), max(1, len(book[name]) // 60)):
        outcome({**book, name: book[name][:end]})
