"""Public claims held against the evidence: the table of claims, their counts by verdict, and the gap to real use."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.compose import paths
from trustpages.compose.blocks import Figure, Row, Table
from trustpages.compose.composition import Composition
from trustpages.compose.wording.figures import format_number
from trustpages.compose.wording.names import spell_out
from trustpages.compose.wording.states import (
    CLAIMS,
)
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import ClaimVerdict


def list_claim_gaps(
    composition: Composition, report: AgentReport
) -> tuple[tuple[str, Figure, Figure, Figure, str], ...]:
    """Claims held against real use: text, claimed failure, observed failure, difference, verdict in words."""
    figure = composition.figure
    return tuple(
        (gap.text, figure(gap.claimed), figure(gap.observed, of_events=True), figure(gap.gap), gap.words)
        for gap in report.findings.real_use.gaps
    )


def tabulate_claims(composition: Composition, report: AgentReport) -> Table:
    """Public sentences held against the evidence."""
    return Table(
        "claims",
        "What is said in public, held against the evidence",
        ("Sentence", "Verdict", "Evidence says", "Why"),
        tuple(
            Row(
                (
                    claim.text,
                    CLAIMS[claim.verdict].word,
                    composition.figure(claim.quantity).sentence,
                    spell_out(claim.reason, report),
                ),
                "",
                CLAIMS[claim.verdict],
                claim.illustrative,
            )
            for claim in report.findings.claims
        ),
        empty="No public claim is on record.",
    )


def tabulate_claim_counts(agents: Sequence[AgentReport]) -> Table:
    """A line for each agent, which leads to the place on its page where every sentence stands."""
    rows = (
        Row(
            (
                agent.agent.name,
                *(
                    format_number(sum(claim.verdict is verdict for claim in agent.findings.claims))
                    for verdict in ClaimVerdict
                ),
            ),
            paths.claims_apart(agent.id),
            anchor=agent.id,
        )
        for agent in agents
    )
    columns = ("Agent", *(CLAIMS[one].word for one in ClaimVerdict))
    numeric = tuple(range(1, len(columns)))
    return Table("claims", "Claims of each agent by verdict", columns, tuple(rows), numeric)
