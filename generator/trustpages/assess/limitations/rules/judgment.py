"""L65 to L67: what rests on judgment, and how good the judgment is."""

from __future__ import annotations

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import NO_EVIDENCE, Occasion, Occasions, Rule, check_unknown, reaches
from trustpages.assess.limitations.sentences import (
    format_decimal,
    format_decimal_down,
    format_decimal_up,
    format_k_of_n,
    format_percent,
    format_percent_down,
    format_percent_up,
    get_limits,
)
from trustpages.model.documents.items.counted import CountedItem
from trustpages.model.measured import Measured, Status, Unmeasured
from trustpages.model.results.evidence import Agreement, Evidence
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.sentence import Reference, refer
from trustpages.model.vocabulary import Method, Severity

JUDGMENTS = ((Method.LLM_JUDGE, "AI judge"), (Method.HUMAN, "people"), (Method.ATTESTED, "unverified statements"))
UNMEASURED = "People or AI judges decided {items}; whether two of them agree was not measured."
SHOWS_NOTHING = "What the AI judge decided in {evidence} shows nothing: {why}."
IMPOSSIBLE = (
    "The AI judge called {raw} of {evidence} good ({k}), which its measured errors do not allow whatever the truth "
    "({low} to {high}): it was held against outcomes of another kind."
)
WITHOUT_RANGE = "The raters of {evidence} agreed on {po} cases; beyond chance {kappa} (no range can be given)."


def _find_judgment_heavy(agent: AssessedAgent) -> Occasions:
    overall = agent.findings.judgment.overall
    if overall is None:
        return NotEvaluable("no observation decided any promise")
    shares = dict(overall.shares)
    checks, line = shares.get(Method.DETERMINISTIC, 0.0), agent.policy.judgment.deterministic
    if reaches(checks, line):
        return ()
    slots: dict[str, Slot] = {
        # Whatever the rounding, what is below the line must not read as if it reached it.
        "x": format_percent(1 - checks, 1 - line) if checks else "All",
        "parts": tuple(f"{format_percent(shares[by])} {words}" for by, words in JUDGMENTS if shares.get(by)),
    }
    return (Occasion(slots),)


def _find_agreement_weak(agent: AssessedAgent) -> Occasions:
    if not agent.proof:
        return NO_EVIDENCE
    agreements, line = agent.findings.judgment.agreements, agent.policy.judgment.agreement
    rated = {agreement.evidence for agreement in agreements}
    unrated = tuple(item.id for item in agent.proof if _is_judged(item) and item.id not in rated)
    unknown, occasions = [], []
    for agreement in agreements:
        match agreement.beyond_chance:
            case Unmeasured():
                unknown.append(agreement.evidence)
            # The lower limit decides: agreement that may be weak is not yet shown to be good.
            case Measured(value, low) as beyond if not reaches(value if low is None else low, line):
                occasions.append(_describe_weak(agreement, beyond, line))
    if unrated:
        occasions.append(Occasion({"items": refer(unrated)}, unrated, sentence=UNMEASURED))
    return check_unknown(occasions, unknown, "agreement beyond chance could not be computed for some ratings")


def _is_judged(evidence: Evidence) -> bool:
    """Whether people decided the outcomes, or an AI judge that was never held against people."""
    item = evidence.item
    if not isinstance(item, CountedItem):
        return False
    calibrated = item.judge is not None and item.judge.calibration is not None
    return item.method is Method.HUMAN or (item.method is Method.LLM_JUDGE and not calibrated)


def _describe_weak(agreement: Agreement, beyond: Measured, line: float) -> Occasion:
    slots: dict[str, Slot] = {
        "evidence": Reference(agreement.evidence),
        "po": format_k_of_n(agreement.raw),
        "kappa": format_decimal(beyond.value, line),
    }
    limits = get_limits(beyond)
    if limits is None:
        return Occasion(slots, (agreement.evidence,), sentence=WITHOUT_RANGE)
    slots |= {"low": format_decimal_down(limits[0]), "high": format_decimal_up(limits[1])}
    return Occasion(slots, (agreement.evidence,))


def _find_judge_bias(agent: AssessedAgent) -> Occasions:
    if not agent.proof:
        return NO_EVIDENCE
    unknown, occasions = [*agent.findings.judgment.uncalibrated], []
    slots: dict[str, Slot]
    for correction in agent.findings.judgment.corrections:
        raw, adjusted, limits = correction.raw, correction.adjusted, get_limits(correction.adjusted)
        if isinstance(adjusted, Unmeasured) and adjusted.status is Status.INVALID:
            slots = {"evidence": Reference(correction.evidence), "why": adjusted.reason}
            occasions.append(Occasion(slots, (correction.evidence,), sentence=SHOWS_NOTHING))
        elif limits is None or not isinstance(adjusted, Measured):
            unknown.append(correction.evidence)
        elif correction.possible is not None and isinstance(raw, Measured):
            occasions.append(_describe_impossible(correction.evidence, raw, correction.possible))
        elif isinstance(raw, Measured) and not limits[0] <= raw.value <= limits[1]:
            slots = {
                "evidence": Reference(correction.evidence),
                "adj": format_percent(adjusted.value),
                "low": format_percent_down(limits[0]),
                "high": format_percent_up(limits[1]),
                # Never rounded onto a limit: the sentence says that the figure lies outside of them.
                "raw": format_percent(raw.value, *limits),
                "k": format_k_of_n(raw),
            }
            occasions.append(Occasion(slots, (correction.evidence,)))
    return check_unknown(occasions, unknown, "the errors of some AI judges are not known")


def _describe_impossible(evidence: str, raw: Measured, possible: tuple[float, float]) -> Occasion:
    slots: dict[str, Slot] = {
        "evidence": Reference(evidence),
        # Never rounded onto a limit: the sentence says that the figure lies outside of them.
        "raw": format_percent(raw.value, *possible),
        "k": format_k_of_n(raw),
        "low": format_percent_down(possible[0]),
        "high": format_percent_up(possible[1]),
    }
    return Occasion(slots, (evidence,), sentence=IMPOSSIBLE)


JUDGMENT_RULES = (
    Rule(
        id="L65",
        slug="judgment_heavy",
        severity=Severity.MEDIUM,
        meaning="More of the verdicts rest on somebody's opinion than on checks that anyone can repeat.",
        fires="less than half of the verdict weight rests on deterministic checks",
        sentence="{x} of the verdict weight rests on judgment ({parts}), not on checks.",
        removed_by="more deterministic checks",
        needs="an observation that decided a promise",
        find=_find_judgment_heavy,
    ),
    Rule(
        id="L66",
        slug="agreement_weak",
        severity=Severity.MEDIUM,
        meaning="Another rater might have judged the same outcomes otherwise.",
        fires="the lower limit of agreement beyond chance (kappa or alpha) is below 0.667, or judged outcomes were "
        "rated once only",
        sentence="The raters of {evidence} agreed on {po} cases; beyond chance {kappa} (range {low} to {high}).",
        removed_by="a clearer rubric, more raters",
        needs="evidence",
        find=_find_agreement_weak,
    ),
    Rule(
        id="L67",
        slug="judge_bias",
        severity=Severity.HIGH,
        meaning="The AI judge is known to err to one side, and the plain figure shows it, or its errors say that "
        "what it decided here shows little.",
        fires="the judged rate lies outside the interval of the rate corrected for the judge's errors, or is one that "
        "these errors do not allow whatever the truth, or the judge does no better than chance",
        sentence="Corrected for the judge's known errors the rate of {evidence} is {adj} ({low} to {high}), not {raw} "
        "({k}).",
        removed_by="a better judge",
        needs="the errors of every AI judge, from calibration against people",
        find=_find_judge_bias,
    ),
)
