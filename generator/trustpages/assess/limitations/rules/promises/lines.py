"""L81, L82, L97: sentences that state another number than the one that decides, lines that hardly any result can break,
lines on another scale than what they are held against.
"""

from __future__ import annotations

from trustpages.assess.evidence.context import Context
from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import Occasion, Occasions, Rule
from trustpages.assess.limitations.sentences import format_percent
from trustpages.assess.measures.measured_values import read_values
from trustpages.assess.measures.unbreakable import (
    MuchTolerated,
    NextToNothing,
    TooManyFailures,
    Unbreakable,
    find_unbreakable,
)
from trustpages.model.documents.measures.catalog import Measure
from trustpages.model.documents.measures.values import MeanMeasure, QuantileMeasure, ScoreMeasure
from trustpages.model.documents.pact import Obligation
from trustpages.model.measured import Measured, Unmeasured
from trustpages.model.results.claims import ClaimResult
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.sentence import Reference, strip_full_stop
from trustpages.model.stated.claims import find_claim_discrepancy
from trustpages.model.stated.comparison import Discrepancy
from trustpages.model.stated.promises import find_promise_discrepancies
from trustpages.model.stated.scales import are_unlike_scales
from trustpages.model.vocabulary import Severity

TOLERATED = '"{obligation}" counts as kept although up to {rate} of runs may break it.'
NEXT_TO_NOTHING = '"{obligation}" asks for next to nothing: hardly any result breaks {line}.'
IN_FILE = "In {item} {what}: the two are on unlike scales, and what meets the condition may not be what is meant."
STRICTER = 'The {what} "{text}" says {stated}, and {line} decides: it asks for more than is said.'


def _find_stated_otherwise(agent: AssessedAgent) -> Occasions:
    pairs, claims = agent.context.obligations(), agent.context.agent.claims
    if not pairs and not agent.live_claims:
        return NotEvaluable("nothing is promised or claimed")
    live = {claim.id for claim in agent.live_claims}
    promised = [
        _describe_discrepancy("promise", f"{pact.id}/{obligation.id}", obligation.promise, discrepancy)
        for pact, obligation in pairs
        for discrepancy in find_promise_discrepancies(obligation)
    ]
    claimed = [
        _describe_discrepancy("claim", claim.id, claim.text, discrepancy)
        for document in claims
        for claim in document.claims
        if claim.id in live and (discrepancy := find_claim_discrepancy(claim)) is not None
    ]
    return (*promised, *claimed)


def _describe_discrepancy(what: str, subject: str, text: str, discrepancy: Discrepancy) -> Occasion:
    stated = (
        discrepancy.stated
        if discrepancy.meaning == discrepancy.stated
        else f"{discrepancy.stated} ({discrepancy.meaning})"
    )
    slots: dict[str, Slot] = {"what": what, "text": strip_full_stop(text), "stated": stated, "line": discrepancy.line}
    if discrepancy.is_laxer:
        return Occasion(slots, (subject,))
    return Occasion(slots, (subject,), Severity.MEDIUM, STRICTER)


def _find_unbreakable_line(agent: AssessedAgent) -> Occasions:
    applicable = [
        (f"{pact.id}/{obligation.id}", obligation)
        for pact, obligation in agent.context.obligations()
        if obligation.not_applicable is None
    ]
    if not applicable:
        return NotEvaluable("nothing is promised")
    explained = ((ref, obligation, find_unbreakable(obligation, agent.policy.level)) for ref, obligation in applicable)
    return tuple(_describe_unbreakable(ref, obligation, why) for ref, obligation, why in explained if why is not None)


def _describe_unbreakable(ref: str, obligation: Obligation, why: Unbreakable) -> Occasion:
    slots: dict[str, Slot] = {"obligation": strip_full_stop(obligation.promise)}
    match why:
        case TooManyFailures(needed, asked):
            return Occasion({**slots, "n": needed, "m": asked}, (ref,))
        case MuchTolerated(rate):
            return Occasion({**slots, "rate": format_percent(rate)}, (ref,), sentence=TOLERATED)
        case NextToNothing():
            line = " ".join(f"{key} {value:g}" for key, value in obligation.threshold if value is not None)
            return Occasion({**slots, "line": line.replace("_", " ")}, (ref,), sentence=NEXT_TO_NOTHING)


def _find_other_scales(agent: AssessedAgent) -> Occasions:
    promised = (_find_promise_on_other_scale(agent, promise) for promise in agent.promises)
    claimed = (_find_claim_on_other_scale(agent, claim) for claim in agent.live_claims)
    in_files = (
        Occasion({"item": Reference(item.id), "what": what}, (item.id,), sentence=IN_FILE)
        for item in agent.context.evidence
        for what in (item.rows.scales if item.rows is not None else ())
    )
    found = (*filter(None, promised), *filter(None, claimed), *in_files)
    return found if agent.promises or agent.live_claims or found else NotEvaluable("nothing is promised or claimed")


def _find_promise_on_other_scale(agent: AssessedAgent, promise: ObligationResult) -> Occasion | None:
    obligation = next(each for pact, each in agent.context.obligations() if f"{pact.id}/{each.id}" == promise.ref)
    line = obligation.threshold.at_least if obligation.threshold.at_least is not None else obligation.threshold.at_most
    seen, unit = _find_mean(agent.context, obligation.measure, promise), obligation.measure.value_unit
    is_least = obligation.threshold.at_least is not None
    if line is None or seen is None or not are_unlike_scales(line, seen, unit, is_least=is_least):
        return None
    slots: dict[str, Slot] = {"text": strip_full_stop(promise.promise), "line": f"{line:g}", "seen": f"{seen:.4g}"}
    return Occasion(slots, (promise.ref,))


def _find_mean(context: Context, measure: Measure, promise: ObligationResult) -> float | None:
    """What was measured, on average; None where no value is measured, or none is on record."""
    if not isinstance(measure, QuantileMeasure):
        is_value = isinstance(measure, MeanMeasure | ScoreMeasure) and isinstance(promise.quantity, Measured)
        return promise.quantity.value if is_value and isinstance(promise.quantity, Measured) else None
    items = (context.item(id_) for id_ in promise.pooled)
    values = [read_values(context, item, measure.value) for item in items if item is not None]
    return next((each.summary.mean for each in values if not isinstance(each, Unmeasured)), None)


def _find_claim_on_other_scale(agent: AssessedAgent, result: ClaimResult) -> Occasion | None:
    claims = (claim for document in agent.context.agent.claims for claim in document.claims)
    claim = next(claim for claim in claims if claim.id == result.id)
    is_value = claim.metric == "value" and claim.quantile is None and claim.value is not None
    if not is_value or claim.value is None or not isinstance(result.quantity, Measured):
        return None
    seen, is_least = result.quantity.value, claim.operator == "at_least"
    if not are_unlike_scales(claim.value, seen, claim.unit, is_least=is_least):
        return None
    slots: dict[str, Slot] = {"text": strip_full_stop(result.text), "line": f"{claim.value:g}", "seen": f"{seen:.4g}"}
    return Occasion(slots, (result.id,))


LINE_RULES = (
    Rule(
        id="L81",
        slug="stated_otherwise",
        severity=Severity.HIGH,
        graded="medium where the line asks for more than the sentence says",
        meaning="A reader takes the sentence at its word, and another number decides whether it is kept.",
        fires="the numbers in the sentence of a promise or of a claim are not those of its threshold, quantile, window "
        "or value",
        sentence='The {what} "{text}" says {stated}, and {line} decides: less would pass as kept.',
        removed_by="the same number in the sentence and in what decides",
        needs="a promise or a claim",
        find=_find_stated_otherwise,
    ),
    Rule(
        id="L82",
        slug="unbreakable_line",
        severity=Severity.HIGH,
        meaning="The promise asks for so little that keeping it shows nothing.",
        fires="a share is so low that more than a hundred failures in a row, and more runs than the pact asks for, do "
        "not break it; one run in ten or more is tolerated of what must never happen; a rate allows an event in every "
        "run; or another line lies within 5 % of the end of its scale",
        sentence='"{obligation}" can hardly be broken: that takes {n} runs that all fail, and the pact is content with '
        "{m}.",
        removed_by="a line that results can break",
        needs="a promise that applies",
        find=_find_unbreakable_line,
    ),
    Rule(
        id="L97",
        slug="unlike_scales",
        severity=Severity.HIGH,
        meaning="A share is held against per cents, so that everything passes, or nothing does.",
        fires="the number of a promise, a claim or a condition on rows is a share, and what is held against it goes up "
        "to 100, or the other way round",
        sentence='"{text}" is decided at {line}, and what was measured is {seen} on average: one is a share and the '
        "other a per cent.",
        removed_by="shares on both sides, or per cents on both",
        needs="a promise or a claim",
        find=_find_other_scales,
    ),
)
