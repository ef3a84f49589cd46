"""What `check` does: read all, compute all, hold the report against the gates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from trustpages.assess.gates import unmet_gates
from trustpages.compose.problems import FORMATS
from trustpages.intake.audience import COMPLETE
from trustpages.model.problem import Problem
from trustpages.model.results.report import Report
from trustpages.model.vocabulary import Audience
from trustpages.workflow.authored_pages import problems_of_pages
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
    return check_reading(read(choice, choice.audience or COMPLETE), form)


def check_reading(reading: Reading, form: str) -> CheckOutcome:
    """The same for a workspace that was read, as far as the audience of `reading` may see it."""
    computed = compute(reading)
    seen = [(reading, computed.report)] if computed.report is not None else []
    seen += _parts(reading) if seen and reading.audience is COMPLETE else []
    faults = {problem for part, report in seen for problem in problems_of_pages(part, report)}
    computed = replace(computed, problems=(*computed.problems, *sorted(faults), *secrets_in_inputs(reading)))
    gates = _gates(reading, computed, [report for _, report in seen[1:]])
    prefix = {"text": reading.prefix, "json": ""}.get(form, seen_from_repository(reading.root))
    text = FORMATS[form](shown((*computed.problems, *gates), prefix), explained_problems())
    code = INVALID if computed.errors else GATE if gates else 0
    return CheckOutcome(text, _summary(reading, computed, len(gates)), code)


def _gates(reading: Reading, computed: Computed, partial: Sequence[Report]) -> tuple[Problem, ...]:
    workspace = reading.intake.workspace
    if workspace is None or computed.report is None:
        return ()
    return unmet_gates(workspace.trust.gates, computed.report, partial, computed.warnings)


def _parts(reading: Reading) -> Iterator[tuple[Reading, Report]]:
    """What those see who see less than everything, with the reports for them, where that makes a difference."""
    whole = reading.intake.workspace
    for audience in (audience for audience in Audience if audience is not COMPLETE):
        part = reading.seen_by(audience)
        if whole is None or part.intake.workspace is None:
            continue  # a part has no error that the whole has not
        report = compute(part).report if part.intake.workspace.inputs_digest != whole.inputs_digest else None
        if report is not None:
            yield part, report


def _summary(reading: Reading, computed: Computed, gates: int) -> str:
    found = [
        f"{count} {word}{'' if count == 1 else 's'}"
        for count, word in ((computed.errors, "error"), (computed.warnings, "warning"), (gates, "unmet gate"))
        if count
    ]
    files = reading.intake.files
    return f"{files} file{'' if files == 1 else 's'}: {', '.join(found) if found else 'no problems'}"
