"""A review of a change: what it does to promises, claims and pages, and whether somebody decided it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from trustpages.model.problem import Place, Problem
from trustpages.model.results.records.changes import Turn
from trustpages.model.results.records.report import ReportRecord
from trustpages.model.sentence import Sentence
from trustpages.model.vocabulary import Severity
from trustpages.model.workspace import Origins, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSide:
    """One of the two states that are compared: what was assessed, and the report on it.

    `label` is how the reader named it (`main`, `work tree`, `v3`); `commit` is the full id of a git revision, None for
    a folder. `record` and `workspace` have the agents that may differ: one that is the same in all that its report is
    made of was assessed on neither side, and is in neither. `reads_files` maps each file of the side to its SHA-256.

    Of a published version only the record is known: `workspace` is None, `origins` and `reads_files` are empty.
    """

    label: str
    commit: str | None
    record: ReportRecord
    workspace: Workspace | None
    origins: Origins
    reads_files: dict[str, str]


@dataclass(frozen=True, slots=True)
class UnreadableSide:
    """A side that could not be read or assessed: its problems, at least one of them an error."""

    label: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFigure:
    """A figure on one side: the estimate, its limits, and `k` of `n`, each None where there is none."""

    estimate: float | None
    low: float | None = None
    high: float | None = None
    k: float | None = None
    n: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedFigure:
    """A figure that moved, and whether the move lies outside its own uncertainty.

    `unit` is that of both figures, as in `Measured`; a share runs from 0 to 1. `difference` is the estimate of after
    minus before with its two limits, None where it cannot be computed. `is_outside_noise` is None where that cannot be
    told. `paired` is the number of tasks that both sides have and that were compared one by one, 0 where the sides
    were compared as independent. `runs_to_tell` is how many runs a side would show a difference of this size (power
    80 %), None where no number would or none is needed.
    """

    before: SideFigure
    after: SideFigure
    difference: tuple[float, float, float] | None
    is_outside_noise: bool | None
    paired: int = 0
    runs_to_tell: int | None = None
    unit: str = "share"


class AcceptanceState(StrEnum):
    """Whether an acceptance holds; only one in force lets a change pass."""

    IN_FORCE = "in-force"
    EXPIRED = "expired"
    NOT_YET = "not-yet"
    UNAUTHORISED = "unauthorised"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedChange:
    """The decision to let a change pass: who took it, on which day, until when, and why."""

    id: str
    fingerprint: str
    by: str
    role: str | None
    on: date
    until: date
    reason: str
    state: AcceptanceState


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedChange:
    """One change with what it means to somebody who has to decide about it.

    `rule` is the id in the catalog of changes, `fingerprint` `fp-` and 16 hexadecimal digits over rule, agent, subject,
    aspect and both states: never prose, so that it outlives rebases, reordering and rewording. `weight` says how grave
    it is where it is for the worse, and how much it would be otherwise. `why` is what decides it, `innocent` the
    harmless reading of what may also be an attempt to look better, empty for all other changes. `is_gating` says
    that the gates stop it unless an acceptance in force lets it pass.
    """

    rule: str
    agent: str
    subject: str
    aspect: str = ""
    before: str | None
    after: str | None
    turn: Turn
    weight: Severity
    fingerprint: str
    title: Sentence
    why: Sentence | None = None
    innocent: str = ""
    figure: MovedFigure | None = None
    place: Place | None = None
    is_gating: bool = False
    accepted: AcceptedChange | None = None

    @property
    def stops(self) -> bool:
        """Whether it keeps the gate shut."""
        return self.is_gating and (self.accepted is None or self.accepted.state is not AcceptanceState.IN_FORCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SayableChange:
    """What sales may say otherwise: a claim, badge, card or answer, and the day from which."""

    agent: str
    kind: str
    subject: str
    before: str | None
    after: str | None
    since: date | None
    may_be_said: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFacts:
    """What a reader is told of a side: its name, commit, day and digest."""

    label: str
    commit: str | None
    as_of: date | None
    inputs_digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReview:
    """All changes, weightiest first, with what keeps the gate shut.

    `unreadable` is not empty where a side could not be read: there are no changes then, and the review fails.
    `wrong_acceptances` are those that fail the review: expired, unauthorised, or of a fingerprint that no change has.
    `only_form` says that files differ, but nothing that they mean. `unassessed` is the number of agents that are the
    same on both sides, of whom nothing was computed. `names` are those that readers know: of each agent
    by id, those of what it has by id (promises as `pact/obligation`, items, claims), and under "" its own.
    """

    before: SideFacts
    after: SideFacts
    changes: tuple[ReviewedChange, ...] = ()
    sayable: tuple[SayableChange, ...] = ()
    unreadable: tuple[UnreadableSide, ...] = ()
    wrong_acceptances: tuple[Problem, ...] = ()
    only_form: bool = False
    next_step: tuple[str, ...] = ()
    unassessed: int = 0
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def is_stopped(self) -> bool:
        """Whether the gate stays shut."""
        return bool(self.unreadable or self.wrong_acceptances) or any(change.stops for change in self.changes)
