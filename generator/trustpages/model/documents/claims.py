"""The document of claims: sentences that the vendor says in public, each with a predicate that evidence can check."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, Strict

from trustpages.model.documents.base import (
    AtLeastOne,
    Count,
    DatesInOrder,
    Day,
    Document,
    Flag,
    Id,
    Label,
    Model,
    Number,
    ObligationRef,
    Period,
    Share,
    Source,
    Text,
    Version,
)
from trustpages.model.ids import Declares, Refers
from trustpages.model.problem import ProblemLevel
from trustpages.model.vocabulary import Audience, Averaging


class Scope(Model):
    """What the sentence is about."""

    workflow: Annotated[Id, Refers("workflow", ProblemLevel.WARNING)] | None = None
    """Workflow."""
    version: Version | None = None
    """Version of the agent."""
    population: Text | None = None
    """Whose runs."""
    period: Period | None = None
    """When."""


class Claim(Model):
    """One sentence and its predicate."""

    dates_in_order: ClassVar[DatesInOrder] = (("date", "withdrawn"),)

    id: Annotated[Id, Declares("claim")]
    """Name of the claim."""
    text: Text
    """The sentence as it is said."""
    metric: Literal["success", "failure", "incident_rate", "value", "rank", "event"]
    """What it is about: a share of success or failure, incidents per run, a value, a position, an event."""
    operator: Literal["at_least", "at_most", "about", "never", "always", "better_than", "rank"]
    """How it compares."""
    value: Number | None = None
    """The number that it states, shares from 0 to 1."""
    unit: Text | None = None
    """Unit of the number; a share unless given."""
    of_value: Label | None = None
    """Name of the measured value in the items, for `metric: value` without an obligation; where the items measure one
    value alone, it is that one."""
    quantile: Annotated[float, Strict(), Field(gt=0, lt=1)] | None = None
    """Which quantile of the value the number is, such as 0.95; the mean unless given."""
    harm: Flag = False
    """Whether more of it is worse."""
    than: Annotated[Id, Refers("item")] | None = None
    """Item that holds the other side of `better_than`."""
    tolerable_rate: Share | None = None
    """Rate up to which never and always count as supported."""
    attempts: AtLeastOne = 1
    """Tries per task on which the number rests: the k of pass@k."""
    n: AtLeastOne | None = None
    """Sample size that the sentence gives."""
    trials: AtLeastOne | None = None
    """Tries of each of the `n`, all of which count."""
    k: Count | None = None
    """Successes that the sentence gives, over all tries."""
    average: Averaging | None = None
    """What the number is the mean of; see `average` of a benchmark result."""
    se: Share | None = None
    """Standard error that the sentence gives."""
    reported: Text | None = None
    """The number as printed; tells its precision."""
    scope: Scope = Scope()
    """What it is about."""
    obligation: ObligationRef | None = None
    """Obligation whose evidence checks it."""
    evidence: tuple[Annotated[Id, Refers("item")], ...] = ()
    """Items that check it."""
    failure_map: Text | None = None
    """Which benchmark failure counts as which outcome in use, where somebody mapped it."""
    where: Text | None = None
    """Where it is said."""
    source: Source | None = None
    """A copy of where it is said."""
    date: Day
    """Since when it is said."""
    withdrawn: Day | None = None
    """Day on which it was withdrawn."""
    visibility: Audience | None = None
    """Who may read it; the document's unless given."""
    illustrative: Flag = False
    """Whether it was made up to show how things work."""

    @property
    def tries(self) -> int | None:
        """The tries behind the number: the sample size times the tries of each; None without a sample size."""
        return None if self.n is None else self.n * (self.trials or 1)


class Claims(Document):
    """The claims about one agent."""

    kind: Literal["claims"]
    """Kind of the document."""
    agent: Annotated[Id, Refers("agent")]
    """Agent that they are about."""
    claims: tuple[Claim, ...] = Field(min_length=1)
    """The claims."""
