"""Blocks of raw HTML that go around the Markdown engine, which would read each of them twice."""

from __future__ import annotations

import re

# A block of its own between blank lines, without another of its kind inside.
_NAMES = "table|pre|section|article|header|figure|details"
_BLOCK = re.compile(
    rf"(?<=\n\n)<(?P<name>{_NAMES})(?=[ >])[^<]*+(?:<(?!/?(?P=name)\b)[^<]*+)*+</(?P=name)>(?=\n(?:\n|\Z))"
)
_STAND_IN = re.compile(rf'<(?:{_NAMES}) data-stand-in="\d+"></(?:{_NAMES})>')
_FENCE = re.compile(r"^ *(?:```|~~~)", re.MULTILINE)


def lift_blocks(markdown: str) -> tuple[str, dict[str, str]]:
    """The text with a short stand-in for each table, `<pre>`, section and the like, and the blocks by stand-in.

    Markdown passes such blocks through as they are; so does `put_back`, at a fraction of the cost.
    A page with code fences is left alone: there, markup is text.
    """
    blocks: dict[str, str] = {}
    if _FENCE.search(markdown):
        return markdown, blocks

    def lift(found: re.Match[str]) -> str:
        stand_in = f'<{found["name"]} data-stand-in="{len(blocks)}"></{found["name"]}>'
        blocks[stand_in] = found[0]
        return stand_in

    return _BLOCK.sub(lift, markdown), blocks


def put_back(html: str, blocks: dict[str, str]) -> str:
    """The converted page with each block in its place; raises ValueError if one has no single place."""
    if sorted(_STAND_IN.findall(html)) != sorted(blocks):
        raise ValueError("a block of raw HTML is not a block of its own: put blank lines around it")
    return _STAND_IN.sub(lambda found: blocks[found[0]], html)
