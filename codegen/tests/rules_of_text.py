"""Cases of what a single file may say: the subset of YAML, the grammar, names and types. (text, what is printed)."""

MESSAGE = """\
messages:
  note:
    id: 0x0100
    requires: view
    doc: Says something.
    fields:
"""


def message(*fields):
    return MESSAGE + "".join(f"      {field}\n" for field in fields)


CASES = [
    # ---- the subset of YAML
    ("", """\
schema/a.yaml:1:1: error[empty-file]: the file holds no schema
"""),
    ("types: {a: [}\n", """\
schema/a.yaml:1:13: error[yaml-syntax]: not YAML: did not find expected node content
    1 | types: {a: [}
      |             ^
"""),
    ("types: {}\n---\ntypes: {}\n", """\
schema/a.yaml:2:1: error[multi-document]: a schema file is one document
    2 | ---
      | ^~~
      = hint: remove the --- line or split the file
"""),
    ("- a\n", """\
schema/a.yaml:1:1: error[not-a-map]: a schema file is a map of sections
    1 | - a
      | ^
      = hint: start with a section such as messages:
"""),
    ("types: &t {}\n", """\
schema/a.yaml:1:8: error[anchor]: anchor &t is not part of the schema language
    1 | types: &t {}
      |        ^~~~
      = hint: write the value out, or give it a name under types:
"""),
    ("types: *t\n", """\
schema/a.yaml:1:8: error[alias]: alias *t is not part of the schema language
    1 | types: *t
      |        ^~
      = hint: write the value out, or give it a name under types:
"""),
    ("types: !x {}\n", """\
schema/a.yaml:1:8: error[tag]: tag !x is not part of the schema language
    1 | types: !x {}
      |        ^~~~
      = hint: remove it; the grammar knows what every scalar is
"""),
    ("types:\n  <<: {}\n", """\
schema/a.yaml:2:3: error[merge]: merge keys are not part of the schema language
    2 |   <<: {}
      |   ^~
      = hint: repeat the fields, or move them into a struct
"""),
    ("types:\n  a: u8\n  a: u16\n", """\
schema/a.yaml:3:3: error[duplicate-key]: key "a" is given twice
    3 |   a: u16
      |   ^
      = hint: first given in line 2
"""),
    ("types:\n  [a]: u8\n", """\
schema/a.yaml:2:3: error[complex-key]: a key is a plain name
    2 |   [a]: u8
      |   ^
"""),
    # ---- grammar
    ("message: {}\n", """\
schema/a.yaml:1:1: error[unknown-key]: unknown section "message"
    1 | message: {}
      | ^~~~~~~
      = hint: did you mean "messages"?
"""),
    ("types:\n  Camel: u8\n", """\
schema/a.yaml:2:3: error[bad-name]: type name "Camel" is not snake_case
    2 |   Camel: u8
      |   ^~~~~
      = hint: lower case letters and digits, words joined by single underscores
"""),
    ("enums:\n  e: {base: u8, doc: An enum., values: {a: 010}}\n", """\
schema/a.yaml:2:44: error[bad-number]: "010" is not a number
    2 |   e: {base: u8, doc: An enum., values: {a: 010}}
      |                                            ^~~
      = hint: decimal without leading zeros, or 0x and lower case hex digits
"""),
    ("enums:\n  e: {base: i8, doc: An enum., values: {a: 1}}\n", """\
schema/a.yaml:2:13: error[bad-choice]: base cannot be "i8"
    2 |   e: {base: i8, doc: An enum., values: {a: 1}}
      |             ^~
      = hint: one of u16, u32, u64, u8
"""),
    ("messages:\n  m: {id: 1, requires: view, fields: {}}\n", """\
schema/a.yaml:2:3: error[missing-doc]: message "m" has no doc
    2 |   m: {id: 1, requires: view, fields: {}}
      |   ^
      = hint: say in one sentence what it is for and when it is sent
"""),
    ("messages:\n  m: {id: 1, doc: A message., fields: {}}\n", """\
schema/a.yaml:2:3: error[missing-key]: "m" has no requires
    2 |   m: {id: 1, doc: A message., fields: {}}
      |   ^
"""),
    ("types: {a: u8}\nenums:\n  e: {base: u8, doc: A., values: {}}\nflags:\n  e: {base: u8, doc: A., values: {}}\n", """\
schema/a.yaml:5:3: error[duplicate-name]: flags "e" is declared twice
    5 |   e: {base: u8, doc: A., values: {}}
      |   ^
      = hint: first declared at schema/a.yaml:3
"""),
    # ---- names and types
    (message("a: u61"), """\
schema/a.yaml:7:10: error[unknown-type]: field "a" has the unknown type "u61"
    7 |       a: u61
      |          ^~~
      = hint: did you mean "u64"?
"""),
    (message("a: list8"), """\
schema/a.yaml:7:10: error[bad-type]: "list8" is not a type
    7 |       a: list8
      |          ^~~~~
      = hint: write list8<element>
"""),
    ("types:\n  a: b\n  b: a\n", """\
schema/a.yaml:2:6: error[recursive-type]: type "b" is defined by itself
    2 |   a: b
      |      ^
schema/a.yaml:3:6: error[recursive-type]: type "a" is defined by itself
    3 |   b: a
      |      ^
"""),
    (message("a: {type: str8, max: 256}"), """\
schema/a.yaml:7:28: error[bad-max]: max of "a" cannot be 256
    7 |       a: {type: str8, max: 256}
      |                            ^~~
      = hint: 1 to 255
"""),
    (message("a: {type: u8, range: [1, 256]}"), """\
schema/a.yaml:7:28: error[bad-range]: range [1, 256] of "a" does not fit into u8
    7 |       a: {type: u8, range: [1, 256]}
      |                            ^
"""),
    (message("a: {type: union}"), """\
schema/a.yaml:7:17: error[bad-union]: union "a" needs on: an earlier enum field, and arms:
    7 |       a: {type: union}
      |                 ^~~~~
      = hint: arms: {value_of_the_enum: struct, ...}
"""),
    ("enums:\n  e: {base: u8, doc: A., values: {one: 1}}\n" + message("k: e", "a: {type: union, on: k, arms: {two: s}}"), """\
schema/a.yaml:10:38: error[unknown-arm]: enum "e" has no value "two"
   10 |       a: {type: union, on: k, arms: {two: s}}
      |                                      ^~~
      = hint: one of one
"""),
    ("commands:\n  c: {id: 1, requires: view, doc: A., request: {fields_of: s}, reply: {}}\n", """\
schema/a.yaml:2:60: error[unknown-struct]: no struct is named "s"
    2 |   c: {id: 1, requires: view, doc: A., request: {fields_of: s}, reply: {}}
      |                                                            ^
"""),
    ("structs:\n  s: {doc: A., fields: {b: u8}}\n"
     "commands:\n  c: {id: 1, requires: view, doc: A., request: {fields_of: s, without: [a]}, reply: {}}\n", """\
schema/a.yaml:4:73: error[unknown-field]: struct "s" has no field "a"
    4 |   c: {id: 1, requires: view, doc: A., request: {fields_of: s, without: [a]}, reply: {}}
      |                                                                         ^
      = hint: one of b
"""),
]
