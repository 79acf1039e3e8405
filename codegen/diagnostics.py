"""What is wrong with a schema and where, said the way a compiler says it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Mark:
    """A place in a schema file. Lines and columns count from 1; `width` is the marked text's."""

    file: str
    line: int
    column: int
    width: int = 1


@dataclass(frozen=True, order=True)
class Diagnostic:
    mark: Mark
    rule: str
    message: str
    hint: str = ""
    severity: str = field(default="error", compare=False)

    def text(self, sources):
        """`file:line:col: error[rule]: message`, the line itself with a marker, and the hint."""
        mark = self.mark
        out = [f"{mark.file}:{mark.line}:{mark.column}: {self.severity}[{self.rule}]: {self.message}"]
        lines = sources.get(mark.file, "").splitlines()
        if 0 < mark.line <= len(lines):
            line = lines[mark.line - 1]
            width = max(1, min(mark.width, len(line) - mark.column + 1))
            out.append(f"{mark.line:5} | {line}")
            out.append(f"      | {' ' * (mark.column - 1)}^{'~' * (width - 1)}")
        if self.hint:
            out.append(f"      = hint: {self.hint}")
        return "\n".join(out) + "\n"


class SchemaError(Exception):
    """A schema that cannot be compiled; carries every finding of the pass that stopped."""

    def __init__(self, diagnostics):
        super().__init__(f"{len(diagnostics)} schema errors")
        self.diagnostics = sorted(diagnostics)


class Findings:
    """Collects the findings of a pass, so that one run shows them all."""

    def __init__(self):
        self.found = []

    def error(self, mark, rule, message, hint=""):
        self.found.append(Diagnostic(mark, rule, message, hint))

    def stop_if_any(self):
        if self.found:
            raise SchemaError(self.found)


def nearest(word, known):
    """`did you mean "x"?` for a misspelling, else the choice, else nothing."""
    import difflib

    close = difflib.get_close_matches(word, known, 1)
    if close:
        return f'did you mean "{close[0]}"?'
    return "one of " + ", ".join(sorted(known)) if 0 < len(known) <= 12 else ""
