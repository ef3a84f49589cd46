"""Attempts by way of evidence: what was removed, cut back, hidden, counted otherwise, swapped or written twice."""

from __future__ import annotations

from collections import Counter

from trustpages.model.documents.bundle import AnyItem, Bundle
from trustpages.model.documents.items.events import Incident
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.results.records.findings import ItemRecord
from trustpages.model.results.records.json_values import Json
from trustpages.model.results.records.obligation import ObligationRecord
from trustpages.model.results.review import ReviewedChange
from trustpages.model.vocabulary import Severity
from trustpages.review.comparison import AgentSide, SideComparison
from trustpages.review.typed.against import Suspicion, is_easier, list_bettered, list_promises, stands, weigh_against
from trustpages.review.typed.items import OUTCOME_KEYS, read_item
from trustpages.review.typed.samples import read_promise
from trustpages.statistics.proportions.clusters import SixSums
from trustpages.statistics.proportions.two_sides import Groups

_REPEATED_ROWS = "L85"
_MANY = 0.05
"""From this share of the rows on repeats are no accident."""
_FEW = 10
"""Fewer runs than this are alike by accident."""
_CUT = 2
"""From so many on it is a cut: halves of a log differ by one, and may well have as many good runs."""


def judge_removed(comparison: SideComparison, change: ReviewedChange) -> Suspicion | None:
    """A result on a harder benchmark that another took the place of, or an item that spoke against the agent."""
    old, new = comparison.agents[change.agent]
    gone = old.items.get(change.subject)
    if (
        gone is None
        or comparison.is_answered(change.agent, change.subject)
        or _is_there_under_another_name(old, new, gone)
    ):
        return None
    swapped = _find_swap(comparison, old, new, gone[1])
    if swapped is not None:
        return swapped
    weight = weigh_against(old, change.subject)
    if weight is not None:
        return Suspicion("evidence-dropped", "It spoke against the agent", weight)
    return _judge_uncounted(comparison, change.agent, old.item(change.subject))


def _judge_uncounted(comparison: SideComparison, agent: str, record: ItemRecord | None) -> Suspicion | None:
    """An item whose counts are in its file spoke against the agent if what is left looks better."""
    if record is None or record.attempts is not None:
        return None
    old, _ = comparison.agents[agent]
    counted = [promise.ref for promise in old.record.obligations if record.id in promise.evidence]
    better = list_bettered(comparison, agent, counted)
    if not better:
        return None
    return Suspicion("evidence-dropped", f"Without it looks better: {', '.join(better)}", _weigh(old, better))


def _weigh(side: AgentSide, refs: tuple[str, ...]) -> Severity | None:
    severities = (promise.severity for promise in list_promises(side, refs))
    return min(severities, key=lambda severity: severity.rank, default=None)


def _is_there_under_another_name(old: AgentSide, new: AgentSide, gone: tuple[Bundle, AnyItem]) -> bool:
    """Whether an item that is new says the same: the item was renamed."""
    said = _say(gone)
    return any(_say(pair) == said for id_, pair in new.items.items() if id_ not in old.items)


def _say(pair: tuple[Bundle, AnyItem]) -> dict[str, object]:
    left_out = ("id", "title", "statement", "visibility")
    return {key: value for key, value in read_item(*pair).items() if key not in left_out}


def _find_swap(comparison: SideComparison, old: AgentSide, new: AgentSide, gone: AnyItem) -> Suspicion | None:
    if not isinstance(gone, BenchmarkResult):
        return None
    for id_, (_, item) in new.items.items():
        is_other = id_ not in old.items and isinstance(item, BenchmarkResult) and item.benchmark != gone.benchmark
        if is_other and isinstance(item, BenchmarkResult) and (set(item.supports) & set(gone.supports)):
            return _judge_swap(comparison, gone, item)
    return None


def _judge_swap(comparison: SideComparison, gone: BenchmarkResult, item: BenchmarkResult) -> Suspicion | None:
    """Named where the new benchmark is easier, or nobody knows and the score is higher; not where the old one ended."""
    if comparison.workspaces is None:
        return None
    old, new = comparison.workspaces
    before, now = old.benchmark(gone.benchmark), new.benchmark(gone.benchmark)
    easier = is_easier(before, new.benchmark(item.benchmark))
    if easier is False or not stands(before) or not stands(now) or (easier is None and item.score <= gone.score):
        return None
    return Suspicion("benchmark-swapped", f"{item.benchmark} took the place of {gone.benchmark}")


def judge_changed(comparison: SideComparison, change: ReviewedChange) -> Suspicion | None:
    """An item that weighs or shows less, is of an easier benchmark, or counts otherwise and makes a figure better."""
    old, new = comparison.agents[change.agent]
    was, now = (side.items[change.subject][1] for side in (old, new))
    records = (old.item(change.subject), new.item(change.subject))
    if comparison.is_answered(change.agent, change.subject) or records[0] is None or records[1] is None:
        return None
    weight = weigh_against(old, change.subject)
    if weight is not None and _weighs_less((was, now), (records[0], records[1])):
        return Suspicion("severity-lowered", "", weight)
    if isinstance(was, BenchmarkResult) and isinstance(now, BenchmarkResult) and was.benchmark != now.benchmark:
        return _judge_swap(comparison, was, now)
    keys = set(change.aspect.split(", "))
    lost = [ref for ref in records[0].supports if ref not in records[1].supports and new.promise(ref) is not None]
    if lost and weight is not None:
        return Suspicion("evidence-dropped", "It spoke against promises that it does not name any more", weight)
    if isinstance(was, Incident) and isinstance(now, Incident) and (was.confirmed, now.confirmed) == (True, False):
        return Suspicion("evidence-dropped", "It is not confirmed any more", weight)
    better = list_bettered(comparison, change.agent, (*was.supports, *now.supports)) if keys - OUTCOME_KEYS else ()
    if better:
        return Suspicion("denominator-changed", f"It looks better: {', '.join(better)}", _weigh(new, better))
    return judge_outcomes(comparison, change)


def _weighs_less(items: tuple[AnyItem, AnyItem], records: tuple[ItemRecord, ItemRecord]) -> bool:
    was, now = items
    if isinstance(was, Incident) and isinstance(now, Incident):
        return now.severity.rank > was.severity.rank
    before, after = (record.severity for record in records)
    # Where counts decide how much it weighs, other counts are other outcomes.
    return before is not None and records[0].attempts is None and (after is None or after.rank > before.rank)


def judge_outcomes(comparison: SideComparison, change: ReviewedChange) -> Suspicion | None:
    """As many good runs as before of fewer: bad ones were taken out, or became unknown. Or rows that stand twice."""
    old, new = comparison.agents[change.agent]
    if comparison.is_answered(change.agent, change.subject):
        return None
    if _find_new_repeats(old, new, change.subject):
        return Suspicion("rows-duplicated", "Rows of it are like other rows in every column")
    for ref in new.items[change.subject][1].supports:
        was, now = old.promise(ref), new.promise(ref)
        lost = _count_lost(was, now) if was is not None and now is not None else 0
        if was is None or now is None or lost < _CUT:
            continue
        if now.unknown - was.unknown >= lost:
            return Suspicion("denominator-changed", f"{lost:g} bad outcomes are unknown now", now.severity)
        return Suspicion("evidence-dropped", f"{lost:g} bad outcomes are gone, and no good one is", now.severity)
    return None


def _count_lost(was: ObligationRecord, now: ObligationRecord) -> float:
    """How many bad runs are gone where every good one is still there, in groups as it was; 0 where that is not so."""
    groups = [sample.groups if (sample := read_promise(promise)) is not None else None for promise in (was, now)]
    if groups[0] is None or groups[1] is None:
        return 0
    return (was.n or 0) - (now.n or 0) if _count_good(groups[0]) == _count_good(groups[1]) else 0


def _count_good(groups: Groups) -> Counter[float] | tuple[float, float]:
    """How many groups there are with so many good runs, those without any left out; of sums what they say of them."""
    if isinstance(groups, SixSums):
        return groups.k, groups.k2
    counts = Counter[float]()
    for (good, _), number in groups.items():
        if good:
            counts[good] += round(number)
    return counts


def _find_new_repeats(old: AgentSide, new: AgentSide, id_: str) -> bool:
    """Whether a limitation says that rows of the item stand twice, many of them, and none said so before."""
    known, told = (
        [found for found in side.record.limitations if found.rule == _REPEATED_ROWS and id_ in found.subjects]
        for side in (old, new)
    )
    return not known and any(_are_many(found.inputs) for found in told)


def _are_many(inputs: Json) -> bool:
    """Whether so many of the rows are repeated that they are no accident of which rows were taken."""
    values = inputs if isinstance(inputs, dict) else {}
    repeated = int("".join(filter(str.isdigit, str(values.get("k")))) or 0)
    rows = values.get("n")
    return isinstance(rows, int) and repeated >= _MANY * rows


def judge_added(comparison: SideComparison, change: ReviewedChange) -> Suspicion | None:
    """An item whose counts, days and producer are those of another one, with nothing that says that both are one."""
    old, new = comparison.agents[change.agent]
    record, pair = new.item(change.subject), new.items.get(change.subject)
    if record is None or pair is None or comparison.is_answered(change.agent, change.subject):
        return None
    if _find_new_repeats(old, new, change.subject):
        return Suspicion("rows-duplicated", "Rows of it stand in another item too")
    _, item = pair
    if (record.attempts or 0) < _FEW or item.run_set is not None or _is_there_under_another_name(new, old, pair):
        return None
    said = _say(pair)
    alike = [
        twin.id for twin in new.record.evidence if (twin.attempts, twin.failures) == (record.attempts, record.failures)
    ]
    for id_ in alike:
        if id_ != change.subject and id_ in new.items and _say(new.items[id_]) == said:
            return Suspicion("rows-duplicated", f"{id_} says the same", _weigh(new, item.supports))
    return None


def judge_hidden(comparison: SideComparison, change: ReviewedChange) -> Suspicion | None:
    """An item that speaks against the agent, for fewer readers."""
    old, _ = comparison.agents.get(change.agent, (None, None))
    weight = weigh_against(old, change.subject) if old is not None and change.subject in old.items else None
    return None if weight is None else Suspicion("evidence-hidden", "It speaks against the agent", weight)
