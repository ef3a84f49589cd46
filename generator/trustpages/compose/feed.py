"""The changes as a feed: whoever follows a vendor hears of every report, with its limits and its expiry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from trustpages.compose import paths
from trustpages.compose.changes import ChangeInWords, agents_that_came_or_went, changes_of, since
from trustpages.compose.composition import AUDIENCE_WORDS, Composition
from trustpages.compose.figures import day, number
from trustpages.compose.limitation_views import limitation_view
from trustpages.model.page import Feed, FeedEntry
from trustpages.model.results.changes import Turn
from trustpages.model.results.report import AgentReport

_UP: Final = "../"
"""From the folder of the feed to the root of the site."""

MADE_UP: Final = "Parts of it are made up to show how things work."


def changes_feed(composition: Composition) -> Feed:
    """An entry for the report, and one for each agent about which something changed since the earlier one.

    Ids are computed from what the entry is about, so that each stays whenever the same report is built again, and
    no two reports share one.
    """
    publisher, site, report = (
        composition.trust.publisher.name,
        composition.trust.site.title,
        composition.report,
    )
    own = uuid5(NAMESPACE_URL, f"trustpages/{publisher}/{report.audience.value}")
    return Feed(
        path=paths.CHANGES_FEED,
        id=own.urn,
        title=f"{site}: what changed",
        author=publisher,
        updated=report.as_of,
        home="index.html",
        entries=(_whole(composition, own), *_agents(composition, own)),
    )


def _whole(composition: Composition, own: UUID) -> FeedEntry:
    report = composition.report
    audience = f"Audience: {AUDIENCE_WORDS[report.audience]}."
    made_up = any(agent.illustrative for agent in report.agents)
    return FeedEntry(
        id=_id(composition, own, ""),
        title=f"Report of {day(report.as_of)}",
        link="index.html",
        sentences=tuple(one for one in (since(report), audience, MADE_UP if made_up else "") if one),
        points=(
            *agents_that_came_or_went(report),
            *(_standing(composition, agent) for agent in report.agents),
        ),
    )


def _agents(composition: Composition, own: UUID) -> Iterator[FeedEntry]:
    for agent in composition.report.agents:
        found = changes_of(composition, agent)
        if found:
            yield FeedEntry(
                id=_id(composition, own, agent.id),
                title=f"{agent.agent.name}: {_counted(found)}",
                link=f"{_UP}agents/{agent.id}/index.html",
                sentences=(f"{_standing(composition, agent)}.", *_limits(agent)),
                points=tuple(f"{one.what}: {one.before} before, {one.after} now" for one in found),
            )


def _id(composition: Composition, own: UUID, about: str) -> str:
    report = composition.report
    behind = f"{report.as_of}/{report.inputs_digest}/{report.previous_digest or ''}"
    return uuid5(own, f"{behind}/{about}").urn


def _counted(found: tuple[ChangeInWords, ...]) -> str:
    worse = sum(one.change.turn is Turn.WORSE for one in found)
    changes = "1 change" if len(found) == 1 else f"{number(len(found))} changes"
    return f"{changes}, {number(worse)} for the worse"


def _standing(composition: Composition, agent: AgentReport) -> str:
    until = agent.valid_until.day
    passed = until is not None and until < composition.report.as_of
    last = f"valid until {day(until)}{' (expired)' if passed else ''}" if until else "no end is named"
    return f"{agent.agent.name}: {agent.posture.posture.value}, {last}"


def _limits(agent: AgentReport) -> Iterator[str]:
    triggered = agent.limitations.triggered
    if triggered:
        worst = limitation_view(triggered[0], agent)
        yield f"What the evidence does not show: {number(len(triggered))} limitations. The worst: {worst.text}"
    if agent.illustrative:
        yield MADE_UP
