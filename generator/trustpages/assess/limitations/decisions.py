"""L62 and L63: whether buying decisions leaned on rank."""

from __future__ import annotations

from trustpages.assess.limitations.facts import Facts
from trustpages.assess.limitations.rule import Found, Occasion, Rule
from trustpages.assess.limitations.words import interval
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.vocabulary import Severity

NO_DECISION = NotEvaluable("no buying decision is on record")


def _over_indexed(facts: Facts) -> Found:
    found = facts.procurement
    if found is None:
        return NO_DECISION
    classified = [decision for decision in found.decisions if decision.classifiable]
    if not classified:
        return NotEvaluable("no buying decision names its evidence")
    leaning = tuple(decision.decision for decision in classified if decision.rules)
    if not leaning:
        return ()
    limits = interval(found.share)
    high = limits is not None and limits[0] > facts.policy.procurement.high_share
    slots: dict[str, Slot] = {"k": len(leaning), "n": len(classified), "decisions": leaning}
    return (Occasion(slots, leaning, Severity.HIGH if high else Severity.MEDIUM),)


def _unrecorded(facts: Facts) -> Found:
    if facts.procurement is None:
        return NO_DECISION
    silent = tuple(decision.decision for decision in facts.procurement.decisions if not decision.classifiable)
    slots: dict[str, Slot] = {"m": len(silent), "n": len(facts.procurement.decisions)}
    return (Occasion(slots, silent),) if silent else ()


RULES = (
    Rule(
        id="L62",
        slug="over_indexed",
        severity=Severity.HIGH,
        graded="medium where the lower limit of their share is 0.25 or less, or too few decisions give none",
        meaning="Others bought by leaderboard position; that they did is no reason to trust it.",
        fires="a buying decision leaned mainly on rank",
        sentence="{k} of {n} buying {n:decision|decisions} leaned mainly on rank.",
        removed_by="records of decisions that rest on other evidence",
        needs="a buying decision that names its evidence",
        find=_over_indexed,
    ),
    Rule(
        id="L63",
        slug="decisions_unrecorded",
        severity=Severity.MEDIUM,
        meaning="On what some decisions rest cannot be looked up.",
        fires="a buying decision names no evidence",
        sentence="{m} of {n} buying {n:decision|decisions} {m:names|name} no evidence.",
        removed_by="records of the evidence",
        needs="a buying decision",
        find=_unrecorded,
    ),
)
