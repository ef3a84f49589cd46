"""What hangs on evidence that is contested: the findings without it, computed as they are with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields, replace
from typing import Any

from trustpages.assess.evidence.context import Context
from trustpages.assess.history.retractions import list_contested
from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.metrics.catalog import STEPS
from trustpages.assess.standing.posture import decide_posture_of
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.documents.bundle import Dispute
from trustpages.model.results.disputes import Contest, ContestedClaim, ContestedVerdict, JointContest, WithoutContested
from trustpages.model.results.findings import Findings


def weigh_disputes(agent: AssessedAgent) -> tuple[Contest, ...]:
    """Every dispute that is open on the date of the report, or was upheld against a promise or claim, by id."""
    disputes = (item.item for item in agent.context.evidence if isinstance(item.item, Dispute))
    raised = (dispute for dispute in disputes if dispute.opened <= agent.context.as_of)
    weighed = (_weigh_dispute(agent, dispute) for dispute in raised if _is_to_be_told(agent, dispute))
    return tuple(sorted(weighed, key=lambda contest: contest.dispute))


def _is_to_be_told(agent: AssessedAgent, dispute: Dispute) -> bool:
    as_of = agent.context.as_of
    return dispute.is_open_on(as_of) or (
        dispute.is_upheld_on(as_of) and dispute.overturns and any(_list_named(agent, dispute))
    )


def _list_named(agent: AssessedAgent, dispute: Dispute) -> Iterator[str]:
    known = {result.ref for result in agent.findings.obligations} | {claim.id for claim in agent.findings.claims}
    return (name for name in dispute.concerns if name in known)


def _weigh_dispute(agent: AssessedAgent, dispute: Dispute) -> Contest:
    items, named = list_contested(dispute, agent.context.evidence), tuple(_list_named(agent, dispute))
    is_open = dispute.is_open_on(agent.context.as_of)
    contest = Contest(
        dispute=dispute.id,
        opened=dispute.opened,
        by=dispute.by.name,
        about=dispute.about,
        is_open=is_open,
        items=items if is_open else (),
        named=named,
        rests_on=tuple(sorted({*named, *_list_resting_on(agent.findings, items)})),
    )
    return replace(contest, **_compute_without(agent, items)) if contest.items else contest


def weigh_together(agent: AssessedAgent) -> JointContest | None:
    """The open disputes over items together; None where without all of these nothing turns but what one alone turns."""
    contests = [contest for contest in agent.contests if contest.items]
    if len(contests) < 2:  # one is told by itself
        return None
    items = tuple(sorted({item for contest in contests for item in contest.items}))
    joint = JointContest(
        disputes=tuple(contest.dispute for contest in contests), items=items, **_compute_without(agent, items)
    )
    alone = {change for contest in contests for change in _list_turns(contest)}
    return joint if _list_turns(joint) - alone else None


def _list_turns(contest: WithoutContested) -> frozenset[tuple[str, str]]:
    verdicts = ((verdict.obligation, verdict.after.value) for verdict in contest.verdicts)
    claims = ((claim.claim, claim.after.value) for claim in contest.claims)
    posture = [("posture", contest.posture.value)] if contest.posture is not None else []
    return frozenset([*verdicts, *claims, *posture])


def _list_resting_on(findings: Findings, items: tuple[str, ...]) -> Iterator[str]:
    contested = set(items)
    yield from (result.ref for result in findings.obligations if contested & set(result.pooled))
    yield from (claim.id for claim in findings.claims if contested & set(claim.evidence))


_DECIDES = frozenset({"obligations", "claims", "freshness", "adverse_evidence", "follow_through", "reviews"})
"""Findings that are told to hang on a dispute, and those that posture reads."""


def _compute_what_decides(agent: AssessedAgent, context: Context) -> Findings:
    """The findings on other evidence, as far as verdicts and posture rest on them."""
    known: dict[str, Any] = {field.name: getattr(agent.findings, field.name) for field in fields(Findings)}
    recomputed: dict[str, Any] = {}
    known |= {"portfolio": agent.portfolio, "history": agent.history, "triggers": find_recorded_triggers(context)}
    for metric in STEPS:
        if metric.field in _DECIDES:
            known[metric.field] = recomputed[metric.field] = metric.find(context, known)
    return replace(agent.findings, **recomputed)


def _compute_without(agent: AssessedAgent, items: Collection[str]) -> dict[str, Any]:
    """The fields of `WithoutContested` that say what would be otherwise without the items."""
    context, history = agent.context.leave_out(items), agent.history
    before, after = agent.findings, _compute_what_decides(agent, context)
    now, then = (
        decide_posture_of(where, findings, history).posture
        for where, findings in ((agent.context, before), (context, after))
    )
    return {
        "verdicts": tuple(
            ContestedVerdict(old.ref, old.promise, old.severity, old.verdict, new.verdict, new.quantity)
            for old, new in zip(before.obligations, after.obligations, strict=True)
            if old.verdict is not new.verdict
        ),
        "claims": tuple(
            ContestedClaim(old.id, old.text, old.verdict, new.verdict)
            for old, new in zip(before.claims, after.claims, strict=True)
            if old.verdict is not new.verdict
        ),
        "posture": then if then is not now else None,
    }
