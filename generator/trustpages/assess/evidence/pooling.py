"""Pooling: which evidence counts for an obligation, why the rest is left out, which items share an artefact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.freshness import assess_freshness
from trustpages.assess.evidence.item_counts import get_data_file
from trustpages.assess.evidence.windows import explain_outside_window
from trustpages.model.documents.counts import Counted as CountedModel
from trustpages.model.documents.items import CountedItem
from trustpages.model.measured import Unmeasured
from trustpages.model.results.evidence import Evidence, ItemFreshness
from trustpages.model.results.obligation import LeftOut
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
    left_out: list[LeftOut] = []
    for item in named:
        found = _count_if_usable(case, item, frozenset(kinds), count)
        if isinstance(found, LeftOut):
            left_out.append(found)
        else:
            usable.append(found)
    counted, of_other_settings = _keep_best_setting(usable)
    once, repeats = _drop_repeats(counted)
    return Pool(
        counted=once,
        left_out=tuple(sorted([*left_out, *of_other_settings, *repeats], key=lambda left_out: left_out.evidence)),
        setting=find_setting(once[0].evidence) if once else None,
    )


def find_setting(evidence: Evidence) -> Setting:
    """Where the runs of an item took place; what says nothing of it is about real use."""
    return getattr(evidence.item, "setting", Setting.PRODUCTION)


def is_census(case: Case, pool: Pool[S]) -> bool:
    """Whether all runs of a production window under this pact were recorded: then a share is a fact."""
    return pool.setting is Setting.PRODUCTION and all(
        isinstance(counted.evidence.item, CountedItem)
        and counted.evidence.item.selection is Selection.ALL
        and counted.evidence.collected is not None
        and counted.evidence.collected.from_ >= case.pact.valid_from
        for counted in pool.counted
    )


def _count_if_usable(
    case: Case, evidence: Evidence, kinds: frozenset[str], count: Callable[[Evidence], S | Unmeasured]
) -> PooledItem[S] | LeftOut:
    """The item with its counts, or why it does not count."""
    if evidence.item.kind not in kinds:
        why = f"the promise counts {_join_kinds(kinds)}, this is of kind '{evidence.item.kind}'"
        return LeftOut(evidence.id, why)
    freshness = assess_freshness(case.context, evidence, case.triggers, max_age=case.obligation.evidence_max_age)
    outside = _explain_too_old(case, evidence, freshness)
    if outside is not None:
        return LeftOut(evidence.id, outside, _find_last_good_day(freshness))
    counts = count(evidence)
    if isinstance(counts, Unmeasured):
        return LeftOut(evidence.id, counts.reason)
    return PooledItem(evidence, freshness, counts)


def _find_last_good_day(freshness: ItemFreshness) -> date | None:
    """The last day of the agreed age, or the day before a material change if that came first."""
    changed = (change.date - timedelta(days=1) for change in freshness.changes_since if change.kind.is_material)
    ends = (freshness.expires_on, *changed)
    return min((end for end in ends if end is not None), default=None)


def _explain_too_old(case: Case, evidence: Evidence, freshness: ItemFreshness) -> str | None:
    """Why an item is no longer usable, or not from the window; None where it is both."""
    if evidence.collected is None or not freshness.status.is_usable:
        return f"{freshness.status}: {'; '.join(freshness.reasons)}"
    cut = is_cut_by_day(evidence)
    return explain_outside_window(case.obligation.window, case.days, evidence.collected, cut_by_day=cut)


def is_cut_by_day(evidence: Evidence) -> bool:
    """Whether the item's runs can be cut to the days of a window."""
    data = get_data_file(evidence)
    return data is not None and data.at is not None


def starts_before(evidence: Evidence, first: date) -> bool:
    """Whether an item holds runs from before `first` that cannot be cut away."""
    collected = evidence.collected
    return collected is not None and collected.from_ < first and not is_cut_by_day(evidence)


def _join_kinds(kinds: frozenset[str]) -> str:
    return " and ".join(sorted(kinds))


def _keep_best_setting(usable: Sequence[PooledItem[S]]) -> tuple[list[PooledItem[S]], list[LeftOut]]:
    found = {find_setting(counted.evidence) for counted in usable}
    best = next((setting for setting in SETTINGS if setting in found), None)
    counted = [counted for counted in usable if find_setting(counted.evidence) is best]
    others = [
        LeftOut(counted.evidence.id, f"runs in {find_setting(counted.evidence)} are not pooled with runs in {best}")
        for counted in usable
        if find_setting(counted.evidence) is not best
    ]
    return counted, others


def _drop_repeats(counted: Sequence[PooledItem[S]]) -> tuple[tuple[PooledItem[S], ...], list[LeftOut]]:
    """Each set of runs once: the item with most runs stays, of equals the one with fewest successes."""
    kept: list[PooledItem[S]] = []
    repeats: list[LeftOut] = []
    reported_by: dict[tuple[str, str], str] = {}
    for pooled_item in sorted(counted, key=_order_most_and_worst_first):
        keys = sorted(identify_run_sets(pooled_item.evidence))
        first = next((reported_by[key] for key in keys if key in reported_by), None)
        if first is None:
            kept.append(pooled_item)
            reported_by.update(dict.fromkeys(keys, pooled_item.evidence.id))
        else:
            repeats.append(LeftOut(pooled_item.evidence.id, f"it reports on the same runs as {first}"))
    return tuple(sorted(kept, key=lambda counted: counted.evidence.id)), repeats


def _order_most_and_worst_first(counted: PooledItem[S]) -> tuple[float, float, str]:
    attempts = getattr(counted.counts, "attempts", 0)
    return -attempts, getattr(counted.counts, "successes", 0), counted.evidence.id


def identify_run_sets(evidence: Evidence) -> frozenset[tuple[str, str]]:
    """Names and digests by which two items are seen to report on the same runs.

    The digest of a bundle's source is not one of them: a source may hold several sets of runs.
    """
    item = evidence.item
    data = item.data if isinstance(item, CountedModel) else None
    keys = (
        ("run set", item.run_set),
        ("digest", item.source.sha256 if item.source else None),
        ("digest", data.sha256 if data else None),
        ("file", data.file if data else None),
        ("table", data.table if data else None),
    )
    return frozenset((kind, value) for kind, value in keys if value is not None)


def group_by_artefact(evidence: Sequence[Evidence]) -> tuple[tuple[Evidence, ...], ...]:
    """The items in groups that share a digest or a declared run set, in order of their first item's id.

    Sharing carries over: if one item has the digest of a second and the run set of a third, all three are
    one artefact.
    """
    groups: list[tuple[frozenset[tuple[str, str]], list[Evidence]]] = []
    for current_item in sorted(evidence, key=lambda item: item.id):
        keys, members = identify_run_sets(current_item), [current_item]
        apart = []
        for group in groups:
            if keys & group[0]:
                keys, members = keys | group[0], group[1] + members
            else:
                apart.append(group)
        groups = [*apart, (keys, members)]
    return tuple(
        sorted(
            (tuple(sorted(members, key=lambda item: item.id)) for _, members in groups),
            key=lambda members: members[0].id,
        )
    )
