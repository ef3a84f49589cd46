"""Quotes text from files for a message: shortened, with secrets masked; and suggests the nearest known name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from trustpages.secrets.scanning import mask_secrets

LEAST_LIKENESS = 0.6  # the measure's own advice for "close"
_LONGEST_SHOWN = 80
_MOST_LISTED = 14


def quote(text: str) -> str:
    """The text in single quotes on one line: shortened, without secrets, escapes for what does not print."""
    text = mask_secrets(text)
    shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    return "'" + "".join(character if character.isprintable() else _escape(character) for character in shown) + "'"


def join_names(names: Iterable[str]) -> str:
    """The names with commas between, the tail of a long list left out."""
    every = tuple(names)
    shown = ", ".join(every[:_MOST_LISTED])
    return f"{shown}, …" if len(every) > _MOST_LISTED else shown


def find_nearest(name: str, names: Iterable[str], alike: float = LEAST_LIKENESS) -> str | None:
    """The one of `names` that looks most like `name`, or None where none is close.

    `alike` is the least likeness, 0 to 1. Letter case and the difference between `-`, `_`, `.` and
    blanks do not count; the first in order wins where several are equally close.
    """
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(_normalize(name))
    best, best_ratio = None, alike
    for candidate in sorted(set(names)):
        matcher.set_seq1(_normalize(candidate))
        # Both are upper bounds of the ratio, which takes quadratic time.
        if matcher.real_quick_ratio() <= best_ratio or matcher.quick_ratio() <= best_ratio:
            continue
        ratio = matcher.ratio()
        if ratio > best_ratio:
            best, best_ratio = candidate, ratio
    return best


def suggest_nearest(name: str, names: Iterable[str], otherwise: str = "") -> str:
    """A question that offers the nearest of `names`, or `otherwise` where none is close."""
    nearest = find_nearest(name, names)
    return f"did you mean {quote(nearest)}?" if nearest is not None else otherwise


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _normalize(name: str) -> str:
    return name.casefold().replace("_", "-").replace(".", "-").replace(" ", "-")


_LONGEST_PATH = 60


def quote_path(text: str) -> str:
    """A path in quotes, shortened, without secrets, in ASCII: a path that is refused may hold anything."""
    text = mask_secrets(text)
    return ascii(text if len(text) <= _LONGEST_PATH else f"{text[: _LONGEST_PATH - 3]}...")


_LONGEST_SCALAR = 40


def quote_scalar(text: str) -> str:
    """`text` in quotes, shortened to fit into a sentence, without secrets, with escapes for what is not visible."""
    text = mask_secrets(text)
    return repr(text if len(text) <= _LONGEST_SCALAR else f"{text[: _LONGEST_SCALAR - 1]}…")
