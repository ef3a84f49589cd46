"""Names that are given twice where they have to be unique."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trustpages.intake.documents import Document
from trustpages.intake.names import values_at
from trustpages.intake.suggestion import quoted
from trustpages.model.located import Path
from trustpages.model.problem import Place, Problem

_WITHIN_ONE_DOCUMENT: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "agent": (
        ("step", ("workflow", "steps", "*", "id")),
        ("residual risk", ("residual_risks", "*", "id")),
        ("control", ("controls", "*", "id")),
        ("change", ("changes", "*", "id")),
    ),
    "pact": (("obligation", ("obligations", "*", "id")),),
    "benchmark": (
        ("mapper", ("mappers", "*", "id")),
        ("comparison", ("comparisons", "*", "id")),
    ),
}
_WITHIN_ONE_AGENT: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "agent": (("agent", ("id",)),),
    "pact": (("pact", ("id",)),),
    "bundle": (("bundle", ("id",)), ("item", ("items", "*", "id"))),
    "claims": (("claim", ("claims", "*", "id")),),
}
_WITHIN_THE_WORKSPACE: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "benchmark": (("benchmark", ("id",)),),
    "questions": (("list of questions", ("id",)), ("question", ("questions", "*", "id"))),
    "decisions": (("list of decisions", ("id",)), ("decision", ("decisions", "*", "id"))),
}


def check_duplicates(documents: Iterable[Document]) -> Iterator[Problem]:
    """A problem at the second and every further place of a name, which says where the first one is."""
    first: dict[tuple[str, ...], Place] = {}
    for document in sorted(documents, key=lambda document: document.source.file):
        for noun, scope, path, name in _named(document):
            place = document.source.place_of(path)
            earlier = first.setdefault((noun, scope, name), place)
            if earlier is not place:
                sentence = f"the {noun} {quoted(name)} stands at {earlier} already"
                yield Problem(place, "duplicate-id", sentence, "give one of them another id")


def _named(document: Document) -> Iterator[tuple[str, str, Path, str]]:
    kind, value = str(getattr(document.model, "kind", "")), document.source.value
    of_scopes = (
        (document.source.file, _WITHIN_ONE_DOCUMENT),
        (document.folder or "", _WITHIN_ONE_AGENT),
        ("", _WITHIN_THE_WORKSPACE),
    )
    for scope, table in of_scopes:
        for noun, steps in table.get(kind, ()):
            for path, name in values_at(value, *steps):
                yield noun, scope, path, name
