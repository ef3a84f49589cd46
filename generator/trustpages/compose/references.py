"""What authored pages may refer to: claims and figures by id, each with verdict, counts, date and page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.obligation_views import provenance
from trustpages.compose.tones import CLAIMS, VERDICTS
from trustpages.model.page import Reference
from trustpages.model.results.loop import ClaimResult
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport

References = Mapping[tuple[str, str], Reference]


def references(composition: Composition) -> References:
    """Every `claim("…")` and `figure("…")` that this report can answer.

    A figure is named `agent/pact/obligation`; a claim by its id, and `agent/id` where two agents share it.
    """
    found: dict[tuple[str, str], Reference] = {}
    uses = Counter(claim.id for agent in composition.report.agents for claim in agent.claims)
    for agent in composition.report.agents:
        for one in agent.obligations:
            found["figure", f"{agent.id}/{one.ref}"] = _figure(composition, agent, one)
        for claim in agent.claims:
            answer = _claim(composition, agent, claim)
            found["claim", f"{agent.id}/{claim.id}"] = answer
            if uses[claim.id] == 1:
                found["claim", claim.id] = answer
    return found


def _figure(composition: Composition, agent: AgentReport, one: ObligationResult) -> Reference:
    shown = composition.figure(one.quantity, barriers=() if one.target.value is None else (one.target.value,))
    value = shown.sentence if shown.has_number else f"{shown.headline}: {shown.reason}"
    parts = [f"{one.target.text}: {value}", VERDICTS[one.verdict].word.lower()]
    return Reference(
        f"{'; '.join(parts)}{_measured(composition, agent, one.pooled)}", paths.obligation(agent.id, one.ref)
    )


def _claim(composition: Composition, agent: AgentReport, one: ClaimResult) -> Reference:
    shown = composition.figure(one.quantity)
    value = f"; {shown.sentence}" if shown.has_number else ""
    stand = CLAIMS[one.verdict].word.lower()
    text = f"“{one.text}” ({stand}{value}{_measured(composition, agent, one.evidence)})"
    return Reference(text, f"{paths.agent(agent.id)}#claims")


def _measured(composition: Composition, agent: AgentReport, ids: tuple[str, ...]) -> str:
    found = provenance(composition, agent, ids)
    return "" if found is None else f"; {found.evaluator}, {found.collected}"
