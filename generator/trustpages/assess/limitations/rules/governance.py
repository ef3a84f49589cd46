"""L62, L63, L70 to L73, L80, L91, L93: buying decisions, policy choices, unverified sources, accepted risks, authority,
evidence against the agent, a gate that is switched off.
"""

from __future__ import annotations

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import NO_EVIDENCE, NOTHING_NEEDED, Occasion, Occasions, Rule
from trustpages.assess.limitations.sentences import get_limits
from trustpages.model.documents.base import has_passed
from trustpages.model.documents.counts import Counted
from trustpages.model.documents.trust import SwitchedOff
from trustpages.model.results.evidence import AdverseItem, Evidence
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.sentence import Reference, Term, join, refer
from trustpages.model.vocabulary import Severity, Verdict

NO_DECISION = NotEvaluable("no buying decision is on record")
MAIN_CHOICES = ("level of intervals", "age limits", "weights by severity", "half-life", "thresholds of the rules")
ANSWERED = "{item} ({label}) speaks against the agent: {found}. The review {review} of {date} answered it."
OFF_UNSIGNED = (
    "The gate against selective disclosure is switched off, and nobody says by whom, since when and why. What is "
    "withheld from some readers may be what speaks against the agent."
)
NOT_TRIED = (
    "Thresholds, weights and half-lives are this organisation's choices ({list}); other choices could change verdicts, "
    "and how many was not computed."
)

NO_VERDICT = (
    "Thresholds, weights and half-lives are this organisation's choices ({list}); there is no verdict yet that other "
    "choices could change."
)


def _find_over_indexed(agent: AssessedAgent) -> Occasions:
    procurement = agent.portfolio.procurement
    if procurement is None:
        return NO_DECISION
    classified = [decision for decision in procurement.decisions if decision.classifiable]
    if not classified:
        return NotEvaluable("no buying decision names its evidence")
    leaning = tuple(decision.decision for decision in classified if decision.rules)
    if not leaning:
        return ()
    # Too few decisions give no interval, and then the graver reading is not earned.
    limits = get_limits(procurement.share)
    high = limits is not None and limits[0] > agent.policy.procurement.high_share
    slots: dict[str, Slot] = {"k": len(leaning), "n": len(classified), "decisions": leaning}
    return (Occasion(slots, leaning, Severity.HIGH if high else Severity.MEDIUM),)


def _find_decisions_unrecorded(agent: AssessedAgent) -> Occasions:
    if agent.portfolio.procurement is None:
        return NO_DECISION
    silent = tuple(decision.decision for decision in agent.portfolio.procurement.decisions if not decision.classifiable)
    slots: dict[str, Slot] = {"m": len(silent), "n": len(agent.portfolio.procurement.decisions)}
    return (Occasion(slots, silent),) if silent else ()


def _find_policy_parameters(agent: AssessedAgent) -> Occasions:
    if agent.sensitivity is None:
        return (Occasion({"list": MAIN_CHOICES}, sentence=NOT_TRIED),)
    if not agent.promises:
        return (Occasion({"list": MAIN_CHOICES}, sentence=NO_VERDICT),)
    changed = agent.sensitivity.obligations
    slots: dict[str, Slot] = {
        "list": MAIN_CHOICES,
        "k": len(changed),
        "n": len(agent.promises),
        "tried": agent.sensitivity.tried,
        "changed": refer(changed),
    }
    return (Occasion(slots, changed),)


def _find_unverified_source(agent: AssessedAgent) -> Occasions:
    if not agent.proof:
        return NO_EVIDENCE
    bad = tuple(item.id for item in agent.proof if not _is_checkable(item))
    slots: dict[str, Slot] = {"k": len(bad), "n": len(agent.proof), "items": refer(bad)}
    return (Occasion(slots, bad),) if bad else ()


def _is_checkable(item: Evidence) -> bool:
    """Whether a digest or a signature ties the item to its source."""
    if item.source is not None and (item.source.sha256 or item.source.signature):
        return True
    return isinstance(item.item, Counted) and item.item.data is not None and item.item.data.sha256 is not None


def _find_residual_risk_unowned(agent: AssessedAgent) -> Occasions:
    risks = agent.document.residual_risks
    if not risks:
        return NotEvaluable("no accepted risk is on record")
    bad = tuple(risk.id for risk in risks if risk.accepted_by is None or risk.valid_until is None)
    return (Occasion({"k": len(bad), "n": len(risks), "risks": bad}, bad),) if bad else ()


def _find_residual_risk_lapsed(agent: AssessedAgent) -> Occasions:
    ends = [(risk.id, risk.valid_until) for risk in agent.document.residual_risks if risk.valid_until is not None]
    if not ends:
        return NotEvaluable("no accepted risk with an end date is on record")
    return [
        Occasion({"risk": risk, "date": end, "d": (agent.context.as_of - end).days}, (risk,))
        for risk, end in ends
        if has_passed(end, agent.context.as_of)
    ]


def _find_authority_above_rules(agent: AssessedAgent) -> Occasions:
    authority = agent.authority
    if authority is None:
        return NotEvaluable("what the rules allow was not computed")
    if not authority.differs:
        return ()
    slots: dict[str, Slot] = {
        "granted": Term(authority.granted),
        "allowed": Term(authority.by_rules),
        "k": authority.ladder.index(authority.granted) - authority.ladder.index(authority.by_rules),
        "reasons": join("; ", authority.reasons),
    }
    return (Occasion(slots),)


def _find_adverse_evidence(agent: AssessedAgent) -> Occasions:
    adverse = agent.findings.adverse_evidence
    if not adverse.looked_at:
        return NO_EVIDENCE
    told = {name for promise in agent.promises if _is_broken_by_counts(promise) for name in promise.pooled}
    overdue = {trigger.id for trigger in agent.findings.reviews.list_overdue(agent.context.as_of)}
    return [
        _describe_adverse(item)
        for item in adverse.items
        # What a verdict, an overdue review or the list of reviewed incidents says already is not told twice.
        if item.evidence not in told | overdue and not (item.is_event and item.review)
    ]


def _is_broken_by_counts(promise: ObligationResult) -> bool:
    return not promise.traits.is_record and promise.verdict.ranked_as in (Verdict.BREACHED, Verdict.LEANING_BREACH)


def _describe_adverse(item: AdverseItem) -> Occasion:
    slots: dict[str, Slot] = {
        "item": Reference(item.evidence),
        "label": f"{item.label[0].lower()}{item.label[1:]}",
        "found": item.found,
    }
    if item.review is None or item.reviewed_on is None:
        return Occasion(slots, (item.evidence,), item.severity)
    slots |= {"review": Reference(item.review), "date": item.reviewed_on}
    return Occasion(slots, (item.evidence,), Severity.MEDIUM, ANSWERED)


def _find_gate_switched_off(agent: AssessedAgent) -> Occasions:
    off = agent.context.workspace.trust.gates.selective_disclosure
    if off is True:
        return ()
    if not isinstance(off, SwitchedOff):
        return (Occasion({}, sentence=OFF_UNSIGNED),)
    return (Occasion({"by": off.off_by.name, "since": off.since, "reason": off.reason.rstrip(".")}),)


GOVERNANCE_RULES = (
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
        find=_find_over_indexed,
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
        find=_find_decisions_unrecorded,
    ),
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
        find=_find_policy_parameters,
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
        find=_find_unverified_source,
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
        find=_find_residual_risk_unowned,
    ),
    Rule(
        id="L93",
        slug="residual_risk_lapsed",
        severity=Severity.HIGH,
        meaning="Nobody accepts the risk any more, and the agent is offered all the same.",
        fires="the day up to which a risk was accepted has passed",
        sentence="The risk {risk} was accepted until {date}, {d} {d:day|days} ago, and nobody has accepted it since.",
        removed_by="a new acceptance, or the end of the risk and of its record",
        needs="an accepted risk with an end date",
        find=_find_residual_risk_lapsed,
    ),
    Rule(
        id="L73",
        slug="authority_above_rules",
        severity=Severity.HIGH,
        meaning="The agent may do more alone than its own rules allow on this evidence.",
        fires="the rung that was granted is above the one that posture and enacted consequences allow",
        sentence="{granted} is granted to the agent, {k} {k:rung|rungs} above {allowed}, the most that the rules "
        "allow today: {reasons}.",
        removed_by="a grant no higher than the rules allow, or evidence that raises what they allow",
        needs=NOTHING_NEEDED,
        find=_find_authority_above_rules,
    ),
    Rule(
        id="L80",
        slug="adverse_evidence",
        severity=Severity.CRITICAL,
        graded="high where an audit was qualified or left findings open, where no more outcomes were bad than good, "
        "where an incident is major or not confirmed, and for scores and drills; medium once a review has answered it",
        meaning="Somebody looked, and what they found speaks against the agent.",
        fires="an item speaks against the agent by its content, and no broken promise, overdue review or reviewed "
        "incident says so already: a failed or qualified audit or one with open findings, attacks that got through, "
        "outcomes that miss a promised share or are mostly bad, a score no better than doing nothing or beyond a "
        "promised line, a grave incident, events inside of runs that no promise counts, a failed drill",
        sentence="{item} ({label}) speaks against the agent: {found}. No review has answered it.",
        removed_by="a review that names it among what it closes, by a role that the decision rights name, not by the "
        "agent's owner or the deploying team alone; a finding that was reviewed stays, as medium",
        needs="evidence",
        find=_find_adverse_evidence,
    ),
    Rule(
        id="L91",
        slug="disclosure_gate_off",
        severity=Severity.HIGH,
        meaning="Nothing keeps a report for some readers from looking better than all of the evidence does.",
        fires="trust.yml switches the gate on selective disclosure off",
        sentence="The gate against selective disclosure was switched off by {by} on {since}: {reason}. What is "
        "withheld from some readers may be what speaks against the agent.",
        removed_by="the gate switched on, and met",
        needs=NOTHING_NEEDED,
        find=_find_gate_switched_off,
    ),
)
