"""All that is found out about one document by itself, which is the same for every audience that sees it whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from trustpages.intake.boards import read_boards
from trustpages.intake.files.projection import Projection
from trustpages.intake.files.workspace_folder import DataFile
from trustpages.intake.naming.walker import DocumentIds, find_ids
from trustpages.intake.origins import digest_value
from trustpages.intake.validation.documents import LoadedDocument, validate_document
from trustpages.model.problem import Fault, Problem


@dataclass(frozen=True, slots=True)
class ExaminedDocument:
    """A document as an audience may see it, `loaded` if it is valid; what is wrong with it, its ids, its digest."""

    source: Projection
    loaded: LoadedDocument | None
    problems: tuple[Problem, ...]
    ids: DocumentIds
    digest: str


def examine_documents(
    seen: Iterable[Projection], data: Mapping[str, DataFile | Fault], before: Iterable[ExaminedDocument] = ()
) -> Iterator[ExaminedDocument]:
    """Each document examined, but for those among the ones `before` that another audience sees as well, and no less of.

    Those were read together with these, and with the same data files.
    """
    known = {document.source.file: document for document in before}
    for projection in seen:
        found = known.get(projection.file)
        # A part of a document is a value of its own.
        is_same = found is not None and found.source.value is projection.value
        yield found if found is not None and is_same else _examine(projection, data)


def _examine(projection: Projection, data: Mapping[str, DataFile | Fault]) -> ExaminedDocument:
    document, problems = validate_document(projection)
    filled, of_boards = (None, ()) if document is None else read_boards(document, data)
    ids = find_ids(projection, is_valid=document is not None)
    return ExaminedDocument(projection, filled, (*problems, *of_boards), ids, digest_value(projection.value))
