"""The judgement on a promise: the verdict of record of its latest day of review, or how it stands until the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from trustpages.assess.evidence.context import Case, KnownRulings
from trustpages.assess.evidence.review_days import find_last_review_day, find_next_review_day
from trustpages.assess.evidence.windows import Days
from trustpages.assess.measures.catalog import ASSESSORS
from trustpages.assess.measures.hand_picked import cap_for_hand_picked_runs
from trustpages.assess.measures.idle_scores import cap_for_doing_nothing
from trustpages.assess.measures.judged_shares import cap_for_uncalibrated_judge
from trustpages.assess.measures.ruling import REASON, Basis, Ruling
from trustpages.model.measured import Status, Unmeasured, with_inputs
from trustpages.model.results.obligation import LeftOut, SinceReview, Target
from trustpages.model.sentence import Sentence, join
from trustpages.model.states import VERDICTS
from trustpages.model.vocabulary import Verdict

_INTERIM = f"{VERDICTS[Verdict.ON_TRACK].in_sentence} or {VERDICTS[Verdict.AT_RISK].in_sentence}"
NEVER_JUDGED = f"the pact names no day on which it is judged, so that it is only ever {_INTERIM}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The ruling that stands, with the days that it looks at.

    `judged_on` is the day of review whose verdict of record it is, None for an interim ruling. `today` is the ruling
    on the days up to the date of the report, where that is another one beside a verdict of record.
    """

    ruling: Ruling
    days: Days
    judged_on: date | None
    today: Ruling | None = None

    @property
    def latest(self) -> Ruling:
        """That of today where there is one: an allowance runs out from day to day, whatever the last review said."""
        return self.today or self.ruling


def judge_obligation(case: Case) -> Judgement:
    """The verdict of record on one obligation, else the interim one.

    It is judged by what was collected up to its latest day of review, and by how current that is on the date of the
    report. Where none of it counts (any more), what is known today stands in for it. What breaks a promise at once
    does so on any day, and whether a record exists is known on any day.
    """
    as_of, traits = case.context.as_of, case.obligation.measure.traits
    today = replace(case, judged_on=as_of)
    if traits.is_record or _explain_not_applicable(case) is not None:
        return Judgement(rule_on_obligation(today), today.days, as_of)
    day = find_last_review_day(case.obligation.window, as_of, case.pact.valid_from)
    if day is None:
        coming = find_next_review_day(case.obligation.window, as_of)
        return _judge_between_reviews(today, *(() if coming else (NEVER_JUDGED,)))
    reviewed = replace(case, judged_on=day)
    ruling = rule_on_obligation(reviewed)
    if reviewed.days == today.days:
        return Judgement(ruling, reviewed.days, day)
    if ruling.verdict is Verdict.MISSING:
        why = Sentence("the review of ", day, " decides nothing: ", join("; ", ruling.notes))
        return _judge_between_reviews(today, why)
    if case.verdict_only and not traits.is_broken_at_once:
        return Judgement(ruling, reviewed.days, day)
    now = rule_on_obligation(today)
    if traits.is_broken_at_once and now.verdict is Verdict.BREACHED:
        return Judgement(now, today.days, as_of)
    return Judgement(_name_what_counts_next(reviewed, ruling, now), reviewed.days, day, now)


def rule_on_obligation(case: Case) -> Ruling:
    """The ruling on the days of the case, whether these are a review's or not; that it does not apply included."""
    reason = _explain_not_applicable(case)
    if reason is not None:
        absence = Unmeasured(Status.MISSING, reason)
        target = Target("exists", None, "", text="does not apply")
        return Ruling(target, Verdict.NOT_APPLICABLE, REASON, absence, Basis(), notes=(reason,))
    known = case.context.rulings
    return _rule(case) if known is None else _recall_ruling(case.see_named_alone(), known)


def _recall_ruling(case: Case, known: KnownRulings) -> Ruling:
    """The ruling on a case that sees nothing but what names its promise, as it was found before where it was.

    Without an item that is contested, or with a next step taken, most promises are ruled on as before.
    """
    ids = (item.id for item in case.context.evidence)
    question = (case.ref, case.judged_on, case.context.as_of, case.level, case.verdict_only, *ids)
    inputs = case.list_inputs()
    if question not in known or known[question][0] != inputs:
        known[question] = inputs, _rule(case)
    ruling: Ruling = known[question][1]
    return ruling


def _rule(case: Case) -> Ruling:
    measure = case.obligation.measure
    ruling = cap_for_uncalibrated_judge(case, ASSESSORS[measure.kind].rule(case, measure))
    return cap_for_doing_nothing(case, cap_for_hand_picked_runs(case, ruling))


def describe_since_review(case: Case, judgement: Judgement) -> SinceReview | None:
    """How the promise stands today beside its verdict of record; None where nothing came since."""
    if judgement.today is None or judgement.today.quantity == judgement.ruling.quantity:
        return None
    verdict, quantity = judgement.today.verdict.as_interim, judgement.today.quantity
    days = replace(case, judged_on=case.context.as_of).days
    return SinceReview(verdict, with_inputs(quantity, judgement.today.basis.items), days)


def _explain_not_applicable(case: Case) -> str | None:
    """The recorded reason for which the promise does not bind; a pact that has ended still does.

    Otherwise a breach would be forgotten by letting the pact lapse.
    """
    recorded = case.obligation.not_applicable
    if recorded is not None and recorded.date <= case.context.as_of:
        return recorded.reason
    if case.pact.valid_from > case.context.as_of:
        return f"the pact begins on {case.pact.valid_from}"
    return None


def _judge_between_reviews(today: Case, *notes: str) -> Judgement:
    """The interim judgement, but for a promise that is broken at once."""
    ruling = rule_on_obligation(today)
    if today.obligation.measure.traits.is_broken_at_once and ruling.verdict is Verdict.BREACHED:
        return Judgement(ruling, today.days, today.context.as_of)
    if ruling.verdict is Verdict.MISSING:
        return Judgement(ruling, today.days, None)
    bounds = ruling.verdict_bounds
    interim = replace(
        ruling,
        verdict=ruling.verdict.as_interim,
        observed=ruling.observed.as_interim if ruling.observed is not None else None,
        inferred=ruling.inferred.as_interim if ruling.inferred is not None else None,
        verdict_bounds=(bounds[0].as_interim, bounds[1].as_interim) if bounds is not None else None,
        notes=(*ruling.notes, *notes),
    )
    return Judgement(interim, today.days, None)


def _name_what_counts_next(reviewed: Case, ruling: Ruling, now: Ruling) -> Ruling:
    """The ruling of a review that says of evidence from after it that it counts from the next one on."""
    _, last = reviewed.days

    def explain(gap: LeftOut) -> LeftOut:
        item = reviewed.context.item(gap.evidence)
        if gap.evidence not in now.basis.items or item is None or (item.collected_to or last) <= last:
            return gap
        until = ("collected until ", item.collected_to or last, ", after the review of ", last)
        return replace(gap, reason=Sentence(*until, ": the next counts it"))

    basis = replace(ruling.basis, left_out=tuple(explain(gap) for gap in ruling.basis.left_out))
    return replace(ruling, basis=basis)
