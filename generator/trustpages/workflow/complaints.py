"""What a command prints on stderr beside its result."""

from __future__ import annotations

from trustpages.compose.problems import as_text
from trustpages.model.problem import Level
from trustpages.workflow.computing import Computed
from trustpages.workflow.reading import Reading
from trustpages.workflow.shown import shown


def complaints_of(computed: Computed, reading: Reading) -> tuple[str, ...]:
    """All problems where there is no report, else the errors; one line each."""
    problems = [
        problem for problem in computed.problems if problem.level is Level.ERROR or computed.report is None
    ]
    return tuple(as_text(shown(problems, reading.prefix, reading.choice.previous), {}).splitlines())


def complaints_of_intake(reading: Reading) -> tuple[str, ...]:
    """Everything that is wrong with a workspace that cannot be used, one line each."""
    return tuple(as_text(shown(reading.intake.problems, reading.prefix), {}).splitlines())
