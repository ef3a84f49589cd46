"""Shares of a validity checklist that are met, section by section, as published audits of benchmarks give them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from trustpages.statistics.proportions.weighted import Bounds, manski_bounds

Answer: TypeAlias = Literal["met", "not_met", "unknown", "not_applicable"]
"""What an audit says of one item of a checklist."""


@dataclass(frozen=True, slots=True)
class ChecklistShare:
    """How many of the `applicable` items of one section are `met`, and how many were not decided (`unknown`).

    `bounds` are of the share that is met; None where no item applies.
    """

    met: int
    applicable: int
    unknown: int
    bounds: Bounds | None


def checklist_share(answers: Iterable[Answer]) -> ChecklistShare:
    """The share of a section's items that are met, m/n to (m + u)/n with u undecided of the n that apply.

    Sections as the Agentic Benchmark Checklist has them (Zhu et al. 2025: outcome validity, task validity, reporting);
    bounds by Manski (2003). Sections are never added up: a sound grader does not make up for tasks that cannot be done.
    """
    counts = Counter(answers)
    met, unknown = counts["met"], counts["unknown"]
    applicable = met + counts["not_met"] + unknown
    bounds = manski_bounds(met, applicable - unknown, unknown) if applicable else None
    return ChecklistShare(met, applicable, unknown, bounds)
