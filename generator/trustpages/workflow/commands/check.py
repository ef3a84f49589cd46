"""Steps of `check`: read and compute everything, then check the gates."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from trustpages.assess.standing.gates import HeldReports, find_unmet_gates
from trustpages.compose.problems import FORMATS
from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.intake.history.lines import list_deleted_documents
from trustpages.intake.naming.places import find_places
from trustpages.model.problem import Explanation, Problem, ProblemLevel
from trustpages.model.vocabulary import Severity
from trustpages.publish.processes import Workers
from trustpages.system.garbage import spare_what_is_there
from trustpages.workflow.assessment import ComputedReport, compute
from trustpages.workflow.isolation.disclosure import disclose
from trustpages.workflow.isolation.parts import compute_parts
from trustpages.workflow.problems.history_problems import HISTORY_CODES, find_unnamed_history
from trustpages.workflow.problems.import_problems import find_changed_inputs
from trustpages.workflow.problems.secret_scanning import find_secrets_in_inputs
from trustpages.workflow.reading import ReadWorkspace, add_path_prefix, find_repository_prefix, read
from trustpages.workflow.run import GATE, INVALID, CheckOutcome, Choice
from trustpages.workflow.site.authored_pages import check_authored_pages

HISTORY = frozenset(explanation.code for explanation in HISTORY_CODES)


def check(choice: Choice, form: str) -> CheckOutcome:
    """Every problem and unmet gate of the workspace, in the format `form`.

    Looks at everything unless an audience was chosen.
    """
    reading = read(choice, choice.audience or WIDEST_AUDIENCE)
    with spare_what_is_there():
        return check_reading(reading, form)


def check_reading(reading: ReadWorkspace, form: str, published: ReadWorkspace | None = None) -> CheckOutcome:
    """Problems and unmet gates of a workspace that was read, as far as its audience may see it.

    Gates are held against the complete report and against the one that is `published`, with the earlier report that
    binds it; unless one is given, that is the one for the audience of trust.yml.
    """
    # What hangs on the policy takes more time than all else, and hardly anything of it is asked here.
    in_full = _names_mild_limitations(reading)
    with Workers(os.cpu_count() or 1) as workers:
        computed = compute(reading, tries_policies=in_full, workers=workers)
    parts = (
        []
        if computed.report is None or reading.audience is not WIDEST_AUDIENCE
        else list(compute_parts(reading, computed, published, tries_policies=in_full))
    )
    seen = [(reading, computed), *parts] if computed.report is not None else []
    faults = {
        problem
        for part, result in seen
        for problem in check_authored_pages(
            part, result.report, partial(compute, part, beside=(part, result)), partial(disclose, part)
        )
    }
    # An earlier report is for one audience, and so is what only it shows.
    faults |= {problem for _, result in seen[1:] for problem in result.problems if problem.code in HISTORY}
    # Whoever does not see everything is not told what there was.
    if reading.audience is WIDEST_AUDIENCE and not any(result.previous for _, result in seen):
        faults |= {*find_unnamed_history(list_deleted_documents(reading.root), reading.intake.documents)}
    faults |= set(find_changed_inputs(reading.root, reading.intake.documents))
    faults -= set(computed.problems)
    computed = replace(computed, problems=(*computed.problems, *sorted(faults), *find_secrets_in_inputs(reading)))
    gates = _check_gates(reading, computed, parts, published)
    # Annotations of forges need paths from the root of the repository; a program that reads JSON knows the workspace.
    prefix = {"text": reading.prefix, "json": ""}.get(form, find_repository_prefix(reading.root))
    text = FORMATS[form](add_path_prefix((*computed.problems, *gates), prefix), _explain_late)
    unmet = sum(gate.level is ProblemLevel.ERROR for gate in gates)
    code = INVALID if computed.errors else GATE if unmet else 0
    return CheckOutcome(text, _summarize(reading, computed, unmet, len(gates) - unmet), code)


def _explain_late() -> Mapping[str, Explanation]:
    from trustpages.workflow.codes import explain_problems  # only one of the formats asks for what all rooms explain

    return explain_problems()


def _names_mild_limitations(reading: ReadWorkspace) -> bool:
    """Whether a gate tells of limitations as mild as the one that counts what hangs on the policy (L70)."""
    workspace = reading.intake.workspace
    return workspace is not None and workspace.trust.gates.limitations_below is Severity.LOW


def _check_gates(
    reading: ReadWorkspace,
    computed: ComputedReport,
    parts: Sequence[tuple[ReadWorkspace, ComputedReport]],
    published: ReadWorkspace | None,
) -> tuple[Problem, ...]:
    workspace, complete = reading.intake.workspace, computed.report
    if workspace is None or complete is None:
        return ()
    partial = tuple(result.report for _, result in parts if result.report is not None)
    audience = published.audience if published is not None else workspace.trust.audience
    shown = next((report for report in partial if report.audience is audience), complete)
    held = HeldReports(complete, shown, partial)
    return find_unmet_gates(workspace.trust.gates, held, computed.warnings, find_places(reading.intake.documents))


def _summarize(reading: ReadWorkspace, computed: ComputedReport, gates: int, switched_off: int) -> str:
    found = [
        f"{count} {word}{'' if count == 1 else 's'}"
        for count, word in (
            (computed.errors, "error"),
            (computed.warnings + switched_off, "warning"),
            (gates, "unmet gate"),
        )
        if count
    ]
    files = reading.intake.files
    return f"{files} file{'' if files == 1 else 's'}: {', '.join(found) if found else 'no problems'}"
