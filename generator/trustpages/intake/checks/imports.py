"""Imports whose paths lead out of the workspace, or mean nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trustpages.intake.files.patterns import refuse_pattern
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.trust import DeclaredImport, Trust
from trustpages.model.problem import Problem
from trustpages.model.source_map import ValuePath


def check_imports(documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """An error for each path under `imports` that names nothing below a folder."""
    for document in documents:
        imports = document.model.imports if isinstance(document.model, Trust) else ()
        for number, declared in enumerate(imports):
            for place, pattern in _list_patterns(declared):
                if fault := refuse_pattern(pattern):
                    yield fault.at(document.source.place_of(("imports", number, *place)))


def _list_patterns(declared: DeclaredImport) -> Iterator[tuple[ValuePath, str]]:
    yield from ((("paths", place), pattern) for place, pattern in enumerate(declared.paths))
    if declared.mapping is not None:
        yield ("mapping",), declared.mapping
