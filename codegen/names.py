"""Spelling: one schema name, the way each language writes it."""

CPP_KEYWORDS = frozenset("""
    alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class
    compl concept const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype
    default delete do double dynamic_cast else enum explicit export extern false float for friend goto if inline
    int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public register
    reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch template
    this thread_local throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t
    while xor xor_eq
""".split())
JS_KEYWORDS = frozenset("""
    arguments await break case catch class const continue debugger default delete do else enum eval export extends
    false finally for function if implements import in instanceof interface let new null package private protected
    public return static super switch this throw true try typeof var void while with yield
""".split())
PYTHON_KEYWORDS = frozenset("""
    and as assert async await break class continue def del elif else except finally for from global if import in is
    lambda nonlocal not or pass raise return try while with yield
""".split())

# Field names that would not compile, or would hide what the generated code itself needs.
RESERVED = {
    **{word: "a keyword of C++" for word in CPP_KEYWORDS},
    **{word: "a keyword of JavaScript" for word in JS_KEYWORDS},
    **{word: "a keyword of Python" for word in PYTHON_KEYWORDS},
    **{word: "the generated code" for word in
       ("extra", "view", "decode", "encode", "encoded_size", "own", "walk", "encoded_min", "encoded_max", "access", "is_reply", "head_bytes",
        "bytes", "out", "like", "io", "my")},
}


def camel(name):
    """stream_event -> StreamEvent"""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def lower_camel(name):
    """stream_event -> streamEvent"""
    upper = camel(name)
    return upper[:1].lower() + upper[1:]


def cpp_value(name):
    return name + "_" if name in CPP_KEYWORDS else name


def python_value(name):
    return name + "_" if name in PYTHON_KEYWORDS else name
