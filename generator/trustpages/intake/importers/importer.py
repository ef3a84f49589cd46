"""What an importer is: how it knows its format, what it makes of the files, and what the format does not tell.

An importer is a module with one `Importer` and a line in `catalog.py`. It gets bytes and gives records: it opens,
fetches and runs nothing, reads no clock, and guesses nothing that the files do not say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of the input: a run, a sample, a trial.

    `run` is a name that no other record of the item has, `task` what its repeats have in common, `good` whether the
    outcome was good, None where it is not known. `unknown` says why it is not known, in one or two words with hyphens
    (`timeout`, `judge-error`); `left_out` why the record does not count at all. `at` is the time as ISO 8601 with its
    zone, `part` the declared part of the runs, `values` are measured values by name (`cost_usd`, `seconds`,
    `input_tokens`), `marks` whatever else is worth keeping of a row.
    """

    run: str
    task: str
    good: bool | None
    unknown: str = ""
    left_out: str = ""
    at: str | None = None
    part: str | None = None
    values: Mapping[str, float] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A figure that the input states, and the same recomputed from its records.

    `value` and `recomputed` are in one unit, shares from 0 to 1; `n` and `recomputed_n` are what each rests on. What
    cannot be recomputed is None, never a guess.
    """

    name: str
    value: float
    n: int | None = None
    recomputed: float | None = None
    recomputed_n: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What the input gives reason to doubt, as a sentence for readers: an edited score, samples that were invalidated.

    `kind` is a short name with hyphens, the same for all inputs of which the same is said.
    """

    kind: str
    sentence: str
    is_grave: bool = False


ItemKind: TypeAlias = Literal[
    "runs", "benchmark_result", "published_score", "red_team", "audit", "incident", "human_review", "customer_outcome"
]
"""The kinds of items that an import may make."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedItem:
    """One evidence item: its records, or `keys` that state counts where the input has no records.

    `kind` is that of the item, `name` its id (letters, digits and hyphens), `keys` are further keys of its document.
    `first` and `last` are the days on which it was collected, None where the input does not say; `version` is what
    the input calls the system that was run.
    """

    kind: ItemKind
    name: str
    title: str
    records: tuple[Record, ...] = ()
    keys: Mapping[str, Plain] = field(default_factory=dict)
    headlines: tuple[Headline, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    first: date | None = None
    last: date | None = None
    version: str | None = None
    outcome: str | None = "success"
    files: tuple[str, ...] = ()

    @property
    def kept(self) -> tuple[Record, ...]:
        """The records that were not left out: the rows of its data file."""
        return tuple(record for record in self.records if not record.left_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of the files: items, with the tool that wrote them and its version, as stated.

    `read` is the number of records in the input, of whatever became of them.
    """

    read: int
    items: tuple[ImportedItem, ...] = ()
    tool: str | None = None
    tool_version: str | None = None
    schema_version: str | None = None


Outcome: TypeAlias = Imported | Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """A format: its id, what readers call it, how it is known, and how it is read.

    `recognise` says in a few words why a file is of the format, None where it is not; it looks at the name and the
    beginning, and is cheap. `read` takes all files of one import. `does_not_show` and `leaves_out` are sentences that
    hold for every input of the format, and stand with each item that came from it.
    """

    id: str
    title: str
    recognise: Callable[[InputFile], str | None]
    read: Callable[[Inputs], Outcome]
    does_not_show: tuple[str, ...] = ()
    leaves_out: tuple[str, ...] = ()
