"""What one kind of measure answers when promises are assessed; the catalog holds one assessor for every kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from trustpages.assess.evidence.context import Case, Context
from trustpages.assess.evidence.tally import Tally
from trustpages.assess.measures.ruling import Ruling
from trustpages.model.documents.measures.base import BaseMeasure
from trustpages.model.documents.pact import Obligation
from trustpages.model.documents.thresholds import Threshold
from trustpages.model.measured import Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.obligation import ObligationResult

M = TypeVar("M", bound=BaseMeasure)
Direction = Literal["at_least", "at_most"]

FITS_BOTH = "the data fit both keeping and breaking it."
SETTLED_BY_RUNS = " About {plan} would settle it."
SETTLED_WITHOUT_ONE = " {n80} further {unit} without one would settle it."
NOTHING_WRONG = '"{T}" cannot be shown with {runs} even if nothing goes wrong; {needed} are needed.'
WITHOUT_VALUE = '{m} of {all} runs have no recorded value; whether "{obligation}" is kept depends on them.'


@dataclass(frozen=True, slots=True)
class DataQuestion:
    """What is read in a data file: runs with an outcome, a value with how many lie at or below each limit, or both.

    Without either it is how many rows and events there are. `split` divides clusters by the value.
    """

    outcome: str | None = None
    value: str | None = None
    limits: tuple[float, ...] = ()
    split: bool = False


@dataclass(frozen=True, slots=True)
class OpenSentence:
    """How limitation L48 says that a promise is neither shown to be kept nor broken, with its slots in braces.

    `ending` says that `runs`, in so many `groups` where they come in such, would settle it; it is left out where no
    number of runs is known.
    """

    text: str
    ending: str = ""
    runs: int | None = None
    groups: int | None = None


UNCOUNTED = OpenSentence('The evidence for "{obligation}" (target {T}) fits both keeping and breaking it.')
"""Where nothing was counted that could be given."""


@dataclass(frozen=True, slots=True)
class ClaimedValue:
    """How a claim that states a measured value is held against the evidence for the promise.

    What was seen is counted in each item by `count`, where there is one; else, where `by_result` says so, it is
    the figure of the promise itself. The line is a share of runs, or a value as claimed.
    """

    direction: Direction
    line: float
    is_share: bool
    count: Callable[[Evidence], Tally | Unmeasured] | None
    by_result: bool


def hold_value_against_result(
    _context: Context, _obligation: Obligation, _measure: BaseMeasure, value: float, direction: Direction
) -> ClaimedValue:
    """A value as claimed, held against the figure of the promise itself."""
    return ClaimedValue(direction, value, is_share=False, count=None, by_result=True)


def hold_share_against_result(
    _context: Context, _obligation: Obligation, _measure: BaseMeasure, value: float, direction: Direction
) -> ClaimedValue:
    """A claimed share, held against the figure of the promise itself."""
    return ClaimedValue(direction, value, is_share=True, count=None, by_result=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureAssessor(Generic[M]):
    """All that one kind of measure is asked while promises are assessed.

    `rule` gives the ruling; `ask_data` what it reads in a data file;
    `read_claimed_value` what a claim about a value is held against, None where no value is measured;
    `answers_rate_claims` says whether the figure is a rate that claims can be held against. `parameters` are
    beginnings of names of the policy's parameters that only this kind reads.

    `describe_open` words limitation L48; `too_few` is the sentence of L47 and `undecided` that of L49 where
    they differ from the rule's own.
    """

    model: type[M]
    rule: Callable[[Case, M], Ruling]
    ask_data: Callable[[M, Threshold], tuple[DataQuestion, ...]]
    read_claimed_value: Callable[[Context, Obligation, M, float, Direction], ClaimedValue] | None
    answers_rate_claims: bool
    parameters: tuple[str, ...] = ()
    describe_open: Callable[[ObligationResult], OpenSentence]
    too_few: str | None = None
    undecided: str | None = None
