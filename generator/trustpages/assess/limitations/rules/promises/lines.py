"""L81: sentences that state another number than the one that decides."""

from __future__ import annotations

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import Occasion, Occasions, Rule
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.sentence import strip_full_stop
from trustpages.model.stated.claims import find_claim_discrepancy
from trustpages.model.stated.comparison import Discrepancy
from trustpages.model.stated.promises import find_promise_discrepancies
from trustpages.model.vocabulary import Severity

STRICTER = 'The {what} "{text}" says {stated}, and {line} decides: it asks for more than is said.'


def _find_stated_otherwise(agent: AssessedAgent) -> Occasions:
    pairs, claims = agent.context.obligations(), agent.context.agent.claims
    if not pairs and not agent.live_claims:
        return NotEvaluable("nothing is promised or claimed")
    live = {claim.id for claim in agent.live_claims}
    promised = [
        _describe_discrepancy("promise", f"{pact.id}/{obligation.id}", obligation.promise, found)
        for pact, obligation in pairs
        for found in find_promise_discrepancies(obligation)
    ]
    claimed = [
        _describe_discrepancy("claim", claim.id, claim.text, found)
        for document in claims
        for claim in document.claims
        if claim.id in live and (found := find_claim_discrepancy(claim)) is not None
    ]
    return (*promised, *claimed)


def _describe_discrepancy(what: str, subject: str, text: str, found: Discrepancy) -> Occasion:
    stated = found.stated if found.meaning == found.stated else f"{found.stated} ({found.meaning})"
    slots: dict[str, Slot] = {"what": what, "text": strip_full_stop(text), "stated": stated, "line": found.line}
    if found.is_laxer:
        return Occasion(slots, (subject,))
    return Occasion(slots, (subject,), Severity.MEDIUM, STRICTER)


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
)
