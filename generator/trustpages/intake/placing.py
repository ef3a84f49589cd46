"""Where the files of each kind stand in a workspace."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trustpages.model.documents.catalog import KINDS, Kind

_SHARED_FOLDERS = ("benchmarks", "decisions", "questions")
_PATTERN_PARTS = {
    "<agent>": rf"(?P<agent>(?!(?:{'|'.join(_SHARED_FOLDERS)})/)[^/]+)",
    "*": r"[^/]+",
    ".yml": r"\.ya?ml",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """What a path says about its file: the kind that belongs there, and whose folder it is in, if any."""

    kind: Kind
    agent: str | None


def placed(path: str) -> Placed | None:
    """The kind that belongs at a path relative to the workspace, None where none does."""
    for kind, pattern in _PATTERNS:
        if match := pattern.fullmatch(path):
            return Placed(kind, match.groupdict().get("agent"))
    return None


def kind_named(name: str) -> Kind | None:
    """The kind of that name, if there is one."""
    return next((kind for kind in KINDS if kind.name == name), None)


def _pattern(place: str) -> re.Pattern[str]:
    parts = re.split(r"(<agent>|\*|\.yml)", place)
    return re.compile("".join(_PATTERN_PARTS.get(part, re.escape(part)) for part in parts))


_PATTERNS = tuple((kind, _pattern(kind.place)) for kind in KINDS)
