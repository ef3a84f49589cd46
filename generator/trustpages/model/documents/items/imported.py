"""What an import found: every record accounted for, the stated figures beside the recomputed ones, what is doubtful."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from trustpages.model.documents.base import AtLeastOne, Count, Flag, Label, Model, Number, Sha256, Text


class StatedFigure(Model):
    """A figure that the input states, and the same recomputed from its records."""

    name: Text
    """What the input calls it."""
    value: Number
    """As stated, a share from 0 to 1 where it is one."""
    n: Count | None = None
    """What it rests on, as stated."""
    recomputed: Number | None = None
    """The same from the records; absent where they do not tell."""
    recomputed_n: Count | None = None
    """The records that it was recomputed from."""

    @property
    def differs(self) -> bool:
        """Whether the records show another figure, or as many others, than stated, beyond how it was rounded."""
        if self.recomputed is None:
            return False
        is_other = abs(self.value - self.recomputed) > _ROUNDING
        return is_other or (None not in (self.n, self.recomputed_n) and self.n != self.recomputed_n)


_ROUNDING = 5.0001e-4
"""Shares are stated with three decimals or more; with fewer, the importer compares by what is printed."""


class ImportDoubt(Model):
    """What the input itself gives reason to doubt."""

    kind: Label
    """Short name."""
    sentence: Text
    """The doubt in a sentence."""
    grave: Flag = False
    """Whether it could turn what the item shows."""


class InputDigest(Model):
    """A file of the input."""

    path: Text
    """Its name, as it was given."""
    sha256: Sha256
    """Digest of its bytes."""


class ImportRecord(Model):
    """The account of an import: what was read is counted, unknown or left out, and nothing else."""

    format: Label
    """Format, as `trustpages import` names it."""
    tool: Text | None = None
    """Tool that wrote the input, with its version, where the input says so."""
    schema_version: Text | None = None
    """Version of the input's own schema."""
    version: Text | None = None
    """What the input calls that which was run."""
    inputs: tuple[InputDigest, ...]
    """The files of the input."""
    read: Count
    """Records in the input that are of this item."""
    counted: Count
    """Those with a known outcome."""
    unknown: dict[Label, AtLeastOne] = Field(default_factory=dict)
    """Those without one, by reason."""
    left_out: dict[Label, AtLeastOne] = Field(default_factory=dict)
    """Those that do not count, by reason."""
    stated: tuple[StatedFigure, ...] = ()
    """Figures that the input states."""
    doubts: tuple[ImportDoubt, ...] = ()
    """What is doubtful about it."""
    does_not_show: tuple[Text, ...] = ()
    """What no input of this format shows."""
    leaves_out: tuple[Text, ...] = ()
    """What the import did not carry over."""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        found = self.counted + sum(self.unknown.values()) + sum(self.left_out.values())
        if found != self.read:
            raise ValueError(f"{found} records are accounted for, {self.read} were read")
        return self
