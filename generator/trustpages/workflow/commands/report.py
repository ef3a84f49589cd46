"""Steps of `report`: compute the report, and format it as text or JSON."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from trustpages.compose.composition import Composition
from trustpages.compose.exports.report_text import compose_report_text
from trustpages.compose.wording.said import escape_controls, say
from trustpages.exports.text import WIDTH, TextPrinter
from trustpages.model.problem import TrustpagesError
from trustpages.model.workspace import Origins
from trustpages.review.records import hold_beside_all, write_record
from trustpages.workflow.assessment import compute, list_complaints
from trustpages.workflow.codes import explain_rules
from trustpages.workflow.isolation.parts import looks_better
from trustpages.workflow.reading import read
from trustpages.workflow.run import INVALID, Choice


@dataclass(frozen=True, slots=True)
class ReportOutcome:
    """The report in the wanted format, complaints for stderr, the exit code, and a note for stderr."""

    text: str
    complaints: tuple[str, ...]
    exit_code: int
    note: str = ""


def report(choice: Choice, agents: Sequence[str], form: str, width: int = WIDTH) -> ReportOutcome:
    """Computes the report of the workspace, or of the named agents only; lines of text have `width` characters.

    Raises TrustpagesError `unknown-agent` for a name that the report does not have.
    """
    reading = read(choice)
    computed = compute(reading)
    complaints = list_complaints(computed, reading)
    if computed.report is None:
        return ReportOutcome("", complaints, INVALID)
    refuse_unknown_agents(agents, [agent.id for agent in computed.report.agents])
    workspace = reading.intake.workspace
    if workspace is None:
        raise ValueError("only a valid workspace has a report")
    is_better = looks_better(reading, computed)
    record = hold_beside_all(computed.record, workspace.trust.gates, looks_better=is_better)
    if form == "json":
        chosen = tuple(agent for agent in record.agents if not agents or agent.id in agents)
        text = write_record(replace(record, agents=chosen)).decode()
    else:
        composition = Composition(
            computed.report,
            workspace.trust,
            Origins(),
            rules=tuple(explain_rules().values()),
            decisions=workspace.decisions,
            looks_better=is_better,
            changes=record.all_changes,
        )
        text = format_report(composition, agents or None, width)
    return ReportOutcome(text, complaints, 0, reading.aside)


def format_report(composition: Composition, agents: Sequence[str] | None = None, width: int = WIDTH) -> str:
    """The report as text for a terminal; nothing in it can steer one."""
    lines = TextPrinter(say, width).format_lines(compose_report_text(composition, agents, width=width))
    return "".join(f"{escape_controls(line)}\n" for line in lines)


def refuse_unknown_agents(agents: Iterable[str], known: Sequence[str], where: str = "the report has no agent") -> None:
    """Raises TrustpagesError `unknown-agent` for a name that is not known; `where` is what the sentence says of it."""
    for name in agents:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            remedy = f"did you mean '{near[0]}'?" if near else f"agents: {', '.join(known) or 'none'}"
            raise TrustpagesError("unknown-agent", f"{where} '{name}'", remedy)
