"""Facts about the evidence of an agent: freshness, diversity, proof and judgment."""

from __future__ import annotations

from dataclasses import replace

from trustpages.compose.charts.evidence import chart_diversity, chart_freshness, explain_freshness, rank_by_age
from trustpages.compose.composition import Composition, make_fact
from trustpages.compose.links import link_item
from trustpages.compose.wording.names import name_item
from trustpages.compose.wording.numbers import count_of, format_number, format_share
from trustpages.model.measured import Measured
from trustpages.model.pages.blocks import FactList, Panel, Row, Section, Table, Text, draw
from trustpages.model.pages.values import Fact
from trustpages.model.results.evidence import ItemFreshness, ProofShares
from trustpages.model.results.report import AgentReport
from trustpages.model.states import FRESHNESS
from trustpages.model.vocabulary import EvidenceClass


def show_freshness(composition: Composition, report: AgentReport) -> Section:
    """How current the evidence is, item by item on demand."""
    table = tabulate_freshness(report.findings.freshness.items, report)
    facts = FactList(describe_freshness(composition, report))
    return Section(
        "How current the evidence is",
        (
            Panel((*draw(chart_freshness(composition.report, report)), facts), "pair"),
            Section(table.caption, (replace(table, level=0),), folded=True),
        ),
    )


def show_diversity(composition: Composition, report: AgentReport) -> Section:
    """Which kinds of evidence there are, after those that are absent."""
    diversity = report.findings.diversity
    absent = ", ".join(evidence_class.value.replace("_", " ") for evidence_class in diversity.absent)
    wanted = "Asked for by the pacts, and absent" if diversity.required else "Absent"
    apart = ("evidence against the agent", diversity.against), ("what has expired", diversity.expired)
    named = " and ".join(words for words, items in apart if items)
    left_out = f", {named} not counted" if named else ""
    facts = FactList(describe_diversity(composition, report))
    return Section(
        "Kinds and sources of evidence",
        (
            *((Text(f"{wanted}{left_out}: {absent}.", "said"),) if absent else ()),
            Panel((*draw(chart_diversity(report.findings.diversity)), facts), "pair"),
        ),
    )


def show_judgment(composition: Composition, report: AgentReport) -> Section:
    """What rests on checks and what on judgment."""
    return Section("What is checked, and what is judged", (FactList(describe_judgment(composition, report)),))


def describe_freshness(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """How current the evidence is."""
    oldest = report.findings.freshness.oldest
    return (
        make_fact(composition, "Fresh", report.findings.freshness.fresh),
        Fact("Oldest", "unknown" if oldest is None else count_of(oldest, "day")),
        Fact("Without a date", format_number(len(report.findings.freshness.undated))),
    )


def describe_diversity(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """How many kinds of evidence and how many sources there are."""
    diversity = report.findings.diversity
    kinds = diversity.d1
    amount = (
        f"{kinds.value:.1f} of {len(EvidenceClass)}"
        if isinstance(kinds, Measured)
        else composition.figure(kinds).headline
    )
    sources = "not defined" if diversity.effective_sources is None else f"{diversity.effective_sources:.1f}"
    return (
        Fact("Kinds of evidence, by weight", amount, note="as if so many were used equally"),
        Fact(
            "From benchmarks", "none" if diversity.benchmark_share is None else format_share(diversity.benchmark_share)
        ),
        make_fact(composition, "Not produced by the vendor", diversity.independence),
        Fact("Sources, by weight", sources, note="as if so many contributed equally"),
    )


def describe_judgment(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """What rests on checks and what on judgment."""
    overall = report.findings.judgment.overall
    facts = list(_describe_shares(overall)) if overall else [Fact("Proof and judgment", "nothing decisive on record")]
    for agreement in report.findings.judgment.agreements:
        raw, beyond = composition.figure(agreement.raw), composition.figure(agreement.beyond_chance)
        facts.append(
            Fact(
                f"Raters of “{name_item(report, agreement.evidence)}”",
                f"agreed {raw.sentence}; {agreement.statistic} {beyond.sentence}",
                note=agreement.words,
            )
        )
    for correction in report.findings.judgment.corrections:
        facts.append(
            Fact(
                f"Judge of “{name_item(report, correction.evidence)}”",
                f"{composition.figure(correction.adjusted).sentence}, corrected for its errors",
            )
        )
    return tuple(facts)


def _describe_shares(proof: ProofShares) -> tuple[Fact, ...]:
    words = {
        "deterministic": "Decided by checks",
        "llm_judge": "Decided by an AI judge",
        "human": "Decided by people",
        "attested": "Stated only",
    }
    return tuple(Fact(words[method.value], format_share(part)) for method, part in proof.shares)


def tabulate_freshness(items: tuple[ItemFreshness, ...], agent: AgentReport) -> Table:
    """Age of each evidence item against the agreed limit, oldest first."""
    ordered = sorted(items, key=rank_by_age)
    return Table(
        "freshness",
        "Age of each evidence item",
        ("Evidence", "State", "Age in days", "Limit in days", "Why"),
        tuple(
            Row(
                (
                    link_item(agent, item_freshness.evidence),
                    FRESHNESS[item_freshness.status],
                    "unknown" if item_freshness.age is None else item_freshness.age,
                    item_freshness.cadence,
                    explain_freshness(item_freshness, agent),
                )
            )
            for item_freshness in ordered
        ),
        numeric=(2, 3),
        empty="There is no evidence.",
    )
