"""The report as text for a terminal: the bottom line, then limits, then promises of each agent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from textwrap import fill

from trustpages.compose.bottom_line import reliances
from trustpages.compose.composition import AUDIENCE_WORDS
from trustpages.compose.figures import day
from trustpages.compose.happened import what_happened
from trustpages.compose.obligation_views import tally, worst_first
from trustpages.compose.problems import visible
from trustpages.compose.promise_figures import promise_figure
from trustpages.compose.spelled import days_in_words, spaced_percents
from trustpages.compose.tones import SEVERITIES, VERDICTS
from trustpages.compose.views import Figure
from trustpages.model.measured import Status
from trustpages.model.results.limitation import Limitation
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.vocabulary import Severity, Verdict

WIDTH = 80
LABEL = 19
# Of several agents, each shows its worst limitations; of one alone, all are shown.
SHOWN_LIMITATIONS = 5
# Not the no-break space, which keeps a number and its sign on one line.
_SPACES = re.compile(r"[ \t\r\n]+")


def report_text(report: Report, agents: Iterable[str] | None = None) -> str:
    """The report, or that of the named agents, limits before promises."""
    wanted = None if agents is None else set(agents)
    shown = [agent for agent in report.agents if wanted is None or agent.id in wanted]
    lines = [f"Trust report as of {day(report.as_of)}. Audience: {AUDIENCE_WORDS[report.audience]}."]
    if report.previous_as_of is not None:
        lines.append(f"Held against the report of {day(report.previous_as_of)}.")
    for agent in shown:
        lines += ["", *_agent(report, agent, most=None if len(shown) == 1 else SHOWN_LIMITATIONS)]
    if not report.agents:
        lines += [
            "No agent is visible to this audience.",
            "Documents are internal unless they say 'visibility: public'; --audience internal shows everything.",
        ]
    return "".join(f"{visible(line)}\n" for line in lines)


def _agent(report: Report, agent: AgentReport, most: int | None) -> Iterator[str]:
    title = f"{agent.agent.name} ({agent.id})"
    yield from (title, "=" * min(len(title), WIDTH))
    for label, text in _bottom_line(report, agent):
        yield from _wrapped(f"{f'{label}:':<{LABEL}}", text)
    yield ""
    yield from _limits(agent, most)
    yield ""
    counts = ", ".join(f"{count} {tone.word.lower()}" for tone, count in tally(agent))
    yield f"Promises: {counts or 'none'}"
    for result in sorted(agent.obligations, key=worst_first):
        yield from promise_lines(result)


def _bottom_line(report: Report, agent: AgentReport) -> Iterator[tuple[str, str]]:
    yield "Posture", f"{agent.posture.posture.value}: {agent.posture.reason}"
    for tone, steps in reliances(agent):
        yield tone.word, steps
    authority, until = agent.authority, agent.valid_until
    differs = f", although {authority.granted} was granted" if authority.differs else ""
    yield "Authority", f"{authority.by_rules}{differs}"
    last = day(until.day) if until.day else "no end"
    passed = ", expired" if until.day is not None and until.day < report.as_of else ""
    yield "Valid until", f"{last}{passed} ({until.reason})"
    yield "What happened", what_happened(agent)
    yield "Version", agent.agent.version
    if agent.illustrative:
        yield "Illustrative", "Parts of this were made up to show how things work."


def _limits(agent: AgentReport, most: int | None) -> Iterator[str]:
    triggered = agent.limitations.triggered
    counts = Counter(limitation.severity for limitation in triggered)
    by_severity = ", ".join(
        f"{counts[severity]} {severity.value}" for severity in Severity if counts[severity]
    )
    yield f"What the evidence does not show: {by_severity or 'no rule found anything'}"
    for limitation in triggered[:most]:
        yield from _limit(limitation)
    hidden = len(triggered) - len(triggered[:most])
    if hidden:
        yield f"  ... and {hidden} more: trustpages report --agent {agent.id}"


def _limit(one: Limitation) -> Iterator[str]:
    return _wrapped(f"  {SEVERITIES[one.severity].word:<9} {one.rule}  ", days_in_words(one.text))


def promise_lines(result: ObligationResult) -> Iterator[str]:
    """One promise: its verdict and figure, and the evidence that names it and does not count, with the reason."""
    label = f"  {VERDICTS[result.verdict].word:<15} "
    beside = " " * len(label)
    yield from _wrapped(label, f"{result.ref}, severity {result.severity.value}")
    yield from _wrapped(beside, result.promise)
    seen = promise_figure(result)
    if result.verdict is Verdict.NOT_APPLICABLE:
        yield from _wrapped(f"{beside}because   ", seen.reason)
        return
    yield from _wrapped(f"{beside}seen      ", _seen(seen))
    yield from _wrapped(f"{beside}promised  ", spaced_percents(result.target.text))
    for left_out in result.left_out:
        yield from _wrapped(
            f"{beside}not counted: ", f"{left_out.evidence}: {days_in_words(left_out.reason)}"
        )


def _seen(shown: Figure) -> str:
    if shown.has_number or not shown.reason:
        return shown.sentence
    return f"{'nothing' if shown.status == Status.MISSING else shown.headline}: {shown.reason}"


def _wrapped(label: str, text: str) -> Iterator[str]:
    yield from fill(
        _SPACES.sub(" ", text).strip(),
        WIDTH,
        initial_indent=label,
        subsequent_indent=" " * len(label),
        break_on_hyphens=False,
    ).split("\n")
