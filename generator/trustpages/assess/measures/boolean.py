"""Promises that a record exists: an audit, a review, a drill."""

from __future__ import annotations

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.freshness import assess_freshness
from trustpages.assess.evidence.windows import explain_outside_window
from trustpages.assess.measures.assessor import UNCOUNTED, LevelUse, MeasureAssessor
from trustpages.assess.measures.ruling import RECORD, Basis, Ruling, rule_no_evidence
from trustpages.model.documents.measures import BooleanMeasure
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.evidence import Evidence, ItemFreshness
from trustpages.model.results.obligation import LeftOut, Target, WhatWouldChange

NO_NUMBER = Unmeasured(Status.UNDEFINED, "a record exists or it does not: there is no number")


def rule_boolean(case: Case, measure: BooleanMeasure) -> Ruling:
    """The ruling on a record that must exist in the window: what the latest one says.

    A record of a failed examination is a breach, a qualified one leans to met. Without any record the
    verdict is `missing`.
    """
    what = measure.of.replace("_", " ")
    target = Target("exists", None, "record", text=f"a recorded {what}")
    named = [
        item for item in case.context.evidence if item.item.kind == measure.of and case.ref in item.item.obligations
    ]
    judged = [(item, *_judge_record(case, item)) for item in named]
    left_out = tuple(LeftOut(item.id, why) for item, _, why in judged if why is not None)
    standing = [(item, freshness) for item, freshness, why in judged if why is None]
    if not standing:
        return rule_no_evidence(target, Basis(left_out=left_out))
    latest, freshness = max(standing, key=lambda pair: (pair[0].collected_to, pair[0].id))
    return Ruling(
        target,
        latest.item.judge_as_record(),
        RECORD,
        NO_NUMBER,
        _build_record_basis(latest, freshness, left_out),
        would_change=WhatWouldChange(text=f"The next recorded {what} decides."),
    )


def _judge_record(case: Case, evidence: Evidence) -> tuple[ItemFreshness, str | None]:
    """How fresh a record is, and why it does not count, if it does not."""
    freshness = assess_freshness(case.context, evidence, case.triggers, max_age=case.obligation.evidence_max_age)
    if evidence.collected is None or not freshness.status.is_usable:
        return freshness, f"{freshness.status}: {'; '.join(freshness.reasons)}"
    return freshness, explain_outside_window(case.obligation.window, case.days, evidence.collected, cut_by_day=False)


def _build_record_basis(evidence: Evidence, freshness: ItemFreshness, left_out: tuple[LeftOut, ...]) -> Basis:
    return Basis(
        items=(evidence.id,),
        freshness=(freshness,),
        periods=(evidence.collected,) if evidence.collected else (),
        left_out=left_out,
        illustrative=evidence.illustrative,
    )


ASSESSOR = MeasureAssessor(
    model=BooleanMeasure,
    rule=rule_boolean,
    ask_data=lambda _measure, _threshold: None,
    read_claimed_value=None,
    answers_rate_claims=False,
    level_use=LevelUse.NONE,
    describe_open=lambda _: UNCOUNTED,
)
