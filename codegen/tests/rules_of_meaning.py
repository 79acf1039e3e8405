"""Cases of what only the whole book shows, and of rules that can be broken in several ways. (text, what is printed)."""

from rules_of_text import message

CASES = [
    # ---- the whole book
    ("structs:\n  s: {doc: A., fields: {b: list8<s>}}\n", """\
schema/a.yaml:2:3: error[recursive-struct]: struct "s" contains itself
    2 |   s: {doc: A., fields: {b: list8<s>}}
      |   ^
      = hint: s -> s
"""),
    ("messages:\n  a: {id: 0, requires: view, doc: A., fields: {}}\n", """\
schema/a.yaml:2:3: error[bad-id]: message "a" has the id 0x0000
    2 |   a: {id: 0, requires: view, doc: A., fields: {}}
      |   ^
      = hint: ids are 0x0001 to 0xffff
"""),
    ("messages:\n  a: {id: 1, requires: view, doc: A., fields: {}}\n  b: {id: 1, requires: view, doc: A., fields: {}}\n", """\
schema/a.yaml:3:3: error[duplicate-id]: message "b" has the id 0x0001 of "a"
    3 |   b: {id: 1, requires: view, doc: A., fields: {}}
      |   ^
      = hint: first used at schema/a.yaml:2
"""),
    ("messages:\n  a: {id: 5, requires: view, doc: A., fields: {}}\nreserved: {messages: {0x0005: old}}\n", """\
schema/a.yaml:2:3: error[reserved-id]: message "a" has the id 0x0005, which is reserved for "old"
    2 |   a: {id: 5, requires: view, doc: A., fields: {}}
      |   ^
      = hint: take the next free id
"""),
    ("enums:\n  e: {base: u8, doc: A., values: {a: 256}}\n", """\
schema/a.yaml:2:35: error[value-range]: "a" = 256 does not fit into u8
    2 |   e: {base: u8, doc: A., values: {a: 256}}
      |                                   ^
"""),
    ("enums:\n  e: {base: u8, doc: A., values: {a: 1, b: 1}}\n", """\
schema/a.yaml:2:41: error[duplicate-value]: "b" has the value 1 of "a"
    2 |   e: {base: u8, doc: A., values: {a: 1, b: 1}}
      |                                         ^
      = hint: first used in line 2
"""),
    ("enums:\n  e: {base: u8, doc: A., closed: true, values: {a: 1}}\n", """\
schema/a.yaml:2:3: error[closed-zero]: closed enum "e" has no value 0
    2 |   e: {base: u8, doc: A., closed: true, values: {a: 1}}
      |   ^
      = hint: a field that is not set is 0, and every reader would refuse it
"""),
    ("flags:\n  f: {base: u8, doc: A., values: {a: 3}}\n", """\
schema/a.yaml:2:35: error[flag-bit]: flag "a" = 3 is not exactly one bit
    2 |   f: {base: u8, doc: A., values: {a: 3}}
      |                                   ^
"""),
    (message("class: u8"), """\
schema/a.yaml:7:7: error[reserved-name]: field name "class" is taken by a keyword of Python
    7 |       class: u8
      |       ^~~~~
      = hint: take a more telling name
"""),
    (message("a: {type: u8, since: 2}", "b: u8"), """\
schema/a.yaml:8:7: error[since-order]: field "b" is since 1, after a field since 2
    8 |       b: u8
      |       ^
      = hint: new fields go to the end, with a higher since
"""),
    (message("a: {type: u8, since: 4}"), """\
schema/a.yaml:7:7: error[since-future]: field "a" is since 4, the protocol is version 3
    7 |       a: {type: u8, since: 4}
      |       ^
      = hint: raise protocol: version
"""),
    ("messages:\n  a: {id: 1, requires: view, since: 4, doc: A., fields: {}}\n", """\
schema/a.yaml:2:3: error[since-future]: message "a" is since 4, the protocol is version 3
    2 |   a: {id: 1, requires: view, since: 4, doc: A., fields: {}}
      |   ^
      = hint: raise protocol: version
"""),
    (message("a: rest", "b: u8"), """\
schema/a.yaml:7:7: error[rest-not-last]: "a" takes everything up to the end but is not the last field
    7 |       a: rest
      |       ^
      = hint: move it to the end, or use bytes8, bytes16 or bytes32
"""),
    (message("a: {type: u8, since: 2}", "b: {type: rest, since: 2}"), """\
schema/a.yaml:7:7: error[rest-frozen]: message "note" ends in "b", so it cannot grow
    7 |       a: {type: u8, since: 2}
      |       ^
      = hint: put what may grow into a struct before it
"""),
    ("structs:\n  s: {doc: A., frozen: true, fields: {a: {type: u8, since: 2}}}\n", """\
schema/a.yaml:2:39: error[frozen-since]: struct "s" is frozen, so its field "a" cannot be newer
    2 |   s: {doc: A., frozen: true, fields: {a: {type: u8, since: 2}}}
      |                                       ^
      = hint: remove frozen: before the struct is used, or make a new struct
"""),
    (message("a: opt<rest>"), """\
schema/a.yaml:7:10: error[bad-element]: "opt<rest>" cannot hold rest
    7 |       a: opt<rest>
      |          ^~~~~~~~~
      = hint: numbers, enums, texts, bytes and structs can be held
"""),
    ("structs:\n  s: {doc: A., fields: {b: str16}}\n" + message("a: {type: s, size: u8}"), """\
schema/a.yaml:9:7: error[size-overflow]: struct "s" has up to 65537 bytes, its size prefix counts to 255
    9 |       a: {type: s, size: u8}
      |       ^
      = hint: give its texts and lists a max
"""),
    ("messages:\n  a: {id: 1, transport: udp, max_size: 99, requires: view, doc: A., fields: {t: str8}}\n", """\
schema/a.yaml:2:3: error[max-size]: message "a" can be 256 bytes, its limit is 99
    2 |   a: {id: 1, transport: udp, max_size: 99, requires: view, doc: A., fields: {t: str8}}
      |   ^
      = hint: give its texts and lists a max
"""),
    (message("a: {type: u8, js: bigint}"), """\
schema/a.yaml:7:25: error[bad-option]: field "a" cannot have js: bigint
    7 |       a: {type: u8, js: bigint}
      |                         ^~~~~~
      = hint: only 64 bit integers are ever bigints
"""),
    (message("a: {type: u8, format: octal}"), """\
schema/a.yaml:7:29: error[bad-option]: field "a" cannot have format: octal
    7 |       a: {type: u8, format: octal}
      |                             ^~~~~
      = hint: one of dec, hex, time
"""),
    (message("a: {type: u8, max: 3}"), """\
schema/a.yaml:7:26: error[bad-option]: field "a" cannot have max: 3
    7 |       a: {type: u8, max: 3}
      |                          ^
      = hint: only texts, bytes and lists have a max; numbers have a range
"""),
    (message("a: {type: u8, scale: big}"), """\
schema/a.yaml:7:28: error[bad-option]: field "a" cannot have scale: big
    7 |       a: {type: u8, scale: big}
      |                            ^~~
      = hint: a number that the value is multiplied with to get its unit
"""),
    (message("a: {type: u8, since: 2, deprecated: 1}"), """\
schema/a.yaml:7:43: error[bad-option]: field "a" cannot have deprecated: 1
    7 |       a: {type: u8, since: 2, deprecated: 1}
      |                                           ^
      = hint: the version, from since on, that stopped using it
"""),
    (message("a: {type: u8, size: u8}"), """\
schema/a.yaml:7:27: error[bad-option]: field "a" cannot have size: u8
    7 |       a: {type: u8, size: u8}
      |                           ^~
      = hint: only structs that are not frozen have a size
"""),
    ("messages:\n  a: {id: 1, requires: view, doc: A., fields: {x: {type: u8, doc: [a]}}}\n", """\
schema/a.yaml:2:67: error[bad-text]: doc must be a text
    2 |   a: {id: 1, requires: view, doc: A., fields: {x: {type: u8, doc: [a]}}}
      |                                                                   ^
"""),
    ("commands:\n  c: {id: 1, requires: view, doc: A., request: {}, reply: {}}\n", """\
schema/a.yaml:2:3: error[no-envelope]: commands need message "control_request" with a body of type request
    2 |   c: {id: 1, requires: view, doc: A., request: {}, reply: {}}
      |   ^
      = hint: copy control_request and control_response from the protocol's control.yaml
"""),
    # ---- the same rules for other reasons
    ("enums:\n  e: {base: u8, values: {a: 1}}\n", """\
schema/a.yaml:2:3: error[missing-doc]: enum "e" has no doc
    2 |   e: {base: u8, values: {a: 1}}
      |   ^
      = hint: say in one sentence what it tells apart
"""),
    ("messages:\n  a: {id: 1, requires: view, doc: A., fields: {type: u8}}\n", """\
schema/a.yaml:2:48: error[reserved-name]: field name "type" is taken by the generated message
    2 |   a: {id: 1, requires: view, doc: A., fields: {type: u8}}
      |                                                ^~~~
      = hint: take a more telling name
"""),
    ("structs:\n  s: {doc: A., fields: {b: rest}}\n", """\
schema/a.yaml:2:25: error[rest-not-last]: "b" takes everything up to the end, which only a message may
    2 |   s: {doc: A., fields: {b: rest}}
      |                         ^
      = hint: use bytes8, bytes16 or bytes32
"""),
    (message("a: {type: bool, range: [0, 1]}"), """\
schema/a.yaml:7:30: error[bad-range]: field "a" cannot have a range
    7 |       a: {type: bool, range: [0, 1]}
      |                              ^
      = hint: only numbers have one
"""),
    (message("a: {type: u8, range: 3}"), """\
schema/a.yaml:7:28: error[bad-range]: range of "a" is not [lowest, highest]
    7 |       a: {type: u8, range: 3}
      |                            ^
"""),
    (message("a: 'array<u8, x>'"), """\
schema/a.yaml:7:10: error[bad-type]: "array<u8, x>" is not a type
    7 |       a: 'array<u8, x>'
      |          ^~~~~~~~~~~~~~
      = hint: write "array<u8, 16>": a number or enum, and how many
"""),
    ("structs:\n  s: {doc: A., fields: {b: u8}}\n" + message("a: {type: s, size: u64}"), """\
schema/a.yaml:9:26: error[bad-choice]: size cannot be "u64"
    9 |       a: {type: s, size: u64}
      |                          ^~~
      = hint: did you mean "u16"?
"""),
    ("enums:\n  e: {base: u8, doc: A., values: {one: 1}}\n" + message("k: e", "a: {type: union, on: k, arms: {one: s}}"), """\
schema/a.yaml:10:43: error[unknown-struct]: no struct is named "s"
   10 |       a: {type: union, on: k, arms: {one: s}}
      |                                           ^
"""),
    ("types: 3\n", """\
schema/a.yaml:1:8: error[not-a-map]: section types must be a map
    1 | types: 3
      |        ^
"""),
    ("types:\n  a: []\n", """\
schema/a.yaml:2:6: error[not-a-map]: field a must be a map
    2 |   a: []
      |      ^
"""),
    (message("a: {type: [u8]}"), """\
schema/a.yaml:7:17: error[bad-text]: type must be a text
    7 |       a: {type: [u8]}
      |                 ^
"""),
    (message("a: {type: str8, max: {b: 3}}"), """\
schema/a.yaml:7:28: error[bad-text]: max must be a text
    7 |       a: {type: str8, max: {b: 3}}
      |                            ^
"""),
    (message("a: {type: union, on: k, arms: {one: [s]}}"), """\
schema/a.yaml:7:43: error[bad-text]: an arm's struct must be a text
    7 |       a: {type: union, on: k, arms: {one: [s]}}
      |                                           ^
"""),
    ("structs:\n  s: {doc: A., fields: {b: u8}}\n"
     "commands:\n  c: {id: 1, requires: view, doc: A., request: {fields_of: s, without: a}, reply: {}}\n", """\
schema/a.yaml:4:72: error[not-a-list]: without must be a list
    4 |   c: {id: 1, requires: view, doc: A., request: {fields_of: s, without: a}, reply: {}}
      |                                                                        ^
"""),
    ("reserved: {messages: dragon}\n", """\
schema/a.yaml:1:22: error[not-a-map]: reserved messages must be a map
    1 | reserved: {messages: dragon}
      |                      ^~~~~~
"""),
]
