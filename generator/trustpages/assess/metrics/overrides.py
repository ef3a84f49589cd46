"""Overrides: whether each of them is valid, still in force, and what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from trustpages.assess.context import Context
from trustpages.model.documents.agent import DecisionRight
from trustpages.model.documents.items import Override
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.loop import OverrideFinding


def overrides_of(context: Context) -> tuple[OverrideFinding, ...]:
    """One finding for every override up to the date of the report, by id.

    Valid iff its approver's role may override the decision, and it has a justification, an evidence
    reference and an expiry date that has not passed while it was in force. In force from its date until it
    was ended or renewed; an expired one that nobody ended is still in force, and not valid.
    """
    made = [
        (item, item.item)
        for item in context.evidence
        if isinstance(item.item, Override) and item.item.date <= context.as_of
    ]
    renewed = {item.renews: item.date for _, item in made if item.renews is not None}
    rights = context.agent.agent.decision_rights
    return tuple(_finding(one, item, rights, renewed.get(item.id), context.as_of) for one, item in made)


def last_override(findings: Sequence[OverrideFinding], obligation: str) -> OverrideFinding | None:
    """The override of the obligation's consequence that sets it aside today, valid or not: a valid one first."""
    in_force = [finding for finding in findings if finding.obligation == obligation and finding.in_force]
    return max(in_force, key=lambda override: (override.valid, override.on, override.id), default=None)


def _finding(
    evidence: Evidence, item: Override, rights: Sequence[DecisionRight], renewed: date | None, as_of: date
) -> OverrideFinding:
    ends = [one for one in (item.ended, renewed) if one is not None and one <= as_of]
    lacks = _lacks(item, rights, min(ends, default=None), as_of)
    return OverrideFinding(
        id=item.id,
        obligation=item.obligation,
        decision=item.decision,
        by=item.by.name,
        role=item.by.role,
        on=item.date,
        expires=item.expires,
        valid=not lacks,
        in_force=not ends,
        lacks=lacks,
        evidence=item.evidence,
        illustrative=evidence.illustrative,
    )


def _lacks(item: Override, rights: Sequence[DecisionRight], end: date | None, as_of: date) -> tuple[str, ...]:
    may = any(right.decision == item.decision and item.by.role in right.may_override for right in rights)
    tests = (
        (may, "decision right"),
        (item.justification is not None, "justification"),
        (bool(item.evidence), "evidence"),
        (item.expires is not None, "expiry date"),
        (item.expires is None or (end or as_of) <= item.expires, "end or renewal before it expired"),
    )
    return tuple(what for holds, what in tests if not holds)
