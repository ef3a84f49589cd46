"""L47 to L55: what can be said of each promise, and what happened to its target and its evidence."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from trustpages.assess.limitations.rule import Facts, Found, Occasion, Rule
from trustpages.assess.limitations.words import day, decimal, interval, k_of_n, percent
from trustpages.model.documents.counts import Counted, Stratum
from trustpages.model.measured import Measured
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Severity, Verdict
from trustpages.statistics.difference import newcombe

NOTHING = NotEvaluable("nothing is promised")
NO_RUNS_GIVEN = (
    '{k} met "{obligation}" (target {T}); the data fit both keeping and breaking it. '
    "More runs would settle it."
)
NO_COUNTS = 'The evidence for "{obligation}" (target {T}) fits both keeping and breaking it.'

# Chance of a false "breached" by looks within a window at a target of 0.9 (simulation, metrics 7.8).
LOOKS = ((1, 0.021), (4, 0.050), (12, 0.082), (26, 0.110), (52, 0.144))


def _cannot(facts: Facts) -> Found:
    known = [one for one in facts.obligations if one.n_min is not None]
    if not known:
        return NotEvaluable("no promise has a target that needs a least number of runs")
    return _too_few(known)


def _too_few(known: list[ObligationResult]) -> Iterator[Occasion]:
    for one in known:
        counted = one.quantity.n_eff or one.quantity.n if isinstance(one.quantity, Measured) else None
        if counted is not None and one.n_min is not None and counted < one.n_min:
            slots: dict[str, Slot] = {
                "T": one.target.text,
                "n": f"{math.floor(counted):,}",
                "n_min": one.n_min,
            }
            yield Occasion(slots, one.ref)


def _inconclusive(facts: Facts) -> Found:
    if not facts.obligations:
        return NOTHING
    leaning = {Verdict.LEANING_MET, Verdict.LEANING_BREACH}
    return (_open(one) for one in facts.obligations if one.verdict in leaning)


def _open(one: ObligationResult) -> Occasion:
    slots: dict[str, Slot] = {"obligation": one.promise, "T": one.target.text}
    severity = Severity.HIGH if one.severity is Severity.CRITICAL else Severity.MEDIUM
    if not isinstance(one.quantity, Measured) or one.quantity.k is None:
        return Occasion(slots, one.ref, severity, NO_COUNTS)
    slots["k"] = k_of_n(one.quantity)
    if one.would_change.runs_to_settle is None:
        return Occasion(slots, one.ref, severity, NO_RUNS_GIVEN)
    slots["n80"] = one.would_change.runs_to_settle
    return Occasion(slots, one.ref, severity)


def _missing_outcomes(facts: Facts) -> Found:
    if not facts.obligations:
        return NOTHING
    return (
        Occasion(
            {
                "m": one.unknown,
                "all": one.unknown + int(one.quantity.n or 0)
                if isinstance(one.quantity, Measured)
                else one.unknown,
                "lo": percent(one.bounds[0]),
                "hi": percent(one.bounds[1]),
            },
            one.ref,
        )
        for one in facts.obligations
        if one.bounds is not None
        and one.verdict_bounds is not None
        and one.verdict_bounds[0] != one.verdict_bounds[1]
    )


def _uneven(facts: Facts) -> Found:
    known = [
        (one.id, one.item.strata)
        for one in facts.proof
        if isinstance(one.item, Counted) and len(one.item.strata) > 1
    ]
    if not known:
        return NotEvaluable("no evidence gives its outcomes by part")
    return _biased(facts, known)


def _biased(facts: Facts, known: list[tuple[str, tuple[Stratum, ...]]]) -> Iterator[Occasion]:
    """The parts with the largest and the smallest share of missing outcomes, if they differ beyond chance."""
    for evidence, strata in known:
        ordered = sorted(strata, key=lambda one: (one.unknown / one.attempts, one.name))
        least, most = ordered[0], ordered[-1]
        difference = newcombe(
            most.unknown, most.attempts, least.unknown, least.attempts, facts.context.policy.level
        )
        if difference.interval.low > 0:
            slots: dict[str, Slot] = {
                "a": f"{most.unknown:,} of {most.attempts:,}",
                "b": f"{least.unknown:,} of {least.attempts:,}",
            }
            yield Occasion({**slots, "x": most.name, "y": least.name}, evidence)


def _looks(facts: Facts) -> Found:
    known = [one for one in facts.obligations if one.looks is not None]
    if not known:
        return NotEvaluable("no promise says how often its verdict was looked at")
    return (
        Occasion({"l": one.looks or 0, "p": percent(chance_of_false_alarm(one.looks or 1))}, one.ref)
        for one in known
        if (one.looks or 0) > facts.context.policy.pact.many_looks
    )


def chance_of_false_alarm(looks: int) -> float:
    """The chance of at least one false "breached" in so many looks, for a promise just at its target.

    Between and beyond the simulated numbers of looks it follows the straight line over the logarithm of looks.
    """
    pairs = list(pairwise(LOOKS))
    (first, low), (second, high) = next((pair for pair in pairs if looks <= pair[1][0]), pairs[-1])
    along = (math.log(looks) - math.log(first)) / (math.log(second) - math.log(first))
    return min(1.0, low + along * (high - low))


def _many(facts: Facts) -> Found:
    judged = [one for one in facts.obligations if one.verdict is not Verdict.NOT_APPLICABLE]
    if len(judged) < facts.context.policy.pact.many_obligations:
        return ()
    tail = (1 - facts.context.policy.level) / 2
    return (Occasion({"m": len(judged), "e": decimal(len(judged) * tail, 2)}),)


def _moved(facts: Facts) -> Found:
    if not facts.obligations:
        return NOTHING
    return (
        Occasion(
            {"obligation": one.promise, "a": change.before, "b": change.after, "date": day(change.date)},
            one.ref,
        )
        for one in facts.obligations
        for change in one.changes_in_window
    )


def _vanished(facts: Facts) -> Found:
    if facts.vanished is None:
        return NotEvaluable("no earlier report was given to compare with")
    if not facts.vanished:
        return ()
    return (Occasion({"k": len(facts.vanished), "ids": facts.vanished}),)


def _burning(facts: Facts) -> Found:
    known = [one for one in facts.obligations if one.budget is not None]
    if not known:
        return NotEvaluable("no promise says how many runs are expected in its window")
    return _too_fast(known)


def _too_fast(known: list[ObligationResult]) -> Iterator[Occasion]:
    for one in known:
        if one.budget is None or not isinstance(one.budget.burn, Measured):
            continue
        limits = interval(one.budget.burn)
        if limits is not None and limits[0] > 1:
            slots: dict[str, Slot] = {
                "burn": decimal(one.budget.burn.value, 1),
                "date": day(one.budget.exhausted_on),
            }
            yield Occasion(slots, one.ref)


RULES = (
    Rule(
        "L47",
        "cannot_demonstrate",
        Severity.HIGH,
        "there are fewer runs than would show the target even if none failed",
        "{T} cannot be shown with {n} runs even if all succeed; {n_min} are needed.",
        "more runs",
        "a promise with a target for shares",
        _cannot,
    ),
    Rule(
        "L48",
        "inconclusive",
        Severity.MEDIUM,
        "a promise leans towards met or breached; high where the promise is critical",
        '{k} met "{obligation}" (target {T}); the data fit both keeping and breaking it. About {n80} runs would '
        "settle it.",
        "about as many runs as the sentence says",
        "a promise",
        _inconclusive,
    ),
    Rule(
        "L49",
        "missing_outcomes",
        Severity.HIGH,
        "the verdict depends on outcomes that are not recorded",
        "{m} of {all} runs have no recorded outcome; the result is {lo} to {hi} depending on them.",
        "the missing outcomes",
        "a promise",
        _missing_outcomes,
    ),
    Rule(
        "L50",
        "uneven_missing",
        Severity.HIGH,
        "the share of missing outcomes differs between parts of the runs beyond chance",
        "Runs without outcome are {a} in {x} but {b} in {y}; the comparison is biased.",
        "an account of all runs",
        "outcomes by part",
        _uneven,
    ),
    Rule(
        "L51",
        "repeated_looks",
        Severity.LOW,
        "a verdict was looked at more than 4 times within its window",
        "Checked {l} times in this window; about {p} chance of one false alarm.",
        "a verdict at the end of the window",
        "how often the verdict was looked at",
        _looks,
    ),
    Rule(
        "L52",
        "many_obligations",
        Severity.LOW,
        "there are 10 promises or more",
        "With {m} promises, {e} false alarm(s) are expected by chance.",
        "nothing: it stands",
        "nothing",
        _many,
    ),
    Rule(
        "L53",
        "threshold_moved",
        Severity.CRITICAL,
        "a target or window was changed inside the window that it judges",
        'The target for "{obligation}" was changed from {a} to {b} on {date}, during the period it judges.',
        "a full window after the change",
        "a promise",
        _moved,
    ),
    Rule(
        "L54",
        "evidence_vanished",
        Severity.CRITICAL,
        "an item that the last report cited is no longer there",
        "{k} item(s) cited in the last report are gone: {ids}.",
        "the items restored, or their absence explained",
        "the last published report",
        _vanished,
    ),
    Rule(
        "L55",
        "budget_burn",
        Severity.HIGH,
        "the lower limit of the burn rate is above 1",
        "Failures are using the allowance {burn} times too fast; it runs out on {date}.",
        "a burn rate whose upper limit is below 1",
        "a promise with an expected number of runs",
        _burning,
    ),
)
