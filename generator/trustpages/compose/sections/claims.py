"""Public claims held against the evidence: the table of claims, their counts by verdict, and the gap to real use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.wording.names import spell_out
from trustpages.model.pages.blocks import Row, Section, Table
from trustpages.model.pages.values import Link
from trustpages.model.results.claims import ClaimResult
from trustpages.model.results.report import AgentReport
from trustpages.model.states import CLAIMS, DISPUTED
from trustpages.model.vocabulary import ClaimVerdict

_WORST_FIRST: Final = sorted(ClaimVerdict, key=lambda verdict: verdict.rank)


def show_claims(composition: Composition, report: AgentReport) -> Section:
    """What is said in public."""
    return Section("What is said in public", (replace(tabulate_claims(composition, report), level=0),))


def tabulate_claim_gaps(composition: Composition, report: AgentReport) -> Table:
    """Claims held against real use: failure as claimed, failure as seen, the difference, what that says."""
    figure = composition.figure
    return Table(
        "gaps",
        "Claims against real use",
        ("Claim", "In short", "Failures, as claimed", "Failures, as seen", "Difference"),
        tuple(
            Row((gap.text, gap.words, figure(gap.claimed), figure(gap.observed, of_events=True), figure(gap.gap)))
            for gap in report.findings.real_use.gaps
        ),
        in_full=True,
    )


def tabulate_claims(composition: Composition, report: AgentReport) -> Table:
    """Public sentences held against the evidence, worst first."""
    return Table(
        "claims",
        "What is said in public, held against the evidence",
        ("Sentence", "Verdict", "Evidence says", "Why"),
        tuple(
            Row(
                (claim.text, CLAIMS[claim.verdict], composition.figure(claim.quantity), explain_verdict(report, claim)),
                claim.illustrative,
            )
            for claim in sorted(report.findings.claims, key=rank_claim)
        ),
        empty="No public claim is on record.",
    )


def rank_claim(claim: ClaimResult) -> int:
    """The worse its verdict, the smaller."""
    return claim.verdict.rank


def explain_verdict(report: AgentReport, claim: ClaimResult) -> str:
    """Why a claim has its verdict, and that it is disputed."""
    disputed = (f"{DISPUTED.word.lower()}: {contest.about}" for contest in report.find_contests(claim.id))
    return "; ".join((spell_out(claim.reason, report), *disputed))


def tabulate_claim_counts(agents: Sequence[AgentReport]) -> Table:
    """A line for each agent, which leads to the place on its page where every sentence stands."""
    rows = (
        Row(
            (
                Link(agent.agent.name, paths.claims_apart(agent.id)),
                *(sum(claim.verdict is verdict for claim in agent.findings.claims) for verdict in _WORST_FIRST),
            ),
            anchor=agent.id,
        )
        for agent in agents
    )
    columns = ("Agent", *(CLAIMS[verdict].word for verdict in _WORST_FIRST))
    numeric = tuple(range(1, len(columns)))
    return Table("claims", "Claims of each agent by verdict", columns, tuple(rows), numeric)
