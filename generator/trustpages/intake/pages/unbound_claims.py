"""Authored pages against the evidence: unresolved references, and numbers and superlatives without one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from trustpages.intake.files.authored_page import AuthoredPage
from trustpages.intake.messages.quoting import quote, suggest_nearest
from trustpages.intake.naming.declared import DeclaredIds
from trustpages.intake.pages.prose import extract_prose
from trustpages.intake.pages.superlatives import find_spelled_numbers, find_superlatives
from trustpages.model.pages.page import REFERENCE, REFERENCE_KINDS
from trustpages.model.problem import Place, Problem, ProblemLevel

_WHERE_DECLARED = {
    "claim": "a claim is declared in claims.yml; write its id, or agent/id where two agents share it",
    "figure": "a figure is written agent/pact/obligation",
}


def check_page_references(page: AuthoredPage, declared: DeclaredIds) -> Iterator[Problem]:
    """A problem for each reference of a page to something that no document declares."""
    claims = list(declared.list_by_agent("claim"))
    uses = Counter(claim for _, claim in claims)
    # The id alone names a claim where one agent only uses it.
    unique = {claim for claim in uses if uses[claim] == 1}
    figures = {f"{agent}/{obligation}" for agent, obligation in declared.list_by_agent("obligation")}
    known = {"claim": unique | {f"{agent}/{claim}" for agent, claim in claims}, "figure": figures}
    for number, line in enumerate(page.text.split("\n"), start=page.first_line):
        for match in REFERENCE.finditer(line):
            kind, name = match["kind"], match["id"]
            place = Place(page.file, number, match.start() + 1)
            if kind not in REFERENCE_KINDS:
                remedy = suggest_nearest(kind, REFERENCE_KINDS, "write claim or figure")
                yield Problem(place, "unknown-reference", f"no kind of reference {quote(kind)}", remedy)
            elif name not in known[kind]:
                remedy = suggest_nearest(name, known[kind], _WHERE_DECLARED[kind])
                yield Problem(place, "unknown-reference", f"no {kind} {quote(name)}", remedy)


_MOST = 100
_NUMBER = re.compile(r"\d[\d.,]*(?:\s?(?:%|percent\b|per\scent\b|points\b|[x×](?!\w)|[kKM]\b))?")


def check_unbound_claims(page: AuthoredPage) -> Iterator[Problem]:
    """A warning at each number and each superlative in the prose of a page that is not a reference.

    Nobody needs more than a hundred of one page.
    """
    lines = enumerate(extract_prose(page.text), start=page.first_line)
    return islice((problem for number, prose in lines for problem in _check_line(page.file, number, prose)), _MOST)


def _check_line(file: str, number: int, prose: str) -> Iterator[Problem]:
    for match in (*_NUMBER.finditer(prose), *find_spelled_numbers(prose)):
        yield Problem(
            Place(file, number, match.start() + 1),
            "unbound-number",
            f"the number {quote(match[0].rstrip('., '))} is bound to no evidence",
            'refer to it, as in {{ figure("agent/pact/obligation") }}, or say it without a number',
            ProblemLevel.WARNING,
        )
    for match in find_superlatives(prose):
        yield Problem(
            Place(file, number, match.start() + 1),
            "unbound-superlative",
            f"{quote(match[0])} is bound to no evidence",
            'make it a claim, as in {{ claim("id") }}, or leave it out',
            ProblemLevel.WARNING,
        )
