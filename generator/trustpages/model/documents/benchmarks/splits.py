"""Parts and versions of a benchmark, and which names of them are the same."""

from __future__ import annotations

import re

from trustpages.model.documents.base import AtLeastOne, Flag, Model, Text


class Split(Model):
    """A part of the tasks that is run by itself, such as validation and test."""

    name: Text
    """Its name, as results give it."""
    n_tasks: AtLeastOne | None = None
    """How many tasks it has."""
    held_out: Flag | None = None
    """Whether its tasks are kept secret; unknown if absent."""


def read_version(version: str) -> str:
    """A version without what is only spelling: `v1.0`, `Version 1.0` and `1.0` are one."""
    return _PREFIX.sub("", version.strip().casefold())


_PREFIX = re.compile(r"^(?:version|v)[\s.]*(?=\d)")


def read_split(name: str) -> str:
    """The name of a part without what is only spelling: `val` and `Validation set` are one."""
    words = [word for word in re.split(r"[^a-z0-9]+", name.casefold()) if word not in {"", "set", "split"}]
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words)


_ABBREVIATIONS = {"val": "validation", "valid": "validation", "dev": "development", "train": "training"}


def is_same_split(name: str, other: str | None) -> bool:
    """Whether two names are those of one part; versions are sometimes named after the part that they are."""
    return other is not None and read_split(name) == read_split(other)


def is_public_split(name: str) -> bool:
    """Whether a part of that name is one that everybody has: it is for development, or is called public."""
    words = set(read_split(name).split())
    return bool(words & _PUBLIC) and not words & {"private", "secret", "hidden"}


_PUBLIC = {"training", "validation", "development", "public", "practice", "sample"}
