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
    `input_tokens`), `marks` whatever else is worth keeping of a row, or is a column that `data` of its item names.
    """

    run: str
    task: str
    good: bool | None
    unknown: str = ""
    left_out: str = ""
    at: str | None = None
    part: str | None = None
    values: Mapping[str, float] = field(default_factory=dict)
    marks: Mapping[str, Plain] = field(default_factory=dict)


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
    the input calls the system that was run. `outcome` is what good records have, None where records tell nothing of the
    kind; `data` says what further columns of its rows mean, as the key of that name. `names_tasks` says whether the
    `task` of a record is one that was set, and not a session or a name of its own.
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
    data: Mapping[str, Plain] = field(default_factory=dict)
    names_tasks: bool = True
    files: tuple[str, ...] = ()

    @property
    def kept(self) -> tuple[Record, ...]:
        """The records that were not left out: the rows of its data file."""
        return tuple(record for record in self.records if not record.left_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrant:
    """One entry of a leaderboard: who, the score, and what the board says beside it.

    `score` is a share from 0 to 1, unless the board has a unit; where it is None, `unknown` says why. `version` tells
    entries of one name apart. `low` and `high` are the limits that the board prints, `reported` the score as it is
    printed, `note` what was flagged, in a plain sentence. `values` and `marks` are further columns. `keys` are further
    keys of the item that the entry becomes when it is an agent's own, `records` its single outcomes where there are
    some.
    """

    name: str
    score: float | None
    unknown: str = ""
    version: str | None = None
    n_tasks: int | None = None
    trials: int | None = None
    harness: str | None = None
    rank: int | None = None
    day: date | None = None
    low: float | None = None
    high: float | None = None
    reported: str | None = None
    note: str = ""
    values: Mapping[str, float] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, Plain] = field(default_factory=dict)
    records: tuple[Record, ...] = ()
    headlines: tuple[Headline, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name under which one asks for it: with its version, where it has one."""
        return f"{self.name} ({self.version})" if self.version else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedBoard:
    """A whole leaderboard: all of its entries, and the benchmark that it is of, as the input calls it.

    `name` tells the boards of one input apart (letters, digits and hyphens). `unit` is that of the scores, where they
    are no shares; `score_name` what such a score is called, `level` the level of its limits. `day` is the last day that
    the board itself names, `facts` are keys of the benchmark's document that the input states. `doubts` are about the
    board, `each` about every entry of it.
    """

    name: str
    title: str
    benchmark: str
    entrants: tuple[Entrant, ...]
    unit: str | None = None
    score_name: str = "score"
    level: float | None = None
    day: date | None = None
    facts: Mapping[str, Plain] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    each: tuple[Doubt, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkFacts:
    """What a file tells of a benchmark itself: keys of its document. `replaced` are those that it is the source of.

    The others are written only where the document says nothing of its own.
    """

    name: str
    benchmark: str
    keys: Mapping[str, Plain]
    replaced: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedDocument:
    """A document that is no bundle: a pact with promises, or a list of decisions.

    `name` is its id, `head` what the input says of the document, `entries` are its promises or decisions, each with an
    `id` of its own. `left_out` are further records of the input by name, with the reason why each is no entry.
    """

    kind: Literal["pact", "decisions"]
    name: str
    title: str
    entries: tuple[Mapping[str, Plain], ...]
    head: Mapping[str, Plain] = field(default_factory=dict)
    left_out: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        """The number of records that it was made of."""
        return len(self.entries) + len(self.left_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of the files: items, with the tool that wrote them and its version, as stated.

    `read` is the number of records in the input, of whatever became of them. `boards` are whole leaderboards, `facts`
    what is told of benchmarks themselves, `documents` those that are no bundles.
    """

    read: int
    items: tuple[ImportedItem, ...] = ()
    boards: tuple[ImportedBoard, ...] = ()
    facts: tuple[BenchmarkFacts, ...] = ()
    documents: tuple[ImportedDocument, ...] = ()
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
