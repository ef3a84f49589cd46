"""References in authored pages that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.intake.authored import Authored
from trustpages.intake.names import Names
from trustpages.intake.suggestion import did_you_mean, quoted
from trustpages.model.problem import Place, Problem
from trustpages.model.reference import KINDS, REFERENCE

_WHERE = {
    "claim": "a claim is declared in claims.yml; write its id, or agent/id where two agents share it",
    "figure": "a figure is written agent/pact/obligation",
}


def check_page_references(page: Authored, names: Names) -> Iterator[Problem]:
    """A problem for each reference of a page to something that no document declares."""
    known = {"claim": _claims(names), "figure": _figures(names)}
    for number, line in enumerate(page.text.split("\n"), start=page.first_line):
        for match in REFERENCE.finditer(line):
            kind, name = match["kind"], match["id"]
            place = Place(page.file, number, match.start() + 1)
            if kind not in KINDS:
                remedy = did_you_mean(kind, KINDS, "write claim or figure")
                yield Problem(place, "unknown-reference", f"no kind of reference {quoted(kind)}", remedy)
            elif name not in known[kind]:
                remedy = did_you_mean(name, known[kind], _WHERE[kind])
                yield Problem(place, "unknown-reference", f"no {kind} {quoted(name)}", remedy)


def _claims(names: Names) -> set[str]:
    """Every claim as `agent/id`, and as its id alone where one agent only uses it."""
    pairs = [(agent, claim) for agent, own in names.agents.items() for claim in own.claims]
    ids = [claim for _, claim in pairs]
    return {f"{agent}/{claim}" for agent, claim in pairs} | {id_ for id_ in ids if ids.count(id_) == 1}


def _figures(names: Names) -> set[str]:
    return {f"{agent}/{obligation}" for agent, own in names.agents.items() for obligation in own.obligations}
