"""Model -> text of every generated file."""

import textwrap
from pathlib import Path

import jinja2

from . import cpp, js
from .names import camel, cpp_value, lower_camel

TEMPLATES = Path(__file__).parent / "templates"


def environment():
    out = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), undefined=jinja2.StrictUndefined,
                             keep_trailing_newline=True, trim_blocks=False, lstrip_blocks=False)
    out.filters.update(camel=camel, lower_camel=lower_camel, cpp_value=cpp_value, comment=comment,
                       enum_values=cpp.enum_values, js_values=js.enum_values)
    return out


def comment(text, width=96):
    return "\n".join(f"// {line}" for line in textwrap.wrap(text, width))


def emit(model):
    """{path under generated/: text}, in a fixed order."""
    env = environment()
    out = {}
    out.update(emit_cpp(model, env))
    out.update(emit_js(model, env))
    return out


def emit_cpp(model, env):
    def render(template, **context):
        return env.get_template(f"cpp/{template}.j2").render(**context)

    yield "cpp/gen/support.hpp", render("support.hpp")
    command = model.declarations.enums["command"]
    shared = {"version": model.declarations.protocol_version, "schema_hash": model.schema_hash, "command": command,
              "commands": model.commands, "messages": model.messages, "files": model.files,
              "request_id": model.declarations.messages["control_request"].id,
              "response_id": model.declarations.messages["control_response"].id}
    yield "cpp/gen/protocol.hpp", render("protocol.hpp", **shared)
    yield "cpp/gen/protocol.cpp", render("protocol.cpp", **shared)
    yield "cpp/gen/messages.hpp", render("messages.hpp", **shared)
    sources = ["gen/protocol.cpp"]
    for file in model.files:
        context = {"file": file, "enums": file.enums, "records": cpp_records(model, file)}
        yield f"cpp/gen/{file.stem}.hpp", render("file.hpp", **context)
        yield f"cpp/gen/{file.stem}.cpp", render("file.cpp", **context)
        sources.append(f"gen/{file.stem}.cpp")
    yield "cpp/CMakeLists.txt", render("CMakeLists.txt", sources=sorted(sources))


def cpp_records(model, file):
    records = [*file.structs, *file.messages]
    for command in file.commands:
        records += [command.request, command.reply]
    return [cpp.Record(model, record) for record in records]


def emit_js(model, env):
    context = {**js.context(model), "runtime": (TEMPLATES / "js/runtime.mjs").read_text(encoding="utf-8").rstrip()}
    yield "js/weir.mjs", env.get_template("js/weir.mjs.j2").render(**context)
    yield "js/weir.d.mts", env.get_template("js/weir.d.mts.j2").render(**context)
