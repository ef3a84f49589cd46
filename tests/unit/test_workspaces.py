"""The workspaces that tests build: each holds what its name says, and the links of its pages lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from support.workspaces.known import IN_ONE_PROCESS, known_whole
from support.workspaces.reports import refuse_dead_links_of
from trustpages.compose.wording.names import spell_out
from trustpages.model.documents.bundle import AnyItem
from trustpages.model.documents.catalog import KINDS
from trustpages.model.documents.measures.catalog import Measure
from trustpages.model.results.follow_through import LedgerState
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Audience, ClaimVerdict, Posture, Verdict
from trustpages.model.workspace import Workspace

pytestmark = IN_ONE_PROCESS


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.INTERNAL])
@pytest.mark.parametrize("name", ["three agents", "bad news", "bare"])
def test_every_link_to_a_place_on_a_page_leads_to_one(name: str, audience: Audience) -> None:
    refuse_dead_links_of(known_whole(name, audience).site.pages)


def test_every_record_has_every_kind_of_document_item_and_measure() -> None:
    whole = known_whole("three agents")
    workspace, report = whole.reading.intake.workspace, whole.report
    assert workspace is not None
    assert {document.kind for document in _documents(workspace)} == {kind.name for kind in KINDS}
    for agent in workspace.agents:
        assert {item.kind for _, item in agent.items()} == _kinds(AnyItem)
        measures = {promise.measure.kind for pact in agent.pacts for promise in pact.obligations}
        assert measures == _kinds(Measure)
        assert len(agent.pacts) == 2
    assert all(agent.findings.follow_through.entries for agent in report.agents)


def test_bad_news_are_bad_in_every_way() -> None:
    whole = known_whole("bad news", Audience.PUBLIC)
    agents = whole.report.agents
    assert {agent.posture.posture for agent in agents} == {Posture.BLOCKED, Posture.CONDITIONAL}
    verdicts = {promise.verdict for agent in agents for promise in agent.findings.obligations}
    assert verdicts == set(Verdict) - {Verdict.MET, Verdict.NOT_APPLICABLE}
    said = {claim.verdict for agent in agents for claim in agent.findings.claims}
    assert said == set(ClaimVerdict) - {ClaimVerdict.SUPPORTED}
    ledger = {entry.state for agent in agents for entry in agent.findings.follow_through.entries}
    assert ledger >= {LedgerState.LATE, LedgerState.NOT_ENACTED, LedgerState.MISSED_TRIGGER}
    assert ledger >= {LedgerState.OVERRIDE_LAPSED, LedgerState.WAIVED, LedgerState.REVERSED}
    assert not any(one.valid for agent in agents for one in agent.findings.follow_through.overrides)
    rules = {limitation.rule for agent in agents for limitation in agent.limitations.triggered}
    assert len(rules) >= 60
    assert any(agent.changes for agent in whole.computed.record.agents)


def test_a_bare_agent_has_nothing_to_its_name() -> None:
    (agent,) = known_whole("bare").report.agents
    assert (agent.pacts, agent.evidence, agent.findings.claims, agent.findings.obligations) == ((), (), (), ())


def test_no_sentence_of_a_finding_leaves_an_id_or_a_day_to_the_reader() -> None:
    for name in ("bad news", "three agents"):
        for agent in known_whole(name, Audience.PUBLIC).report.agents:
            words = " ".join(spell_out(sentence, agent) for sentence in _list_sentences(agent))
            assert not re.search(r"\d{4}-\d{2}-\d{2}", words)
            refs = {promise.ref for promise in agent.findings.obligations}
            assert {ref for ref in refs if re.search(rf"(?<![/\w]){ref}(?!\w)", words)} == set()


def _list_sentences(agent: AgentReport) -> Iterator[str]:
    yield from (limitation.text for limitation in agent.limitations.triggered)
    yield from (agent.posture.reason, *agent.authority.reasons, agent.valid_until.reason)
    yield from (trigger.text for trigger in agent.findings.reviews.triggers)
    yield from (reason for item in agent.findings.freshness.items for reason in item.reasons)


def _documents(workspace: Workspace) -> Iterator[Any]:
    yield workspace.trust
    yield from (*workspace.benchmarks, *workspace.decisions, *workspace.questions, *workspace.frameworks)
    for agent in workspace.agents:
        yield from (agent.agent, *agent.pacts, *agent.bundles, *agent.claims)


def _kinds(union: Any) -> set[str]:
    """The names of the kinds in a union of models that `kind` tells apart."""
    if isinstance(union, type) and issubclass(union, BaseModel):
        return _kinds(union.model_fields["kind"].annotation)
    if get_origin(union) is Literal:
        return set(get_args(union))
    parts = (part for part in get_args(union) if get_args(part) or isinstance(part, type))
    return {name for part in parts for name in _kinds(part)}
