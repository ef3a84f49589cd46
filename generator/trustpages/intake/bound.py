"""Numbers and superlatives in authored pages that are bound to no evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trustpages.intake.authored import Authored
from trustpages.intake.suggestion import quoted
from trustpages.model.problem import Level, Place, Problem
from trustpages.model.reference import REFERENCE

# What is no statement about an agent: code, addresses, link targets, dates, names with digits, list numbers.
_NOT_PROSE = re.compile(
    r"""`[^`]*`
      | \]\([^)\s]*\)
      | <?https?://[^\s)>]+>?
      | \b\d{4}-\d{2}-\d{2}\b
      | \b(?:19|20)\d{2}\b(?!\s*(?:%|percent|points))
      | [A-Za-z_][\w./-]*\d[\w./-]*
      | \d[\d.]*[A-Za-z][\w.-]*
      | ^\s*\d+[.)]\s
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"\d[\d.,]*(?:\s?(?:%|percent\b|points\b))?")
_SUPERLATIVE = re.compile(
    r"""\b(?: best | best-in-class | market-leading | industry-leading | leading | unmatched | unrivalled
            | unparalleled | world-class | state[ -]of[ -]the[ -]art | safest | fastest | cheapest | smartest
            | flawless(?:ly)? | perfect(?:ly)? | guaranteed | foolproof | bulletproof | number\sone
            | (?:the\s)?most\s(?:accurate|reliable|secure|trusted|advanced|capable|powerful|complete)
            | never\sfails? | always\sworks? )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")


def check_bound(page: Authored) -> Iterator[Problem]:
    """A warning at each number and each superlative in the prose of a page that is not a reference."""
    in_code = False
    for number, line in enumerate(page.text.split("\n"), start=page.first_line):
        if _FENCE.match(line):
            in_code = not in_code
        elif not in_code:
            yield from _of_line(page.file, number, line)


def _of_line(file: str, number: int, line: str) -> Iterator[Problem]:
    prose = _NOT_PROSE.sub(_blank, REFERENCE.sub(_blank, line))
    for match in _NUMBER.finditer(prose):
        yield Problem(
            Place(file, number, match.start() + 1),
            "unbound-number",
            f"the number {quoted(match[0].rstrip('., '))} is bound to no evidence",
            'refer to it, as in {{ figure("agent/pact/obligation") }}, or say it without a number',
            Level.WARNING,
        )
    for match in _SUPERLATIVE.finditer(prose):
        yield Problem(
            Place(file, number, match.start() + 1),
            "unbound-superlative",
            f"{quoted(match[0])} is bound to no evidence",
            'make it a claim, as in {{ claim("id") }}, or leave it out',
            Level.WARNING,
        )


def _blank(match: re.Match[str]) -> str:
    """As many blanks, so that columns stay."""
    return " " * len(match[0])
