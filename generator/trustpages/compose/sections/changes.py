"""What changed since the previous report, in words: as a table, and as headlines for Home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from trustpages.compose.composition import Composition
from trustpages.compose.wording.changes import describe_changes
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.headlines import describe_headlines, is_headline
from trustpages.model.pages.blocks import Bullets, Row, Section, Table, Text
from trustpages.model.pages.values import Link
from trustpages.model.results.records.agent import PreviousAgent
from trustpages.model.results.records.changes import ChangeTopic
from trustpages.model.results.report import AgentReport
from trustpages.model.states import POSTURES, word_of

MOST_HEADLINES: Final = 40
FIRST_REPORT: Final = "This is the first report for this audience, or none was named to hold it against"


def show_changes(composition: Composition, agent: AgentReport) -> Section:
    """What changed about an agent since the report that this one was held against, the headlines at once."""
    if composition.report.previous_digest is None:
        return Section("What changed", (Text(f"{FIRST_REPORT}: what changed before cannot be seen here.", "empty"),))
    table = tabulate_changes(composition, agent)
    headlines = tuple(headline.name(agent) for headline in describe_headlines(composition, agent))
    return Section(
        "What changed",
        (
            Text(describe_baseline(composition)),
            *((Bullets(headlines),) if headlines else ()),
            Section(f"Everything that changed: {len(table.rows)}", (replace(table, level=0),), folded=True),
        ),
    )


def tabulate_changes(composition: Composition, agent: AgentReport) -> Table:
    """What changed about an agent since the earlier report; of very many agents what Home would tell."""
    return Table(
        agent.id,
        f"{agent.agent.name}: what changed",
        ("What", "Turn", "Before", "Now"),
        tuple(
            Row(
                (
                    Link(change.what, change.path) if change.path else change.what,
                    change.tone,
                    change.before,
                    change.after,
                )
            )
            for change in describe_changes(composition, agent)
            if not composition.is_large or is_headline(change.change)
        ),
        empty="Nothing changed since the last report.",
    )


def describe_baseline(composition: Composition) -> str:
    """Which report this one was held against, whether posture or authority moved, and where the record begins."""
    if composition.around is not None:
        return composition.around.baseline
    report = composition.report
    begins = f"The record begins on {format_day(report.begins or report.as_of)}: nothing before it can be compared."
    if report.previous_as_of is None:
        return begins
    moved = {change.changed for change in composition.changes}
    held = f"Held against the report of {format_day(report.previous_as_of)}."
    if not moved & {ChangeTopic.AGENT, ChangeTopic.POSTURE, ChangeTopic.AUTHORITY}:
        held = f"{held} No agent has another posture or another authority than it had there."
    return f"{held} {begins}"


def list_headlines(composition: Composition) -> tuple[str, ...]:
    """The changes that a reader of Home must know, agents that came or went first; of very many the first."""
    report = composition.report
    said = (headline.name(agent) for agent in report.agents for headline in describe_headlines(composition, agent))
    return tuple(islice((*list_added_and_removed_agents(composition), *said), MOST_HEADLINES))


def list_added_and_removed_agents(composition: Composition) -> Iterator[str]:
    """A sentence for each agent that is missing, and for each that only one of the two reports has."""
    agents = {agent.id: agent.agent for agent in composition.report.agents}
    successors = {former: agent.name for agent in agents.values() for former in agent.formerly}
    missing = {gone.agent.id for gone in composition.report.missing}
    yield from map(_describe_missing, composition.report.missing)
    for change in composition.changes:
        if change.changed is not ChangeTopic.AGENT or change.subject in missing:
            continue
        if change.after is None:
            posture = word_of(POSTURES, change.before or "")
            became = f"is {successors[change.subject]} now" if change.subject in successors else "is no longer in it"
            yield f"The agent {change.subject} of the last report {became}; its posture was {posture}."
        else:
            former = ", ".join(agents[change.subject].formerly)
            before = f"was reported as {former} before" if former else "is new in this report"
            yield f"{agents[change.subject].name} {before}."


_MOST_OPEN: Final = 3


def _describe_missing(gone: PreviousAgent) -> str:
    left, name = gone.agent.left_open, gone.agent.name or gone.agent.id
    more = f" and {len(left) - _MOST_OPEN} more" if len(left) > _MOST_OPEN else ""
    was = f"{word_of(POSTURES, gone.agent.posture.value)} on {format_day(gone.as_of)}"
    listed = f"{', '.join(left[:_MOST_OPEN])}{more}"
    return f"An agent that was reported before is missing: {name}. It was {was}, and left open: {listed}."
