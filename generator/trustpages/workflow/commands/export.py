"""Steps of `export`: the report on one agent, as pages tell it, as a document or in the format of another tool."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from trustpages.compose.composition import Composition
from trustpages.compose.exports.agent import compose_export
from trustpages.exports.answers.formats import ANSWER_FORMATS, AnswerFormat
from trustpages.exports.interchange.catalog import EXPORT_FORMATS
from trustpages.exports.interchange.definition import ExportedFile, ExportFormat
from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.intake.messages.quoting import join_names, quote, suggest_nearest
from trustpages.intake.yaml.writer import format_yaml
from trustpages.model.artifact import Artifact
from trustpages.model.pages.exported import ExportedAgent
from trustpages.model.problem import TrustpagesError
from trustpages.model.results.records.json_values import encode_json
from trustpages.publish.files import make_folder, write_file
from trustpages.workflow.assessment import ComputedReport, compute, list_complaints
from trustpages.workflow.codes import explain_rules
from trustpages.workflow.commands.report import refuse_unknown_agents
from trustpages.workflow.isolation.disclosure import Disclosed
from trustpages.workflow.isolation.parts import looks_better, refuse_disclosure
from trustpages.workflow.reading import ReadWorkspace, read
from trustpages.workflow.run import INVALID, Choice
from trustpages.workflow.site.answer_sheets import choose_answer_format, compose_sheet, gather_answers
from trustpages.workflow.site.brand import find_font
from trustpages.workflow.site.documents import (
    DOCUMENT_FORMATS,
    DocumentFormat,
    DocumentOptions,
    name_document,
    print_document,
)


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    """The files of the export, what was left out of them in sentences, complaints for stderr, the exit code, a note.

    `is_text` says whether a terminal can show them.
    """

    files: tuple[Artifact, ...]
    left_out: tuple[str, ...]
    complaints: tuple[str, ...]
    exit_code: int
    note: str = ""
    is_text: bool = True


def export(
    choice: Choice, agent: str, form: str, options: DocumentOptions | None = None, framework: str | None = None
) -> ExportOutcome:
    """What the report for the chosen audience says of the agent, in the format; with `framework`, to its items.

    `options` are for documents.

    A report that would look better to its audience than all of the evidence does is not exported, as it is not built.
    Raises TrustpagesError: `export-format`, `export-framework`, `unknown-framework`, `unknown-agent`, `export-audience`
    for an agent that the audience may not see, `export-empty` where the format has a place for nothing of it.
    """
    chosen = choose_answer_format(form, framework) or choose_format(form)
    wanted = options or DocumentOptions()
    refuse_unused_options(chosen, wanted)
    reading = read(choice)
    refuse_other_agents(agent, reading)
    computed = compute(reading, only=(agent,))
    if computed.report is None:
        return ExportOutcome((), (), list_complaints(computed, reading), INVALID)
    found = looks_better(reading, computed)
    if (refused := refuse_disclosure(reading, found)) is not None:
        return ExportOutcome((), (), refused.complaints, refused.exit_code)
    if isinstance(chosen, DocumentFormat):
        files, left_out = _print(chosen, reading, computed, agent, wanted, is_better=found)
    elif isinstance(chosen, AnswerFormat):
        sheet = compose_sheet(gather_answers(reading, computed, is_better=found), agent, framework)
        files, left_out = (Artifact(f"{agent}.{sheet.id}{chosen.suffix}", chosen.write(sheet)),), ()
    else:
        files, left_out = write_as(chosen, gather_export(reading, computed, agent, is_better=found))
    return ExportOutcome(files, left_out, (), 0, reading.aside, is_text=getattr(chosen, "is_text", True))


def refuse_unused_options(chosen: ExportFormat | AnswerFormat | DocumentFormat, options: DocumentOptions) -> None:
    """Raises TrustpagesError `export-option` where an option does nothing for the format."""
    given: dict[str, object] = {"font": options.font, "template": options.template, "release": options.release}
    takes = ("release", chosen.takes) if isinstance(chosen, DocumentFormat) else ()
    for name, value in given.items():
        if value and name not in takes:
            goes = [form.id for form in DOCUMENT_FORMATS if name in {"release", form.takes}]
            sentence = f"--{name} changes nothing about --format {chosen.id}"
            raise TrustpagesError("export-option", sentence, f"leave it out; it goes with {join_names(goes)}")


def _print(
    form: DocumentFormat,
    reading: ReadWorkspace,
    computed: ComputedReport,
    agent: str,
    options: DocumentOptions,
    *,
    is_better: bool | None,
) -> tuple[tuple[Artifact, ...], tuple[str, ...]]:
    """The document, composed as the pages of the site are."""
    from trustpages.workflow.site.composed_pages import gather_composition

    chosen = replace(reading, choice=replace(reading.choice, release=options.release))
    composition = gather_composition(chosen, computed, Disclosed(looks_better=is_better))
    if not options.release:
        # Whether the pages lie at the root or below a version, nobody says here: the site's own address leads to both.
        composition = replace(composition, version_address="")
    shown = composition.report.find_agent(agent)
    fonted = replace(options, font=options.font or find_font(reading))
    printed = print_document(form, composition, shown, fonted)
    return (Artifact(name_document(form, agent), printed.content),), printed.left_out


def gather_export(
    reading: ReadWorkspace, computed: ComputedReport, agent: str, *, is_better: bool | None
) -> ExportedAgent:
    """All that the computed report says of the agent; `is_better` as `looks_better` says."""
    # Late: a wrong name is told without statistics.
    from trustpages.assess.metrics.evidence.outcomes import measure_outcomes

    workspace, report = reading.intake.workspace, computed.report
    if workspace is None or report is None:
        raise ValueError("only a valid workspace has a report")
    rules = tuple(explain_rules().values())
    composition = Composition(report, workspace.trust, reading.intake.origins, rules=rules, looks_better=is_better)
    outcomes = measure_outcomes(workspace, agent, report.as_of, computed.aggregates)
    return compose_export(composition, report.find_agent(agent), outcomes)


def write_as(chosen: ExportFormat, exported: ExportedAgent) -> tuple[tuple[Artifact, ...], tuple[str, ...]]:
    """The files of the export, and what was left out of them; raises TrustpagesError `export-empty`."""
    written = chosen.write(exported)
    if not written.files:
        why = "; ".join(written.left_out[:_MOST_REASONS]) or "there is no evidence"
        remedy = "choose another format, such as --format oscal"
        raise TrustpagesError("export-empty", f"{chosen.title} has no place for what there is ({why})", remedy)
    return tuple(Artifact(file.name, _encode(chosen, file)) for file in written.files), written.left_out


_MOST_REASONS = 3


def choose_format(form: str) -> ExportFormat | DocumentFormat:
    """The format of that name; raises TrustpagesError `export-format`."""
    known: tuple[ExportFormat | DocumentFormat, ...] = (*EXPORT_FORMATS, *DOCUMENT_FORMATS)
    by_id = {format_.id: format_ for format_ in known}
    names = (*by_id, *(format_.id for format_ in ANSWER_FORMATS))
    if form not in by_id:
        remedy = suggest_nearest(form, names, f"it is one of {join_names(names)}")
        raise TrustpagesError("export-format", f"there is no format {quote(form)}", remedy)
    return by_id[form]


def refuse_other_agents(agent: str, reading: ReadWorkspace) -> None:
    """Raises TrustpagesError where the report has no such agent; one that exists for others is told from none."""
    workspace = reading.intake.workspace
    known = [found.agent.id for found in workspace.agents] if workspace is not None else [agent]
    if agent in known:
        return
    whole = reading.seen_by(WIDEST_AUDIENCE).intake.workspace
    if whole is not None and any(found.agent.id == agent for found in whole.agents):
        sentence = f"the audience '{reading.audience}' may not see the agent '{agent}'"
        raise TrustpagesError("export-audience", sentence, "choose the audience that may, by --audience")
    refuse_unknown_agents([agent], known)


def _encode(chosen: ExportFormat, file: ExportedFile) -> bytes:
    """The documents of a file as text."""
    match chosen.form:
        case "json":
            return b"".join(map(encode_json, file.documents))
        case "yaml":
            return "---\n".join(map(format_yaml, file.documents)).encode()
        case "front-matter":
            return "".join(f"---\n{format_yaml(document)}---\n" for document in file.documents).encode()


def write_export(outcome: ExportOutcome, target: Path) -> Iterator[Path]:
    """Writes the files of the export, and tells their paths: `target` is one file, or a folder.

    It is a folder where it is one, and where there are several files; files of an earlier export are replaced. Raises
    OSError where the system refuses.
    """
    is_folder = target.is_dir() or len(outcome.files) > 1
    if is_folder:
        make_folder(target)
    for file in outcome.files:
        path = target / file.path if is_folder else target
        replace_file(path, file.content)
        yield path


def replace_file(path: Path, content: bytes) -> None:
    """Writes the file as a whole or not at all; a link is replaced and not followed."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    try:
        write_file(beside, content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
