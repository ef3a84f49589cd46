"""What a forge shows beside a line, whatever it comes from: a problem of the input, or a change under review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trustpages.model.problem import Explanation, Place
from trustpages.model.vocabulary import Severity

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class ForgeFinding:
    """One thing to show at a place; `rule` is what it is an instance of, `fingerprint` outlives the lines around it.

    `weight` is None where nobody weighs it; `stops` says that a gate stays shut for it.
    """

    rule: str
    level: Level
    place: Place
    message: str
    title: str = ""
    fingerprint: str = ""
    weight: Severity | None = None
    stops: bool = False


@dataclass(frozen=True, slots=True)
class RuleHelp:
    """What is said of a rule: its id, a title, a paragraph; the last two may be empty."""

    id: str
    title: str = ""
    paragraph: str = ""


def describe_rule(rule: str, entry: Explanation | None) -> RuleHelp:
    """The help of a rule from its explanation, if there is one."""
    return RuleHelp(rule) if entry is None else RuleHelp(rule, entry.title, entry.paragraph)
