"""Steps that bring evidence: the first of it, more of it, the same again, what became of unknown runs, real use."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.advise.alterations import SOMEBODY, add_item, alter_item, alter_model, name_new, write_bundle
from trustpages.advise.first_evidence import describe_first, imagine_first, imagine_use
from trustpages.advise.more_runs import MORE_RUNS, find_newest
from trustpages.advise.runs import Counting, count_runs, find_outcomes, go_on, read_counts
from trustpages.advise.situation import Candidate, Situation, StepKind, count_of
from trustpages.model.documents.base import Period, Producer
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.results.evidence import Evidence, FreshnessStatus
from trustpages.model.results.next_steps import Stage
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.sentence import Reference, Sentence
from trustpages.model.vocabulary import Relationship, Verdict


def _find_first(situation: Situation) -> Iterator[Candidate]:
    for result, term in situation.promises():
        name = name_new(situation, result.ref)
        runs = max(result.n_min or 0, term.window.min_samples)
        is_open = result.verdict is Verdict.MISSING and not _may_repeat_for(situation, result)
        item = imagine_first(situation, result.ref, term, name, runs) if is_open else None
        if item is not None:
            text, assumes = describe_first(item, result.ref, term, runs)
            yield Candidate(
                about=result.ref,
                text=text,
                assumes=assumes,
                alter=add_item(situation, item),
                runs=0 if result.traits.is_record else runs,
                next_step=write_bundle(situation, name),
            )


def _may_repeat_for(situation: Situation, result: ObligationResult) -> bool:
    """Whether the promise has evidence that only became too old, or is about an earlier version."""
    left_out = {gap.evidence for gap in result.left_out}
    return any(evidence.id in left_out for evidence in _list_aged(situation))


_AGED = frozenset({FreshnessStatus.STALE, FreshnessStatus.EXPIRED})


def _find_aged(situation: Situation) -> Iterator[Candidate]:
    """The same again on what is deployed, for each item too old or about another version; not on a benchmark that is
    given up.
    """
    for evidence in _list_aged(situation):
        is_outside = not evidence.producer.relationship.is_first_party
        yield from _repeat(situation, evidence, "Repeat ", from_outside=is_outside)


def _list_aged(situation: Situation) -> tuple[Evidence, ...]:
    known = situation.evidence()
    statuses = {found.evidence: found.status for found in situation.report.findings.freshness.items}
    return tuple(
        evidence
        for id_, evidence in known.items()
        if statuses.get(id_) in _AGED and _may_be_repeated(situation, evidence)
    )


def _repeat(situation: Situation, evidence: Evidence, what: str, *, from_outside: bool) -> Iterator[Candidate]:
    """The item again, in the words of `what`, where it counts something."""
    name = name_new(situation, f"{'other' if from_outside else 'again'}-{evidence.id}")
    again: Counting | BenchmarkResult | None = None
    if isinstance(evidence.item, BenchmarkResult):
        day = Period.model_validate({"from": situation.as_of, "to": situation.as_of})
        changes = {"id": name, "title": None, "collected": day, "agent_version": None, "producer": None, "source": None}
        again, runs = alter_model(evidence.item, **changes), evidence.item.n_tasks or 0
    elif (counted := read_counts(situation, evidence)) is not None and count_runs(counted):
        again, runs = go_on(situation, counted, name, count_runs(counted)), count_runs(counted)
    if again is not None:
        yield Candidate(
            about=evidence.id,
            text=Sentence(what, Reference(evidence.id), f" on what is deployed ({count_of(runs, 'run')})"),
            assumes="it comes out as it did before",
            alter=add_item(situation, again, from_outside=from_outside),
            runs=runs,
            next_step=write_bundle(situation, name, from_outside=from_outside),
        )


def _may_be_repeated(situation: Situation, evidence: Evidence) -> bool:
    """Whether its runs can be run again: they were counted, on nothing that its maintainers have given up."""
    given_up = {name for found in situation.limitations("benchmark_superseded") for name in found.subjects}
    is_counted = isinstance(evidence.item, BenchmarkResult) or _has_runs(read_counts(situation, evidence))
    return is_counted and getattr(evidence.item, "benchmark", None) not in given_up


def _has_runs(item: Counting | None) -> bool:
    return item is not None and count_runs(item) > 0


def _find_unknown(situation: Situation) -> Iterator[Candidate]:
    """What became of the runs of unknown outcome behind a promise whose verdict hangs on them."""
    known = situation.evidence()
    hanging = [result for result, _ in situation.promises() if result.verdict is Verdict.INCOMPLETE]
    for id_ in sorted({id_ for result in hanging for id_ in result.pooled if id_ in known}):
        item = read_counts(situation, known[id_])
        unknown = _count_unknown(item) if item is not None else 0
        if item is None or not unknown:
            continue
        changes = find_outcomes(item)
        if known[id_].item != item:  # its counts come from a file, which would have the outcomes
            changes |= {name: getattr(item, name) for name in ("values", "events") if name not in changes}
            changes["data"] = None
        yield Candidate(
            about=id_,
            text=Sentence(f"Find out how {count_of(unknown, 'run')} of unknown outcome ended in ", Reference(id_)),
            assumes="they went as the others did",
            alter=alter_item(id_, **changes),
            runs=unknown,
        )


def _count_unknown(item: Counting) -> int:
    counts = (item.unknown, *(outcome.unknown for outcome in item.outcomes.values()))
    return max(counts)


def _find_unrepeated(situation: Situation) -> Iterator[Candidate]:
    """Results that nobody but the vendor has, and the newest evidence where all of it is the vendor's."""
    known, independent = situation.evidence(), "Have somebody independent repeat "
    replicator = Producer(name=SOMEBODY, relationship=Relationship.THIRD_PARTY)
    for id_ in sorted({id_ for found in situation.limitations("self_reported") for id_ in found.subjects}):
        if id_ in known and isinstance(known[id_].item, BenchmarkResult):
            yield Candidate(
                about=id_,
                text=Sentence(independent, Reference(id_)),
                assumes="it comes out as it did before",
                alter=alter_item(id_, replicated_by=replicator),
                runs=getattr(known[id_].item, "n_tasks", None) or 0,
            )
    if situation.limitations("first_party_only"):
        against = situation.report.findings.adverse_evidence.ids
        pairs = (find_newest(situation, result) for result, _ in situation.promises())
        newest = next((pair[0] for pair in pairs if pair is not None and pair[0].id not in against), None)
        if newest is not None:
            yield from _repeat(situation, newest, independent, from_outside=True)


def _find_no_use(situation: Situation) -> Iterator[Candidate]:
    if not situation.limitations("no_exposure"):
        return
    runs = max((result.n_min or 0 for result, _ in situation.promises() if result.traits.is_broken_at_once), default=0)
    runs, name = runs or LEAST_USE, name_new(situation, "real-use")
    yield Candidate(
        about="agent",
        text=f"Record {count_of(runs, 'run')} of real use, each of them watched",
        assumes="no incident happens in them",
        alter=add_item(situation, imagine_use(situation, name, runs)),
        runs=runs,
        next_step=write_bundle(situation, name),
    )


LEAST_USE = 100
"""Runs of real use to begin with, where no promise says how many it takes."""

EVIDENCE_KINDS = (
    StepKind("first-evidence", Stage.WIRING, _find_first),
    MORE_RUNS,
    StepKind("repeat", Stage.WIRING, _find_aged),
    StepKind("find-outcomes", Stage.WIRING, _find_unknown),
    StepKind("independent-repeat", Stage.WIRING, _find_unrepeated),
    StepKind("real-use", Stage.WIRING, _find_no_use),
)
