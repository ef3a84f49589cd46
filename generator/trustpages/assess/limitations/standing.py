"""L70 to L72: choices of policy, sources that nobody can check, risks that nobody owns."""

from __future__ import annotations

from trustpages.assess.limitations.rule import Facts, Found, Occasion, Rule
from trustpages.model.documents.counts import Counted
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.vocabulary import Severity

MAIN_CHOICES = (
    "level of intervals",
    "age limits",
    "weights by severity",
    "half-life",
    "thresholds of the rules",
)
NOT_TRIED = (
    "Thresholds, weights and half-lives are this organisation's choices ({list}); other choices could change "
    "verdicts, and it was not computed how many."
)


def _policy(facts: Facts) -> Found:
    if facts.sensitivity is None:
        return (Occasion({"list": MAIN_CHOICES}, sentence=NOT_TRIED),)
    changed = facts.sensitivity.obligations
    return (Occasion({"list": MAIN_CHOICES, "k": len(changed), "changed": changed}),)


def _unverified(facts: Facts) -> Found:
    if not facts.proof:
        return NotEvaluable("there is no evidence")
    bad = tuple(one.id for one in facts.proof if not _is_checkable(one))
    slots: dict[str, Slot] = {"k": len(bad), "n": len(facts.proof), "items": bad}
    return (Occasion(slots),) if bad else ()


def _is_checkable(one: Evidence) -> bool:
    """Whether a digest or a signature ties the item to its source."""
    if one.source is not None and (one.source.sha256 or one.source.signature):
        return True
    return isinstance(one.item, Counted) and one.item.data is not None and one.item.data.sha256 is not None


def _unowned(facts: Facts) -> Found:
    risks = facts.agent.residual_risks
    if not risks:
        return NotEvaluable("no accepted risk is on record")
    bad = tuple(one.id for one in risks if one.accepted_by is None or one.valid_until is None)
    return (Occasion({"k": len(bad), "risks": bad}),) if bad else ()


RULES = (
    Rule(
        "L70",
        "policy_parameters",
        Severity.LOW,
        "always: every line that the rules draw is a choice",
        "Thresholds, weights and half-lives are this organisation's choices ({list}); other choices could change "
        "{k} verdicts.",
        "nothing: it stands; the table of sensitivity shows what hangs on it",
        "nothing",
        _policy,
    ),
    Rule(
        "L71",
        "unverified_source",
        Severity.HIGH,
        "an evidence item has neither a digest nor a signature of its source",
        "{k} of {n} items cannot be checked against their source.",
        "a digest or a signature",
        "evidence",
        _unverified,
    ),
    Rule(
        "L72",
        "residual_risk_unowned",
        Severity.HIGH,
        "an accepted risk has no owner or no end",
        "{k} accepted risk(s) have no owner or end date.",
        "an owner and an end date",
        "an accepted risk",
        _unowned,
    ),
)
