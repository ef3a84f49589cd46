"""Steps of `export`: the report on one agent, as pages tell it, in the format of another tool."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trustpages.compose.composition import Composition
from trustpages.compose.exports.agent import compose_export
from trustpages.compose.problems import format_as_text
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
from trustpages.workflow.isolation.parts import looks_better, refuse_disclosure
from trustpages.workflow.reading import ReadWorkspace, add_path_prefix, read
from trustpages.workflow.run import Choice

INVALID, GATE = 3, 4


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    """The files of the export, what was left out of them in sentences, complaints for stderr, the exit code, a note."""

    files: tuple[Artifact, ...]
    left_out: tuple[str, ...]
    complaints: tuple[str, ...]
    exit_code: int
    note: str = ""


def export(choice: Choice, agent: str, form: str) -> ExportOutcome:
    """What the report for the chosen audience says of the agent, in the format.

    A report that would look better to its audience than all of the evidence does is not exported, as it is not built.
    Raises TrustpagesError: `export-format`, `unknown-agent`, `export-audience` for an agent that the audience may not
    see, `export-empty` where the format has a place for nothing of what there is.
    """
    chosen = choose_format(form)
    reading = read(choice)
    refuse_other_agents(agent, reading)
    computed = compute(reading, only=(agent,))
    if computed.report is None:
        return ExportOutcome((), (), list_complaints(computed, reading), INVALID)
    found = looks_better(reading)
    if (refused := refuse_disclosure(reading, found)) is not None:
        complaint = format_as_text(add_path_prefix((refused,), reading.prefix), {})
        return ExportOutcome((), (), tuple(complaint.splitlines()), INVALID if found is None else GATE)
    files, left_out = write_as(chosen, gather_export(reading, computed, agent, is_better=found))
    return ExportOutcome(files, left_out, (), 0, reading.aside)


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
    return compose_export(composition, next(found for found in report.agents if found.id == agent), outcomes)


def write_as(chosen: ExportFormat, exported: ExportedAgent) -> tuple[tuple[Artifact, ...], tuple[str, ...]]:
    """The files of the export, and what was left out of them; raises TrustpagesError `export-empty`."""
    written = chosen.write(exported)
    if not written.files:
        why = "; ".join(written.left_out[:_MOST_REASONS]) or "there is no evidence"
        remedy = "choose another format, such as --format oscal"
        raise TrustpagesError("export-empty", f"{chosen.title} has no place for what there is ({why})", remedy)
    return tuple(Artifact(file.name, _encode(chosen, file)) for file in written.files), written.left_out


_MOST_REASONS = 3


def choose_format(form: str) -> ExportFormat:
    """The format of that name; raises TrustpagesError `export-format`."""
    by_id = {known.id: known for known in EXPORT_FORMATS}
    if form not in by_id:
        remedy = suggest_nearest(form, tuple(by_id), f"it is one of {join_names(by_id)}")
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
        _replace(path, file.content)
        yield path


def _replace(path: Path, content: bytes) -> None:
    """The file as a whole or not at all; a link is replaced and not followed."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    try:
        write_file(beside, content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
