"""From documents to a report: the data files are asked, then everything is computed."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.assess.report import assess
from trustpages.assess.requests import data_requests
from trustpages.intake.data import run_requests
from trustpages.intake.previous import previous_file
from trustpages.model.previous import Previous
from trustpages.model.problem import Level, Problem
from trustpages.model.results.report import Report
from trustpages.workflow.reading import Reading


@dataclass(frozen=True, slots=True)
class Computed:
    """A report, or None where a problem is an error; `problems` has those of the data files too."""

    report: Report | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return sum(problem.level is Level.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many are warnings."""
        return len(self.problems) - self.errors


def compute(reading: Reading) -> Computed:
    """The report of what was read, held against the earlier one that was chosen."""
    intake = reading.intake
    if intake.workspace is None:
        return Computed(None, intake.problems)
    requests = data_requests(intake.workspace, intake.as_of)
    aggregates, found = (
        run_requests(reading.root, requests, reading.trees.data_digests(), intake.data_place)
        if requests
        else ({}, ())
    )
    earlier = _previous(reading)
    previous, refused = (None, earlier) if isinstance(earlier, tuple) else (earlier, ())
    problems = tuple(sorted({*intake.problems, *found, *refused}))
    if any(problem.level is Level.ERROR for problem in problems):
        return Computed(None, problems)
    report = assess(intake.workspace, intake.as_of, reading.audience, aggregates, problems, previous)
    return Computed(report, problems)


def _previous(reading: Reading) -> Previous | tuple[Problem, ...]:
    path = reading.choice.previous
    return () if path is None else previous_file(path, reading.audience, reading.intake.as_of)
