"""The report as text for a terminal: the bottom line, promises and limits of each agent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import fill

from trustpages.compose.composition import AUDIENCE_WORDS
from trustpages.compose.figures import day, figure
from trustpages.compose.problems import visible
from trustpages.compose.tones import SEVERITIES, VERDICTS
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport, Report

WIDTH = 100


def report_text(report: Report, agents: Iterable[str] | None = None) -> str:
    """The report, or that of the named agents, limits before promises."""
    wanted = None if agents is None else set(agents)
    lines = [f"Trust report as of {day(report.as_of)}. Audience: {AUDIENCE_WORDS[report.audience]}."]
    for agent in report.agents:
        if wanted is None or agent.id in wanted:
            lines += ["", *_agent(agent)]
    if not report.agents:
        lines += [
            "No agent is visible to this audience.",
            "Documents are internal unless they say 'visibility: public'; --audience internal shows everything.",
        ]
    return "".join(f"{visible(line)}\n" for line in lines)


def _agent(agent: AgentReport) -> Iterator[str]:
    yield f"{agent.agent.name} ({agent.id}), version {agent.agent.version}"
    yield f"  Posture:     {agent.posture.posture.value}: {agent.posture.reason}"
    authority = agent.authority
    differs = f", although {authority.granted} was granted" if authority.differs else ""
    yield f"  Authority:   {authority.by_rules}{differs}"
    until = day(agent.valid_until.day) if agent.valid_until.day else "no end"
    yield f"  Valid until: {until} ({agent.valid_until.reason})"
    if agent.illustrative:
        yield "  Illustrative: parts of this were made up to show how things work."
    yield f"  What the evidence does not show ({len(agent.limitations.triggered)}):"
    for one in agent.limitations.triggered:
        yield from _wrapped(f"{SEVERITIES[one.severity].word:<8} {one.rule}  ", one.text)
    yield f"  Promises ({len(agent.obligations)}):"
    for result in agent.obligations:
        yield from promise_lines(result)


def promise_lines(result: ObligationResult) -> Iterator[str]:
    """One promise: its verdict and figure, and the evidence that names it and does not count, with the reason."""
    yield from _wrapped(f"{VERDICTS[result.verdict].word:<14}  ", _promise(result))
    for one in result.left_out:
        yield from _wrapped(" " * 16, f"not counted: {one.evidence}: {one.reason}")


def _promise(result: ObligationResult) -> str:
    barriers = () if result.target.value is None else (result.target.value,)
    shown = figure(result.quantity, barriers=barriers)
    said = shown.sentence if shown.has_number else f"{shown.headline}: {shown.reason}"
    return f"{result.ref} [{result.severity.value}] {result.target.text}: {said}"


def _wrapped(label: str, text: str) -> Iterator[str]:
    start = f"    {label}"
    yield from fill(
        " ".join(text.split()), WIDTH, initial_indent=start, subsequent_indent=" " * len(start)
    ).split("\n")
