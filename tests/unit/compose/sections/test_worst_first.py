"""A page of claims says the worst first; a first screen says who holds an agent back that keeps its promises."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.builders import a_bundle, a_workspace, an_agent_evidence, claims_of, runs
from support.compose.answers import tell_of, teller_of
from support.compose.blocks import tables_of
from trustpages.compose.pages.registers import compose_claims_page
from trustpages.compose.sections.first_screen.bottom_line import compose_bottom_line
from trustpages.compose.wording.said import say
from trustpages.model.results.standing import ValidUntil
from trustpages.model.states import CLAIMS
from trustpages.model.vocabulary import ClaimVerdict, Posture


def test_claims_stand_worst_first() -> None:
    teller = teller_of(a_workspace(an_agent_evidence(a_bundle(runs()), claims=[claims_of()])))
    agent = teller.agent
    (claim,) = agent.findings.claims
    mixed = tuple(replace(claim, id=f"c-{number}", verdict=verdict) for number, verdict in enumerate(ClaimVerdict))
    findings = replace(agent.findings, claims=mixed)
    report = replace(teller.composition.report, agents=(replace(agent, findings=findings),))
    (table,) = tables_of(compose_claims_page(replace(teller.composition, report=report)))
    words = [say(row.cells[1]) for row in table.rows]
    assert words[0] == CLAIMS[ClaimVerdict.CONTRADICTED].word
    assert words[-2:] == [CLAIMS[ClaimVerdict.PARTIALLY_SUPPORTED].word, CLAIMS[ClaimVerdict.SUPPORTED].word]


@pytest.mark.parametrize(
    ("posture", "granted", "lowered_by", "said"),
    [
        (Posture.BLOCKED, "autonomous", (), "It must not act."),
        (Posture.CONDITIONAL, "autonomous", ("event",), "what followed from a broken promise has stopped it"),
        (Posture.CONDITIONAL, "suspended", (), "its owner allows nothing"),
    ],
)
def test_who_holds_it_back_is_said_beside_a_better_state(
    posture: Posture, granted: str, lowered_by: tuple[str, ...], said: str
) -> None:
    teller = tell_of(runs(97, 100))
    agent = teller.agent
    authority = replace(agent.authority, by_rules=agent.authority.ladder[0], granted=granted, lowered_by=lowered_by)
    state = replace(agent.posture, posture=posture)
    held = replace(agent, posture=state, authority=authority, valid_until=ValidUntil(None, "nothing ends it"))
    assert said in compose_bottom_line(teller.composition.report, held).action
