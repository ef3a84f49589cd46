"""A metric: what it asks, needs and cannot tell, and the function that computes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from trustpages.assess.evidence.context import Context
from trustpages.model.problem import Explanation
from trustpages.model.results.findings import find_field
from trustpages.model.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric in words, for `explain` and for the page on method, and how to compute it.

    `id` is stable and kebab-case; `formula` is a paragraph. `compute` gives the finding about one agent from its
    context and from what `reads` names, by keyword: other findings, or `triggers` (events on record that call for a
    review), `history` (what the earlier report says of the agent) and `portfolio`. `across` gives what concerns all
    agents together.
    """

    id: str
    title: str
    question: str
    needs: str
    smallest: str
    formula: str
    cannot_tell: str
    sources: str
    compute: Callable[..., object] | None = None
    reads: tuple[str, ...] = ()
    across: Callable[[Workspace], object] | None = None

    @property
    def field(self) -> str:
        """The field of `Findings`, and of `Portfolio`, that holds what it computes."""
        return find_field(self.id)

    def find(self, context: Context, known: Mapping[str, Any]) -> Any:
        """What it finds about one agent; None where it is about all agents together alone.

        `known` has what it reads by name. A test holds what each function takes and gives against `Findings`.
        """
        return None if self.compute is None else self.compute(context, **{name: known[name] for name in self.reads})

    def explained(self) -> Explanation:
        """The metric as one paragraph under its id."""
        parts = (
            self.question,
            self.formula,
            f"Needs: {self.needs}",
            f"Smallest sample: {self.smallest}",
            f"Cannot tell: {self.cannot_tell}",
            f"Sources: {self.sources}",
        )
        return Explanation(self.id, self.title, " ".join(parts))
