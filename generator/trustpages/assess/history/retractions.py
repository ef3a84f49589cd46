"""Evidence that counts for nothing any more, though it stays on record: withdrawn, corrected, refuted by a dispute."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from trustpages.assess.evidence.items import list_reviews
from trustpages.assess.standing.answers import find_lacks
from trustpages.model.documents.agent import Agent
from trustpages.model.documents.bundle import Dispute, Review
from trustpages.model.documents.items.base import RetractableItem
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.results.evidence import Evidence, Retraction, SetAside
from trustpages.model.sentence import Reference, Sentence, strip_full_stop
from trustpages.model.vocabulary import EvidenceClass


def mark_retractions(agent: Agent, evidence: Sequence[Evidence], as_of: date) -> tuple[Evidence, ...]:
    """The items in their order, each that was taken back or refuted up to `as_of` with how that came.

    A review has looked from outside where it may answer for what speaks against the agent.
    """
    refuted = _find_refuted(evidence, as_of)
    reviews = [review for review in list_reviews(evidence, as_of) if not find_lacks(agent, review)]
    by_id = {item.id: item for item in evidence}
    return tuple(
        replace(item, set_aside=_name_review(item.id, aside, reviews)) if aside is not None else item
        for item in evidence
        for aside in (_find_retraction(item, by_id, as_of) or refuted.get(item.id),)
    )


def list_contested(dispute: Dispute, evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """The items that a dispute is about, in their order: those that it names, and all on a benchmark that it names."""
    return tuple(
        item.id
        for item in evidence
        if item.evidence_class is not None and not _list_names(item).isdisjoint(dispute.concerns)
    )


def list_overturning(evidence: Iterable[Evidence], as_of: date) -> tuple[Dispute, ...]:
    """The disputes upheld by that day, by which a claim or verdict that they concern does not hold."""
    disputes = (item.item for item in evidence if isinstance(item.item, Dispute))
    return tuple(dispute for dispute in disputes if dispute.overturns and dispute.is_upheld_on(as_of))


def explain_retraction(evidence: Evidence) -> Sentence:
    """How it came that an item does not count, after its name."""
    aside = evidence.set_aside
    if aside is None:
        return Sentence()
    on = (" on ", aside.on) if aside.on is not None else ()
    why = f": {strip_full_stop(aside.reason)}" if aside.reason else ""
    match aside.how:
        case Retraction.WITHDRAWN:
            return Sentence(f"withdrawn by {aside.by}", *on, why)
        case Retraction.CORRECTED:
            return Sentence("corrected by ", Reference(aside.correction or ""), f" of {aside.by}", *on, why)
        case Retraction.REFUTED:
            return Sentence("refuted by the dispute ", Reference(aside.dispute or ""), *on, why)


def _list_names(evidence: Evidence) -> frozenset[str]:
    benchmark = evidence.item.benchmark if isinstance(evidence.item, BenchmarkResult | Runs) else None
    return frozenset({evidence.id, *([benchmark] if benchmark is not None else [])})


def _find_retraction(evidence: Evidence, by_id: dict[str, Evidence], as_of: date) -> SetAside | None:
    """That the item was withdrawn or corrected; where only its correction is named, by whoever made that."""
    item = evidence.item
    if not isinstance(item, RetractableItem):
        return None
    withdrawn, correction = item.withdrawn, by_id.get(item.corrected_by or "")
    how = Retraction.WITHDRAWN if item.corrected_by is None else Retraction.CORRECTED
    if withdrawn is not None:
        # Whoever is no part of the vendor and takes back what it found itself has looked from outside.
        own = withdrawn.by.name == evidence.producer.name and not evidence.producer.relationship.is_first_party
        aside = SetAside(
            how=how,
            on=withdrawn.date,
            by=withdrawn.by.name,
            reason=withdrawn.reason,
            correction=item.corrected_by,
            is_from_outside=own,
        )
        return aside if withdrawn.date <= as_of else None
    if item.corrected_by is None:
        return None
    by = (correction or evidence).producer.name
    on = correction.collected_to if correction is not None else None
    return SetAside(how=how, on=on, by=by, reason="", correction=item.corrected_by)


def _find_refuted(evidence: Sequence[Evidence], as_of: date) -> dict[str, SetAside]:
    """By item, the first upheld dispute that found that it does not hold."""
    refuted: dict[str, SetAside] = {}
    classes = {item.id: item.evidence_class for item in evidence}
    disputes = [item.item for item in evidence if isinstance(item.item, Dispute)]
    for dispute in sorted(disputes, key=lambda dispute: (dispute.ended, dispute.id)):
        if not dispute.is_upheld_on(as_of):
            continue
        for id_ in list_contested(dispute, evidence):
            happened = classes[id_] is EvidenceClass.INCIDENT
            if (dispute.finding or ("confirmed" if happened else "refuted")) == "refuted":
                by, why = dispute.by.name, dispute.about
                aside = SetAside(how=Retraction.REFUTED, on=dispute.ended, by=by, reason=why, dispute=dispute.id)
                refuted.setdefault(id_, aside)
    return refuted


def _name_review(id_: str, aside: SetAside, reviews: Sequence[Review]) -> SetAside:
    """The retraction with the first of the reviews that names the item or its dispute."""
    names = {id_, aside.dispute}
    held = (review for review in reviews if aside.on is None or aside.on <= review.date)
    first = next((review.id for review in held if names & set(review.closes)), None)
    return replace(aside, review=first)
