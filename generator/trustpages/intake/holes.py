"""Names that a document meant to declare and does not, as it stands.

What refers to such a name is not wrong because of that: the document is, and its own problem is told there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trustpages.intake.audience import Projection
from trustpages.intake.names import kind_of
from trustpages.intake.placing import placed
from trustpages.intake.suggestion import nearest
from trustpages.model.documents import base
from trustpages.model.located import Plain

_ANY = "*"
_ID = re.compile(base.ID_PATTERN)
_VERY_ALIKE = 0.8

_DECLARES: dict[str, tuple[tuple[str, tuple[str, ...], bool], ...]] = {
    "agent": (
        ("workflow", ("workflow", "id"), True),
        ("step", ("workflow", "steps", _ANY, "id"), True),
        ("rung", ("authority", "ladder", _ANY), True),
        ("role", ("owner",), True),
        ("role", ("decision_rights", _ANY, "owner"), False),
        ("role", ("decision_rights", _ANY, "may_override", _ANY), False),
    ),
    "pact": (
        ("pact", ("id",), True),
        ("obligation", ("id",), True),
        ("obligation", ("obligations", _ANY, "id"), True),
    ),
    "bundle": (("item", ("items", _ANY, "id"), True), ("override", ("items", _ANY, "id"), True)),
    "benchmark": (("benchmark", ("id",), True),),
}
"""By kind: the noun, where its names stand, and whether every document of the kind has to have some."""


@dataclass(frozen=True, slots=True)
class Hole:
    """Names of a noun may be missing, in the folder of an agent or (None) in what all agents share."""

    agent: str | None
    noun: str


def holes(projections: Iterable[Projection]) -> frozenset[Hole]:
    """Where names are missing because the document that would declare them is not in order."""
    return frozenset(hole for projection in projections for hole in _of(projection))


def _of(projection: Projection) -> Iterator[Hole]:
    value, place = projection.value, placed(projection.file)
    kind = kind_of(projection)
    for noun, steps, is_needed in _DECLARES.get(kind, ()):
        if not isinstance(value, dict) or not _is_whole(value, steps, is_needed):
            yield Hole(place.agent if place else None, noun)


def _is_whole(value: Plain, steps: tuple[str, ...], is_needed: bool) -> bool:
    if not steps:
        return isinstance(value, dict) or (isinstance(value, str) and _ID.fullmatch(value) is not None)
    step, *rest = steps
    if step == _ANY:
        is_list = isinstance(value, list) and (bool(value) or not is_needed)
        return is_list and all(_is_whole(entry, tuple(rest), is_needed) for entry in _entries(value))
    if not isinstance(value, dict):
        return False
    if step not in value:
        return not is_needed and nearest(step, value, _VERY_ALIKE) is None
    return _is_whole(value[step], tuple(rest), is_needed)


def _entries(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else []
