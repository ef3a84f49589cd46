"""What authored pages may refer to: claims and figures by id, each with verdict, counts, date and page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.obligation_views import provenance
from trustpages.compose.promise_figures import promise_figure
from trustpages.compose.tones import CLAIMS, VERDICTS
from trustpages.model.reference import REFERENCE, Reference
from trustpages.model.results.loop import ClaimResult
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Audience

References = Mapping[tuple[str, str], Reference]


def references(composition: Composition) -> References:
    """Every `claim("…")` and `figure("…")` that this report can answer.

    A figure is named `agent/pact/obligation`; a claim by its id, and `agent/id` where two agents share it.
    """
    found: dict[tuple[str, str], Reference] = {}
    uses = Counter(claim.id for agent in composition.report.agents for claim in agent.claims)
    for agent in composition.report.agents:
        for obligation in agent.obligations:
            found["figure", f"{agent.id}/{obligation.ref}"] = _figure(composition, agent, obligation)
        for claim in agent.claims:
            answer = _claim(composition, agent, claim)
            found["claim", f"{agent.id}/{claim.id}"] = answer
            if uses[claim.id] == 1:
                found["claim", claim.id] = answer
    return {**_withheld(composition), **found}


def _withheld(composition: Composition) -> dict[tuple[str, str], Reference]:
    """For an audience that does not see everything: what pages refer to, in words that tell nothing else."""
    if composition.report.audience is Audience.INTERNAL:
        return {}
    nothing = Reference("withheld from this audience", paths.METHOD)
    texts = (text for _, text in composition.content)
    return {(match["kind"], match["id"]): nothing for text in texts for match in REFERENCE.finditer(text)}


def _figure(composition: Composition, agent: AgentReport, one: ObligationResult) -> Reference:
    shown = promise_figure(one, composition.trust.policy.low_n)
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
    return Reference(text, paths.claims_apart(agent.id))


def _measured(composition: Composition, agent: AgentReport, ids: tuple[str, ...]) -> str:
    found = provenance(composition, agent, ids)
    return "" if found is None else f"; {found.evaluator}, {found.collected}"
