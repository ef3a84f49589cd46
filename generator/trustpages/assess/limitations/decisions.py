"""L62 and L63: whether buying decisions leaned on rank."""

from __future__ import annotations

from trustpages.assess.limitations.rule import Facts, Found, Occasion, Rule
from trustpages.assess.limitations.words import interval
from trustpages.model.measured import Measured
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.vocabulary import Severity

NO_DECISION = NotEvaluable("no buying decision is on record")


def _over_indexed(facts: Facts) -> Found:
    found = facts.procurement
    if found is None:
        return NO_DECISION
    classified = [one for one in found.decisions if one.classifiable]
    if not classified:
        return NotEvaluable("no buying decision names its evidence")
    k = sum(bool(one.rules) for one in classified)
    if not k:
        return ()
    limits = interval(found.share) if isinstance(found.share, Measured) else None
    high = limits is not None and limits[0] > facts.context.policy.procurement.high_share
    slots: dict[str, Slot] = {
        "k": k,
        "n": len(classified),
        "decisions": tuple(one.decision for one in classified if one.rules),
    }
    return (Occasion(slots, severity=Severity.HIGH if high else Severity.MEDIUM),)


def _unrecorded(facts: Facts) -> Found:
    if facts.procurement is None:
        return NO_DECISION
    m = facts.procurement.unclassifiable
    return (Occasion({"m": m}),) if m else ()


RULES = (
    Rule(
        "L62",
        "over_indexed",
        Severity.HIGH,
        "a buying decision leaned mainly on rank; high where the lower limit of the share exceeds 0.25, else medium",
        "{k} of {n} buying decisions leaned mainly on rank.",
        "records of decisions that rest on other evidence",
        "a buying decision that names its evidence",
        _over_indexed,
    ),
    Rule(
        "L63",
        "decisions_unrecorded",
        Severity.MEDIUM,
        "a buying decision names no evidence",
        "{m} decisions name no evidence.",
        "records of the evidence",
        "a buying decision",
        _unrecorded,
    ),
)
