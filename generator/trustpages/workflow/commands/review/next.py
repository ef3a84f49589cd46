"""Steps of `next`: compute the report, try what could be done, and format the steps as text or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trustpages.compose.composition import Composition
from trustpages.compose.next_steps import compose_next_steps_text
from trustpages.compose.wording.said import escape_controls, say
from trustpages.exports.text import WIDTH, TextPrinter
from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.model.results.records.json_values import encode_json, to_json
from trustpages.model.workspace import Origins
from trustpages.workflow.assessment import compute, list_complaints
from trustpages.workflow.codes import explain_rules
from trustpages.workflow.commands.report import refuse_unknown_agents
from trustpages.workflow.next_steps import find_next_steps
from trustpages.workflow.reading import read
from trustpages.workflow.run import INVALID, Choice


@dataclass(frozen=True, slots=True)
class NextOutcome:
    """The steps in the wanted format, complaints for stderr, the exit code, and a note for stderr."""

    text: str
    complaints: tuple[str, ...]
    exit_code: int
    note: str = ""


def find_next(choice: Choice, agents: Sequence[str], form: str, width: int = WIDTH) -> NextOutcome:
    """The next steps of the named agents, or of all, by all of the evidence unless an audience was chosen.

    Raises TrustpagesError `unknown-agent` for a name that the report does not have.
    """
    reading = read(choice, choice.audience or WIDEST_AUDIENCE)
    computed = compute(reading, tries_policies=False)
    complaints = list_complaints(computed, reading)
    workspace = reading.intake.workspace
    if computed.report is None or workspace is None:
        return NextOutcome("", complaints, INVALID)
    refuse_unknown_agents(agents, [agent.id for agent in computed.report.agents])
    found = find_next_steps(workspace, computed, agents)
    if form == "json":
        return NextOutcome(encode_json(to_json(found)).decode(), complaints, 0, reading.aside)
    composition = Composition(
        computed.report, workspace.trust, Origins(), rules=tuple(explain_rules().values()), next_steps=found
    )
    lines = TextPrinter(say, width).format_lines(compose_next_steps_text(composition, found, width=width))
    return NextOutcome("".join(f"{escape_controls(line)}\n" for line in lines), complaints, 0, reading.aside)
