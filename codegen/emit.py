"""Model -> text of every generated file."""

import functools
from pathlib import Path

import jinja2

from . import cpp, docs, editor_schema, fuzz, js, model_json, python, vectors, wireshark
from .names import camel, cpp_value, lower_camel, python_value

TEMPLATES = Path(__file__).parent / "templates"


@functools.cache
def environment():
    out = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), undefined=jinja2.StrictUndefined,
                             keep_trailing_newline=True, trim_blocks=False, lstrip_blocks=False)
    out.filters.update(camel=camel, lower_camel=lower_camel, cpp_value=cpp_value, python_value=python_value, cpp_text=cpp_text, comment=cpp.wrapped, filled=cpp.filled,
                       enum_values=cpp.enum_values, enum_names=enum_names, js_values=js.enum_values)
    return out


def cpp_text(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def enum_names(enum):
    """Initialisers of the rows that give an enum's values their names."""
    return [f'{{{camel(enum.name)}::{cpp_value(value.name)}, "{value.name}"}}' for value in enum.values]


def emit(model, package="gen"):
    """{path under generated/: text}, in a fixed order."""
    env = environment()
    out = {}
    out.update(emit_cpp(model, env, package))
    out.update(emit_js(model, env))
    out.update(emit_python(model, env))
    out.update(fuzz.emit(model, env, package, cpp_records))
    out.update(vectors.files(model))
    out["model.json"] = model_json.text(model)
    if package == "gen":
        out["schema.schema.json"] = editor_schema.text()
    out["wireshark/weir.lua"] = env.get_template("wireshark/weir.lua.j2").render(
        **wireshark.context(model), runtime=(TEMPLATES / "wireshark/runtime.lua").read_text(encoding="utf-8").strip())
    out["docs/protocol.md"] = env.get_template("docs/protocol.md.j2").render(**docs.context(model)).rstrip() + "\n"
    return out


def emit_cpp(model, env, package):
    def render(template, **context):
        return env.get_template(f"cpp/{template}.j2").render(**context, package=package, namespace=f"weir::{package}")

    yield f"cpp/{package}/support.hpp", render("support.hpp")
    command = model.declarations.enums["command"]
    shared = {"version": model.declarations.protocol_version, "schema_hash": model.schema_hash, "command": command,
              "commands": model.commands, "messages": model.messages, "files": model.files,
              "request_id": model.declarations.messages["control_request"].id,
              "response_id": model.declarations.messages["control_response"].id}
    yield f"cpp/{package}/protocol.hpp", render("protocol.hpp", **shared)
    yield f"cpp/{package}/protocol.cpp", render("protocol.cpp", **shared)
    yield f"cpp/{package}/messages.hpp", render("messages.hpp", **shared)
    sources = [f"{package}/protocol.cpp"]
    for file in model.files:
        context = {"file": file, "enums": file.enums, "records": cpp_records(model, file)}
        yield f"cpp/{package}/{file.stem}.hpp", render("file.hpp", **context)
        yield f"cpp/{package}/{file.stem}.cpp", render("file.cpp", **context)
        sources.append(f"{package}/{file.stem}.cpp")
    records = [record for file in model.files for record in cpp_records(model, file)]
    yield f"cpp/{package}/records.hpp", render("records.hpp", records=records)
    plain = [record.record for record in records]
    ids = {one.name: one.id for one in plain}
    for command in model.commands:
        ids[command.request.name] = ids[command.reply.name] = command.id
    yield f"cpp/{package}/describe.hpp", render("describe.hpp", records=plain, ids=ids, first_field=first_fields(plain))
    yield f"cpp/{package}/dispatch.hpp", render("dispatch.hpp", **shared)
    yield "cpp/CMakeLists.txt", render("CMakeLists.txt", sources=sorted(sources))


def first_fields(records):
    """{name of a record: how many fields those before it have}."""
    out, count = {}, 0
    for record in records:
        out[record.name] = count
        count += len(record.fields)
    return out


def cpp_records(model, file):
    records = [*file.structs, *file.messages]
    for command in file.commands:
        records += [command.request, command.reply]
    return [cpp.Record(model, record) for record in records]


def emit_js(model, env):
    runtime = "\n".join((TEMPLATES / f"js/{part}.mjs").read_text(encoding="utf-8") for part in js.RUNTIME).rstrip()
    context = {**js.context(model), "runtime": runtime}
    yield "js/weir.mjs", env.get_template("js/weir.mjs.j2").render(**context)
    yield "js/weir.d.mts", env.get_template("js/weir.d.mts.j2").render(**context)


def emit_python(model, env):
    records = [python.Record(model, r.record) for file in in_use_order(model) for r in cpp_records(model, file)]
    yield "python/weir.py", env.get_template("python/weir.py.j2").render(
        version=model.declarations.protocol_version, schema_hash=model.schema_hash, enums=model.enums, records=records,
        commands=model.commands, messages=[python.Record(model, m) for m in model.messages],
        runtime=(TEMPLATES / "python/runtime.py").read_text(encoding="utf-8").strip())


def in_use_order(model):
    """Files after those whose structs they use."""
    out = []

    def visit(file):
        if file not in out:
            for other in model.files:
                if other.stem in file.uses:
                    visit(other)
            out.append(file)

    for file in model.files:
        visit(file)
    return out
