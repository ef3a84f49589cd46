"""Duplicate ids: one that is declared twice where it has to be unique."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trustpages.intake.messages.quoting import quote
from trustpages.intake.naming.declared import Holder, find_holder
from trustpages.intake.naming.walker import DocumentIds
from trustpages.model.ids import Declares
from trustpages.model.problem import Problem
from trustpages.model.source_map import ValuePath


def check_duplicates(documents: Iterable[DocumentIds]) -> Iterator[Problem]:
    """A problem at the second and every further place of an id, which says where the first one is."""
    first: dict[tuple[str, Holder, str], tuple[DocumentIds, ValuePath]] = {}
    for document in sorted(documents, key=lambda document: document.source.file):
        for name in document.names:
            match name.mark:
                case Declares(noun=noun, may_repeat=False) as mark:
                    holder = find_holder(mark.unique_in or mark.scope, document)
                    earlier, path = first.setdefault((noun, holder, name.text), (document, name.path))
                    if earlier is not document or path is not name.path:
                        at = earlier.source.place_of(path)
                        sentence = f"the {noun} {quote(name.text)} stands at {at} already"
                        place = document.source.place_of(name.path)
                        yield Problem(place, "duplicate-id", sentence, "give one of them another id")
