"""Facts about the evidence of an agent: incidents per exposure, freshness, diversity, proof and judgment."""

from __future__ import annotations

from trustpages.compose.blocks import Fact
from trustpages.compose.composition import Composition, make_fact
from trustpages.compose.sections.bottom_line import describe_uncounted_incidents
from trustpages.compose.wording.figures import format_amount, format_number, format_share
from trustpages.compose.wording.names import name_item
from trustpages.model.measured import Measured
from trustpages.model.results.evidence import ProofShares
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import EvidenceClass


def describe_incidents(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """Incidents per exposure, and how far the count can be trusted."""
    found = report.findings.real_use.incidents
    if found is None:
        return (Fact("Real use", "none on record", note="nothing can be said about incidents"),)
    counts = ", ".join(f"{format_number(count)} {severity}" for severity, count in found.counts)
    watched = "not recorded" if found.monitored is None else format_share(found.monitored)
    facts = [
        Fact("Real use", f"{format_amount(found.exposure)} {found.exposure_unit}"),
        Fact("Incidents", counts, note=describe_uncounted_incidents(found)),
        make_fact(composition, "Rate", found.rate),
        make_fact(composition, "Weighted by severity", found.weighted),
        Fact("Share of runs watched", watched),
        make_fact(composition, "Failures in real use", found.failures, of_events=True),
    ]
    if found.zero_bound is not None:
        facts.append(
            Fact(
                "None seen",
                f"rates up to {format_share(found.zero_bound)} cannot be excluded",
                note="one-sided 95 %",
            )
        )
    return tuple(facts)


def describe_freshness(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """How current the evidence is."""
    oldest = report.findings.freshness.oldest
    return (
        make_fact(composition, "Fresh", report.findings.freshness.fresh),
        Fact("Oldest", "unknown" if oldest is None else f"{format_number(oldest)} days"),
        Fact("Without a date", format_number(len(report.findings.freshness.undated))),
    )


def describe_diversity(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """How many kinds of evidence and how many sources there are."""
    found = report.findings.diversity
    kinds = found.d1
    amount = (
        f"{kinds.value:.1f} of {len(EvidenceClass)}"
        if isinstance(kinds, Measured)
        else composition.figure(kinds).headline
    )
    sources = "not defined" if found.effective_sources is None else f"{found.effective_sources:.1f}"
    return (
        Fact(
            "Kinds of evidence, by weight",
            amount,
            note="as if so many were used equally (exponential of Shannon's entropy)",
        ),
        Fact(
            "From benchmarks",
            "none" if found.benchmark_share is None else format_share(found.benchmark_share),
        ),
        make_fact(composition, "Not produced by the vendor", found.independence),
        Fact("Sources, by weight", sources, note="as if so many contributed equally"),
    )


def describe_judgment(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """What rests on checks and what on judgment."""
    overall = report.findings.judgment.overall
    facts = (
        list(_describe_shares(overall))
        if overall
        else [Fact("Proof and judgment", "nothing decisive on record")]
    )
    for agreement in report.findings.judgment.agreements:
        raw, beyond = composition.figure(agreement.raw), composition.figure(agreement.beyond_chance)
        facts.append(
            Fact(
                f"Raters of “{name_item(report, agreement.evidence)}”",
                f"agreed {raw.sentence}; {agreement.statistic} {beyond.sentence}",
                note=agreement.words,
            )
        )
    for two in report.findings.judgment.corrections:
        raw, adjusted = composition.figure(two.raw), composition.figure(two.adjusted)
        facts.append(
            Fact(
                f"Judge of “{name_item(report, two.evidence)}”",
                f"{raw.sentence} as judged; {adjusted.sentence} corrected",
            )
        )
    return tuple(facts)


def _describe_shares(found: ProofShares) -> tuple[Fact, ...]:
    words = {
        "deterministic": "Decided by checks",
        "llm_judge": "Decided by an AI judge",
        "human": "Decided by people",
        "attested": "Stated only",
    }
    return tuple(Fact(words[method.value], format_share(part)) for method, part in found.shares)
