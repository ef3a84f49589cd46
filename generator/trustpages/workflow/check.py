"""What `check` does: read all, compute all, hold the report against the gates."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.assess.gates import unmet_gates
from trustpages.compose.problems import FORMATS
from trustpages.model.problem import Problem
from trustpages.model.vocabulary import Audience
from trustpages.workflow.choice import Choice
from trustpages.workflow.codes import explained_problems
from trustpages.workflow.computing import Computed, compute
from trustpages.workflow.reading import Reading, read

INVALID = 3
GATE = 4


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What to print, a summary for a person, and the exit code."""

    text: str
    summary: str
    exit_code: int


def check(choice: Choice, form: str) -> CheckOutcome:
    """Every problem and unmet gate of the workspace, in the format `form`.

    Looks at everything unless an audience was chosen.
    """
    reading = read(choice, choice.audience or Audience.INTERNAL)
    computed = compute(reading)
    gates = _gates(reading, computed)
    text = FORMATS[form]((*computed.problems, *gates), explained_problems())
    code = INVALID if computed.errors else GATE if gates else 0
    return CheckOutcome(text, _summary(reading, computed, len(gates)), code)


def _gates(reading: Reading, computed: Computed) -> tuple[Problem, ...]:
    workspace = reading.intake.workspace
    if workspace is None or computed.report is None:
        return ()
    public = None
    if reading.audience is not Audience.PUBLIC:
        public = compute(reading.seen_by(Audience.PUBLIC)).report
    return unmet_gates(workspace.trust.gates, computed.report, public, computed.warnings)


def _summary(reading: Reading, computed: Computed, gates: int) -> str:
    files = len(reading.trees.documents) + len(reading.trees.unreadable)
    found = [
        f"{count} {word}{'' if count == 1 else 's'}"
        for count, word in ((computed.errors, "error"), (computed.warnings, "warning"), (gates, "unmet gate"))
        if count
    ]
    return f"{files} files: {', '.join(found) if found else 'no problems'}"
