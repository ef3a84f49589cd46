"""Home: every agent with posture, authority, expiry and its worst limitation."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.composition import MOST_AGENTS_IN_FULL, Composition
from trustpages.compose.links import link_agent
from trustpages.compose.pages.authored import collect_references
from trustpages.compose.pages.benchmark import STAND_IN
from trustpages.compose.sections.changes import describe_baseline, list_headlines
from trustpages.compose.sections.first_screen.adverse import tell_worst_fact
from trustpages.compose.sections.first_screen.bottom_line import compose_bottom_line
from trustpages.compose.wording.authority import describe_postures
from trustpages.compose.wording.figures import STATUS_WORDS
from trustpages.compose.wording.headlines import tell_gravest_change
from trustpages.compose.wording.numbers import format_number, format_share
from trustpages.model.measured import Measured, Quantity
from trustpages.model.pages.blocks import Authored, Bullets, FactList, LinkList, Panel, Section, Text
from trustpages.model.pages.findings import AgentCard
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Figure, Link
from trustpages.model.results.benchmarks import RankOutcome
from trustpages.model.results.report import AgentReport

LEAD = "What each agent promises, what was shown, what went wrong, and what followed. The limits stand first."


def compose_home_page(composition: Composition) -> Page:
    """The first page of the site."""
    made_up = any(agent.illustrative for agent in composition.report.agents)
    sections = (
        _show_agents(composition),
        _show_changes(composition),
        _show_introduction(composition),
        _show_ranks(composition),
    )
    return Page(
        kind="home",
        path=paths.HOME,
        title=composition.trust.site.title,
        frame=composition.frame(illustrative=made_up),
        sections=tuple(section for section in sections if section.blocks),
        lead=LEAD,
        description=composition.trust.site.description or LEAD,
        stands_alone=True,
    )


def _show_agents(composition: Composition) -> Section:
    """Every agent, or of very many the worst, and what the words for their posture mean."""
    ordered = sorted(composition.report.agents, key=_rank_agent)[:MOST_AGENTS_IN_FULL]
    cards = tuple(compose_agent_card(composition, agent) for agent in ordered)
    meanings = FactList(describe_postures(composition.trust.policy), "legend")
    return Section(
        "The agents",
        (
            *(cards or (Text("No agent is visible to this audience."),)),
            *_link_all_agents(composition),
            Section("What the five words mean", (meanings,), folded=True),
        ),
    )


def _show_changes(composition: Composition) -> Section:
    """What changed since the report that this one was held against."""
    since, changes = describe_baseline(composition), list_headlines(composition)
    if not since and not changes:
        return Section("", ())
    every = Text(Link("Everything that changed", paths.CHANGES))
    told = (
        *((Text(since),) if since else ()),
        *((Section(f"All changes that matter: {len(changes)}", (Bullets(changes),), folded=True),) if changes else ()),
        *((every,) if composition.report.previous_digest is not None else ()),
    )
    return Section("What changed since the last version", (Panel(told),))


def _show_introduction(composition: Composition) -> Section:
    """What the vendor wrote for this page."""
    text = next((text for path, text in composition.content if path == paths.HOME), "")
    blocks = (Authored(text, collect_references(composition)),) if text else ()
    return Section("About this report", blocks)


def _show_ranks(composition: Composition) -> Section:
    """Each comparison of rank with outcome, and what it must not be taken for."""
    lead = "A position on a leaderboard says little about success at work. Where both are known, they are compared:"
    told = tuple(_describe_rank(composition, rank) for rank in composition.report.portfolio.ranks)
    return Section("Rank against outcome", (Panel((Text(lead), *told)),) if told else ())


def _link_all_agents(composition: Composition) -> tuple[LinkList, ...]:
    """The list of all agents, where Home shows the worst only."""
    count = len(composition.report.agents)
    said = f"All {format_number(count)} agents in one list; above are the {MOST_AGENTS_IN_FULL} with the worst posture"
    return (LinkList((Link(said, paths.AGENTS),)),) if composition.is_large else ()


def _describe_rank(composition: Composition, comparison: RankOutcome) -> Text:
    """A comparison with its numbers, and what they must not be taken for."""
    rho = composition.figure(comparison.rho)
    said = (
        f"{format_number(comparison.n)} {comparison.of}",
        _describe_correlation(comparison.rho, rho),
        STATUS_WORDS[comparison.rho.status] if rho.has_number else rho.reason,
    )
    figures = "; ".join(part for part in said if part)
    note = f" {STAND_IN}" if comparison.stand_in else ""
    return Text((Link(comparison.title, paths.benchmark(comparison.benchmark)), f": {figures}.{note}"))


def _describe_correlation(rho: Quantity, words: Figure) -> str:
    if not isinstance(rho, Measured):
        return words.headline
    return f"Spearman’s rho {words.headline}, {format_share(rho.level)} interval {words.interval}"


def _rank_agent(agent: AgentReport) -> tuple[int, str]:
    return agent.posture.posture.rank, agent.id


def compose_agent_card(composition: Composition, agent: AgentReport) -> AgentCard:
    """One agent in short."""
    changed = tell_gravest_change(composition, agent) if composition.report.previous_as_of is not None else ""
    return AgentCard(
        link=link_agent(agent),
        summary=agent.agent.summary or agent.agent.workflow.summary,
        bottom=compose_bottom_line(composition.report, agent),
        worst=tell_worst_fact(agent),
        changed=f"{changed[:1].upper()}{changed[1:]}",
    )
