"""The projection of a document: the part that an audience may see, decided on plain values before validation.

Nothing is public unless somebody wrote so: what names no visibility, or a misspelt one, is internal. An
entry's own visibility counts over its document's. The widest audience sees every document as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trustpages.model.problem import Place
from trustpages.model.source_map import Located, Plain, ValuePath
from trustpages.model.vocabulary import Audience

WIDEST_AUDIENCE = Audience.INTERNAL
"""The audience that sees everything."""

ENTRY_LISTS: Mapping[str, tuple[str, ...]] = {
    "bundle": ("items",),
    "claims": ("claims",),
    "decisions": ("decisions", "acceptances"),
}
"""By kind of document, the lists whose entries have a visibility of their own."""

KINDS_WITHOUT_VISIBILITY = frozenset({"trust"})
"""Kinds without visibility: publisher, policy and gates are part of every report."""

WORKING_KEYS = frozenset({"imports"})
"""Keys of theirs that say how the workspace is kept, not what is reported: they name agents that others may not see."""


@dataclass(frozen=True, slots=True)
class Projection:
    """One document as an audience may see it; paths lead into `value`, places into the file.

    `kept` holds, by the name of a list, the positions in the file's own list of the entries that are left, None where
    all are whole or the kind has none. Where entries are left out a place is the file as a whole, since its lines
    would tell how much stands before.
    """

    located: Located
    value: Plain
    kept: Mapping[str, tuple[int, ...]] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the document is left out."""
        return self.value is self.located.value

    @property
    def file(self) -> str:
        """The file's path relative to the workspace."""
        return self.located.file

    def place_of(self, path: ValuePath) -> Place:
        """Where the value at `path` begins."""
        return self.located.place_of(path) if self.kept is None else Place(self.file)

    def place_of_key(self, path: ValuePath) -> Place:
        """Where the key of the value at `path` begins."""
        return self.located.place_of_key(path) if self.kept is None else Place(self.file)

    def lines_of(self, path: ValuePath) -> tuple[int, int]:
        """First and last line in the file of the value at `path`, counted from 1, both included.

        They depend on what is left out, too, so they are for looking things up, not for showing.
        """
        return self.located.lines_of(self._original(path))

    def _original(self, path: ValuePath) -> ValuePath:
        match path:
            case (str(name), int(number), *rest) if self.kept is not None and name in self.kept:
                return (name, self.kept[name][number], *rest) if number < len(self.kept[name]) else (name,)
        return path


def project(document: Located, audience: Audience) -> Projection | None:
    """What `audience` may see of a document, or None if that is nothing."""
    value = document.value
    if audience is WIDEST_AUDIENCE:
        return Projection(document, value)
    if not isinstance(value, dict):
        return None
    if str(value.get("kind")) in KINDS_WITHOUT_VISIBILITY:
        reported = {name: inner for name, inner in value.items() if name not in WORKING_KEYS}
        return Projection(document, value if reported == value else reported)
    own = _read_visibility(value, Audience.INTERNAL)
    stated = {name: value[name] for name in ENTRY_LISTS.get(str(value.get("kind")), ()) if name in value}
    if not any(isinstance(entries, list) for entries in stated.values()):
        return Projection(document, value) if audience.may_see(own) else None
    kept = {
        name: tuple(number for number, entry in enumerate(entries) if audience.may_see(_read_visibility(entry, own)))
        for name, entries in stated.items()
        if isinstance(entries, list)
    }
    if not any(kept.values()):
        return None
    # What stands in place of a list is seen by whoever may see the document.
    hidden = {name for name in stated if not (kept[name] if name in kept else audience.may_see(own))}
    seen = {name: inner for name, inner in value.items() if name not in hidden}
    for name, numbers in kept.items():
        if name not in hidden:
            entries = value[name]
            seen[name] = [entries[number] for number in numbers] if isinstance(entries, list) else entries
    if seen == value:
        return Projection(document, value)  # whole, so its lines tell nothing that is withheld
    return Projection(document, seen, kept)


def _read_visibility(value: Plain, otherwise: Audience) -> Audience:
    if not isinstance(value, dict) or value.get("visibility") is None:
        return otherwise
    stated = value["visibility"]
    return next((audience for audience in Audience if audience == stated), Audience.INTERNAL)
