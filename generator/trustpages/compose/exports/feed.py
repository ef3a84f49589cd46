"""The changes since the previous report as a feed: an entry for the report and for each agent, with limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.sections.changes import describe_baseline, list_added_and_removed_agents
from trustpages.compose.sections.limitations import view_limitation
from trustpages.compose.wording.changes import WordedChange, describe_changes
from trustpages.compose.wording.dates import format_day, mark_passed
from trustpages.compose.wording.labels import AUDIENCES
from trustpages.compose.wording.numbers import count_of, format_number
from trustpages.compose.wording.said import say
from trustpages.model.pages.page import Feed, FeedEntry
from trustpages.model.results.records.changes import Turn
from trustpages.model.results.report import AgentReport
from trustpages.model.states import POSTURES

_UP: Final = "../"
"""From the folder of the feed to the root of the site."""

MOST_POINTS: Final = 200
"""Whoever wrote the earlier report decides how much has changed since."""

ILLUSTRATIVE: Final = "Parts of it are made up to show how things work."


def compose_feed(composition: Composition) -> Feed:
    """An entry for the report, and one for each agent about which something changed since the earlier one.

    Ids are computed from what the entry is about, so that each stays whenever the same report is built again, and
    no two reports share one.
    """
    publisher, site, report = (composition.trust.publisher.name, composition.trust.site.title, composition.report)
    # A feed for each audience: whoever follows two of them must not see one replace the other.
    own = uuid5(NAMESPACE_URL, f"trustpages/{publisher}/{report.audience.value}")
    return Feed(
        path=paths.CHANGES_FEED,
        id=own.urn,
        title=f"{site}: what changed",
        author=publisher,
        updated=report.as_of,
        home="index.html",
        entries=(_compose_report_entry(composition, own), *_compose_agent_entries(composition, own)),
    )


def _compose_report_entry(composition: Composition, own: UUID) -> FeedEntry:
    report = composition.report
    audience = f"Audience: {AUDIENCES[report.audience]}."
    made_up = any(agent.illustrative for agent in report.agents)
    return FeedEntry(
        id=_compute_id(composition, own, ""),
        title=f"Report of {format_day(report.as_of)}",
        link="index.html",
        sentences=tuple(
            part for part in (describe_baseline(composition), audience, ILLUSTRATIVE if made_up else "") if part
        ),
        points=_shorten(
            [
                *list_added_and_removed_agents(composition),
                *(_describe_standing(composition, agent) for agent in report.agents),
            ]
        ),
    )


def _compose_agent_entries(composition: Composition, own: UUID) -> Iterator[FeedEntry]:
    for agent in composition.report.agents:
        changes = describe_changes(composition, agent)
        if changes:
            yield FeedEntry(
                id=_compute_id(composition, own, agent.id),
                title=f"{agent.agent.name}: {_count_changes(changes)}",
                link=f"{_UP}agents/{agent.id}/index.html",
                sentences=(f"{_describe_standing(composition, agent)}.", *_describe_limits(agent)),
                points=_shorten([f"{worded.what}: {worded.before} before, {worded.after} now" for worded in changes]),
            )


def _shorten(points: Sequence[str]) -> tuple[str, ...]:
    """As many as a reader of feeds shows, then how many more are on the page that the entry leads to."""
    if len(points) <= MOST_POINTS:
        return tuple(points)
    return (*points[:MOST_POINTS], f"and {format_number(len(points) - MOST_POINTS)} more, on the page")


def _compute_id(composition: Composition, own: UUID, about: str) -> str:
    report = composition.report
    behind = f"{report.as_of}/{report.inputs_digest}/{report.previous_digest or ''}"
    return uuid5(own, f"{behind}/{about}").urn


def _count_changes(reported: tuple[WordedChange, ...]) -> str:
    worse = sum(worded.change.turn is Turn.WORSE for worded in reported)
    return f"{count_of(len(reported), 'change')}, {format_number(worse)} for the worse"


def _describe_standing(composition: Composition, agent: AgentReport) -> str:
    until = agent.valid_until.day
    last = f"valid until {say(mark_passed(until, composition.report.as_of))}" if until else "no end is named"
    return f"{agent.agent.name}: {POSTURES[agent.posture.posture].word}, {last}"


def _describe_limits(agent: AgentReport) -> Iterator[str]:
    triggered = agent.limitations.triggered
    if triggered:
        worst = view_limitation(triggered[0], agent)
        yield f"What the evidence does not show: {count_of(len(triggered), 'limitation')}. The worst: {worst.text}"
    if agent.illustrative:
        yield ILLUSTRATIVE
