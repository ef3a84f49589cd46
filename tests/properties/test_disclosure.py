"""A part of the evidence never looks better than all of it without the gate saying so."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from support.builders import (
    AS_OF,
    COLLECTED_TO,
    Values,
    a_bundle,
    a_claim,
    a_pact,
    a_trust,
    a_workspace,
    an_agent,
    an_agent_evidence,
    an_incident,
    an_obligation,
    claims_of,
    runs,
)
from trustpages.assess.report import assess
from trustpages.assess.standing.disclosure import find_differences
from trustpages.model.documents.items.events import Incident
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.vocabulary import Audience, ClaimVerdict, Severity, Verdict
from trustpages.model.workspace import AgentEvidence

PROMISED = ("task-success", "polite")
ITEMS: st.SearchStrategy[Values] = st.one_of(
    st.builds(
        lambda bad, n, promise: runs(n - min(bad, n), n, supports=[f"service/{promise}"]),
        st.sampled_from([0, 20, 4000]),
        st.sampled_from([60, 4000]),
        st.sampled_from(PROMISED),
    ),
    st.builds(
        lambda severity, confirmed: an_incident(severity=severity, confirmed=confirmed),
        st.sampled_from(["critical", "major", "minor"]),
        st.booleans(),
    ),
    st.builds(
        lambda result: {
            "kind": "audit",
            "date": COLLECTED_TO,
            "scope": "All.",
            "auditor": {"name": "Lab"},
            "result": result,
        },
        st.sampled_from(["pass", "qualified", "fail"]),
    ),
    st.builds(
        lambda status: {
            "kind": "dispute",
            "opened": COLLECTED_TO,
            "by": {"name": "Buyer"},
            "about": "The count.",
            "status": status,
        },
        st.sampled_from(["open", "upheld", "rejected"]),
    ),
)
LABELLED = st.lists(st.tuples(ITEMS, st.sampled_from(Audience)), max_size=6)
LABEL = st.sampled_from(Audience)


SHOWN: tuple[Values, Audience] = (runs(400, 400), Audience.PUBLIC)
"""Something good that everybody sees, so that there is something to hide."""


def seen_by(
    audience: Audience, items: list[tuple[Values, Audience]], polite: Audience, claim: Audience, twin: Audience
) -> Report:
    """The report on what this audience may see of the labelled evidence; every second item is that of a twin."""

    def shown(id_: str, parity: int) -> AgentEvidence:
        own = [
            value | {"id": f"item-{number}"}
            for number, (value, label) in enumerate([SHOWN, *items])
            if number % 2 == parity and audience.may_see(label)
        ]
        promises = [an_obligation()]
        if audience.may_see(polite):
            promises.append(an_obligation(id="polite", severity="low"))
        return an_agent_evidence(
            *([a_bundle(*own, agent=id_)] if own else []),
            agent=an_agent(id=id_),
            pacts=[a_pact(*promises, agent=id_)],
            claims=[claims_of(a_claim(), agent=id_)] if audience.may_see(claim) else (),
        )

    agents = [shown("desk", 0), *([shown("twin", 1)] if audience.may_see(twin) else [])]
    trust = a_trust(rank={"simulations": 10, "permutations": 10})
    return assess(a_workspace(*agents, trust=trust), AS_OF, audience, tries_policies=False)


def find_flattered(whole: AgentReport, part: AgentReport) -> set[str]:
    """Every compared quantity in which the part is better, read apart from the gate."""
    ladder, found = whole.authority.ladder, set()
    verdicts = {promise.ref: promise.verdict for promise in part.findings.obligations}
    claims = {claim.id: claim.verdict for claim in part.findings.claims}
    best = [Verdict.BREACHED, Verdict.LEANING_BREACH, Verdict.LEANING_MET, Verdict.MET]
    worth = [
        ClaimVerdict.CONTRADICTED,
        ClaimVerdict.UNSUPPORTED,
        ClaimVerdict.PARTIALLY_SUPPORTED,
        ClaimVerdict.SUPPORTED,
    ]
    if part.posture.posture.rank > whole.posture.posture.rank:
        found.add("posture")
    if ladder.index(part.authority.by_rules) > ladder.index(whole.authority.by_rules):
        found.add("authority")
    for promise in whole.findings.obligations:
        seen = verdicts.get(promise.ref)
        if promise.verdict in best and seen in best and best.index(seen) > best.index(promise.verdict):
            found.add(promise.ref)
        if promise.verdict is Verdict.BREACHED and seen is not Verdict.BREACHED:
            found.add(promise.ref)
    for claim in whole.findings.claims:
        said = claims.get(claim.id)
        if claim.verdict in worth and said in worth and worth.index(said) > worth.index(claim.verdict):
            found.add(claim.id)
    shown = {item.id for item in part.evidence}
    found |= {item.id for item in whole.evidence if isinstance(item.item, Incident) and item.id not in shown}
    found |= {item.evidence for item in whole.findings.adverse_evidence.unanswered if item.evidence not in shown}
    known = shown | {promise.ref for promise in part.findings.obligations} | set(claims)
    told = {limit.rule for limit in part.limitations.triggered}
    grave = (limit for limit in whole.limitations.triggered if limit.severity in (Severity.CRITICAL, Severity.HIGH))
    return found | {limit.rule for limit in grave if known.issuperset(limit.subjects) and limit.rule not in told}


@settings(max_examples=100, deadline=None)
@given(items=LABELLED, polite=LABEL, claim=LABEL, twin=LABEL)
def test_no_reader_is_shown_better_without_a_word(
    items: list[tuple[Values, Audience]], polite: Audience, claim: Audience, twin: Audience
) -> None:
    complete, nda, public = (seen_by(audience, items, polite, claim, twin) for audience in reversed(Audience))
    assert find_differences(complete, complete) == ()
    for part in (nda, public):
        said = find_differences(complete, part)
        shown = {agent.id: agent for agent in part.agents}
        for whole in complete.agents:
            if whole.id in shown:
                flattered = find_flattered(whole, shown[whole.id])
                told = " ".join(f"{found.subject} {found.sentence}" for found in said if found.agent == whole.id)
                assert not flattered or told, flattered
                assert all(name in told for name in flattered - {"posture", "authority"}), (flattered, told)
            elif any(isinstance(item.item, Incident) for item in whole.evidence):
                assert any(found.agent == whole.id for found in said)
