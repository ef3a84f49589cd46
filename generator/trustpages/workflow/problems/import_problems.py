"""What the files of declared imports show where they are there: that a document was made of other ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from trustpages.intake.files.patterns import find_files
from trustpages.intake.importers.reading import MOST_FILES, digest_declared
from trustpages.intake.messages.quoting import quote
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.decisions import Decisions
from trustpages.model.documents.items.imported import ImportRecord, InputDigest
from trustpages.model.documents.pact import Pact
from trustpages.model.documents.trust import DeclaredImport, Trust
from trustpages.model.problem import Explanation, Fault, Problem, ProblemLevel

IMPORT_CHANGED: Final = Explanation(
    "import-changed",
    "A file that was imported is another one now",
    "A document shows what the file held when it was imported; the file that `imports` in trust.yml names has another "
    "digest. `trustpages import --all` makes the document anew. Files that are not there are not looked at.",
)


def find_changed_inputs(root: Path, documents: Sequence[LoadedDocument]) -> Iterator[Problem]:
    """A warning for each declared import of which a file below `root` has another digest than the one imported."""
    for document in documents:
        imports = document.model.imports if isinstance(document.model, Trust) else ()
        for number, declared in enumerate(imports):
            listed = tuple(_list_digests(declared, documents))
            # Files of one name may lie in several folders, each of another import.
            same = [other for other in imports if other.agent == declared.agent]
            there = _digest_by_name(root, same, {digest.path for _, digest in listed})
            changed = (entry for entry in listed if entry[1].sha256 not in there.get(entry[1].path, {entry[1].sha256}))
            for path, digest in islice(changed, 1):
                sentence = f"{quote(digest.path)} is not the file of that name that {path} was made of"
                place, remedy = document.source.place_of(("imports", number)), "run `trustpages import --all`"
                yield Problem(place, IMPORT_CHANGED.code, sentence, remedy, ProblemLevel.WARNING)


def _digest_by_name(root: Path, imports: Iterable[DeclaredImport], names: Collection[str]) -> Mapping[str, set[str]]:
    """By name, the digests of the files of some imports that are there."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for pattern in {pattern for declared in imports for pattern in declared.paths}:
        paths = find_files(root, pattern, MOST_FILES)
        for path in () if isinstance(paths, Fault) else paths:
            if path.name in names:
                found[path.name].add(digest_declared(root, path))
    return found


def _list_digests(declared: DeclaredImport, documents: Iterable[LoadedDocument]) -> Iterator[tuple[str, InputDigest]]:
    """The files that the documents of an import were made of, with their paths."""
    for document in documents:
        path = document.source.file
        for account in _list_accounts(document.model):
            usual = _USUAL[type(document.model)].format(agent=declared.agent, form=account.format)
            if declared.format in (None, account.format) and (
                path == declared.to if declared.to else path.startswith(usual)
            ):
                yield from ((path, digest) for digest in account.inputs)


_USUAL: Final = {
    Bundle: "evidence/{agent}/bundles/{form}.yml",
    Pact: "evidence/{agent}/pacts/",
    Decisions: "evidence/decisions/",
}
"""By kind of document, where an import writes it unless told otherwise."""


def _list_accounts(document: object) -> Iterator[ImportRecord]:
    match document:
        case Bundle():
            yield from (item.imported for item in document.items if item.imported is not None)
        case Pact() | Decisions() if document.imported is not None:
            yield document.imported
