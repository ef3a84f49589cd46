"""Evidence against the agent: what each item says by its content, whatever promise it is for."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.item_counts import read_stated_share, tally_outcome
from trustpages.assess.evidence.tally import Tally, estimate_share
from trustpages.assess.metrics.metric import Metric
from trustpages.assess.standing.reviews import list_answers
from trustpages.model.documents.items.adverse import MOSTLY_BAD, HeldAgainst
from trustpages.model.documents.measures.events import EventMeasure
from trustpages.model.documents.pact import Obligation
from trustpages.model.measured import Unmeasured
from trustpages.model.results.evidence import AdverseEvidence, AdverseItem, Evidence
from trustpages.model.vocabulary import EvidenceClass

_TRIALS = (EvidenceClass.BENCHMARK, EvidenceClass.RED_TEAM)
"""Classes of evidence whose tasks are made up: only a promise that counts such tasks draws a line for them."""


def find_adverse_evidence(context: Context) -> AdverseEvidence:
    """Every item that speaks against the agent up to the date of the report, the worst first, then by id.

    What was taken back or refuted is left out once somebody outside has looked at that. It does not age: what was
    found stays found until a review answers it.
    """
    known = sorted((*context.evidence, *context.unexamined), key=lambda item: item.id)
    looked_at = [item for item in known if _has_happened(context, item)]
    adverse_items = [adverse for item in looked_at for adverse in _find_adverse(context, item)]
    adverse_items.sort(key=lambda adverse: (adverse.severity.rank, adverse.evidence))
    return AdverseEvidence(tuple(adverse_items), tuple(item.id for item in looked_at))


def _has_happened(context: Context, evidence: Evidence) -> bool:
    day = evidence.item.own_day or evidence.collected_to
    return day is None or day <= context.as_of


def _find_adverse(context: Context, evidence: Evidence) -> Iterator[AdverseItem]:
    adverse = evidence.item.find_adverse(_hold_against_lines(context, evidence))
    if adverse is None:
        return
    day = evidence.item.own_day or evidence.collected_to
    # Whoever cleared the breach of a promise has looked at the outcomes that broke it.
    names = {evidence.id, *(evidence.item.obligations if evidence.item.traits.outcomes else ())}
    answers = list_answers(context, names)
    answer = next((review for review in answers if day is None or day <= review.date), None)
    yield AdverseItem(
        evidence=evidence.id,
        label=evidence.item.traits.label,
        severity=adverse.severity,
        found=adverse.found,
        is_event=evidence.evidence_class is EvidenceClass.INCIDENT,
        review=answer.id if answer else None,
        reviewed_on=answer.date if answer else None,
    )


def _hold_against_lines(context: Context, evidence: Evidence) -> HeldAgainst:
    """The outcomes of the item, with the lines that they are held against."""
    counts = tally_outcome(context, evidence)
    tally = None if isinstance(counts, Unmeasured) else counts
    stated = read_stated_share(evidence) if tally is None else None
    line = _find_promised_share(context, evidence) if stated or (tally is not None and tally.known) else None
    benchmark = context.benchmarks.get(getattr(evidence.item, "benchmark", None) or "")
    reading = [
        obligation.threshold
        for _, obligation in context.obligations()
        if obligation.not_applicable is None and not obligation.measure.explain_unused(evidence.item)
    ]
    return HeldAgainst(
        good=tally.successes if tally else 0,
        known=tally.known if tally else 0,
        line=line,
        is_missed=line is not None
        and ((tally is not None and _misses(context, tally, line)) or (stated is not None and stated[1] < line)),
        doing_nothing=benchmark.trivial_baseline if benchmark else None,
        at_least=max((line.at_least for line in reading if line.at_least is not None), default=None),
        at_most=min((line.at_most for line in reading if line.at_most is not None), default=None),
        stated=stated,
        claimed=_find_claimed_share(context, evidence) if stated else None,
        unread=_count_unread_events(context, evidence),
    )


def _count_unread_events(context: Context, evidence: Evidence) -> int:
    """Events that the item counts inside of its runs, where no promise that it is for counts such."""
    counted = (
        f"{pact.id}/{obligation.id}" in evidence.item.obligations
        for pact, obligation in context.obligations()
        if isinstance(obligation.measure, EventMeasure) and obligation.measure.of == "events"
    )
    return 0 if any(counted) else getattr(evidence.item, "events", None) or 0


def _find_claimed_share(context: Context, evidence: Evidence) -> float | None:
    """The greatest share of success that a claim takes from the item; what is said to be about so much may miss it."""
    claims = (claim for document in context.agent.claims for claim in document.claims)
    made = [
        claim
        for claim in claims
        if evidence.id in claim.evidence and (not claim.withdrawn or claim.withdrawn > context.as_of)
    ]
    margin = {"at_least": 0.0, "about": context.policy.claim.delta}
    return max(
        (
            claim.value - margin[claim.operator]
            for claim in made
            if claim.metric == "success" and claim.value is not None and claim.operator in margin
        ),
        default=None,
    )


def _find_promised_share(context: Context, evidence: Evidence) -> float | None:
    """The strictest share of success promised by the promises that the item is for; else the least of all promised.

    What is promised of other work is no line for this item, unless it misses all of it; and a promise of less than half
    excuses nothing that would be mostly bad without it.
    """
    own: list[tuple[Obligation, float]] = []
    others: list[tuple[Obligation, float]] = []
    for pact, obligation in context.obligations():
        share = obligation.measure.find_least_share(obligation.threshold)
        if share is None or obligation.not_applicable is not None:
            continue
        (own if f"{pact.id}/{obligation.id}" in evidence.item.obligations else others).append((obligation, share))
    if evidence.evidence_class in _TRIALS:
        own = [(obligation, share) for obligation, share in own if not obligation.measure.explain_unused(evidence.item)]
        others = []
    if own:
        return max(share for _, share in own)
    least = min((share for _, share in others), default=None)
    return least if least is not None and least > MOSTLY_BAD else None


def _misses(context: Context, tally: Tally, line: float) -> bool:
    """Whether even the upper limit of the share of success lies below the line: chance does not explain it."""
    if tally.successes / tally.known >= line:
        return False
    share = estimate_share(tally, context.policy.level)
    return not isinstance(share, Unmeasured) and share.interval.high < line


ADVERSE_EVIDENCE = Metric(
    id="adverse-evidence",
    title="Evidence against the agent",
    question="What on record speaks against the agent, whatever promise it is for?",
    needs="evidence items; promised shares of success and the score of doing nothing are the lines.",
    smallest="one item.",
    formula="Each kind of evidence says of its own content whether it speaks against the agent: an audit that failed, "
    "was qualified or left findings open; a red team whose attacks got through; outcomes below the share of success "
    "that is promised, even at the upper limit of their interval, or, where none is promised, more bad than good; a "
    "score no better than doing nothing or beyond a promised line; an incident from major on; events inside of "
    "runs that no promise counts; a drill that failed. It neither ages nor counts as a further kind or source of "
    "evidence, and only a review that names it, held by others than the deploying team alone and in a role that the "
    "decision rights name, answers it.",
    cannot_tell="what nobody looked for.",
    sources="Clopper & Pearson 1934; ISO 19011:2018 (findings of an audit).",
    compute=find_adverse_evidence,
)
