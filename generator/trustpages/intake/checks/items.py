"""Evidence items whose data file has another digest or tells too little, or whose obligation cannot use them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from trustpages.intake.files.line_ends import REMEDY
from trustpages.intake.files.parsed_workspace import resolve_data_path
from trustpages.intake.files.workspace_folder import DataFile
from trustpages.intake.messages.quoting import quote
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.bundle import AnyItem, Bundle
from trustpages.model.documents.counts import Counted
from trustpages.model.documents.items.base import RetractableItem
from trustpages.model.documents.items.counted import COUNTS, CountedItem
from trustpages.model.documents.measures.catalog import Measure
from trustpages.model.documents.pact import Pact
from trustpages.model.problem import Fault, Problem, ProblemLevel
from trustpages.model.source_map import ValuePath
from trustpages.model.vocabulary import Setting


def check_data_files(documents: Iterable[LoadedDocument], data: Mapping[str, DataFile | Fault]) -> Iterator[Problem]:
    """Problems of the data files that valid bundles name, at the place where they name them."""
    for document, number, item in _list_items(documents):
        if not isinstance(item, Counted) or item.data is None or item.data.file is None:
            continue
        path: ValuePath = ("items", number, "data")
        file = find_data_file(document, path, item.data.file, item.data.sha256, data)
        if isinstance(file, Problem):
            yield file
        asked = item.data.aggregate
        if asked is not None and asked.query is not None:
            keys = ("query", "query_sha256")
            query = find_data_file(document, (*path, "aggregate"), asked.query, asked.query_sha256, data, keys)
            if isinstance(query, Problem):
                yield query


def find_data_file(
    document: LoadedDocument,
    path: ValuePath,
    name: str,
    sha256: str | None,
    data: Mapping[str, DataFile | Fault],
    keys: tuple[str, str] = ("file", "sha256"),
) -> DataFile | Problem | None:
    """The file that a document names at a path, or why it is not the one that is meant.

    `keys` are those under which name and digest stand there.
    """
    file = data.get(resolve_data_path(document.source.file, name))
    if isinstance(file, Fault):
        return file.at(document.source.place_of((*path, keys[0])))
    if file is not None and sha256 not in {None, file.sha256}:
        sentence = f"the file has another digest, {file.sha256}"
        remedy = "restore the file, or state its new digest after looking at what changed"
        if sha256 is not None and file.digests.is_with_other_ends(sha256):
            sentence, remedy = f"{sentence}: its line ends are others, nothing else", REMEDY
        return Problem(document.source.place_of((*path, keys[1])), "data-digest", sentence, remedy)
    return file


def check_supports(documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """A warning for each supported obligation that gets nothing countable from the item."""
    documents = tuple(documents)
    measures = index_measures(documents)
    for document, number, item in _list_items(documents):
        if item.traits.outcomes is None:
            continue  # incidents, audits and records of control bear on a promise without being counted
        for index, reference in enumerate(item.supports):
            measure = measures.get((getattr(document.model, "agent", ""), reference))
            reason = measure.explain_unused(item) if measure is not None else ""
            if reason:
                place = document.source.place_of(("items", number, "supports", index))
                sentence = f"'{reference}' cannot use this item: {reason}"
                remedy = "add what is missing, or take the reference out"
                if isinstance(item, CountedItem) and not item.model_fields_set & COUNTS:
                    remedy = "write what it counted, or as 'share' what was said without saying of how many"
                yield Problem(place, "unused-support", sentence, remedy, ProblemLevel.WARNING)


def check_events(documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """A warning for each column of events that no promise counts of those that the item supports."""
    documents = tuple(documents)
    measures = index_measures(documents)
    for document, number, item in _list_items(documents):
        if not isinstance(item, Counted) or item.data is None or item.data.event is None:
            continue
        known = [measures.get((getattr(document.model, "agent", ""), reference)) for reference in item.supports]
        if not known or any(measure is None or getattr(measure, "of", None) == "events" for measure in known):
            continue
        sentence = "no promise that this item supports counts events: they are read for what speaks against the agent"
        remedy = "name a promise of kind zero or rate with 'of: events', or take 'event' out"
        place = document.source.place_of(("items", number, "data", "event"))
        yield Problem(place, "unread-event", sentence, remedy, ProblemLevel.WARNING)


def check_corrections(documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """A correction that is itself corrected, or by what it corrects: nobody could say which of them counts."""
    items = [
        ((getattr(document.model, "agent", ""), item.id), document, number, item.corrected_by)
        for document, number, item in _list_items(documents)
        if isinstance(item, RetractableItem) and item.corrected_by is not None
    ]
    corrected = {key: correction for key, _, _, correction in items}
    for (agent, id_), document, number, correction in items:
        if (agent, correction) not in corrected:
            continue
        last = _follow_corrections(agent, id_, corrected)
        goes_on = f"{quote(correction)} is corrected itself"
        sentence = goes_on if last else f"the corrections of {quote(id_)} go round in a circle"
        remedy = f"name the last correction, {quote(last)}" if last else "take one of them out"
        place = document.source.place_of(("items", number, "corrected_by"))
        yield Problem(place, "chained-correction", sentence, remedy)


def _follow_corrections(agent: str, name: str, corrected: Mapping[tuple[str, str], str]) -> str:
    """The last correction of an item; empty where they go round in a circle."""
    seen = set[str]()
    while (agent, name) in corrected:
        if name in seen:
            return ""
        seen.add(name)
        name = corrected[agent, name]
    return name


def check_run_logs(documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """Warnings about data files of which nothing says when their rows took place, or which belong together."""
    for document, number, item in _list_items(documents):
        data = item.data if isinstance(item, Counted) else None
        if data is None or data.file is None:
            continue
        place = document.source.place_of(("items", number, "data"))
        # Tests are run when somebody runs them; what was seen in real use has a day.
        if data.at is None and getattr(item, "setting", Setting.PRODUCTION) is Setting.PRODUCTION:
            sentence = f"no column says when the rows of {data.file} took place, so none is too old"
            yield Problem(place, "data-undated", sentence, "name the column as 'at'", ProblemLevel.WARNING)
        if data.cluster is None:
            sentence = f"nothing says which rows of {data.file} belong together, so each counts as a run of its own"
            remedy = "name the column of the task, session or customer as 'cluster'"
            yield Problem(place, "data-ungrouped", sentence, remedy, ProblemLevel.WARNING)


def _list_items(documents: Iterable[LoadedDocument]) -> Iterator[tuple[LoadedDocument, int, AnyItem]]:
    """Every item of a bundle, with its document and its position there."""
    for document in documents:
        if isinstance(document.model, Bundle):
            yield from ((document, number, item) for number, item in enumerate(document.model.items))


def index_measures(documents: Iterable[LoadedDocument]) -> dict[tuple[str, str], Measure]:
    """What each promise measures, by its agent and its name, `pact/obligation`."""
    return {
        (pact.agent, f"{pact.id}/{obligation.id}"): obligation.measure
        for pact in (document.model for document in documents)
        if isinstance(pact, Pact)
        for obligation in pact.obligations
    }
