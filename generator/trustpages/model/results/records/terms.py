"""Terms of a promise in words: what each is called, and what it says beside what it said before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from trustpages.model.sentence import Part, Sentence, list_parts
from trustpages.model.vocabulary import Trigger

TRIGGER_CONDITIONS: Final[Mapping[str, str]] = {
    Trigger.ON_BREACH: "If it is broken",
    Trigger.ON_LEANING_BREACH: "If it leans towards broken",
    Trigger.ON_STALE: "If the evidence is too old",
    Trigger.ON_INCIDENT: "After an incident",
}
"""What calls for a consequence, as the label of it."""

_NAMES: Final[Mapping[str, str]] = {
    "threshold": "target",
    "population_shares": "weight of each part",
    "consequences": "agreement on consequences",
}
_CONDITION: Final = re.compile(rf"\b({'|'.join(Trigger)}): ")


def name_term(field: str) -> str:
    """What a term is called in a sentence, after "the"."""
    return _NAMES.get(field, field)


def word_term(field: str, said: str) -> Sentence:
    """What a term says, as a report recorded it, with words for the names that documents have."""
    if field not in ("consequences", "measure"):
        return Sentence(said)
    return Sentence(*map(_spell, list_parts(said)))


def _spell(part: Part) -> Part:
    if isinstance(part, date):
        return part
    conditions = _CONDITION.sub(lambda found: f"{TRIGGER_CONDITIONS[found[1]].lower()}: ", part)
    return conditions.replace("_", " ")


def say_the_same(before: str, after: str) -> bool:
    """Whether two records of a term say the same: in which order a report lists what it says is no change of it."""
    return before == after or _sort_parts(before) == _sort_parts(after)


def _sort_parts(said: str) -> list[tuple[str, list[str]]]:
    """Each consequence, or the whole, as what calls for it and what it says, in an order of their own."""
    clauses = (clause.split(": ", 1) for clause in said.split("; "))
    return sorted((": ".join(before), sorted(last.split(", "))) for *before, last in clauses)
