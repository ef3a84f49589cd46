"""What a report leaves behind of evidence, in short, and of how the agent stood before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from trustpages.assess.evidence.reported_figures import BenchmarkCounts, recover_score_counts
from trustpages.assess.history.previous_report import PreviousAgent
from trustpages.model.documents.bundle import Dispute
from trustpages.model.documents.counts import Counted
from trustpages.model.documents.items import BenchmarkResult, Incident
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.history import EvidenceRecord
from trustpages.model.results.standing import PastStanding, PastVerdict
from trustpages.model.vocabulary import EvidenceClass


def record_evidence(evidence: Sequence[Evidence]) -> tuple[EvidenceRecord, ...]:
    """Every item in short, control records included, in the given order."""
    return tuple(_record_item(item, evidence) for item in evidence)


def _record_item(one: Evidence, evidence: Sequence[Evidence]) -> EvidenceRecord:
    attempts, failures = _count_stated(one)
    return EvidenceRecord(
        id=one.id,
        kind=one.item.kind,
        digest=one.digest,
        collected=one.collected,
        supports=tuple(sorted(one.item.supports)),
        bears_on=tuple(sorted(_find_obligations_concerned(one, evidence))),
        attempts=attempts,
        failures=failures,
    )


def _find_obligations_concerned(one: Evidence, evidence: Sequence[Evidence]) -> frozenset[str]:
    """The obligations that the item names, and those whose evidence it can expire."""
    item, named = one.item, one.item.obligations
    match item:
        case Incident():
            # It calls in question what benchmarks said about its promises, for all that they speak of.
            stand_ins = (two for two in evidence if two.evidence_class is EvidenceClass.BENCHMARK)
            return named | _collect_supported(two for two in stand_ins if named & set(two.item.supports))
        case Dispute():
            return named | _collect_supported(two for two in evidence if two.id in item.concerns)
        case _:
            return named


def _collect_supported(evidence: Iterable[Evidence]) -> frozenset[str]:
    return frozenset(ref for item in evidence for ref in item.item.supports)


def _count_stated(one: Evidence) -> tuple[int | None, int | None]:
    """Attempts and failures that the item states by itself; those of a data file are not among them."""
    item = one.item
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
    told = (*agent.history, PastStanding(past.as_of, agent.posture, verdicts))
    by_day = {standing.as_of: standing for standing in told if standing.as_of < as_of}
    return tuple(by_day[day] for day in sorted(by_day))[-MOST_REMEMBERED:]
