"""Links from technical terms to what they mean: once a page, where a text of the page uses the term first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final

from trustpages.model.pages.glossary import GLOSSARY, LINKED
from trustpages.render.encoder import Safe, encode

_ANCHORS: Final = {
    form: term.anchor for term in GLOSSARY if term.name in LINKED for form in (term.name, f"{term.name}s", *term.forms)
}
_FORMS: Final = (f"[{form[0].upper()}{form[0]}]{form[1:]}" for form in sorted(_ANCHORS, key=len, reverse=True))
# The first letter alone may be a capital: `Red Team` is somebody's name.
_TERMS: Final = re.compile(rf"\b(?:{'|'.join(_FORMS)})\b")


class TermLinks:
    """The terms that one page has linked already; `address` leads to the place of a term, empty without a glossary."""

    def __init__(self, address: Callable[[str], str]) -> None:
        self._address = address
        self._linked: set[str] = set()

    def link(self, text: str) -> Safe:
        """`text` as inert markup, with a link at each term that is new to the page; blanks at its ends stay."""
        terms = _find_terms(text)
        return Safe("".join(self._link_parts(text, terms))) if terms else keep_ends(text)

    def _link_parts(self, text: str, terms: Iterable[tuple[int, int, str]]) -> Iterator[str]:
        done = 0
        for start, end, anchor in terms:
            address = "" if anchor in self._linked else self._address(anchor)
            if not address:
                continue
            self._linked.add(anchor)
            yield keep_ends(text[done:start])
            yield f'<a class="tp-term" href="{encode(address)}">{encode(text[start:end])}</a>'
            done = end
        yield keep_ends(text[done:])


@lru_cache(maxsize=1 << 13)  # the same words stand on many pages
def _find_terms(text: str) -> tuple[tuple[int, int, str], ...]:
    """Where the terms of a text begin and end, with the anchor of each."""
    return tuple(
        (*found.span(), _ANCHORS[found[0].lower()])
        for found in _TERMS.finditer(text)
        if not _is_quoted(text, found.start())
    )


def _is_quoted(text: str, place: int) -> bool:
    """Whether somebody's own words stand there: what is quoted is shown as it was said."""
    return text.rfind("“", 0, place) > text.rfind("”", 0, place)


@lru_cache(maxsize=1 << 13, typed=True)  # for markup passes, where text that equals it does not
def keep_ends(text: str) -> Safe:
    """A part of a sentence, which keeps the blanks that part it from its neighbours."""
    if not text.strip():
        return Safe(" " if text else "")
    before, after = " " * text[0].isspace(), " " * text[-1].isspace()
    return Safe(f"{before}{encode(text)}{after}")
