"""Home: every agent with posture, authority, expiry and its worst limitation."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.blocks import Fact, Figure, Link
from trustpages.compose.composition import MOST_AGENTS_IN_FULL, Composition
from trustpages.compose.pages.authored import collect_references
from trustpages.compose.pages.benchmark import STAND_IN
from trustpages.compose.pages.data import AgentCard, HomePage
from trustpages.compose.sections.bottom_line import describe_events, group_steps_by_reliance
from trustpages.compose.sections.changes import describe_baseline, list_headlines
from trustpages.compose.sections.limitations import view_limitation
from trustpages.compose.sections.obligations import count_verdicts
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.figures import STATUS_WORDS, format_number, format_share
from trustpages.compose.wording.names import to_sentence, to_title
from trustpages.compose.wording.states import POSTURES
from trustpages.model.measured import Measured, Quantity
from trustpages.model.page import Page
from trustpages.model.results.metrics import RankOutcome
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Verdict

LEAD = (
    "For each agent: what was promised, what was verified, what changed, and what followed. "
    "A rank on a leaderboard is not operational trust; the limits of the evidence stand before its merits."
)


def compose_home_page(composition: Composition) -> Page:
    """The first page of the site."""
    report = composition.report
    made_up = any(agent.illustrative for agent in report.agents)
    introduction = next((text for path, text in composition.content if path == paths.HOME), "")
    data = HomePage(
        frame=composition.frame(illustrative=made_up),
        lead=LEAD,
        introduction=introduction,
        references=collect_references(composition),
        agents=tuple(
            compose_agent_card(composition, agent)
            for agent in sorted(report.agents, key=_rank_agent)[:MOST_AGENTS_IN_FULL]
        ),
        more=_link_all_agents(composition),
        summary=_summarize(composition),
        changes=list_headlines(composition),
        since=describe_baseline(composition),
        all_changes=paths.CHANGES if report.previous_digest is not None else "",
        postures=tuple(POSTURES.values()),
        ranks=tuple(_describe_rank(composition, rank) for rank in report.portfolio.ranks),
        limitations=None,
    )
    return Page(
        paths.HOME,
        composition.trust.site.title,
        "home.md.jinja",
        data,
        description=composition.trust.site.description or LEAD,
        stands_alone=True,
    )


def _link_all_agents(composition: Composition) -> Link | None:
    """The list of all agents, where Home shows the worst only."""
    count = len(composition.report.agents)
    said = f"All {format_number(count)} agents in one list; above are the {MOST_AGENTS_IN_FULL} with the worst posture"
    return Link(said, paths.AGENTS) if composition.is_large else None


def _describe_rank(composition: Composition, found: RankOutcome) -> Fact:
    """A comparison with its numbers, and what they must not be taken for."""
    rho = composition.figure(found.rho)
    said = (
        f"{format_number(found.n)} {found.of}",
        _describe_correlation(found.rho, rho),
        STATUS_WORDS[found.rho.status] if rho.has_number else rho.reason,
    )
    note = STAND_IN if found.stand_in else ""
    return Fact(found.title, "; ".join(one for one in said if one), paths.benchmark(found.benchmark), note)


def _describe_correlation(rho: Quantity, words: Figure) -> str:
    if not isinstance(rho, Measured):
        return words.headline
    return f"Spearman’s rho {words.headline}, {format_share(rho.level)} interval {words.interval}"


def _rank_agent(agent: AgentReport) -> tuple[int, str]:
    return agent.posture.posture.rank, agent.id


def compose_agent_card(composition: Composition, agent: AgentReport) -> AgentCard:
    """One agent in short."""
    until = agent.valid_until.day
    triggered = agent.limitations.triggered
    return AgentCard(
        id=agent.id,
        name=agent.agent.name,
        summary=agent.agent.summary or agent.agent.workflow.summary,
        version=agent.agent.version,
        path=paths.agent(agent.id),
        posture=POSTURES[agent.posture.posture],
        reason=to_sentence(agent.posture.reason, agent),
        authority=_describe_authority(agent),
        authority_differs=agent.authority.differs,
        valid_until=format_day(until) if until else "",
        valid_day=until.isoformat() if until else "",
        expired=until is not None and until < composition.report.as_of,
        reliances=group_steps_by_reliance(agent),
        worst=view_limitation(triggered[0], agent) if triggered else None,
        limitations=len(triggered),
        counts=count_verdicts(agent),
        illustrative=agent.illustrative,
        happened=describe_events(agent),
    )


def _describe_authority(agent: AgentReport) -> str:
    by_rules, granted = to_title(agent.authority.by_rules), to_title(agent.authority.granted)
    return f"{by_rules} (granted: {granted.lower()})" if agent.authority.differs else granted


def _summarize(composition: Composition) -> tuple[Fact, ...]:
    report = composition.report
    promises = [obligation for agent in report.agents for obligation in agent.findings.obligations]
    broken = sum(promise.verdict in {Verdict.BREACHED, Verdict.MISSING} for promise in promises)
    items = sum(item.evidence_class is not None for agent in report.agents for item in agent.evidence)
    limits = sum(len(agent.limitations.triggered) for agent in report.agents)
    return (
        Fact("Agents", format_number(len(report.agents)), paths.AGENTS),
        Fact(
            "Promises",
            format_number(len(promises)),
            note=f"{format_number(broken)} broken or without evidence",
        ),
        Fact("Pieces of evidence", format_number(items)),
        Fact("Limitations", format_number(limits), paths.LIMITATIONS),
    )
