"""What a report leaves behind of evidence, in short, and of how the agent stood before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from trustpages.assess.evidence.reported_figures import BenchmarkCounts, recover_score_counts
from trustpages.assess.history.retractions import list_contested
from trustpages.model.documents.bundle import AnyItem, Dispute
from trustpages.model.documents.counts import Counted
from trustpages.model.documents.items.adverse import HeldAgainst
from trustpages.model.documents.items.events import Incident
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.records.agent import PreviousAgent
from trustpages.model.results.records.history import EvidenceRecord
from trustpages.model.results.standing import PastStanding, PastVerdict
from trustpages.model.vocabulary import EvidenceClass


def record_evidence(evidence: Sequence[Evidence]) -> tuple[EvidenceRecord, ...]:
    """Every item in short, control records included, in the given order."""
    return tuple(
        EvidenceRecord(
            id=record.id,
            kind=record.item.kind,
            digest=record.digest,
            collected=record.collected,
            supports=tuple(sorted(record.item.supports)),
            bears_on=tuple(sorted(_find_obligations_concerned(record.item, evidence))),
            attempts=attempts,
            failures=failures,
            severity=adverse.severity if (adverse := record.item.find_adverse(HeldAgainst())) else None,
            day=record.item.occurred if isinstance(record.item, Incident) else None,
        )
        for record in evidence
        for attempts, failures in (_count_stated(record.item),)
    )


def _find_obligations_concerned(item: AnyItem, evidence: Sequence[Evidence]) -> frozenset[str]:
    """The obligations that the item names, and those whose evidence it can expire."""
    named = item.obligations
    match item:
        case Incident():
            # It calls in question what benchmarks said about its promises, for all that they speak of.
            benchmarks = (other for other in evidence if other.evidence_class is EvidenceClass.BENCHMARK)
            concerned = [other for other in benchmarks if named & set(other.item.supports)]
        case Dispute():
            contested = list_contested(item, evidence)
            concerned = [other for other in evidence if other.id in contested]
        case _:
            concerned = []
    return named.union(*(other.item.supports for other in concerned))


def _count_stated(item: AnyItem) -> tuple[int | None, int | None]:
    """Attempts and failures that the item states by itself; those of a data file are not among them."""
    if isinstance(item, BenchmarkResult):
        counts = recover_score_counts(item)
        if isinstance(counts, BenchmarkCounts):
            runs = counts.tasks * counts.trials
            return runs, runs - counts.successes
    elif isinstance(item, Incident):
        return None, item.count if item.confirmed else 0
    elif isinstance(item, Counted):
        parts = (item,) if item.attempts is not None else item.clusters
        if parts:
            attempts = sum(part.attempts or 0 for part in parts)
            return attempts, attempts - sum((part.successes or 0) + part.unknown for part in parts)
    return None, None


MOST_REMEMBERED: Final = 24
"""Earlier reports that a report remembers: two years of monthly ones."""


def list_past_standings(past: PreviousAgent | None, as_of: date) -> tuple[PastStanding, ...]:
    """The standings before `as_of`, oldest first: of each day the last published, of very many the latest."""
    if past is None:
        return ()
    agent = past.agent
    verdicts = tuple(PastVerdict(obligation.ref, obligation.verdict) for obligation in agent.obligations)
    standings = (*agent.history, PastStanding(past.as_of, agent.posture, verdicts))
    # Several reports may be published on a day; the last of them is what readers saw in the end.
    by_day = {standing.as_of: standing for standing in standings if standing.as_of < as_of}
    return tuple(by_day[day] for day in sorted(by_day))[-MOST_REMEMBERED:]
