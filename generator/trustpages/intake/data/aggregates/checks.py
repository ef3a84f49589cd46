"""What the rows of an aggregate must be: possible, each once, complete, and on the days of the item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from trustpages.intake.data.aggregates.contract import EVENT, AggregateRow
from trustpages.intake.messages.quoting import join_names, quote
from trustpages.model.documents.counts import explain_impossible_sums
from trustpages.model.documents.items.data_file import Data
from trustpages.model.problem import Fault

_REMEDY = "ask the warehouse anew with the query of `trustpages evidence sql`"


def list_outcomes(data: Data) -> tuple[str, ...]:
    """The outcomes that an aggregate of the item's table tells."""
    success, event = (("success",) if data.success else ()), ((EVENT,) if data.event else ())
    return (*success, *data.outcomes, *event)


def check_row(row: AggregateRow, data: Data, collected: tuple[date, date] | None) -> Fault | None:
    """What is wrong with a row by itself."""
    if row.outcome not in list_outcomes(data):
        remedy = f"the item defines {join_names(list_outcomes(data))}"
        return Fault("data-aggregate", f"the item defines no outcome {quote(row.outcome)}", remedy)
    if row.unreadable:
        what = f"{row.unreadable:,} runs have a cell that cannot be read as the item says"
        return Fault("data-aggregate", what, "correct what 'data' says of the table, or the table, and ask it again")
    why = _explain_counts(row, data) or _explain_keys(row, data)
    if why:
        return Fault("data-aggregate", why, _REMEDY)
    return _check_days(row, data, collected)


def _explain_counts(row: AggregateRow, data: Data) -> str:
    if not row.attempts or not row.clusters:
        return "the row counts no run, or no cluster"
    if not row.n:
        if (row.k, row.k2, row.n2, row.kn) != (0, 0, 0, 0):
            return "no outcome is known, and there are sums of them"
        return f"{row.clusters} clusters have {row.unknown} runs" if row.clusters > row.unknown else ""
    if data.cluster is None and (row.clusters, row.k2, row.n2, row.kn) != (row.n, row.k, row.n, row.k):
        return "each run stands for itself, since 'data' names no cluster, and these sums are of larger ones"
    return explain_impossible_sums(row.clusters, row.k, row.n, row.k2, row.n2, row.kn)


def _explain_keys(row: AggregateRow, data: Data) -> str:
    if row.stratum is not None and data.stratum is None:
        return f"it is about the part {quote(row.stratum)}, and 'data' names no column of parts"
    if row.cluster is not None and data.cluster is None:
        return f"it is about the cluster {quote(row.cluster)}, and 'data' names no column of clusters"
    if row.cluster is not None and row.clusters != 1:
        return f"{row.clusters} clusters have one name, {quote(row.cluster)}"
    return ""


def _check_days(row: AggregateRow, data: Data, collected: tuple[date, date] | None) -> Fault | None:
    if data.at is None:
        if row.first or row.last:
            return Fault("data-aggregate", "it has days, and 'data' names no column of times", "name it as 'at'")
        return None
    if row.first is None or row.last is None or row.first > row.last:
        return Fault("data-aggregate", "it does not say its first and last day, in this order", _REMEDY)
    if collected is not None and not (collected[0] <= row.first and row.last <= collected[1]):
        sentence = f"its days, {row.first} to {row.last}, lie outside of those of collection, "
        remedy = "correct 'collected', and ask the table again; days are those of UTC"
        return Fault("data-outside", f"{sentence}{collected[0]} to {collected[1]}", remedy)
    return None


def check_together(rows: Sequence[AggregateRow], data: Data) -> Iterator[tuple[int, Fault]]:
    """What is wrong with rows beside each other, each with the number of the row in the sequence that shows it."""
    yield from _find_repeated(rows)
    totals: dict[str, list[int]] = {}
    parts: dict[str, list[int]] = {}
    for row in rows:
        kept = totals if row.stratum is None else parts
        sums = kept.setdefault(row.outcome, [0, 0, 0])
        for place, count in enumerate((row.k, row.n, row.unknown)):
            sums[place] += count
    for outcome in list_outcomes(data):
        if rows and outcome not in totals:
            yield 0, Fault("data-aggregate", f"no row tells the outcome {quote(outcome)} as a whole", _REMEDY)
        elif data.stratum is not None and parts.get(outcome) != totals.get(outcome):
            found = "k = {}, n = {}, unknown = {}".format(*parts.get(outcome, (0, 0, 0)))
            whole = "{}, {}, {}".format(*totals.get(outcome, (0, 0, 0)))
            yield (
                0,
                Fault("data-aggregate", f"the parts of {quote(outcome)} add up to {found}, not to {whole}", _REMEDY),
            )
    runs = {outcome: n + unknown for outcome, (_, n, unknown) in totals.items()}
    if len(set(runs.values())) > 1:
        told = ", ".join(f"{count:,} of {quote(outcome)}" for outcome, count in sorted(runs.items()))
        yield 0, Fault("data-aggregate", f"its outcomes are not of the same runs: {told}", _REMEDY)


def _find_repeated(rows: Sequence[AggregateRow]) -> Iterator[tuple[int, Fault]]:
    places: dict[object, int] = {}
    for number, row in enumerate(rows):
        key = (row.outcome, row.stratum, row.cluster, row.first, row.last) if row.cluster is not None else row
        if key in places:
            yield number, Fault("data-aggregate", "the row stands twice", "keep it once")
        places[key] = number
    yield from _find_overlaps(rows)


def _find_overlaps(rows: Sequence[AggregateRow]) -> Iterator[tuple[int, Fault]]:
    """Rows of one cluster whose days overlap: a run may count twice."""
    by_name: dict[object, list[tuple[date, date, int]]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row.cluster is not None and row.first is not None and row.last is not None:
            by_name[row.outcome, row.stratum, row.cluster].append((row.first, row.last, number))
    for spans in by_name.values():
        spans.sort()
        for before, after in pairwise(spans):
            if after[0] <= before[1] and after[:2] != before[:2]:
                sentence = f"its days overlap those of another row of the cluster, {before[0]} to {before[1]}"
                yield after[2], Fault("data-aggregate", sentence, _REMEDY)
