"""What a kind of step looks at, and the candidates that it finds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, TypeAlias

from trustpages.model.aggregate import DataAggregate, DataRequest
from trustpages.model.documents.pact import Obligation
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.limitation import Limitation
from trustpages.model.results.next_steps import Stage
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport
from trustpages.model.sentence import Reference, Sentence, join
from trustpages.model.vocabulary import Verdict
from trustpages.model.workspace import AgentEvidence

Alteration: TypeAlias = Callable[[AgentEvidence], AgentEvidence]
"""The documents of an agent as they would be."""


MOST_NAMED: Final = 3
"""Names that a sentence lists; the others are counted."""


def leave_as_is(documents: AgentEvidence) -> AgentEvidence:
    """No alteration."""
    return documents


@dataclass(frozen=True, slots=True)
class Situation:
    """One agent as it stands: its report, its documents, and the counts of its run logs.

    `publisher` is who would produce evidence of the vendor's own.
    """

    report: AgentReport
    documents: AgentEvidence
    as_of: date
    publisher: str
    aggregates: Mapping[DataRequest, DataAggregate]

    def promises(self) -> tuple[tuple[ObligationResult, Obligation], ...]:
        """The promises that apply, each with its terms, worst severity first."""
        terms = {f"{pact.id}/{term.id}": term for pact in self.documents.pacts for term in pact.obligations}
        applicable = [
            result for result in self.report.findings.obligations if result.verdict is not Verdict.NOT_APPLICABLE
        ]
        return tuple(
            (result, terms[result.ref])
            for result in sorted(applicable, key=lambda result: (result.severity.rank, result.ref))
            if result.ref in terms  # what an earlier report keeps alive has no terms any more
        )

    def limitations(self, slug: str) -> tuple[Limitation, ...]:
        """The limitations that the rule of that name found."""
        return tuple(found for found in self.report.limitations.triggered if found.slug == slug)

    def evidence(self) -> dict[str, Evidence]:
        """The evidence that counts, by id."""
        return {item.id: item for item in self.report.evidence if item.counts}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A step that may be worth taking: `about` names what it is about, `alter` takes it in the documents.

    `subjects` are the ids of all that it concerns. `given` is what has to be supposed with and without the step, such
    as that its promise is judged today. The rest is as in `NextStep`.
    """

    about: str
    text: str
    assumes: str
    subjects: tuple[str, ...] = ()
    alter: Alteration
    given: Alteration = leave_as_is
    runs: int = 0
    judged_on: date | None = None
    next_step: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepKind:
    """A kind of step: its name, the stage that it belongs to, and how its candidates are found."""

    name: str
    stage: Stage
    find: Callable[[Situation], Iterator[Candidate]]


def name_some(ids: Collection[str], words: Mapping[str, str] = MappingProxyType({})) -> Sentence:
    """The first few of the ids, as a sentence names them or in their own `words`, and how many more there are."""
    first = join(", ", (words.get(id_, Reference(id_)) for id_ in sorted(ids)[:MOST_NAMED]))
    return first if len(ids) <= MOST_NAMED else Sentence(first, f" and {len(ids) - MOST_NAMED} more")


def count_of(number: int, singular: str, plural: str = "") -> str:
    """`1 promise`, `1,200 runs`."""
    return f"{number:,} {singular if number == 1 else plural or f'{singular}s'}"
