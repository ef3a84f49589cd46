"""What an embed says of an agent: the first screen of its page with the limits that stand below it there."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.composition import Composition, is_for_everybody
from trustpages.compose.embeds.badge import judge_badge
from trustpages.compose.sections.first_screen.adverse import tell_worst_fact
from trustpages.compose.sections.first_screen.at_a_glance import describe_claims
from trustpages.compose.sections.first_screen.bottom_line import RUN_OUT, compose_bottom_line
from trustpages.compose.sections.limitations import MOST_DECISIVE, NOTHING_FOUND, view_limitation
from trustpages.compose.wording.numbers import count_of, format_number
from trustpages.model.pages.embeds import EmbedView
from trustpages.model.results.report import AgentReport
from trustpages.model.states import POSTURES, mark_expired


def compose_embeds(composition: Composition) -> tuple[EmbedView, ...]:
    """What is said of each agent where no page of the site is around it; nothing for a restricted audience."""
    return tuple(
        compose_embed(composition, agent) for agent in composition.report.agents if is_for_everybody(composition.report)
    )


def compose_embed(composition: Composition, agent: AgentReport) -> EmbedView:
    """What is said of the agent on pages of others, made of what its own page says first."""
    triggered = agent.limitations.triggered
    return EmbedView(
        agent=agent.id,
        name=agent.agent.name,
        version=agent.agent.version,
        publisher=composition.trust.publisher.name,
        page=paths.agent(agent.id),
        bottom=compose_bottom_line(composition.report, agent),
        after=mark_expired(POSTURES[agent.posture.posture]),
        after_action=RUN_OUT,
        badge=judge_badge(composition, agent),
        limitations=tuple(view_limitation(limitation, agent) for limitation in triggered[:MOST_DECISIVE]),
        counted=count_of(len(triggered), "limitation"),
        further=_count_further(len(triggered)),
        claims=describe_claims(composition, agent),
        worst=tell_worst_fact(agent),
        frame=composition.frame(agent),
        inputs=composition.report.inputs_digest,
        site=composition.address,
    )


def _count_further(triggered: int) -> str:
    """How many limitations there are beside those that stand on the card."""
    if not triggered:
        return NOTHING_FOUND
    further = triggered - MOST_DECISIVE
    return f"And {format_number(further)} more of {count_of(triggered, 'limitation')}." if further > 0 else ""
