"""Every graph of states that the program has is run through all interleavings by exhaustive_test.cpp.

One with two states that a source keeps to itself is what others of two states are, and none depends on it.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

CHECK = "tests/control/reconcile/exhaustive_test.cpp"
DEFINED = re.compile(r"^\s*(?:inline |static |constexpr |const )+(?:[\w:]+::)?StateGraph\s+(\w+)\s*[{(=]", re.MULTILINE)
NAMESPACE = re.compile(r"^namespace weir((?:::\w+)*) \{", re.MULTILINE)
NAMED = re.compile(r"Graph (\w+) = ((?:\w+::)+\w+);")
SHAPE = re.compile(r'Shape\{\s*"[^"]*",\s*\{([^{}]*)\}')


def defined(root: Path, files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(file, name below weir::) of every graph of states in core/ and nodes/."""
    for file in files:
        if not file.startswith(("core/", "nodes/")) or not file.endswith((".cpp", ".hpp")):
            continue
        text = (root / file).read_text()
        for found in DEFINED.finditer(text):
            states = text[found.end():text.find(")", found.end())].count('"') // 2
            if file.endswith(".cpp") and states == 2:
                continue
            spaces = [space.group(1) for space in NAMESPACE.finditer(text, 0, found.start())]
            yield file, f"{spaces[-1] if spaces else ''}::{found.group(1)}".removeprefix("::")


def unchecked(root: Path, files: Iterable[str]) -> Iterator[str]:
    """A sentence for each that is in no shape of the exhaustive test."""
    check = (root / CHECK).read_text()
    in_shapes = {word for shape in SHAPE.findall(check) for word in re.findall(r"\w+", shape)}
    checked = {graph for variable, graph in NAMED.findall(check) if variable in in_shapes}
    for file, graph in defined(root, files):
        if graph not in checked:
            yield f"{file}: {graph} is in no shape of {CHECK}"
