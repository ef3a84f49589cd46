"""Marks on the fields of documents: which ids they declare, to which they refer, which names readers see.

They stand in the annotation of a field, as `Annotated[Id, Declares("step")]`, and pydantic passes over them. What is
checked about ids, and which names are compared, is read from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from trustpages.model.problem import ProblemLevel


class IdScope(Enum):
    """A part of the workspace."""

    DOCUMENT = auto()
    AGENT = auto()
    WORKSPACE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What an annotation says about a name; it holds only where the key and value `when` stand beside the name."""

    when: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Declares(Mark):
    """The value is the id of a `noun`; references within `scope` can name it.

    It is unique in `unique_in`, which is `scope` unless given, or it `may_repeat`. References write it after the id
    of the `prefix` that the same document declares, with a slash between.
    """

    noun: str
    scope: IdScope = IdScope.AGENT
    unique_in: IdScope | None = None
    may_repeat: bool = False
    prefix: str | None = None


@dataclass(frozen=True, slots=True)
class Refers(Mark):
    """The value names a `noun` that has to be declared, or, where that is wider, one of the nouns `among`.

    An id of an agent is looked for at the agent of the document, or at what the key `within` beside the value
    names. At the level of a warning the reader can do without the declaration.
    """

    noun: str
    level: ProblemLevel = ProblemLevel.ERROR
    among: tuple[str, ...] = ()
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Unlinked(Mark):
    """The value has the form of an id, and on purpose neither declares anything nor has to be declared."""


@dataclass(frozen=True, slots=True)
class Mentions(Mark):
    """The value spells ids of these nouns, with slashes between, and goes along when they are renamed.

    Nothing has to declare them.
    """

    nouns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeenByReaders(Mark):
    """Readers know somebody or something by this name, so no other one may look like it."""


@dataclass(frozen=True, slots=True)
class AtKey(Mark):
    """What holds for one key of a mapping in this place; its model is used in other places, too."""

    key: str
    mark: Mark
