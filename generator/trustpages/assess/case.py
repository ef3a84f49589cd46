"""One obligation on one date: what its verdict is computed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trustpages.assess.context import Context
from trustpages.assess.windows import Days, days_of
from trustpages.model.documents.pact import Obligation, Pact
from trustpages.model.results.loop import OpenTrigger


@dataclass(frozen=True, slots=True)
class Case:
    """An obligation with its pact, the agent's context, and the recorded triggers that can expire evidence.

    `verdict_only` leaves out how far the verdict is from another one, which costs more than the verdict.
    """

    context: Context
    pact: Pact
    obligation: Obligation
    triggers: Sequence[OpenTrigger] = ()
    verdict_only: bool = False

    @property
    def ref(self) -> str:
        """`pact/obligation`."""
        return f"{self.pact.id}/{self.obligation.id}"

    @property
    def level(self) -> float:
        """The two-sided level of intervals (0..1)."""
        return self.context.policy.level

    @property
    def days(self) -> Days:
        """The days that count."""
        return days_of(self.obligation.window, self.context.as_of)
