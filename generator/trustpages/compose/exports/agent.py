"""All that is said of an agent on its pages, put together for the formats of other tools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trustpages.compose.answers.reliance import group_steps_by_reliance
from trustpages.compose.composition import Composition
from trustpages.compose.exports.limits import list_limits
from trustpages.compose.pages.evidence import find_freshness, label_item
from trustpages.compose.sections.benchmarks import describe_published_score
from trustpages.compose.sections.limitations import view_limitation
from trustpages.compose.sections.obligations import view_obligation
from trustpages.compose.wording.figures import describe_score
from trustpages.compose.wording.labels import DECIDED_BY_METHOD, RELATIONSHIPS
from trustpages.compose.wording.said import say
from trustpages.model.documents.items.counted import CountedItem
from trustpages.model.documents.items.scores import BenchmarkResult, PublishedScore
from trustpages.model.pages.exported import (
    ExportedAgent,
    ExportedItem,
    ExportedLimitation,
    ExportedPromise,
    ExportedStep,
)
from trustpages.model.pages.findings import ObligationView
from trustpages.model.results.benchmarks import ResultQuality
from trustpages.model.results.evidence import Evidence, ItemOutcomes
from trustpages.model.results.limitation import Limitation
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.states import DISPUTED


def compose_export(composition: Composition, agent: AgentReport, outcomes: Iterable[ItemOutcomes]) -> ExportedAgent:
    """What is said of the agent; `outcomes` are those of its items that count them."""
    report, by_item = composition.report, {found.evidence: found for found in outcomes}
    return ExportedAgent(
        report=agent,
        as_of=report.as_of,
        audience=report.audience,
        inputs_digest=report.inputs_digest,
        publisher=composition.trust.publisher,
        site=composition.trust.site.url or "",
        valid_until=agent.valid_until.day,
        limits=list_limits(composition, agent),
        steps=tuple(_list_steps(composition.report, agent)),
        promises=tuple(_list_promises(composition, agent)),
        limitations=tuple(_export_limitation(limitation, agent) for limitation in agent.limitations.triggered),
        items=tuple(
            _export_item(composition, agent, evidence, by_item.get(evidence.id))
            for evidence in agent.evidence
            if evidence.evidence_class is not None
        ),
    )


def _list_steps(report: Report, agent: AgentReport) -> Iterator[ExportedStep]:
    for reliance, steps in group_steps_by_reliance(report, agent):
        yield ExportedStep(step=steps, reliance=reliance)


def _list_promises(composition: Composition, agent: AgentReport) -> Iterator[ExportedPromise]:
    terms = {
        f"{pact.id}/{obligation.id}": (pact, obligation) for pact in agent.pacts for obligation in pact.obligations
    }
    for result in agent.findings.obligations:
        pact, obligation = terms[result.ref]
        view = view_obligation(composition, agent, result)
        seen, measured, caveats = view.figure.told, _describe_source(view), tuple(_list_caveats(view))
        told = f"Measured {measured}" if measured else ""
        yield ExportedPromise(
            pact=pact,
            terms=obligation,
            result=result,
            state=view.verdict,
            promised=view.target,
            seen=seen,
            measured=measured,
            caveats=caveats,
            summary=_join((view.verdict.word, f"Promised: {view.target}", f"Seen: {seen}", told, *caveats)),
        )


def _describe_source(view: ObligationView) -> str:
    source = view.provenance
    if source is None:
        return ""
    return f"by {source.evaluator} ({source.relationship}), {source.collected}: {source.freshness.word}"


_CAVEATS = frozenset({"Since then", DISPUTED.word, "Unknown outcomes"})


def _list_caveats(view: ObligationView) -> Iterator[str]:
    """What the page says of the promise that could turn what its verdict says."""
    for fact in (*view.consequences, *view.how):
        if fact.label in _CAVEATS and fact.value:
            yield f"{say(fact.label)}: {say(fact.value)}"


def _join(sentences: Iterable[str]) -> str:
    return " ".join(f"{sentence.rstrip('.')}." for sentence in sentences if sentence)


def _export_limitation(limitation: Limitation, agent: AgentReport) -> ExportedLimitation:
    view = view_limitation(limitation, agent)
    return ExportedLimitation(rule=view.rule, severity=view.severity, text=say(view.text), subjects=limitation.subjects)


def _export_item(
    composition: Composition, agent: AgentReport, evidence: Evidence, outcomes: ItemOutcomes | None
) -> ExportedItem:
    item, found = evidence.item, agent.findings
    score = next((result for result in found.benchmarks.results if result.evidence == evidence.id), None)
    fresh = find_freshness(agent, evidence)
    against = next((adverse.found for adverse in found.adverse_evidence.items if adverse.evidence == evidence.id), "")
    board = getattr(item, "benchmark", None)
    state, relationship = label_item(agent, evidence), RELATIONSHIPS[evidence.producer.relationship.value]
    title, seen = item.title or evidence.id, _describe_seen(composition, evidence, score, outcomes)
    told = f"Speaks against the agent: {against}" if against else ""
    by = f"Measured by {evidence.producer.name}, {relationship}"
    return ExportedItem(
        evidence=evidence,
        title=title,
        relationship=relationship,
        decided=DECIDED_BY_METHOD[item.method] if isinstance(item, CountedItem | BenchmarkResult) else "",
        state=state,
        against=against,
        seen=seen,
        summary=_join((title.rstrip("."), seen, told, state.word, by)),
        expires_on=fresh.expires_on if fresh else None,
        score=score,
        outcomes=outcomes,
        benchmark=next((document for document in composition.report.portfolio.documents if document.id == board), None),
    )


def _describe_seen(
    composition: Composition, evidence: Evidence, score: ResultQuality | None, outcomes: ItemOutcomes | None
) -> str:
    """What was measured in the item in words; empty where it measures nothing."""
    if isinstance(evidence.item, PublishedScore):
        value, limits = describe_published_score(evidence.item)
        return f"{value} (range: {limits})"
    if score is not None:
        return describe_score(score, composition.trust.policy.low_n).told
    return composition.figure(outcomes.share).told if outcomes is not None else ""
