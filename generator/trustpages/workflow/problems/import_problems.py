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
from trustpages.model.documents.items.imported import InputDigest
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
            there = _digest_by_name(root, declared, {digest.path for _, digest in listed})
            changed = (entry for entry in listed if entry[1].sha256 not in there.get(entry[1].path, {entry[1].sha256}))
            for path, digest in islice(changed, 1):
                sentence = f"{quote(digest.path)} is not the file of that name that {path} was made of"
                place, remedy = document.source.place_of(("imports", number)), "run `trustpages import --all`"
                yield Problem(place, IMPORT_CHANGED.code, sentence, remedy, ProblemLevel.WARNING)


def _digest_by_name(root: Path, declared: DeclaredImport, names: Collection[str]) -> Mapping[str, set[str]]:
    """By name, the digests of the files of an import that are there."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for pattern in declared.paths:
        paths = find_files(root, pattern, MOST_FILES)
        for path in () if isinstance(paths, Fault) else paths:
            if path.name in names:
                found[path.name].add(digest_declared(root, path))
    return found


def _list_digests(declared: DeclaredImport, documents: Iterable[LoadedDocument]) -> Iterator[tuple[str, InputDigest]]:
    """The files that the document of an import was made of, with its path."""
    for document in documents:
        for item in document.model.items if isinstance(document.model, Bundle) else ():
            account = item.imported
            if account is None or declared.format not in (None, account.format):
                continue
            path = document.source.file
            if path == (declared.to or f"evidence/{declared.agent}/bundles/{account.format}.yml"):
                yield from ((path, digest) for digest in account.inputs)
