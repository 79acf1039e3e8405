"""fmt: the look of a schema file. Changes white space only, so comments and wording stay as written."""

import re

FLOW_EDGES = re.compile(r"([{\[])[ \t]+|[ \t]+([}\]])")


def tidy(text):
    """Idempotent: tidy(tidy(text)) == tidy(text)."""
    out = []
    for line in text.expandtabs(2).splitlines():
        line = line.rstrip()
        if not line and (not out or not out[-1]):
            continue
        out.append(tidy_line(line))
    while out and not out[-1]:
        out.pop()
    return "\n".join(out) + "\n"


def tidy_line(line):
    """No blanks inside braces and brackets, one after colons and commas; quotes and comments are left alone."""
    indent = line[:len(line) - len(line.lstrip())]
    if line.lstrip().startswith("#"):
        return line
    parts = re.split(r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|(?<=\s)#.*$)", line[len(indent):])
    for index in range(0, len(parts), 2):
        if "{" in line or "[" in line:
            parts[index] = FLOW_EDGES.sub(lambda found: found[1] or found[2], parts[index])
            parts[index] = re.sub(r"(?<=\S)[ \t]{2,}(?=\S)", " ", parts[index])
            parts[index] = re.sub(r"\s+([,}\]])", r"\1", parts[index])
    return indent + "".join(parts)
