"""L47 to L50: promises that cannot be shown, are inconclusive, or hang on missing outcomes."""

from __future__ import annotations

from dataclasses import replace

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import Occasion, Occasions, Rule, check_unknown
from trustpages.assess.limitations.sentences import format_amount, format_k_of_n, format_percent
from trustpages.assess.measures.assessor import UNCOUNTED, WITHOUT_VALUE
from trustpages.assess.measures.catalog import ASSESSORS
from trustpages.assess.measures.ruling import PICKED
from trustpages.assess.measures.what_would_change import describe_plan
from trustpages.model.documents.counts import Counted
from trustpages.model.measured import Measured, Unmeasured
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.sentence import strip_full_stop
from trustpages.model.vocabulary import Severity, Verdict
from trustpages.statistics.comparisons import newcombe


def describe_open_promise(obligation: ObligationResult, unit: str) -> Occasion:
    """The occasion on which a promise is neither shown to be kept nor broken; high for a critical one.

    `unit` is what use is measured in: runs, or the exposure of a rate.
    """
    severity = Severity.HIGH if obligation.severity is Severity.CRITICAL else Severity.MEDIUM
    slots: dict[str, Slot] = {
        "obligation": strip_full_stop(obligation.promise),
        "T": obligation.target.text,
        "m": obligation.unknown,
        "unit": unit,
        "held_back": obligation.held_back,
    }
    if not isinstance(obligation.quantity, Measured) or obligation.quantity.k is None or obligation.quantity.n is None:
        return Occasion(slots, (obligation.ref,), severity, UNCOUNTED.text)
    slots["k"], slots["n"] = format_k_of_n(obligation.quantity), format_amount(obligation.quantity.n)
    slots["x"] = int(obligation.quantity.k)
    wording = ASSESSORS[obligation.kind].describe_open(obligation)
    if not wording.runs:
        return Occasion(slots, (obligation.ref,), severity, wording.text)
    slots["n80"], slots["plan"] = wording.runs, describe_plan(wording.runs, wording.groups)
    return Occasion(slots, (obligation.ref,), severity, f"{wording.text}{wording.ending}")


NOTHING = NotEvaluable("nothing is promised")
A_PROMISE = "a promise that applies"
NO_COUNTS = "no evidence counts for some promises"


def _find_cannot_demonstrate(agent: AssessedAgent) -> Occasions:
    bounded = [promise for promise in agent.promises if promise.n_min is not None]
    if not bounded:
        return NotEvaluable("no promise has a target that needs a least number of runs")
    unknown, occasions, units = [], [], _list_units(agent)
    for promise in bounded:
        if isinstance(promise.quantity, Unmeasured):
            unknown.append(promise.ref)
            continue
        n, needed = promise.quantity.n, promise.n_min or 0
        # Runs that come in groups can all fail together: then as many groups are needed as runs that stand alone.
        alone = promise.units if promise.units is not None else promise.quantity.n_eff or n
        if n is None or alone is None or alone >= needed:
            continue
        unit = units[promise.ref]
        groups = "group" if alone == 1 else "groups"
        related = f"{format_amount(n)} {unit} in {format_amount(alone)} {groups}"
        slots: dict[str, Slot] = {
            "T": strip_full_stop(promise.target.text),
            "runs": f"{format_amount(n)} {unit}" if alone == n else related,
            "needed": f"{needed:,}" if alone == n else f"{needed:,} {'group' if needed == 1 else 'groups'}",
        }
        occasions.append(Occasion(slots, (promise.ref,), sentence=ASSESSORS[promise.kind].too_few))
    return check_unknown(occasions, unknown, NO_COUNTS)


def _list_units(agent: AssessedAgent) -> dict[str, str]:
    """In what use is measured, by promise."""
    return {
        f"{pact.id}/{obligation.id}": obligation.measure.exposure_unit
        for pact, obligation in agent.context.obligations()
    }


def _find_inconclusive(agent: AssessedAgent) -> Occasions:
    if not agent.promises:
        return NOTHING
    units = _list_units(agent)
    return tuple(
        describe_open_promise(promise, units[promise.ref])
        for promise in agent.promises
        # Nothing is settled before it is judged; more runs of those that were picked would settle nothing: L74 says so.
        if promise.verdict.is_inconclusive and not promise.verdict.is_interim and promise.decided_by != PICKED
    )


def _find_missing_outcomes(agent: AssessedAgent) -> Occasions:
    if not agent.promises:
        return NOTHING
    wide = agent.context.policy.gap.wide
    occasions = [
        _describe_undecided(promise) if depends else replace(_describe_undecided(promise), severity=Severity.MEDIUM)
        for promise in agent.promises
        if (depends := _depends_on_missing(promise)) or _get_share_of_missing(promise) >= wide
    ]
    unknown = [promise.ref for promise in agent.promises if promise.verdict is Verdict.MISSING]
    return check_unknown(occasions, unknown, NO_COUNTS)


def _depends_on_missing(obligation: ObligationResult) -> bool:
    """Whether the target lies between the extremes, or the verdict is open because of them."""
    if not obligation.unknown:
        return False
    if obligation.verdict is Verdict.INCOMPLETE:
        return True
    if obligation.bounds is None or obligation.target.value is None:
        return False
    (low, high), target = obligation.bounds, obligation.target.value
    # Reaching the target keeps the promise, so that end does not leave it open.
    return low < target <= high if obligation.target.direction == "at_least" else low <= target < high


def _count_known(obligation: ObligationResult) -> int:
    quantity = obligation.quantity
    return int(quantity.n) if isinstance(quantity, Measured) and quantity.n is not None else 0


def _get_share_of_missing(obligation: ObligationResult) -> float:
    """Which share of the runs has no recorded outcome: by so much the figure could be another one."""
    return obligation.unknown / max(1, obligation.unknown + _count_known(obligation))


def _describe_undecided(obligation: ObligationResult) -> Occasion:
    slots: dict[str, Slot] = {
        "m": obligation.unknown,
        "all": obligation.unknown + _count_known(obligation),
        "obligation": strip_full_stop(obligation.promise),
    }
    sentence = ASSESSORS[obligation.kind].undecided
    if sentence is not None or obligation.bounds is None:
        return Occasion(slots, (obligation.ref,), sentence=sentence or WITHOUT_VALUE)
    low, high = obligation.bounds
    lines = () if obligation.target.value is None else (obligation.target.value,)
    slots |= {"lo": format_percent(low, *lines), "hi": format_percent(high, *lines)}
    return Occasion(slots, (obligation.ref,))


def _find_uneven_missing(agent: AssessedAgent) -> Occasions:
    counted = [(item.id, item.item) for item in agent.proof if isinstance(item.item, Counted)]
    if not counted:
        return NotEvaluable("no evidence counts outcomes")
    unknown, occasions = [], []
    for id_, item in counted:
        if len(item.strata) < 2:
            if item.unknown or item.data:
                unknown.append(id_)
            continue
        ordered = sorted(item.strata, key=lambda stratum: (stratum.unknown / stratum.attempts, stratum.name))
        least, most = ordered[0], ordered[-1]
        difference = newcombe(most.unknown, most.attempts, least.unknown, least.attempts, agent.policy.level)
        # Parts always differ a little: only a difference beyond chance makes the comparison unfair.
        if difference.interval.low > 0:
            slots: dict[str, Slot] = {
                "a": f"{most.unknown:,} of {most.attempts:,}",
                "b": f"{least.unknown:,} of {least.attempts:,}",
                "x": most.name,
                "y": least.name,
            }
            occasions.append(Occasion(slots, (id_,)))
    why = "outcomes are not given by part for some evidence in which outcomes may be missing"
    return check_unknown(occasions, unknown, why)


OBLIGATION_RULES = (
    Rule(
        id="L47",
        slug="cannot_demonstrate",
        severity=Severity.HIGH,
        meaning="There is too little evidence to show the promise kept, however well it went.",
        fires="there are fewer runs (or fewer independent ones, where they come in groups) than would show the target "
        "even if none failed",
        sentence='"{T}" cannot be shown with {runs} even if all succeed; {needed} are needed.',
        removed_by="more runs",
        needs="a promise whose target is a share or a rate, and evidence that counts for it",
        find=_find_cannot_demonstrate,
    ),
    Rule(
        id="L48",
        slug="inconclusive",
        severity=Severity.HIGH,
        graded="medium where the promise is not critical",
        meaning="The evidence so far does not settle whether the promise is kept.",
        fires="the verdict on a promise leans to one side or is incomplete",
        sentence='{k} met "{obligation}" (target {T}); the data fit both keeping and breaking it. About {n80} runs '
        "would settle it.",
        removed_by="about as many runs as the sentence says",
        needs=A_PROMISE,
        find=_find_inconclusive,
    ),
    Rule(
        id="L49",
        slug="missing_outcomes",
        severity=Severity.HIGH,
        graded="medium where the verdict does not hang on them",
        meaning="Of some runs nobody knows how they ended, and the figure leaves them out.",
        fires="the target lies between the results with all missing outcomes bad and with all good, or a share of 0.05 "
        "or more of the outcomes is missing",
        sentence='{m} of {all} runs have no recorded outcome for "{obligation}"; the result is {lo} to {hi} depending '
        "on them.",
        removed_by="the missing outcomes",
        needs="evidence that counts for the promise",
        find=_find_missing_outcomes,
    ),
    Rule(
        id="L50",
        slug="uneven_missing",
        severity=Severity.HIGH,
        meaning="Outcomes are missing more often in one part than in another, so what is left is not a fair sample.",
        fires="the share of missing outcomes differs between parts of the runs beyond chance (Newcombe's interval of "
        "the difference excludes zero)",
        sentence="Runs without outcome are {a} in {x} but {b} in {y}; the comparison is biased.",
        removed_by="an account of all runs",
        needs="outcomes by part",
        find=_find_uneven_missing,
    ),
)
