"""What `check` does: read all, compute all, hold the report against the gates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from trustpages.assess.gates import unmet_gates
from trustpages.compose.problems import FORMATS
from trustpages.intake.audience import COMPLETE
from trustpages.model.problem import Problem
from trustpages.model.results.report import Report
from trustpages.model.vocabulary import Audience
from trustpages.workflow.choice import Choice
from trustpages.workflow.codes import explained_problems
from trustpages.workflow.computing import Computed, compute
from trustpages.workflow.outcomes import CheckOutcome
from trustpages.workflow.reading import Reading, read
from trustpages.workflow.secrets import secrets_in_inputs
from trustpages.workflow.shown import seen_from_repository, shown

INVALID = 3
GATE = 4


def check(choice: Choice, form: str) -> CheckOutcome:
    """Every problem and unmet gate of the workspace, in the format `form`.

    Looks at everything unless an audience was chosen.
    """
    reading = read(choice, choice.audience or Audience.INTERNAL)
    computed = compute(reading)
    computed = replace(computed, problems=(*computed.problems, *secrets_in_inputs(reading)))
    gates = _gates(reading, computed)
    prefix = {"text": reading.prefix, "json": ""}.get(form, seen_from_repository(reading.root))
    text = FORMATS[form](shown((*computed.problems, *gates), prefix), explained_problems())
    code = INVALID if computed.errors else GATE if gates else 0
    return CheckOutcome(text, _summary(reading, computed, len(gates)), code)


def _gates(reading: Reading, computed: Computed) -> tuple[Problem, ...]:
    workspace = reading.intake.workspace
    if workspace is None or computed.report is None:
        return ()
    partial = _partial_reports(reading) if reading.audience is COMPLETE else ()
    return unmet_gates(workspace.trust.gates, computed.report, partial, computed.warnings)


def _partial_reports(reading: Reading) -> Iterator[Report]:
    """The reports for those who see less than everything, where that makes a difference."""
    whole = reading.intake.workspace
    for audience in (one for one in Audience if one is not COMPLETE):
        part = reading.seen_by(audience)
        if whole is None or part.intake.workspace is None:
            continue  # a part has no error that the whole has not
        report = compute(part).report if part.intake.workspace.inputs_digest != whole.inputs_digest else None
        if report is not None:
            yield report


def _summary(reading: Reading, computed: Computed, gates: int) -> str:
    found = [
        f"{count} {word}{'' if count == 1 else 's'}"
        for count, word in ((computed.errors, "error"), (computed.warnings, "warning"), (gates, "unmet gate"))
        if count
    ]
    files = reading.intake.files
    return f"{files} file{'' if files == 1 else 's'}: {', '.join(found) if found else 'no problems'}"
