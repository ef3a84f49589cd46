"""What a report leaves behind: the record that `report.json` is written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from trustpages.model.documents.trust import Gates, SwitchedOff
from trustpages.model.measured import Result, get_headline
from trustpages.model.results.claims import ClaimResult
from trustpages.model.results.disputes import Contest
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.limitation import Limitations
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.records.agent import AgentRecord
from trustpages.model.results.records.changes import ReportChange
from trustpages.model.results.records.findings import ClaimRecord, ContestRecord, ItemRecord, LimitationRecord
from trustpages.model.results.records.history import EvidenceRecord
from trustpages.model.results.records.json_values import (
    Json,
    encode_around,
    encode_json,
    problem_to_json,
    quantity_to_json,
    to_json,
)
from trustpages.model.results.records.obligation import ObligationRecord
from trustpages.model.results.records.report import FORMAT, GateRecord, ReportRecord
from trustpages.model.results.report import AgentReport, Portfolio, Report
from trustpages.model.vocabulary import Audience
from trustpages.review.changes import find_changes
from trustpages.secrets.scanning import mask_problem

T = TypeVar("T")


def make_record(report: Report, before: ReportRecord | None = None) -> ReportRecord:
    """The record of a report, with what changed since the one `before`; None where there was none."""
    record = ReportRecord(
        format=FORMAT,
        as_of=report.as_of,
        audience=report.audience,
        inputs_digest=report.inputs_digest,
        previous_digest=report.previous_digest,
        previous_as_of=report.previous_as_of,
        portfolio=_portfolio_to_json(report.portfolio),
        agents=tuple(record_agent(agent) for agent in report.agents),
        missing=tuple(replace(gone, agent=gone.agent.in_short) for gone in report.missing),
        begins=report.begins,
        policy={name: to_json(value) for name, value, _ in report.policy.parameters()},
        problems=tuple(problem_to_json(mask_problem(problem)) for problem in report.problems),
    )
    return record if before is None else record.with_changes(find_changes(before, record))


def record_gate(gates: Gates, audience: Audience, *, looks_better: bool | None) -> GateRecord | None:
    """The state of the gate on selective disclosure; None for the audience that sees everything."""
    if audience is Audience.INTERNAL:
        return None
    off = gates.selective_disclosure
    state = GateRecord(looks_better=looks_better, holds=gates.holds_disclosure)
    if not isinstance(off, SwitchedOff):
        return state
    return replace(state, off_by=off.off_by.name, since=off.since, reason=off.reason)


def hold_beside_all(record: ReportRecord, gates: Gates, *, looks_better: bool | None) -> ReportRecord:
    """The record, with whether the report looks better than the one on all of the evidence does."""
    return replace(record, against_all=record_gate(gates, record.audience, looks_better=looks_better))


def write_record(record: ReportRecord | AgentRecord) -> bytes:
    """The bytes of `report.json`, or of the part of it that is about one agent."""
    return encode_json(to_json(record))


def write_whole_record(shared: ReportRecord, agents: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes, in pieces, of `report.json`, of the record without its agents and of the bytes of each of them."""
    value = to_json(shared)
    if not isinstance(value, dict):
        raise TypeError("a record is a mapping")
    return encode_around(value, "agents", agents)


def record_agent(agent: AgentReport, changes: tuple[ReportChange, ...] = ()) -> AgentRecord:
    """The record of a report on one agent, with what changed about it since the earlier one."""
    found = agent.findings
    return AgentRecord(
        id=agent.id,
        name=agent.agent.name,
        version=agent.agent.version,
        illustrative=agent.illustrative,
        posture=agent.posture.posture,
        decided_by=agent.posture.decided_by,
        posture_rule=agent.posture.rule,
        posture_reason=agent.posture.reason,
        valid_until=agent.valid_until.day,
        valid_until_reason=agent.valid_until.reason,
        authority=agent.authority,
        obligations=tuple(_record_obligation(obligation) for obligation in found.obligations),
        metrics={id_: _metric_to_json(result) for id_, result in found.by_metric()},
        claims=tuple(_record_claim(claim) for claim in found.claims),
        limitations=_record_limitations(agent.limitations),
        not_evaluable=agent.limitations.not_evaluable,
        clear=agent.limitations.clear,
        consequences=found.follow_through.entries,
        overrides=found.follow_through.overrides,
        reviews=to_json(found.reviews),
        evidence=tuple(
            _record_item(item, record) for item, record in zip(agent.evidence, agent.evidence_records, strict=True)
        ),
        contests=tuple(_record_contest(contest) for contest in agent.contests),
        contested_together=to_json(agent.contested_together),
        pacts=agent.pact_records,
        vanished=agent.vanished,
        explained=agent.explained,
        withdrawn=agent.withdrawn,
        history=agent.history,
        tasks=agent.tasks,
        sensitivity=agent.sensitivity,
        workflow=agent.agent.workflow.id,
        blast_radius=agent.agent.blast_radius,
        accepted_risks=[
            {"id": risk.id, "valid_until": to_json(risk.valid_until)} for risk in agent.agent.residual_risks
        ],
        resembles=agent.resembles,
        changes=changes,
    )


def _copy(kind: type[T], source: object, /, **own: Any) -> T:
    """A record with the values that `source` has under the same names, but for its `own`."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # every kind is a dataclass
    return kind(**{name: own[name] if name in own else getattr(source, name) for name in names})


def _record_obligation(result: ObligationResult) -> ObligationRecord:
    figures = quantity_to_json(result.quantity)
    return _copy(
        ObligationRecord,
        result,
        status=result.quantity.status,
        estimate=figures["value"],
        **{key: figures[key] for key in ("k", "n", "n_eff", "low", "high", "level", "method", "reason")},
        threshold=result.target,
        since_then=to_json(result.since_then),
        counts=to_json(result.counts),
        evidence=result.pooled,
        freshness=to_json(result.freshness),
        budget=to_json(result.budget, result.pooled),
        sources=to_json(result.sources),
        differences=to_json(result.differences),
        strata=to_json(result.strata),
        consequences=[
            {"trigger": trigger.value, "consequence": to_json(term)} for trigger, term in result.consequences
        ],
    )


def _record_claim(claim: ClaimResult) -> ClaimRecord:
    quantities = {name: to_json(getattr(claim, name), claim.evidence) for name in ("quantity", "single_attempt")}
    return _copy(ClaimRecord, claim, **quantities, counts=to_json(claim.counts))


def _record_limitations(found: Limitations) -> tuple[LimitationRecord, ...]:
    return tuple(
        _copy(LimitationRecord, limitation, inputs={name: to_json(value) for name, value in limitation.inputs})
        for limitation in found.triggered
    )


def _record_item(item: Evidence, record: EvidenceRecord) -> ItemRecord:
    return _copy(
        ItemRecord,
        record,
        bundle=item.bundle,
        class_=item.evidence_class,
        version=item.version,
        producer=to_json(item.producer),
        source=to_json(item.source),
        says=item.item.judge_as_record(),
        illustrative=item.illustrative,
        set_aside=to_json(item.set_aside),
    )


def _record_contest(contest: Contest) -> ContestRecord:
    return _copy(ContestRecord, contest, verdicts=to_json(contest.verdicts), claims=to_json(contest.claims))


def _metric_to_json(found: Result | Sequence[Result], absence: str = "nothing was recorded") -> Json:
    return {**quantity_to_json(get_headline(found, absence)), "details": to_json(found)}


def _portfolio_to_json(portfolio: Portfolio) -> dict[str, Json]:
    procurement, limitations = portfolio.procurement, portfolio.limitations
    record: dict[str, Json] = {
        "rank_outcome": [_metric_to_json(rank) for rank in portfolio.ranks],
        "decisions": None if procurement is None else _metric_to_json(procurement),
        "acceptances": to_json(portfolio.acceptances),
        "benchmarks": to_json(portfolio.benchmarks),
    }
    if limitations is not None:
        record["limitations"] = to_json(_record_limitations(limitations))
        record["not_evaluable"] = to_json(limitations.not_evaluable)
        record["clear"] = list(limitations.clear)
    return record
