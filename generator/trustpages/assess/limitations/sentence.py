"""Sentences with slots, filled; and the rule that a list in a sentence names what a reader can take in."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence

from trustpages.model.results.limitation import Slot

MOST_NAMES = 8
"""A longer list names fewer and counts the rest; `inputs` of the finding hold all of it."""


def fill(sentence: str, slots: Mapping[str, Slot]) -> str:
    """The sentence with every slot filled.

    `{k}` is the value of `k`; `{k:run was|runs were}` is the first form where `k` is one and the second
    where it is not. Values are put in as they are and never read as slots. Raises ValueError naming a slot
    without value.
    """
    parts: list[str] = []
    for literal, name, forms, _ in string.Formatter().parse(sentence):
        parts.append(literal)
        if name is None:
            continue
        if name not in slots:
            raise ValueError(f"the slot '{name}' of '{sentence}' has no value")
        parts.append(_form(slots[name], forms) if forms else shown(slots[name]))
    return "".join(parts)


def unfilled(sentence: str) -> str:
    """The sentence as a pattern: slots by name in braces, and for many where it has a form for one."""
    parts: list[str] = []
    for literal, name, forms, _ in string.Formatter().parse(sentence):
        parts.append(literal)
        if name is not None:
            parts.append(forms.split("|")[1] if forms else f"{{{name}}}")
    return "".join(parts)


def shown(value: Slot) -> str:
    """A slot as it stands in a sentence."""
    if isinstance(value, tuple):
        return listed(value)
    if isinstance(value, float):
        return f"{value:g}"
    return f"{value:,}" if isinstance(value, int) else value


def listed(names: Sequence[str]) -> str:
    """The names, or the first of them and how many more there are."""
    between = "; " if any("," in name for name in names) else ", "
    if len(names) <= MOST_NAMES:
        return between.join(names) if names else "none"
    more = len(names) - MOST_NAMES + 1
    return f"{between.join(names[: MOST_NAMES - 1])} and {more:,} more"


def _form(value: Slot, forms: str) -> str:
    one, many = forms.split("|")
    return one if value in (1, "1") else many
