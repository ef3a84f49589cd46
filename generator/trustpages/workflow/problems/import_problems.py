"""What the files of declared imports show where they are there: that a document was made of other ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from trustpages.intake.files.patterns import find_files
from trustpages.intake.importers.reading import MOST_FILES, digest_declared
from trustpages.intake.messages.quoting import quote
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.decisions import Decisions
from trustpages.model.documents.items.imported import ImportRecord
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
            listed = tuple(_list_inputs(declared, documents))
            # Files of one name may lie in several folders, each of another import.
            same = [other for other in imports if other.agent == declared.agent]
            there = _digest_by_name(root, same, {read.name for read in listed})
            changed = (read for read in listed if read.name in there and read.digests.isdisjoint(there[read.name]))
            for read in islice(changed, 1):
                sentence = f"{quote(read.name)} is not the file of that name that {read.document} was made of"
                place, remedy = document.source.place_of(("imports", number)), "run `trustpages import --all`"
                yield Problem(place, IMPORT_CHANGED.code, sentence, remedy, ProblemLevel.WARNING)


def _digest_by_name(root: Path, imports: Iterable[DeclaredImport], names: Collection[str]) -> Mapping[str, set[str]]:
    """By name, the digests of the files of some imports that are there."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    patterns = {pattern for declared in imports for pattern in (*declared.paths, declared.mapping) if pattern}
    for pattern in sorted(patterns):
        paths = find_files(root, pattern, MOST_FILES)
        for path in () if isinstance(paths, Fault) else paths:
            if path.name in names:
                found[path.name].add(digest_declared(root, path))
    return found


class _ReadFile(NamedTuple):
    """A file that a document was made of: its name, and its digest then, or those of all states that are kept."""

    document: str
    name: str
    digests: frozenset[str]


def _list_inputs(declared: DeclaredImport, documents: Iterable[LoadedDocument]) -> Iterator[_ReadFile]:
    """The files that the documents of an import were made of."""
    for document in documents:
        path, states = document.source.file, defaultdict[str, set[str]](set)
        for account in _list_accounts(document.model, declared):
            usual = _USUAL[type(document.model)].format(agent=declared.agent, form=account.format)
            is_here = path == declared.to if declared.to else path.startswith(usual)
            if not is_here or declared.format not in (None, account.format):
                continue
            for digest in account.inputs:
                states[digest.path].add(digest.sha256)
        for name, digests in states.items():
            if isinstance(document.model, Benchmark):
                yield _ReadFile(path, name, frozenset(digests))
            else:
                yield from (_ReadFile(path, name, frozenset({digest})) for digest in sorted(digests))


_USUAL: Final = {
    Bundle: "evidence/{agent}/bundles/{form}.yml",
    Pact: "evidence/{agent}/pacts/",
    Decisions: "evidence/decisions/",
    Benchmark: "evidence/benchmarks/",
}
"""By kind of document, where an import writes it unless told otherwise."""


def _list_accounts(document: object, declared: DeclaredImport) -> Iterator[ImportRecord]:
    match document:
        case Bundle():
            yield from (item.imported for item in document.items if item.imported is not None)
        case Pact() | Decisions() if document.imported is not None:
            yield document.imported
        case Benchmark() if document.id == declared.benchmark:
            yield from (entry.imported for entry in document.comparisons if entry.imported is not None)
