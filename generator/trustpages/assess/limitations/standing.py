"""L70 to L72: choices of policy, sources that nobody can check, risks that nobody owns."""

from __future__ import annotations

from trustpages.assess.limitations.facts import Facts
from trustpages.assess.limitations.rule import NOTHING_NEEDED, Found, Occasion, Rule
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
    "Thresholds, weights and half-lives are this organisation's choices ({list}); other choices could change verdicts, "
    "and how many was not computed."
)


def _policy(facts: Facts) -> Found:
    if facts.sensitivity is None:
        return (Occasion({"list": MAIN_CHOICES}, sentence=NOT_TRIED),)
    changed = facts.sensitivity.obligations
    slots: dict[str, Slot] = {
        "list": MAIN_CHOICES,
        "k": len(changed),
        "n": len(facts.promises),
        "tried": facts.sensitivity.tried,
        "changed": changed,
    }
    return (Occasion(slots, changed),)


def _unverified(facts: Facts) -> Found:
    if not facts.proof:
        return NotEvaluable("there is no evidence")
    bad = tuple(item.id for item in facts.proof if not _is_checkable(item))
    slots: dict[str, Slot] = {"k": len(bad), "n": len(facts.proof), "items": bad}
    return (Occasion(slots, bad),) if bad else ()


def _is_checkable(one: Evidence) -> bool:
    """Whether a digest or a signature ties the item to its source."""
    if one.source is not None and (one.source.sha256 or one.source.signature):
        return True
    return isinstance(one.item, Counted) and one.item.data is not None and one.item.data.sha256 is not None


def _unowned(facts: Facts) -> Found:
    risks = facts.agent.residual_risks
    if not risks:
        return NotEvaluable("no accepted risk is on record")
    bad = tuple(risk.id for risk in risks if risk.accepted_by is None or risk.valid_until is None)
    slots: dict[str, Slot] = {"k": len(bad), "n": len(risks), "risks": bad}
    return (Occasion(slots, bad),) if bad else ()


RULES = (
    Rule(
        id="L70",
        slug="policy_parameters",
        severity=Severity.LOW,
        meaning="Other lines could have been drawn, and some results hang on where they run.",
        fires="anything is reported: it always stands",
        sentence="Thresholds, weights and half-lives are this organisation's choices ({list}); other choices could "
        "change {k} of {n} {n:verdict|verdicts}.",
        removed_by="nothing: it stands; the table below the limitations shows what hangs on each choice",
        needs=NOTHING_NEEDED,
        find=_policy,
    ),
    Rule(
        id="L71",
        slug="unverified_source",
        severity=Severity.HIGH,
        meaning="For some evidence a buyer has nothing but the word of whoever wrote it down.",
        fires="an evidence item has neither a digest nor a signature of its source",
        sentence="{k} of {n} {n:item|items} cannot be checked against {k:its|their} source: {items}.",
        removed_by="a digest or a signature",
        needs="evidence",
        find=_unverified,
    ),
    Rule(
        id="L72",
        slug="residual_risk_unowned",
        severity=Severity.HIGH,
        meaning="A risk was accepted by nobody in particular, or for good.",
        fires="an accepted risk has no owner or no end date",
        sentence="{k} of {n} accepted {n:risk|risks} {k:has|have} no owner or end date: {risks}.",
        removed_by="an owner and an end date",
        needs="an accepted risk",
        find=_unowned,
    ),
)
