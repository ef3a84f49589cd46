"""Anchors of the headings of a page, as Python-Markdown's `toc` makes them of their words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_UNFIT = re.compile(r"[^\w\s-]")
_GAPS = re.compile(r"[-\s]+")
_NUMBERED = re.compile(r"(.*)_([0-9]+)", re.DOTALL)


def name_anchors(headings: Iterable[str]) -> tuple[str, ...]:
    """The anchors of headings in their order; the second of the same words ends in `_1`, and so on.

    Letters of ASCII alone, so that a heading without one has `_1`.
    """
    anchors: dict[str, None] = {}
    numbers: dict[str, int] = {}  # by base the last one taken: counting anew for each heading takes half a minute
    for words in headings:
        plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
        anchor = _GAPS.sub("-", _UNFIT.sub("", plain).strip().lower())
        if not anchor or anchor in anchors:
            found = _NUMBERED.fullmatch(anchor)
            base, number = (found[1], int(found[2])) if found else (anchor, 0)
            number = max(number, numbers.get(base, 0)) + 1
            while f"{base}_{number}" in anchors:
                number += 1
            anchor = f"{base}_{number}"
            if not found:
                numbers[base] = number
        anchors[anchor] = None
    return tuple(anchors)
