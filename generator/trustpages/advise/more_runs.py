"""More runs for promises that are not settled: as many as the report plans, going as those on record went."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from trustpages.advise.alterations import add_item, alter_model, alter_obligations, name_new, write_bundle
from trustpages.advise.runs import Counting, count_runs, go_on, read_counts
from trustpages.advise.situation import Alteration, Candidate, Situation, StepKind, count_of
from trustpages.model.documents.pact import Obligation, Window
from trustpages.model.measured import Measured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.next_steps import Stage
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.sentence import Reference, Sentence
from trustpages.model.vocabulary import EvidenceClass, Verdict

MOST_TIMES: Final = 10
"""More than so many times the runs on record is no next step."""


def _find_open(situation: Situation) -> Iterator[Candidate]:
    """More runs for each promise that is not settled, where their number is known and no benchmark limits it."""
    for result, term in situation.promises():
        template, times = find_newest(situation, result), _plan_times(situation, result, term)
        if template is None or times is None or template[0].evidence_class is EvidenceClass.BENCHMARK:
            continue
        evidence, item = template
        runs = math.ceil(times * _count_pooled(situation, result))
        name = name_new(situation, f"more-{result.ref}")
        further = go_on(situation, item, name, runs)
        counted = count_runs(further)
        yield Candidate(
            about=result.ref,
            text=Sentence(
                f"Record {count_of(counted, 'more run')} like those of ",
                Reference(evidence.id),
                " for ",
                Reference(result.ref),
            ),
            assumes="they go as those on record went",
            alter=add_item(situation, further),
            given=_judge_today(situation, result, term),
            runs=counted,
            judged_on=result.next_review,
            next_step=write_bundle(situation, name),
        )


def _plan_times(situation: Situation, result: ObligationResult, term: Obligation) -> float | None:
    """How many times the runs on record would probably show the promise kept, by what the report plans.

    None where it plans none, or far more than there are. What leaves the window before the promise is judged again is
    needed anew.
    """
    seen, whole = _count_seen(result), _plan_window(result)
    if not seen or whole is None:
        return None
    opens = term.window.find_first_day(result.next_review or situation.as_of)
    is_kept = opens is None or (result.first is not None and opens <= result.first)
    more = max(1, whole - seen) if is_kept else whole
    return more / seen if more <= MOST_TIMES * seen else None


def _plan_window(result: ObligationResult) -> int | None:
    """How many runs of one window: watched ones where events are counted, tasks where the promise counts those."""
    if not result.verdict.is_inconclusive or result.verdict.ranked_as is Verdict.LEANING_BREACH:
        return None
    has_none = isinstance(result.quantity, Measured) and result.quantity.k == 0 and result.target.direction == "never"
    return result.n_min if has_none else result.would_change.runs_to_settle


def _count_seen(result: ObligationResult) -> float:
    """What the figure of the promise counts so far."""
    return (result.quantity.n or 0) if isinstance(result.quantity, Measured) else 0


def _count_pooled(situation: Situation, result: ObligationResult) -> float:
    """The runs behind the promise: of tasks those of all their tries, of watched runs the others too."""
    if result.target.unit == "share" and result.traits.counted_in == "runs":
        return _count_seen(result)
    known = situation.evidence()
    items = (read_counts(situation, known[id_]) for id_ in result.pooled if id_ in known)
    return float(sum(count_runs(item) for item in items if item is not None))


def _judge_today(situation: Situation, result: ObligationResult, term: Obligation) -> Alteration:
    """The promise judged on the day of the report instead of on its next day of review, as often a year as agreed."""
    today = situation.as_of
    if result.next_review is None or term.window.to is not None:
        dates: tuple[date, ...] = (*term.window.review_dates, today)
    elif term.window.reviews is not None:
        apart = timedelta(days=365 * term.window.reviews.months // 12)
        dates = tuple(today - number * apart for number in range(12 // term.window.reviews.months))
    else:
        moved = result.next_review - today
        dates = tuple(day - moved for day in term.window.review_dates)

    def judge(obligation: Obligation) -> Obligation:
        window: Window = alter_model(obligation.window, reviews=None, review_dates=tuple(sorted(dates)))
        return alter_model(obligation, window=window)

    return alter_obligations((result.ref,), judge)


def find_newest(situation: Situation, result: ObligationResult) -> tuple[Evidence, Counting] | None:
    """The item collected last of those behind the promise whose runs can go on."""
    known = situation.evidence()
    pooled = [known[id_] for id_ in result.pooled if id_ in known]
    for evidence in sorted(pooled, key=lambda item: (item.collected_to or date.min, item.id), reverse=True):
        item = read_counts(situation, evidence)
        if item is not None and count_runs(item):
            return evidence, item
    return None


MORE_RUNS = StepKind("more-runs", Stage.WIRING, _find_open)
