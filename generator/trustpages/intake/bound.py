"""Numbers and superlatives in authored pages that are bound to no evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from trustpages.intake.authored import Authored
from trustpages.intake.praise import spelled_numbers, superlatives
from trustpages.intake.prose import prose_of
from trustpages.intake.suggestion import quoted
from trustpages.model.problem import Level, Place, Problem

_MOST = 100
_NUMBER = re.compile(r"\d[\d.,]*(?:\s?(?:%|percent\b|per\scent\b|points\b|[x×](?!\w)|[kKM]\b))?")


def check_bound(page: Authored) -> Iterator[Problem]:
    """A warning at each number and each superlative in the prose of a page that is not a reference.

    Nobody needs more than a hundred of one page.
    """
    return islice(_unbound(page), _MOST)


def _unbound(page: Authored) -> Iterator[Problem]:
    for number, prose in enumerate(prose_of(page.text), start=page.first_line):
        yield from _of_line(page.file, number, prose)


def _of_line(file: str, number: int, prose: str) -> Iterator[Problem]:
    for match in (*_NUMBER.finditer(prose), *spelled_numbers(prose)):
        yield Problem(
            Place(file, number, match.start() + 1),
            "unbound-number",
            f"the number {quoted(match[0].rstrip('., '))} is bound to no evidence",
            'refer to it, as in {{ figure("agent/pact/obligation") }}, or say it without a number',
            Level.WARNING,
        )
    for match in superlatives(prose):
        yield Problem(
            Place(file, number, match.start() + 1),
            "unbound-superlative",
            f"{quoted(match[0])} is bound to no evidence",
            'make it a claim, as in {{ claim("id") }}, or leave it out',
            Level.WARNING,
        )
