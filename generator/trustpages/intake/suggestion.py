"""What the writer of an unknown name probably meant, and names from files fit for a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from trustpages.secrets import masked

ALIKE = 0.6  # the measure's own advice for "close"
_LONGEST_SHOWN = 80
_MOST_LISTED = 14


def quoted(text: str) -> str:
    """The text in single quotes on one line: shortened, without secrets, escapes for what does not print."""
    text = masked(text)
    shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    return "'" + "".join(one if one.isprintable() else _escaped(one) for one in shown) + "'"


def listed(names: Iterable[str]) -> str:
    """The names with commas between, the tail of a long list left out."""
    every = tuple(names)
    shown = ", ".join(every[:_MOST_LISTED])
    return f"{shown}, …" if len(every) > _MOST_LISTED else shown


def nearest(name: str, names: Iterable[str], alike: float = ALIKE) -> str | None:
    """The one of `names` that looks most like `name`, or None where none is close.

    `alike` is the least likeness, 0 to 1. Letter case and the difference between `-`, `_`, `.` and
    blanks do not count; the first in order wins where several are equally close.
    """
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(_plain(name))
    best, best_ratio = None, alike
    for one in sorted(set(names)):
        matcher.set_seq1(_plain(one))
        if matcher.real_quick_ratio() <= best_ratio or matcher.quick_ratio() <= best_ratio:
            continue
        ratio = matcher.ratio()
        if ratio > best_ratio:
            best, best_ratio = one, ratio
    return best


def did_you_mean(name: str, names: Iterable[str], otherwise: str = "") -> str:
    """A question that offers the nearest of `names`, or `otherwise` where none is close."""
    found = nearest(name, names)
    return f"did you mean {quoted(found)}?" if found is not None else otherwise


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _plain(name: str) -> str:
    return name.casefold().replace("_", "-").replace(".", "-").replace(" ", "-")
