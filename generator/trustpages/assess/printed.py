"""A share as it was printed, whose digits tell how precisely it was stated."""

from __future__ import annotations

import re

from trustpages.statistics.grim import reachable_counts

_PRINTED = re.compile(r"(\d+(?:\.\d+)?)\s*(%?)")


def counts_that_print_as(reported: str | None, share: float, n: int) -> range:
    """All whole counts out of `n` that print as the reported text; as the share itself without a number.

    A text with a percent sign, or with a number above 1, is a percentage. The range is empty where no count
    prints so (GRIM, Brown & Heathers 2017).
    """
    printed = _PRINTED.search(reported or "")
    if printed is None:
        return _within(reachable_counts(repr(share), n), n)
    is_percentage = bool(printed[2]) or float(printed[1]) > 1
    return _within(reachable_counts(printed[1], n, scale=100 if is_percentage else 1), n)


def _within(counts: range, n: int) -> range:
    return range(max(counts.start, 0), min(counts.stop, n + 1))
