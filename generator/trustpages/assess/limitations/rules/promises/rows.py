"""L85, L86: rows that are like other rows, and rows that do not say enough to be what they are taken for."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.assess.evidence.item_counts import get_data_file
from trustpages.assess.evidence.pooling import find_setting
from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import Occasion, Occasions, Rule
from trustpages.model.aggregate import FileRows, SharedRows
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.sentence import Reference, refer
from trustpages.model.vocabulary import Setting, Severity

COPIED = "{k} of {n} rows of {item} stand in {others} too: they look like further evidence, and are the same runs."
SPELLED = "{k} {k:cell|cells} of {item} nearly {k:meets|meet} a condition and {k:does|do} not count, by their spelling."
UNNAMED = (
    "{promise} rests on several tables whose clusters have no names: {items}. One that stands in two counts twice."
)
UNSAID = (
    "{k} {k:cell|cells} of {item} {k:says|say} that nothing is known, and {k:counts|count} as rows without an event."
)
PRESUMED = (
    "{k} of {n} rows of {item} have no outcome and count as good, by the choice of whoever recorded them (`null_is`)."
)
ALWAYS = "All rows of {item} meet what is asked of {columns}: that tells no run from another, or the record is perfect."
LEFT_OUT = (
    "`where` leaves out {k} rows of {item} that have an outcome, {bad} of them bad; what the {n} others show need not "
    "hold for them."
)
NO_ROWS = NotEvaluable("no promise rests on the rows of a file")


def _find_repeated_rows(agent: AssessedAgent) -> Occasions:
    files = [(item, rows) for item, rows in _list_files(agent) if not _is_added_up(item)]
    return (
        tuple(occasion for item, rows in files for occasion in _tell_repeats(agent, item, rows)) if files else NO_ROWS
    )


def _is_added_up(item: Evidence) -> bool:
    """Whether its file holds what a table adds up to, in which nobody sees rows that are alike."""
    data = get_data_file(item)
    return data is not None and data.aggregate is not None


def _tell_repeats(agent: AssessedAgent, item: Evidence, rows: FileRows) -> Iterator[Occasion]:
    about = (item.id, *_list_promises(agent, item))
    if rows.repeated and len(about) > 1:
        # Tries of one task may well end alike, and however many they are, they prove no more than their task.
        severity = Severity.MEDIUM if rows.groups and not rows.is_numbered else Severity.HIGH
        yield Occasion(
            {"item": Reference(item.id), "k": _count(rows.repeated, rows), "n": rows.chosen}, about, severity
        )
    # Told once for each pair, at the item that is first by its id.
    for copy in rows.shared:
        if item.id < copy.other:
            slots: dict[str, Slot] = {
                "item": Reference(item.id),
                "others": Reference(copy.other),
                "k": _count(copy.common, copy),
                "n": copy.rows,
            }
            yield Occasion(slots, (item.id, copy.other), sentence=COPIED)


def _count(rows: int, where: FileRows | SharedRows) -> str:
    return f"About {rows:,}" if where.is_estimated else f"{rows:,}"


def _find_rows_untold(agent: AssessedAgent) -> Occasions:
    files = _list_files(agent)
    if not files:
        return NO_ROWS
    untold = (occasion for item, rows in files for occasion in _tell_untold(agent, item, rows))
    return (*untold, *_tell_unnamed(agent, {item.id for item, rows in files if rows.unnamed}))


def _tell_unnamed(agent: AssessedAgent, unnamed: set[str]) -> Iterator[Occasion]:
    """The promises for which several items are added up whose clusters nobody can recognise in the others."""
    for promise in agent.promises:
        items = tuple(sorted(unnamed.intersection(promise.pooled)))
        if len(items) > 1:
            slots: dict[str, Slot] = {"items": refer(items), "promise": Reference(promise.ref)}
            yield Occasion(slots, (*items, promise.ref), sentence=UNNAMED)


def _tell_untold(agent: AssessedAgent, item: Evidence, rows: FileRows) -> Iterator[Occasion]:
    data, promises = get_data_file(item), _list_promises(agent, item)
    if data is None or not promises:
        return
    about = (item.id, *promises)
    untold = []
    if data.at is None and find_setting(item) is Setting.PRODUCTION:
        untold.append("when its runs took place")
    is_tried_once = isinstance(item.item, Runs) and item.item.is_tried_once
    if data.cluster is None or (rows.groups == rows.chosen > 1 and not is_tried_once):
        untold.append("which of its runs belong together")
    if untold:
        slots: dict[str, Slot] = {
            "item": Reference(item.id),
            "what": " and ".join(untold),
            "promises": refer(promises),
            "n": len(promises),
        }
        yield Occasion(slots, about)
    yield from _tell_cells(item, rows, about)


def _tell_cells(item: Evidence, rows: FileRows, about: tuple[str, ...]) -> Iterator[Occasion]:
    """What cells and conditions leave open, and is taken in favour of the agent or cannot fail."""
    name = Reference(item.id)
    if rows.near:
        yield Occasion({"item": name, "k": rows.near}, about, sentence=SPELLED)
    if rows.unsaid:
        yield Occasion({"item": name, "k": rows.unsaid}, about, Severity.HIGH, UNSAID)
    if rows.presumed:
        yield Occasion({"item": name, "k": rows.presumed, "n": rows.chosen}, about, Severity.HIGH, PRESUMED)
    if rows.always:
        columns = tuple(f"'{column}'" for column in rows.always)
        yield Occasion({"item": name, "columns": columns}, about, sentence=ALWAYS)
    if sum(rows.left_out):
        slots: dict[str, Slot] = {"item": name, "k": sum(rows.left_out), "bad": rows.left_out[1], "n": rows.chosen}
        yield Occasion(slots, about, sentence=LEFT_OUT)


def _list_files(agent: AssessedAgent) -> list[tuple[Evidence, FileRows]]:
    return [(item, item.rows) for item in agent.context.evidence if item.rows is not None]


def _list_promises(agent: AssessedAgent, item: Evidence) -> tuple[str, ...]:
    """The promises whose verdict rests on the item."""
    return tuple(promise.ref for promise in agent.promises if item.id in promise.pooled)


ROW_RULES = (
    Rule(
        id="L85",
        slug="repeated_rows",
        severity=Severity.HIGH,
        graded="medium where a column groups the rows",
        meaning="A run that is written down twice looks like two.",
        fires="rows of a file behind a verdict are like other rows of it in every column, or half of the rows of a "
        "file stand in that of another item too",
        sentence="{k} of {n} rows of {item} are like another one in every column: they may be runs that were written "
        "more than once.",
        removed_by="each run once, in one item, or a column with a name for each run (`run`)",
        needs="a promise that rests on the rows of a file",
        find=_find_repeated_rows,
    ),
    Rule(
        id="L86",
        slug="rows_untold",
        severity=Severity.MEDIUM,
        graded="high where rows without an outcome count as good, or without an event",
        meaning="What a row does not say is taken in its favour: that it is recent, that it stands alone, that a word "
        "written otherwise is another word, that what is not known was good.",
        fires="rows of real use behind a verdict have no time, nothing groups them or each is a group of its own where "
        "it is not said that each task was tried once (`trials: 1`), cells nearly meet a condition and do not count, a "
        "word for unknown counts as no event, empty cells count as good, all cells meet a condition, `where` leaves "
        "out rows with an outcome, or several tables of sums are added up whose clusters have no names",
        sentence="{item} does not say {what}, and {n} {n:promise rests|promises rest} on it: {promises}.",
        removed_by="columns of times and of groups (`at`, `cluster`), one spelling for each word, empty cells "
        "for what is not known (and no `null_is`), all rows that are runs, and the names of clusters (`--named`)",
        needs="a promise that rests on the rows of a file",
        find=_find_rows_untold,
    ),
)
