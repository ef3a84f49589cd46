"""Documents in the many ways in which people write YAML, with comments and line ends of every kind."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

_COMMENT = st.sampled_from(["", "  # aside"])
_OWN_LINE = st.sampled_from([[], [""], ["# a note"], ["", "# a note: with colon", ""]])
_VALUE = st.sampled_from(
    ["plain", "'it''s'", '"quoted \\u00e9"', "12", "2026-01-01", "", "null", "[a, b]", "{x: 1, y: [2]}", "الف", "日本"]
)
_LONG = st.sampled_from(
    [
        [">-", "folded text that", "goes on", "", "and on"],
        ["|", "line one", "  deeper", "line two"],
        ["|+", "kept", "", ""],
        ["plain text that", "goes on"],
        ['"quoted text', 'that goes on"'],
        ["[a,", "b]"],
        ["{k: 1,  # why", "l: 2}"],
    ]
)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """A readable document: a mapping that holds `items`, a list of mappings, and some other keys."""
    lines: list[str] = []
    for name in draw(st.permutations(["kind", "items", "note"])):
        lines += draw(_OWN_LINE)
        lines += draw(_items()) if name == "items" else draw(_pair(name, 0))
    lines += draw(_OWN_LINE)
    # A text that keeps its last line break says something else at the end of a file that lacks one.
    ends = ["\n", "\n\n"] if any("|" in line for line in lines) else ["", "\n", "\n\n"]
    text = "\n".join(lines) + draw(st.sampled_from(ends))
    mark, end = draw(st.sampled_from(["", "\ufeff"])), draw(st.sampled_from(["\n", "\r\n"]))
    return (mark + text.replace("\n", end)).encode()


@st.composite
def _pair(draw: st.DrawFn, name: str, column: int) -> list[str]:
    margin = " " * column
    if draw(st.booleans()):
        return [f"{margin}{name}:{draw(st.sampled_from([' ', '   ']))}{draw(_VALUE)}{draw(_COMMENT)}"]
    first, *others = draw(_LONG)
    return [f"{margin}{name}: {first}", *(f"{margin}  {line}" if line else "" for line in others)]


@st.composite
def _items(draw: st.DrawFn) -> list[str]:
    if draw(st.integers(0, 4)) == 0:
        return [
            draw(st.sampled_from(["items: []", "items: [{a: 1}]", "items: [{a: 1}, {b: 2},]", "items: [\n  {a: 1}\n]"]))
        ]
    column, gap = draw(st.sampled_from([0, 2, 4])), draw(st.sampled_from([1, 3]))
    lines = ["items:" + draw(_COMMENT)]
    for number in range(draw(st.integers(1, 3))):
        lines += draw(_OWN_LINE)
        if draw(st.booleans()):
            lines.append(f"{' ' * column}-{' ' * gap}{{id: i{number}, a: x}}{draw(_COMMENT)}")
        else:
            lines += _dash(draw(_entry(number, column + 1 + gap)), column, gap)
    return lines


@st.composite
def _entry(draw: st.DrawFn, number: int, column: int) -> list[str]:
    lines = [f"{' ' * column}id: i{number}{draw(_COMMENT)}"]
    for name in draw(st.lists(st.sampled_from(["a", "b", "c"]), unique=True)):
        lines += draw(_pair(name, column))
    return lines + draw(st.sampled_from([[], [f"{' ' * column}# about it"]]))


def _dash(lines: Sequence[str], column: int, gap: int) -> list[str]:
    first, *others = lines
    return [f"{' ' * column}-{' ' * gap}{first.lstrip(' ')}", *others]
