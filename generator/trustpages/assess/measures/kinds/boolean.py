"""Promises that a record exists: an audit, a review, a drill."""

from __future__ import annotations

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.pooling import judge_usability
from trustpages.assess.measures.assessor import UNCOUNTED, MeasureAssessor
from trustpages.assess.measures.ruling import RECORD, Basis, Ruling, rule_no_evidence
from trustpages.model.documents.measures.outcomes import BooleanMeasure
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.obligation import LeftOut, Target, WhatWouldChange


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
    judged = [(item, *judge_usability(case, item)) for item in named]
    left_out = tuple(LeftOut(item.id, why) for item, _, why in judged if why is not None)
    standing = [(item, freshness) for item, freshness, why in judged if why is None]
    if not standing:
        return rule_no_evidence(target, Basis(left_out=left_out))
    # The latest decides, or a passed audit of last year would outweigh the failed one of today.
    latest, freshness = max(standing, key=lambda pair: (pair[0].collected_to, pair[0].id))
    basis = Basis(
        items=(latest.id,),
        freshness=(freshness,),
        periods=(latest.collected,) if latest.collected else (),
        left_out=left_out,
        illustrative=latest.illustrative,
    )
    no_number = Unmeasured(Status.UNDEFINED, "a record exists or it does not: there is no number")
    next_one = WhatWouldChange(text=f"The next recorded {what} decides.")
    return Ruling(target, latest.item.judge_as_record(), RECORD, no_number, basis, would_change=next_one)


ASSESSOR = MeasureAssessor(
    model=BooleanMeasure,
    rule=rule_boolean,
    ask_data=lambda _measure, _threshold: (),
    read_claimed_value=None,
    answers_rate_claims=False,
    describe_open=lambda _: UNCOUNTED,
)
