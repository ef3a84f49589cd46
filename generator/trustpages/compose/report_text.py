"""The report as text for a terminal: the bottom line, then limitations, then obligations of each agent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from textwrap import fill

from trustpages.compose.charts.obligations import rank_obligation
from trustpages.compose.problems import escape_controls
from trustpages.compose.sections.bottom_line import describe_events, group_steps_by_reliance
from trustpages.compose.sections.obligations import count_verdicts
from trustpages.compose.wording.dates import format_day, spell_days
from trustpages.compose.wording.figures import describe_observation
from trustpages.compose.wording.labels import AUDIENCES
from trustpages.compose.wording.names import space_percents
from trustpages.model.blocks import Figure
from trustpages.model.measured import Status
from trustpages.model.results.limitation import Limitation
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.states import POSTURES, SEVERITIES, VERDICTS
from trustpages.model.vocabulary import Severity, Verdict

WIDTH = 80
LABEL = 19
# Of several agents, each shows its worst limitations; of one alone, all are shown.
SHOWN_LIMITATIONS = 5
# Not the no-break space, which keeps a number and its sign on one line.
_SPACES = re.compile(r"[ \t\r\n]+")


def format_report(report: Report, agents: Iterable[str] | None = None) -> str:
    """The report, or that of the named agents, limits before promises."""
    wanted = None if agents is None else set(agents)
    shown = [agent for agent in report.agents if wanted is None or agent.id in wanted]
    lines = [f"Trust report as of {format_day(report.as_of)}. Audience: {AUDIENCES[report.audience]}."]
    if report.previous_as_of is not None:
        lines.append(f"Held against the report of {format_day(report.previous_as_of)}.")
    for agent in shown:
        lines += ["", *_format_agent(report, agent, most=None if len(shown) == 1 else SHOWN_LIMITATIONS)]
    if not report.agents:
        lines += [
            "No agent is visible to this audience.",
            "Documents are internal unless they say 'visibility: public'; --audience internal shows everything.",
        ]
    return "".join(f"{escape_controls(line)}\n" for line in lines)


def _format_agent(report: Report, agent: AgentReport, most: int | None) -> Iterator[str]:
    title = f"{agent.agent.name} ({agent.id})"
    yield from (title, "=" * min(len(title), WIDTH))
    for label, text in _list_bottom_line(report, agent):
        yield from _wrap(f"{f'{label}:':<{LABEL}}", text)
    yield ""
    yield from _format_limitations(agent, most)
    yield ""
    counts = ", ".join(f"{count} {tone.word.lower()}" for tone, count in count_verdicts(agent))
    yield f"Promises: {counts or 'none'}"
    for result in sorted(agent.findings.obligations, key=rank_obligation):
        yield from format_obligation(result)


def _list_bottom_line(report: Report, agent: AgentReport) -> Iterator[tuple[str, str]]:
    yield "Posture", f"{POSTURES[agent.posture.posture].word}: {agent.posture.reason}"
    for tone, steps in group_steps_by_reliance(agent):
        yield tone.word, steps
    authority, until = agent.authority, agent.valid_until
    differs = f", although {authority.granted} was granted" if authority.differs else ""
    yield "Authority", f"{authority.by_rules}{differs}"
    last = format_day(until.day) if until.day else "no end"
    passed = ", expired" if until.day is not None and until.day < report.as_of else ""
    yield "Valid until", f"{last}{passed} ({until.reason})"
    yield "What happened", describe_events(agent)
    yield "Version", agent.agent.version
    if agent.illustrative:
        yield "Illustrative", "Parts of this were made up to show how things work."


def _format_limitations(agent: AgentReport, most: int | None) -> Iterator[str]:
    triggered = agent.limitations.triggered
    counts = Counter(limitation.severity for limitation in triggered)
    by_severity = ", ".join(
        f"{counts[severity]} {SEVERITIES[severity].word.lower()}" for severity in Severity if counts[severity]
    )
    yield f"What the evidence does not show: {by_severity or 'no rule found anything'}"
    for limitation in triggered[:most]:
        yield from _format_limitation(limitation)
    hidden = len(triggered) - len(triggered[:most])
    if hidden:
        yield f"  ... and {hidden} more: trustpages report --agent {agent.id}"


def _format_limitation(one: Limitation) -> Iterator[str]:
    return _wrap(f"  {SEVERITIES[one.severity].word:<9} {one.rule}  ", spell_days(one.text))


def format_obligation(result: ObligationResult) -> Iterator[str]:
    """One promise: its verdict and figure, and the evidence that names it and does not count, with the reason."""
    label = f"  {VERDICTS[result.verdict].word:<15} "
    beside = " " * len(label)
    yield from _wrap(label, f"{result.ref}, severity {SEVERITIES[result.severity].word.lower()}")
    yield from _wrap(beside, result.promise)
    seen = describe_observation(result)
    if result.verdict is Verdict.NOT_APPLICABLE:
        yield from _wrap(f"{beside}because   ", seen.reason)
        return
    yield from _wrap(f"{beside}seen      ", _format_seen(seen))
    yield from _wrap(f"{beside}promised  ", space_percents(result.target.text))
    for left_out in result.left_out:
        yield from _wrap(f"{beside}not counted: ", f"{left_out.evidence}: {spell_days(left_out.reason)}")


def _format_seen(shown: Figure) -> str:
    if shown.has_number or not shown.reason:
        return shown.sentence
    return f"{'nothing' if shown.status == Status.MISSING else shown.headline}: {shown.reason}"


def _wrap(label: str, text: str) -> Iterator[str]:
    yield from fill(
        _SPACES.sub(" ", text).strip(),
        WIDTH,
        initial_indent=label,
        subsequent_indent=" " * len(label),
        break_on_hyphens=False,
    ).split("\n")
