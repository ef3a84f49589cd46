"""Steps that `export` and `answer` share: a report composed so that its answers can be told, and which of them."""

from __future__ import annotations

from trustpages.compose.answers.asked import compose_questions
from trustpages.compose.answers.crosswalk import compose_framework
from trustpages.compose.answers.telling import Teller
from trustpages.compose.composition import Composition
from trustpages.exports.answers.formats import ANSWER_FORMATS, COMPONENT, AnswerFormat
from trustpages.intake.messages.quoting import join_names, quote, suggest_nearest
from trustpages.model.pages.answered import AnswerSheet
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.assessment import ComputedReport
from trustpages.workflow.codes import explain_rules
from trustpages.workflow.reading import ReadWorkspace
from trustpages.workflow.shipped.frameworks import collect_frameworks
from trustpages.workflow.shipped.questions import collect_questions


def choose_answer_format(form: str, framework: str | None) -> AnswerFormat | None:
    """The format of answers of that name, if it is one.

    Raises TrustpagesError `export-framework` for a framework in a format that has no place for its items.
    """
    by_id = {known.id: known for known in ANSWER_FORMATS} | ({COMPONENT.id: COMPONENT} if framework else {})
    if framework is not None and form not in by_id:
        sentence = f"{quote(form)} has no place for the items of a framework"
        raise TrustpagesError("export-framework", sentence, f"choose one of {join_names(by_id)}")
    return by_id.get(form)


def gather_answers(reading: ReadWorkspace, computed: ComputedReport, *, is_better: bool | None) -> Composition:
    """What answers are composed from: the report, the questions and the frameworks; `is_better` as for pages."""
    workspace, report = reading.intake.workspace, computed.report
    if workspace is None or report is None:
        raise ValueError("only a valid workspace has a report")
    return Composition(
        report,
        workspace.trust,
        reading.intake.origins,
        rules=tuple(explain_rules().values()),
        questions=collect_questions(workspace),
        frameworks=collect_frameworks(workspace),
        looks_better=is_better,
    )


def compose_sheet(composition: Composition, agent: str, framework: str | None) -> AnswerSheet:
    """What is told of an agent to the questions of buyers, or to a framework.

    Raises TrustpagesError `unknown-framework`.
    """
    report = composition.report.find_agent(agent)
    if framework is None:
        return compose_questions(composition, report)
    by_id = {known.id: known for known in composition.frameworks}
    if framework not in by_id:
        remedy = suggest_nearest(framework, tuple(by_id), f"it is one of {join_names(by_id)}")
        raise TrustpagesError("unknown-framework", f"there is no framework {quote(framework)}", remedy)
    return compose_framework(Teller(composition, report), by_id[framework])
