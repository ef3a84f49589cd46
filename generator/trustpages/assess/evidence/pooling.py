"""Pooling: which evidence counts for an obligation, why the rest is left out, which items share an artefact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.freshness import assess_freshness
from trustpages.assess.evidence.item_counts import get_data_file
from trustpages.assess.evidence.windows import explain_outside_window
from trustpages.assess.history.retractions import explain_retraction
from trustpages.model.documents.counts import Counted as CountedModel
from trustpages.model.documents.items.counted import CountedItem
from trustpages.model.documents.items.data_file import Data
from trustpages.model.measured import Unmeasured
from trustpages.model.results.evidence import Evidence, ItemFreshness
from trustpages.model.results.obligation import LeftOut
from trustpages.model.sentence import Reference, Sentence, Term, join
from trustpages.model.vocabulary import Selection, Setting

T_co = TypeVar("T_co", covariant=True)
S = TypeVar("S")

SETTINGS = (Setting.PRODUCTION, Setting.STAGING, Setting.BENCHMARK)
"""Best first: real use wins over what stands in for it."""


@dataclass(frozen=True, slots=True)
class PooledItem(Generic[T_co]):
    """An item that counts, how fresh it is, and its counts."""

    evidence: Evidence
    freshness: ItemFreshness
    counts: T_co


@dataclass(frozen=True, slots=True)
class Pool(Generic[T_co]):
    """The items that count, all from one setting and each set of runs once, and what was left out.

    `setting` is None where nothing counts.
    """

    counted: tuple[PooledItem[T_co], ...]
    left_out: tuple[LeftOut, ...]
    setting: Setting | None

    @property
    def counts(self) -> tuple[T_co, ...]:
        """The counts of the items that count."""
        return tuple(counted.counts for counted in self.counted)


def pool_evidence(case: Case, kinds: Iterable[str], count: Callable[[Evidence], S | Unmeasured]) -> Pool[S]:
    """The items of these kinds that bear on the obligation and may be counted together, by `count`.

    An item counts if it names the obligation, lies in the window, is not expired, reports what is
    measured, comes from the best setting that has such evidence, and does not repeat runs that count.
    """
    named = [item for item in case.context.evidence if item.evidence_class and case.ref in item.item.supports]
    usable: list[PooledItem[S]] = []
    left_out = [
        LeftOut(item.id, explain_retraction(item)) for item in case.context.set_aside if case.ref in item.item.supports
    ]
    for item in named:
        counted = _count_if_usable(case, item, frozenset(kinds), count)
        if isinstance(counted, LeftOut):
            left_out.append(counted)
        else:
            usable.append(counted)
    best = next(
        (setting for setting in SETTINGS if any(find_setting(item.evidence) is setting for item in usable)), None
    )
    once, repeats = _drop_repeats([item for item in usable if find_setting(item.evidence) is best])
    left_out += [
        LeftOut(item.evidence.id, f"runs in {find_setting(item.evidence)} are not pooled with runs in {best}")
        for item in usable
        if find_setting(item.evidence) is not best
    ]
    return Pool(
        counted=once,
        left_out=tuple(sorted([*left_out, *repeats], key=lambda gap: gap.evidence)),
        setting=find_setting(once[0].evidence) if once else None,
    )


def find_setting(evidence: Evidence) -> Setting:
    """Where the runs of an item took place; what says nothing of it is about real use."""
    return getattr(evidence.item, "setting", Setting.PRODUCTION)


def is_census(case: Case, pool: Pool[S]) -> bool:
    """Whether all runs of a production window under this pact were recorded: then a share is a fact.

    Of a fixed window that is not over on the day up to which it is judged there are runs that nobody could record.
    """
    window, (_, last) = case.obligation.window, case.days
    is_over = window.is_rolling or last == window.to
    return (
        is_over
        and pool.setting is Setting.PRODUCTION
        and all(
            isinstance(counted.evidence.item, CountedItem)
            and counted.evidence.item.selection is Selection.ALL
            and counted.evidence.collected is not None
            and counted.evidence.collected.from_ >= case.pact.valid_from
            for counted in pool.counted
        )
    )


def _count_if_usable(
    case: Case, evidence: Evidence, kinds: frozenset[str], count: Callable[[Evidence], S | Unmeasured]
) -> PooledItem[S] | LeftOut:
    """The item with its counts, or why it does not count."""
    if evidence.item.kind not in kinds:
        counted_kinds = " and ".join(sorted(kinds))
        why = Sentence(f"the promise counts {counted_kinds}, this is of kind ", Term(evidence.item.kind))
        return LeftOut(evidence.id, why)
    freshness, unusable = judge_usability(case, evidence)
    if unusable is not None:
        # The last good day: that of the agreed age, or the one before a material change if that came first.
        changes = (change.date - timedelta(days=1) for change in freshness.changes_since if change.kind.is_material)
        ends = (freshness.expires_on, *changes)
        return LeftOut(evidence.id, unusable, min((end for end in ends if end is not None), default=None))
    counts = count(evidence)
    if isinstance(counts, Unmeasured):
        return LeftOut(evidence.id, counts.reason)
    return PooledItem(evidence, freshness, counts)


def judge_usability(case: Case, evidence: Evidence) -> tuple[ItemFreshness, str | None]:
    """How fresh an item is, and why it is no longer usable or not from the window; None where it is both."""
    freshness = assess_freshness(case.context, evidence, case.triggers, max_age=case.obligation.evidence_max_age)
    if evidence.collected is None or not freshness.status.is_usable:
        return freshness, Sentence(f"{freshness.status}: ", join("; ", freshness.reasons))
    cut = is_cut_by_day(evidence)
    return freshness, explain_outside_window(case.obligation.window, case.days, evidence.collected, cut_by_day=cut)


def is_cut_by_day(evidence: Evidence) -> bool:
    """Whether the item's runs can be cut to the days of a window."""
    data = get_data_file(evidence)
    return data is not None and data.at is not None


def starts_before(evidence: Evidence, first: date) -> bool:
    """Whether an item holds runs from before `first` that cannot be cut away."""
    collected = evidence.collected
    return collected is not None and collected.from_ < first and not is_cut_by_day(evidence)


def _drop_repeats(counted: Sequence[PooledItem[S]]) -> tuple[tuple[PooledItem[S], ...], list[LeftOut]]:
    """Each set of runs once: the item with most runs stays, of equals the one with fewest successes."""
    # Most runs first, so that nobody hides failures by citing a part of the runs beside the whole.
    kept: list[PooledItem[S]] = []
    repeats: list[LeftOut] = []
    reported_by: dict[tuple[str, str], str] = {}
    for item in sorted(counted, key=_order_most_and_worst_first):
        keys = sorted(identify_run_sets(item.evidence))
        first = next((reported_by[key] for key in keys if key in reported_by), None)
        if first is None:
            kept.append(item)
            reported_by.update(dict.fromkeys(keys, item.evidence.id))
        else:
            repeats.append(LeftOut(item.evidence.id, Sentence("it reports on the same runs as ", Reference(first))))
    return tuple(sorted(kept, key=lambda item: item.evidence.id)), repeats


def _order_most_and_worst_first(counted: PooledItem[S]) -> tuple[float, float, str]:
    attempts = getattr(counted.counts, "attempts", 0)
    return -attempts, getattr(counted.counts, "successes", 0), counted.evidence.id


def identify_run_sets(evidence: Evidence) -> frozenset[tuple[str, str]]:
    """Names and digests by which two items are seen to report on the same runs, and the copies of each other's rows.

    The digest of a bundle's source is not one of them: a source may hold several sets of runs.
    """
    item = evidence.item
    data = item.data if isinstance(item, CountedModel) else None
    keys = (
        ("run set", item.run_set),
        ("digest", item.source.sha256 if item.source else None),
        ("digest", data.sha256 if data else None),
        ("file", data.file if data else None),
    )
    copies = (copy.other for copy in evidence.rows.shared) if evidence.rows else ()
    pairs = (("rows", "/".join(sorted((evidence.id, other)))) for other in copies)
    tables = (("table", name) for name in _name_tables(evidence, data))
    return frozenset((*((kind, value) for kind, value in keys if value is not None), *pairs, *tables))


def _name_tables(evidence: Evidence, data: Data | None) -> Iterator[str]:
    """The table of an item, or each day of it where runs have days: two months of one table are two sets of runs."""
    if data is None or data.table is None:
        return
    days = evidence.collected
    if data.at is None or days is None or (days.to - days.from_).days > _MOST_DAYS:
        yield data.table
    else:
        yield from (f"{data.table} {days.from_ + timedelta(place)}" for place in range((days.to - days.from_).days + 1))


_MOST_DAYS = 1_000
"""Days of an item that are told apart; of more its table is one set of runs."""


def group_by_artefact(evidence: Sequence[Evidence]) -> tuple[tuple[Evidence, ...], ...]:
    """The items in groups that share a digest or a declared run set, in order of their first item's id.

    Sharing carries over: if one item has the digest of a second and the run set of a third, all three are
    one artefact.
    """
    groups: list[tuple[frozenset[tuple[str, str]], list[Evidence]]] = []
    for item in evidence:
        keys, members = identify_run_sets(item), [item]
        apart = []
        # An item may join groups that had nothing in common until now.
        for group in groups:
            if keys & group[0]:
                keys, members = keys | group[0], group[1] + members
            else:
                apart.append(group)
        groups = [*apart, (keys, members)]
    sorted_groups = (tuple(sorted(members, key=lambda item: item.id)) for _, members in groups)
    return tuple(sorted(sorted_groups, key=lambda members: members[0].id))
