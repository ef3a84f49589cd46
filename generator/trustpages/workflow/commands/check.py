"""Steps of `check`: read and compute everything, then check the gates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from trustpages.assess.standing.gates import find_unmet_gates
from trustpages.compose.problems import FORMATS
from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.model.problem import Problem
from trustpages.model.results.report import Report
from trustpages.model.vocabulary import Audience
from trustpages.workflow.assessment import ComputedReport, compute
from trustpages.workflow.authored_pages import check_authored_pages
from trustpages.workflow.codes import explain_problems
from trustpages.workflow.history_problems import HISTORY_CODES
from trustpages.workflow.isolation.disclosure import disclose
from trustpages.workflow.reading import ReadWorkspace, add_path_prefix, find_repository_prefix, read
from trustpages.workflow.run import CheckOutcome, Choice
from trustpages.workflow.secret_scanning import find_secrets_in_inputs

INVALID = 3
GATE = 4
HISTORY = frozenset(explanation.code for explanation in HISTORY_CODES)


def check(choice: Choice, form: str) -> CheckOutcome:
    """Every problem and unmet gate of the workspace, in the format `form`.

    Looks at everything unless an audience was chosen.
    """
    return check_reading(read(choice, choice.audience or WIDEST_AUDIENCE), form)


def check_reading(reading: ReadWorkspace, form: str) -> CheckOutcome:
    """Problems and unmet gates of a workspace that was read, as far as its audience may see it."""
    computed = compute(reading)
    seen = [(reading, computed)] if computed.report is not None else []
    seen += _read_parts(reading) if seen and reading.audience is WIDEST_AUDIENCE else []
    faults = {
        problem for part, result in seen for problem in check_authored_pages(part, result, partial(disclose, part))
    }
    # An earlier report is for one audience, and so is what only it shows.
    faults |= {problem for _, result in seen[1:] for problem in result.problems if problem.code in HISTORY}
    faults -= set(computed.problems)
    computed = replace(computed, problems=(*computed.problems, *sorted(faults), *find_secrets_in_inputs(reading)))
    gates = _check_gates(reading, computed, [result.report for _, result in seen[1:] if result.report is not None])
    # Annotations of forges need paths from the root of the repository; a program that reads JSON knows the workspace.
    prefix = {"text": reading.prefix, "json": ""}.get(form, find_repository_prefix(reading.root))
    text = FORMATS[form](add_path_prefix((*computed.problems, *gates), prefix), explain_problems())
    code = INVALID if computed.errors else GATE if gates else 0
    return CheckOutcome(text, _summarize(reading, computed, len(gates)), code)


def _check_gates(reading: ReadWorkspace, computed: ComputedReport, partial: Sequence[Report]) -> tuple[Problem, ...]:
    workspace = reading.intake.workspace
    if workspace is None or computed.report is None:
        return ()
    return find_unmet_gates(workspace.trust.gates, computed.report, partial, computed.warnings)


def _read_parts(reading: ReadWorkspace) -> Iterator[tuple[ReadWorkspace, ComputedReport]]:
    """The workspace as each restricted audience sees it, and what it came to, if that differs from the whole."""
    whole = reading.intake.workspace
    for audience in (audience for audience in Audience if audience is not WIDEST_AUDIENCE):
        part = reading.seen_by(audience)
        if whole is None or part.intake.workspace is None:
            continue  # a part has no error that the whole has not
        # The same inputs have the same report, and with it the same gates, if they are held against the same one.
        is_same = part.intake.workspace.inputs_digest == whole.inputs_digest
        is_same = is_same and part.choice.previous == reading.choice.previous
        if not is_same and (result := compute(part)).report is not None:
            yield part, result


def _summarize(reading: ReadWorkspace, computed: ComputedReport, gates: int) -> str:
    found = [
        f"{count} {word}{'' if count == 1 else 's'}"
        for count, word in ((computed.errors, "error"), (computed.warnings, "warning"), (gates, "unmet gate"))
        if count
    ]
    files = reading.intake.files
    return f"{files} file{'' if files == 1 else 's'}: {', '.join(found) if found else 'no problems'}"
