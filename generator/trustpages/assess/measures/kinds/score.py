"""Promises about a score in a unit of its own, which somebody published with an interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.pooling import PooledItem, pool_evidence
from trustpages.assess.measures.assessor import UNCOUNTED, MeasureAssessor, hold_value_against_result
from trustpages.assess.measures.ruling import (
    INFERRED,
    NO_LINE,
    Basis,
    Line,
    Ruling,
    build_basis,
    build_line,
    choose_worse_verdict,
    rule_missing,
    rule_no_evidence,
)
from trustpages.model.documents.items.scores import PublishedScore
from trustpages.model.documents.measures.values import ScoreMeasure
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.obligation import LeftOut, Target, WhatWouldChange
from trustpages.model.sentence import Reference, Sentence
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.interval import Interval, measure

NO_INTERVAL = "published without an interval"


def rule_score(case: Case, promised: ScoreMeasure) -> Ruling:
    """The ruling on a published score by its published interval, which is taken as it stands.

    Of each producer the latest score counts, and of several the one with the worst verdict, so that nobody chooses
    among them. One without an interval, or with one of a lower level than the policy's, leans at most.
    """
    line, unit = build_line(case.obligation.threshold), promised.unit or ""
    if line is None:
        return rule_missing(Target("at_least", None, unit), Basis(), NO_LINE)
    text = f"{promised.score} {line.direction.replace('_', ' ')} {line.value:g} {unit}".rstrip()
    target = Target(line.direction, line.value, unit, text=text)
    pool = pool_evidence(case, (promised.of,), lambda item: _read(item, promised))
    if not pool.counted:
        return rule_no_evidence(target, build_basis(pool))
    latest = _choose_latest(pool.counted)
    judged = [(item, *_decide(line, item.counts, case.level)) for item in latest]
    worst = judged[0]
    for other in judged[1:]:
        worst = worst if choose_worse_verdict(worst[1], other[1]) is worst[1] else other
    item, verdict, notes = worst
    counted = replace(pool, counted=(item,), left_out=_explain_left_out(pool.left_out, pool.counted, item))
    score = item.counts
    interval = _get_interval(score)
    return Ruling(
        target=target,
        verdict=verdict,
        decided_by=INFERRED,
        quantity=measure(score.value, interval, score.level or case.level, unit, n=score.n),
        basis=build_basis(counted),
        inferred=verdict,
        notes=notes,
        would_change=WhatWouldChange(text="The next published score decides."),
    )


def _read(evidence: Evidence, promised: ScoreMeasure) -> PublishedScore | Unmeasured:
    item = evidence.item
    if not isinstance(item, PublishedScore) or item.score != promised.score:
        return Unmeasured(Status.MISSING, f"the item publishes no score '{promised.score}'")
    if promised.unit is not None and item.unit != promised.unit:
        given = f"in {item.unit}" if item.unit else "without a unit"
        return Unmeasured(Status.INVALID, f"the score is {given}, the promise in {promised.unit}")
    return item


def _choose_latest(counted: Sequence[PooledItem[PublishedScore]]) -> list[PooledItem[PublishedScore]]:
    """The latest score of each producer, in the order of their names."""
    latest: dict[str, PooledItem[PublishedScore]] = {}
    for item in sorted(counted, key=lambda item: (item.evidence.collected_to, item.evidence.id)):
        latest[item.evidence.producer.identity] = item
    return [latest[name] for name in sorted(latest)]


def _get_interval(score: PublishedScore) -> Interval | None:
    if score.low is None or score.high is None or score.level is None:
        return None
    return Interval(score.low, score.high, score.level, "published")


def _decide(line: Line, score: PublishedScore, level: float) -> tuple[Verdict, tuple[str, ...]]:
    interval = _get_interval(score)
    if interval is None:
        return line.attain(score.value).as_leaning(), (NO_INTERVAL,)
    verdict = line.decide(score.value, interval)
    by = () if score.interval_by is None else (f"interval as published: {score.interval_by}",)
    if interval.level < level:
        note = f"the published interval has a level of {interval.level:g}, below the {level:g} of the policy"
        return verdict.as_leaning(), (note, *by)
    return verdict, by


def _explain_left_out(
    before: Sequence[LeftOut], counted: Sequence[PooledItem[PublishedScore]], chosen: PooledItem[PublishedScore]
) -> tuple[LeftOut, ...]:
    """What did not count, the scores beside the one that decides among it."""
    others = (
        LeftOut(
            item.evidence.id,
            Sentence(Reference(chosen.evidence.id), " decides: the latest of its producer, with the worst verdict"),
        )
        for item in counted
        if item is not chosen
    )
    return tuple(sorted((*before, *others), key=lambda gap: gap.evidence))


ASSESSOR = MeasureAssessor(
    model=ScoreMeasure,
    rule=rule_score,
    ask_data=lambda _measure, _threshold: (),
    read_claimed_value=hold_value_against_result,
    answers_rate_claims=False,
    describe_open=lambda _: UNCOUNTED,
)
