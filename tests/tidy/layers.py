"""The layering table (core/layers.txt) and the two things that must agree with it: includes and links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
MODULE = re.compile(r"weir_module\(\s*(\w+)(.*?)\)", re.DOTALL)
KEYWORDS = {"SOURCES", "DEPENDS", "PRIVATE"}
EVERYTHING = "*"


@dataclass(frozen=True)
class Layer:
    folder: str
    module: str
    may_know: frozenset[str]


def read_table(path: Path) -> dict[str, Layer]:
    """Layers by module name. ValueError on a row that names a module nobody declares."""
    layers = {}
    for line in path.read_text().splitlines():
        words = line.split("#")[0].split()
        if words:
            layers[words[1]] = Layer(words[0], words[1], frozenset(words[2:]))
    for layer in layers.values():
        for name in layer.may_know - {EVERYTHING}:
            if name not in layers:
                raise ValueError(f"{path}: {layer.folder} may know {name}, which is no module")
    return layers


def allows(layer: Layer, module: str) -> bool:
    return module == layer.module or module in layer.may_know or EVERYTHING in layer.may_know


def layer_of(layers: dict[str, Layer], file: str) -> Layer | None:
    return next((one for one in layers.values() if file.startswith(one.folder + "/")), None)


def forbidden_includes(root: Path, layers: dict[str, Layer]) -> Iterator[str]:
    for source in sources(root):
        file = source.relative_to(root).as_posix()
        layer = layer_of(layers, file)
        if layer is None:
            yield f"{file}: its folder is not in core/layers.txt; add a row or move the file"
            continue
        for target in INCLUDE.findall(source.read_text()):
            other = included_layer(layers, target)
            if other is None:
                yield f'{file}: includes "{target}", which is no folder of core/layers.txt'
            elif not allows(layer, other.module):
                yield f"{file}: {layer.module} may not include {other.module} ({target})"


def included_layer(layers: dict[str, Layer], target: str) -> Layer | None:
    """Includes are written from core/ or from generated/cpp/ (which starts with gen/)."""
    if target.startswith("gen/"):
        return layers.get("gen")
    return layer_of(layers, f"core/{target}")


def forbidden_links(root: Path, layers: dict[str, Layer]) -> Iterator[str]:
    for build_file in sorted([*root.glob("core/**/CMakeLists.txt"), *root.glob("generated/**/CMakeLists.txt")]):
        file = build_file.relative_to(root).as_posix()
        for module, body in MODULE.findall(build_file.read_text()):
            layer = layers.get(module)
            if layer is None or layer.folder != build_file.parent.relative_to(root).as_posix():
                yield f"{file}: module {module} is not this folder's in core/layers.txt"
                continue
            for name in depends(body):
                if not allows(layer, name):
                    yield f"{file}: {module} may not link {name}"


def depends(body: str) -> list[str]:
    names, keyword = [], ""
    for word in re.sub(r"#.*", "", body).split():
        if word in KEYWORDS:
            keyword = word
        elif keyword == "DEPENDS":
            names.append(word)
    return names


def sources(root: Path) -> list[Path]:
    return sorted(path for folder in ("core", "generated/cpp") for path in root.glob(f"{folder}/**/*.[hc]pp"))
