"""What a schema declares: the data that the passes hand on. Resolve replaces names by what they name."""

from dataclasses import dataclass, field


@dataclass
class Field:
    name: str
    mark: object
    type_text: str = ""
    type_mark: object = None
    doc: str = ""
    since: int = 1
    options: dict = field(default_factory=dict)  # the remaining keys, as nodes
    range: tuple = ()  # (low, high), set by resolve
    type: object = None  # set by resolve


@dataclass
class Value:
    name: str
    value: int
    text: str  # as it was spelled
    doc: str
    since: int
    mark: object


@dataclass
class Enum:
    name: str
    mark: object
    file: str
    base: str
    doc: str
    values: list
    is_flags: bool = False
    closed: bool = False


@dataclass
class Record:
    """Struct, message, request or reply: a list of fields under a name."""

    name: str
    mark: object
    file: str
    kind: str  # struct, message, request, reply
    doc: str
    fields: list
    frozen: bool = False
    id: int = 0
    requires: str = ""
    transport: str = "tcp"
    max_size: int = 0
    since: int = 1  # of a message: version that brought it; a request's is its command's
    fields_of: object = None  # Scalar, the struct whose fields a request repeats
    without: list = field(default_factory=list)
    like: object = None  # set by resolve: that struct


@dataclass
class Command:
    name: str
    mark: object
    file: str
    id: int
    requires: str
    doc: str
    since: int = 1
    request: Record = None
    reply: Record = None


@dataclass
class Declarations:
    protocol_version: int = 1
    protocol_doc: str = ""
    types: dict = field(default_factory=dict)  # name -> Field
    enums: dict = field(default_factory=dict)
    structs: dict = field(default_factory=dict)
    messages: dict = field(default_factory=dict)
    commands: dict = field(default_factory=dict)
    reserved: dict = field(default_factory=lambda: {"messages": {}, "commands": {}})
    files: list = field(default_factory=list)


def all_records(declarations):
    yield from declarations.structs.values()
    yield from declarations.messages.values()
    for command in declarations.commands.values():
        yield command.request
        yield command.reply
