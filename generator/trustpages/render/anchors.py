"""The anchors that the site engine gives to the headings of a page, for links within it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_UNFIT = re.compile(r"[^\w\s-]")
_GAPS = re.compile(r"[-\s]+")


def anchors_of(headings: Iterable[str]) -> frozenset[str]:
    """The anchors of headings in their order; the second of the same words ends in `_1`, and so on.

    As Python-Markdown's `toc` makes them: letters of ASCII alone, so that a heading without one has `_1`.
    """
    found: set[str] = set()
    for words in headings:
        plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
        base = _GAPS.sub("-", _UNFIT.sub("", plain).strip().lower())
        anchor, number = base, 0
        while not anchor or anchor in found:
            number += 1
            anchor = f"{base}_{number}"
        found.add(anchor)
    return frozenset(found)
