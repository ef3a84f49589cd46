"""Shares against per cents."""

from __future__ import annotations

import pytest

from trustpages.model.stated.scales import are_unlike_scales


@pytest.mark.parametrize(
    ("line", "seen", "unit", "is_least", "unlike"),
    [
        (0.5, 84, None, True, True),
        (0.5, 84, "percent", False, True),
        (84, 0.5, "%", False, True),
        (80, 0.76, None, True, True),
        (0.5, 0.84, None, True, False),
        (50, 84, None, True, False),
        # What is at most something may be a duration, and a value in a unit of its own may be anything.
        (2, 0.3, None, False, False),
        (0.5, 3, "seconds", False, False),
        (0.5, 3, "times", True, False),
        (0.5, 184, None, True, False),
    ],
)
def test_a_share_is_told_from_per_cents(
    line: float, seen: float, unit: str | None, is_least: bool, unlike: bool
) -> None:
    assert are_unlike_scales(line, seen, unit, is_least=is_least) is unlike
