"""Sentences of limitations: slots filled, numbers rounded so that none crosses a line, long lists cut."""

from __future__ import annotations

import math
import string
from collections.abc import Mapping, Sequence

from trustpages.model.measured import Measured, Quantity
from trustpages.model.results.limitation import Slot
from trustpages.model.sentence import Part, Sentence, join
from trustpages.statistics.rounding import (
    format_exposure,
    percent_down,
    percent_estimate,
    percent_up,
    round_down,
    round_estimate,
    round_up,
)

MOST_NAMES = 8
"""A longer list names fewer and counts the rest; `inputs` of the finding hold all of it."""


def fill_slots(sentence: str, slots: Mapping[str, Slot]) -> Sentence:
    """The sentence with every slot filled.

    `{k}` is the value of `k`; `{k:run was|runs were}` is the first form where `k` is one and the second
    where it is not. Values are put in as they are and never read as slots. Raises ValueError naming a slot
    without value.
    """
    parts: list[Part] = []
    for literal, name, forms, _ in string.Formatter().parse(sentence):
        parts.append(literal)
        if name is None:
            continue
        if name not in slots:
            raise ValueError(f"the slot '{name}' of '{sentence}' has no value")
        if forms:
            singular, plural = forms.split("|")
            # Counts come as numbers and, already formatted, as text.
            parts.append(singular if slots[name] in (1, "1") else plural)
        else:
            parts.append(format_slot(slots[name]))
    return Sentence(*parts)


def format_pattern(sentence: str) -> str:
    """The sentence as a pattern: slots by name in braces, and for many where it has a form for one."""
    parts: list[str] = []
    for literal, name, forms, _ in string.Formatter().parse(sentence):
        parts.append(literal)
        if name is not None:
            parts.append(forms.split("|")[1] if forms else f"{{{name}}}")
    return "".join(parts)


def format_slot(value: Slot) -> Part:
    """A slot as it stands in a sentence."""
    if isinstance(value, tuple):
        return format_names(value)
    if isinstance(value, float):
        return f"{value:g}"
    return f"{value:,}" if isinstance(value, int) else value


def format_names(names: Sequence[str]) -> Sentence:
    """The names, or the first of them and how many more there are."""
    # Names that contain a comma would run into each other between commas.
    between = "; " if any("," in name for name in names) else ", "
    if len(names) <= MOST_NAMES:
        return join(between, names) if names else Sentence("none")
    more = len(names) - MOST_NAMES + 1
    return Sentence(join(between, names[: MOST_NAMES - 1]), f" and {more:,} more")


def format_percent(share: float, *lines: float) -> str:
    """A share as a percentage, never rounded onto or across one of the lines (0 to 1)."""
    return f"{percent_estimate(share, lines).normalize():f} %"


def format_percent_down(share: float) -> str:
    """A lower limit as a percentage, rounded down."""
    return f"{percent_down(share).normalize():f} %"


def format_percent_up(share: float) -> str:
    """An upper limit as a percentage, rounded up."""
    return f"{percent_up(share).normalize():f} %"


def format_points(difference: float) -> str:
    """A difference of shares in points, with its sign."""
    return f"{round_estimate(difference * 100, 1, ends=()).normalize():f}"


def format_points_down(difference: float) -> str:
    """A lower limit in points, rounded down."""
    return f"{round_down(difference * 100, 1).normalize():f}"


def format_points_up(difference: float) -> str:
    """An upper limit in points, rounded up."""
    return f"{round_up(difference * 100, 1).normalize():f}"


def format_decimal(value: float, *lines: float, places: int = 2) -> str:
    """A number with so many decimals, never rounded onto or across one of the lines."""
    return f"{round_estimate(value, places, lines, ends=()).normalize():f}"


def format_decimal_down(value: float, places: int = 2) -> str:
    """A lower limit, rounded down."""
    return f"{round_down(value, places).normalize():f}"


def format_decimal_up(value: float, places: int = 2) -> str:
    """An upper limit, rounded up."""
    return f"{round_up(value, places).normalize():f}"


def format_amount(value: float) -> str:
    """A count or an amount of use; of a part run nothing is made, one decimal of small amounts is kept."""
    return format_exposure(value)


def format_k_of_n(quantity: Quantity) -> str:
    """Counts of a measured share, such as 3 of 4; words where there is no number."""
    if not isinstance(quantity, Measured) or quantity.k is None or quantity.n is None:
        return "an unknown number"
    return f"{format_amount(quantity.k)} of {format_amount(quantity.n)}"


def get_limits(quantity: Quantity) -> tuple[float, float] | None:
    """The limits of a quantity, if it has both and they are finite."""
    if not isinstance(quantity, Measured) or quantity.low is None or quantity.high is None:
        return None
    # A ratio over a denominator that may be zero has no upper end to print.
    return None if math.isinf(quantity.high) else (quantity.low, quantity.high)
