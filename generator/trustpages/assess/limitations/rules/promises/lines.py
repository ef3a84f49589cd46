"""L81, L82: sentences that state another number than the one that decides, lines that hardly any result can break."""

from __future__ import annotations

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import Occasion, Occasions, Rule
from trustpages.assess.limitations.sentences import format_percent
from trustpages.assess.measures.unbreakable import (
    MuchTolerated,
    NextToNothing,
    TooManyFailures,
    Unbreakable,
    find_unbreakable,
)
from trustpages.model.documents.pact import Obligation
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.sentence import strip_full_stop
from trustpages.model.stated.claims import find_claim_discrepancy
from trustpages.model.stated.comparison import Discrepancy
from trustpages.model.stated.promises import find_promise_discrepancies
from trustpages.model.vocabulary import Severity

TOLERATED = '"{obligation}" counts as kept although up to {rate} of runs may break it.'
NEXT_TO_NOTHING = '"{obligation}" asks for next to nothing: hardly any result breaks {line}.'
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
)
