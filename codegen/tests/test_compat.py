"""One change per rule of `check`, and the changes that must pass."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from codegen import compat, model
from codegen.compat_rules import RULES

ROOT = Path(__file__).resolve().parents[2]

OLD = """\
protocol: {version: 2, doc: A protocol.}
enums:
  kind: {base: u8, doc: A kind., values: {fish: 1, bird: 2}}
  colour: {base: u8, doc: A colour., values: {red: 1, blue: 2}}
flags:
  skill: {base: u8, doc: Skills., values: {swims: 1, flies: 2}}
structs:
  fin: {doc: A fin., fields: {size: u8}}
  wing: {doc: A wing., fields: {left: u64}}
  dot: {doc: A dot., frozen: true, fields: {x: u8}}
messages:
  animal:
    id: 0x0010
    requires: control
    doc: An animal.
    fields:
      kind: kind
      part: {type: union, on: kind, arms: {fish: fin, bird: wing}}
      age: {type: u16, unit: ms, range: [1, 100]}
      name: {type: str8, max: 20}
      late: {type: u8, since: 2}
  blob: {id: 0x0011, requires: view, doc: A blob., fields: {id: u8, data: rest}}
  control_request: {id: 2, requires: view, doc: Asks., fields: {request_id: u16, command: command, body: {type: request, on: command}}}
  control_response: {id: 3, requires: view, doc: Answers., fields: {request_id: u16, command: command, body: {type: reply, on: command}}}
commands:
  feed: {id: 1, requires: control, doc: Feeds., request: {amount: u8}, reply: {left: u8}}
reserved:
  messages: {0x0020: dragon}
"""

# (rule, class that sees it, what is written, what takes its place, message)
CHANGES = [
    ("message-removed", "wire", "  blob: {id: 0x0011, requires: view, doc: A blob., fields: {id: u8, data: rest}}\n", "",
     'message "blob" (0x0011) is gone'),
    ("message-renamed", "source", "  blob:", "  lump:", 'message "blob" is now called "lump"'),
    ("message-renumbered", "wire", "0x0011", "0x0012", 'message "blob" changed its id 0x0011 → 0x0012'),
    ("transport-changed", "wire", "    doc: An animal.\n", "    doc: An animal.\n    transport: udp\n", 'message "animal" changed tcp → udp'),
    ("command-removed", "wire", "  feed: {id: 1, requires: control, doc: Feeds., request: {amount: u8}, reply: {left: u8}}\n",
     "  pat: {id: 9, requires: control, doc: Pats., request: {}, reply: {}}\n", 'command "feed" (0x0001) is gone'),
    ("command-renamed", "source", "  feed:", "  nourish:", 'command "feed" is now called "nourish"'),
    ("command-renumbered", "wire", "feed: {id: 1", "feed: {id: 7", 'command "feed" changed its id 0x0001 → 0x0007'),
    ("requires-loosened", "wire", "feed: {id: 1, requires: control", "feed: {id: 1, requires: view",
     'command "feed" requires view, it was control'),
    ("requires-tightened", "wire", "blob: {id: 0x0011, requires: view", "blob: {id: 0x0011, requires: admin",
     'message "blob" requires admin, it was view'),
    ("enum-removed", "source", "flags:\n  skill: {base: u8, doc: Skills., values: {swims: 1, flies: 2}}\n", "", 'enum "skill" is gone'),
    ("enum-width", "wire", "kind: {base: u8", "kind: {base: u16", 'enum "kind" changed u8 → u16'),
    ("enum-closed", "wire", "doc: A kind., values: {fish: 1,", "doc: A kind., closed: true, values: {none: 0, fish: 1,",
     'enum "kind" is now closed, so values of other peers are refused'),
    ("value-renumbered", "wire", "bird: 2}", "bird: 3}", 'value "bird" of "kind" changed 2 → 3'),
    ("value-renamed", "json", "blue: 2}", "azure: 2}", 'value "blue" of "colour" is now called "azure"'),
    ("value-removed", "wire", ", blue: 2}", "}", 'value "blue" = 2 of "colour" is gone'),
    ("bit-renamed", "json", "{swims: 1", "{dives: 1", 'bit "swims" of "skill" is now called "dives"'),
    ("bit-removed", "wire", ", flies: 2}", "}", 'bit "flies" = 2 of "skill" is gone'),
    ("bit-renumbered", "wire", "flies: 2}", "flies: 4}", 'bit "flies" of "skill" changed 2 → 4'),
    ("struct-removed", "source", "  dot: {doc: A dot., frozen: true, fields: {x: u8}}\n", "", 'struct "dot" is gone'),
    ("frozen-changed", "wire", "A dot., frozen: true", "A dot., frozen: false", 'struct "dot" is no longer frozen, which changes its bytes'),
    ("field-removed", "wire", "      name: {type: str8, max: 20}\n", "", 'field "name" of message "animal" is gone'),
    ("field-renamed", "source", "      name: {type", "      title: {type", 'field "name" of message "animal" is now called "title"'),
    ("field-moved", "wire", "      age: {type: u16, unit: ms, range: [1, 100]}\n      name: {type: str8, max: 20}\n",
     "      name: {type: str8, max: 20}\n      age: {type: u16, unit: ms, range: [1, 100]}\n",
     'field "age" of message "animal" moved from place 3 to 4'),
    ("field-type", "wire", "age: {type: u16", "age: {type: u32", 'field "age" of message "animal" changed u16 → u32; append a new field instead'),
    ("field-inserted", "wire", "      name: {type: str8, max: 20}\n", "      size: u8\n      name: {type: str8, max: 20}\n",
     'field "size" of message "animal" was inserted before the end; append it instead'),
    ("since-missing", "wire", "      late: {type: u8, since: 2}\n", "      late: {type: u8, since: 2}\n      later: {type: u8, since: 2}\n",
     'field "later" of message "animal" is new and needs since: 3'),
    ("since-decreased", "wire", "late: {type: u8, since: 2}", "late: {type: u8, since: 1}", 'field "late" of message "animal" was since 2, now 1'),
    ("since-increased", "wire", "name: {type: str8, max: 20}", "name: {type: str8, max: 20, since: 2}",
     'field "name" of message "animal" was since 1, now 2'),
    ("range-narrowed", "wire", "range: [1, 100]", "range: [1, 99]", 'range of field "age" of message "animal" is [1, 99], it was [1, 100]'),
    ("max-lowered", "wire", "max: 20", "max: 19", 'max of field "name" of message "animal" is 19, it was 20'),
    ("rest-extended", "wire", "{id: u8, data: rest}", "{id: u8, more: u8, data: rest}",
     'field "more" was added to message "blob", which ends in "data"'),
    ("union-arm-changed", "wire", "{fish: fin, bird: wing}", "{fish: fin, bird: fin}",
     'arm "bird" of field "part" of message "animal" was wing, now fin'),
    ("reply-changed", "wire", "reply: {left: u8}", "reply: {left: u16}",
     'field "left" of reply "feed_reply" changed u8 → u16; append a new field instead'),
    ("unit-changed", "json", "unit: ms", "unit: us", 'unit of field "age" of message "animal" was ms, now us'),
    ("js-changed", "source", "left: u64", "left: {type: u64, js: bigint}", 'js of field "left" of struct "wing" was none, now bigint'),
    ("scale-changed", "json", "unit: ms,", "unit: ms, scale: 0.1,", 'scale of field "age" of message "animal" was none, now 0.1'),
]


def findings(old, new, is_released=True):
    return compat.compare(model.build({"schema/a.yaml": old}), model.build({"schema/a.yaml": new}), is_released)


@pytest.mark.parametrize(("rule", "kind", "old", "new", "message"), CHANGES, ids=[change[0] for change in CHANGES])
def test_rule(rule, kind, old, new, message):
    assert OLD.count(old) == 1
    found = findings(OLD, OLD.replace(old, new))
    mine = [one for one in found if one.rule == rule]
    assert message in [one.message for one in mine]
    assert all(kind in one.classes for one in mine)
    for one in found:
        assert re.fullmatch(r"schema/a\.yaml:\d+:\d+: error\[[a-z-]+\]: .+\n      = was: v1:schema/a\.yaml:\d+:\d+\n", one.text("v1"))


@pytest.mark.parametrize(("before", "after", "shown"), [
    ("u16", "i16", "u16 → i16"), ("u32", "f32", "u32 → f32"), ("u8", "bool", "u8 → bool"), ("str8", "str16", "str8 → str16"),
    ("bytes8", "bytes32", "bytes8 → bytes32"), ("str8", "bytes8", "str8 → bytes8"), ("list8<u16>", "list16<u16>", "list8<u16> → list16<u16>"),
    ("list8<u16>", "list8<u32>", "list8<u16> → list8<u32>"), ('"array<u8, 3>"', '"array<u8, 4>"', "array<u8, 3> → array<u8, 4>"),
    ("u8", "opt<u8>", "u8 → opt<u8>"), ("opt<u8>", "opt<u16>", "opt<u8> → opt<u16>"), ("fin", "dot", "struct with a u16 size → frozen struct"),
    ("{type: fin, size: u8}", "fin", "struct with a u8 size → struct with a u16 size"), ("kind", "u8", None), ("kind", "colour", "kind → colour")])
def test_every_change_of_bytes_is_a_change_of_type(before, after, shown):
    old, new = (OLD.replace("age: {type: u16, unit: ms, range: [1, 100]}", f"age: {type_}") for type_ in (before, after))
    found = [one for one in findings(old, new) if one.rule == "field-type"]
    if shown is None:
        assert [one.message for one in found if "wire" in one.classes] == []  # an enum is as wide as its base
        assert [(one.message, sorted(one.classes)) for one in found] == [
            (f'field "age" of message "animal" changed {before} → {after}', ["json", "source"])]
    else:
        assert f'field "age" of message "animal" changed {shown}; append a new field instead' in [one.message for one in found]
        assert all(one.classes == {"wire", "source", "json"} for one in found)


def test_a_reserved_id_is_not_taken_again():
    new = OLD.replace("reserved:\n  messages: {0x0020: dragon}\n", "").replace(
        "version: 2", "version: 3").replace(
        "  blob:", "  worm: {id: 0x0020, requires: view, since: 3, doc: W., fields: {}}\n  blob:")
    assert [one.message for one in findings(OLD, new)] == [
        'message "worm" uses the id 0x0020 that was reserved for "dragon"']


def test_an_id_is_not_given_to_another_message():
    new = OLD.replace("0x0011", "0x0013").replace("  blob:", "  worm: {id: 0x0011, requires: view, doc: W., fields: {}}\n  blob:")
    assert 'message "worm" uses the id 0x0011 that "blob" had' in [one.message for one in findings(OLD, new)]


def test_every_rule_is_listed_and_has_a_case():
    listed = subprocess.run([sys.executable, "-m", "codegen", "check", "--rules"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [line.split()[0] for line in listed.splitlines()] == list(RULES)
    cased = {rule for rule, *_ in CHANGES} | {"reserved-reused", "since-increased"}
    assert cased == set(RULES)


def test_growing_at_the_end_is_compatible():
    new = (OLD.replace("version: 2", "version: 3")
           .replace("      late: {type: u8, since: 2}\n", "      late: {type: u8, since: 2}\n      later: {type: u8, since: 3}\n")
           .replace("bird: 2}", "bird: 2, worm: 3}").replace("max: 20", "max: 30").replace("range: [1, 100]", "range: [0, 200]")
           .replace("reply: {left: u8}", "reply: {left: u8, right: {type: u8, since: 3}}")
           .replace("  blob:", "  worm: {id: 0x0012, requires: view, since: 3, doc: W., fields: {}}\n  blob:"))
    assert findings(OLD, new) == []


def test_a_version_that_nobody_has_yet_may_grow_further():
    new = OLD.replace("      late: {type: u8, since: 2}\n", "      late: {type: u8, since: 2}\n      later: {type: u8, since: 2}\n")
    assert [one.rule for one in findings(OLD, new)] == ["since-missing"]
    assert findings(OLD, new, is_released=False) == []
    older = new.replace("later: {type: u8, since: 2}", "later: u8").replace("late: {type: u8, since: 2}", "late: u8")
    assert {one.rule for one in findings(OLD, older, is_released=False)} == {"since-missing", "since-decreased"}


@pytest.mark.parametrize(("text", "what"), [
    ("  worm: {id: 0x0012, requires: view, doc: W., fields: {}}\n  blob:", 'message "worm" is new and needs since: 3'),
    ("  worm: {id: 0x0012, requires: view, since: 2, doc: W., fields: {}}\n  blob:", 'message "worm" is new and needs since: 3')])
def test_a_new_message_says_since_when(text, what):
    assert [one.message for one in findings(OLD, OLD.replace("version: 2", "version: 3").replace("  blob:", text))] == [what]


def test_a_new_command_says_since_when():
    new = OLD.replace("  feed:", "  pat: {id: 9, requires: control, doc: Pats., request: {}, reply: {}}\n  feed:")
    assert [one.message for one in findings(OLD, new)] == ['command "pat" is new and needs since: 3']


@pytest.mark.parametrize(("old", "new", "rule", "message"), [
    ("", ", since: 2", "since-increased", 'message "blob" was since 1, now 2'),
    (", since: 2", "", "since-decreased", 'message "blob" was since 2, now 1')])
def test_a_message_keeps_its_since(old, new, rule, message):
    before, after = (OLD.replace("blob: {id: 0x0011", f"blob: {{id: 0x0011{since}") for since in (old, new))
    assert [(one.rule, one.message) for one in findings(before, after)] == [(rule, message)]


def test_the_max_inside_an_option_counts():
    before, after = (OLD.replace("name: {type: str8, max: 20}", f"name: {{type: opt<str8>, max: {most}}}") for most in (20, 19))
    assert [(one.rule, one.message) for one in findings(before, after)] == [
        ("max-lowered", 'max of field "name" of message "animal" is 19, it was 20')]


def test_a_renamed_struct_keeps_its_bytes():
    found = findings(OLD, OLD.replace("fin:", "fin_of_fish:").replace("fish: fin,", "fish: fin_of_fish,"))
    assert {one.rule for one in found if "wire" in one.classes} <= {"union-arm-changed"}


def test_both_places_are_shown(tmp_path):
    for name, text in (("old", OLD), ("new", OLD.replace("age: {type: u16", "age: {type: u32"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.yaml").write_text(text)
    result = subprocess.run([sys.executable, "-m", "codegen", "check", "--against", str(tmp_path / "old"), "--schema", str(tmp_path / "new"),
                             "--class", "wire"], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 1
    assert result.stdout == (
        f'{tmp_path}/new/a.yaml:19:7: error[field-type]: field "age" of message "animal" changed u16 → u32; append a new field instead\n'
        f"      = was: {tmp_path}/old/a.yaml:19:7\n")
    assert result.stderr == f"1 incompatible change since {tmp_path}/old\n"


def test_against_a_git_reference():
    result = subprocess.run([sys.executable, "-m", "codegen", "check", "--against", "no-such-reference"], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 1
    assert result.stderr == "no-such-reference: neither a folder nor a git reference\n"
