"""Home: every agent with posture, authority, expiry and its worst limitation."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.bottom_line import reliances
from trustpages.compose.changes import headlines, since
from trustpages.compose.composition import MOST_AT_ONCE, Composition
from trustpages.compose.figures import WORDS, day, number, share
from trustpages.compose.happened import what_happened
from trustpages.compose.limitation_views import limitation_view
from trustpages.compose.obligation_views import tally
from trustpages.compose.pages.benchmark import STAND_IN
from trustpages.compose.pages.data import AgentCard, HomePage
from trustpages.compose.references import references
from trustpages.compose.spelled import sentence, title_from
from trustpages.compose.tones import POSTURES
from trustpages.compose.views import Fact, Figure, Link
from trustpages.model.measured import Measured, Quantity
from trustpages.model.page import Page
from trustpages.model.results.metrics import RankOutcome
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Verdict

LEAD = (
    "For each agent: what was promised, what was verified, what changed, and what followed. "
    "A rank on a leaderboard is not operational trust; the limits of the evidence stand before its merits."
)


def home(composition: Composition) -> Page:
    """The first page of the site."""
    report = composition.report
    made_up = any(agent.illustrative for agent in report.agents)
    introduction = next((text for path, text in composition.content if path == paths.HOME), "")
    data = HomePage(
        frame=composition.frame(illustrative=made_up),
        lead=LEAD,
        introduction=introduction,
        references=references(composition),
        agents=tuple(
            card(composition, agent) for agent in sorted(report.agents, key=_worst_first)[:MOST_AT_ONCE]
        ),
        more=_more(composition),
        summary=_summary(composition),
        changes=headlines(composition),
        since=since(report),
        all_changes=paths.CHANGES if report.previous_digest is not None else "",
        postures=tuple(POSTURES.values()),
        ranks=tuple(_rank(composition, rank) for rank in report.portfolio.ranks),
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


def _more(composition: Composition) -> Link | None:
    """The list of all agents, where Home shows the worst only."""
    count = len(composition.report.agents)
    said = f"All {number(count)} agents in one list; above are the {MOST_AT_ONCE} with the worst posture"
    return Link(said, paths.AGENTS) if composition.is_large else None


def _rank(composition: Composition, found: RankOutcome) -> Fact:
    """A comparison with its numbers, and what they must not be taken for."""
    rho = composition.figure(found.rho)
    said = (
        f"{number(found.n)} {found.of}",
        _correlation(found.rho, rho),
        WORDS[found.rho.status] if rho.has_number else rho.reason,
    )
    note = STAND_IN if found.stand_in else ""
    return Fact(found.title, "; ".join(one for one in said if one), paths.benchmark(found.benchmark), note)


def _correlation(rho: Quantity, words: Figure) -> str:
    if not isinstance(rho, Measured):
        return words.headline
    return f"Spearman’s rho {words.headline}, {share(rho.level)} interval {words.interval}"


def _worst_first(agent: AgentReport) -> tuple[int, str]:
    return agent.posture.posture.rank, agent.id


def card(composition: Composition, agent: AgentReport) -> AgentCard:
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
        reason=sentence(agent.posture.reason, agent),
        authority=_authority(agent),
        authority_differs=agent.authority.differs,
        valid_until=day(until) if until else "",
        valid_day=until.isoformat() if until else "",
        expired=until is not None and until < composition.report.as_of,
        reliances=reliances(agent),
        worst=limitation_view(triggered[0], agent) if triggered else None,
        limitations=len(triggered),
        counts=tally(agent),
        illustrative=agent.illustrative,
        happened=what_happened(agent),
    )


def _authority(agent: AgentReport) -> str:
    by_rules, granted = title_from(agent.authority.by_rules), title_from(agent.authority.granted)
    return f"{by_rules} (granted: {granted.lower()})" if agent.authority.differs else granted


def _summary(composition: Composition) -> tuple[Fact, ...]:
    report = composition.report
    promises = [obligation for agent in report.agents for obligation in agent.obligations]
    broken = sum(promise.verdict in {Verdict.BREACHED, Verdict.MISSING} for promise in promises)
    items = sum(item.evidence_class is not None for agent in report.agents for item in agent.evidence)
    limits = sum(len(agent.limitations.triggered) for agent in report.agents)
    return (
        Fact("Agents", number(len(report.agents)), paths.AGENTS),
        Fact("Promises", number(len(promises)), note=f"{number(broken)} broken or without evidence"),
        Fact("Pieces of evidence", number(items)),
        Fact("Limitations", number(limits), paths.LIMITATIONS),
    )
