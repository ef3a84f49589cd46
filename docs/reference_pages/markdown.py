"""Pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NOTICE = "<!-- Written from the code by `make reference`; changes belong there. -->"


def page(title: str, *parts: str) -> str:
    """A whole generated page: a notice, the title, the parts with blank lines between."""
    return "\n\n".join((NOTICE, f"# {title}", *(part.strip("\n") for part in parts if part))) + "\n"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; line breaks and pipes in cells are made harmless."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(_cell(one) for one in line)} |" for line in lines)


def code(text: object) -> str:
    """Text in code style."""
    return f"`{text}`"


def anchor(title: str) -> str:
    """The anchor that a forge gives to a heading of plain words."""
    return title.lower().replace(" ", "-")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
