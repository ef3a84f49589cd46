"""The facts on an agent's page, one function a section."""

from __future__ import annotations

from datetime import date

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.figures import amount, day, number, share
from trustpages.compose.happened import outside_of_the_rate
from trustpages.compose.pages.data import RiskView
from trustpages.compose.spelled import item_of, spelled_out, title_from
from trustpages.compose.tones import CLAIMS, REVIEWS
from trustpages.compose.views import Fact, Figure, Row, Table
from trustpages.model.measured import Measured, Quantity
from trustpages.model.results.loop import ReviewCadence
from trustpages.model.results.metrics import ProofShares, ResultQuality
from trustpages.model.results.report import AgentReport


def _fact(
    composition: Composition, label: str, quantity: Quantity, note: str = "", *, of_events: bool = False
) -> Fact:
    shown = composition.figure(quantity, of_events=of_events)
    return Fact(label, shown.sentence if shown.has_number else shown.headline, note=note or shown.reason)


def gap_rows(
    composition: Composition, report: AgentReport
) -> tuple[tuple[str, Figure, Figure, Figure, str], ...]:
    """Claims held against real use: text, claimed failure, observed failure, difference, verdict in words."""
    figure = composition.figure
    return tuple(
        (gap.text, figure(gap.claimed), figure(gap.observed, of_events=True), figure(gap.gap), gap.words)
        for gap in report.gaps
    )


def incident_facts(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """Incidents per exposure, and how far the count can be trusted."""
    found = report.incidents
    if found is None:
        return (Fact("Real use", "none on record", note="nothing can be said about incidents"),)
    counts = ", ".join(f"{number(count)} {severity}" for severity, count in found.counts)
    watched = "not recorded" if found.monitored is None else share(found.monitored)
    facts = [
        Fact("Real use", f"{amount(found.exposure)} {found.exposure_unit}"),
        Fact("Incidents", counts, note=outside_of_the_rate(found)),
        _fact(composition, "Rate", found.rate),
        _fact(composition, "Weighted by severity", found.weighted),
        Fact("Share of runs watched", watched),
        _fact(composition, "Failures in real use", found.failures, of_events=True),
    ]
    if found.zero_bound is not None:
        facts.append(
            Fact(
                "None seen",
                f"rates up to {share(found.zero_bound)} cannot be excluded",
                note="one-sided 95 %",
            )
        )
    return tuple(facts)


def benchmark_results(composition: Composition, report: AgentReport) -> Table:
    """Published scores with what they are worth."""
    return Table(
        "benchmarks",
        "Benchmark results",
        ("Benchmark", "Result", "Score", "Range", "Tasks", "Doing nothing scores", "Measured"),
        tuple(_result_row(composition, report, result) for result in report.results),
        empty="No benchmark result is on record.",
    )


def _result_row(composition: Composition, report: AgentReport, one: ResultQuality) -> Row:
    shown = composition.figure(one.interval)
    by = composition.evidence[report.id, one.evidence]
    tasks = "not published" if one.n_tasks is None else number(one.n_tasks)
    trials = f", {number(one.trials)} tries each" if one.trials and one.trials > 1 else ""
    return Row(
        (
            composition.benchmark_name(one.benchmark),
            item_of(report, one.evidence),
            shown.headline if shown.has_number else share(one.score),
            shown.interval or "no sample size published",
            tasks + trials,
            "never reported" if one.baseline is None else share(one.baseline),
            f"by {by.producer.name}, {day(by.collected_to)}",
        ),
        paths.evidence(report.id, one.evidence),
        illustrative=by.illustrative,
    )


def repeat_table(composition: Composition, report: AgentReport) -> Table | None:
    """pass^k: tasks solved in every one of k tries."""
    rows = [
        Row(
            (
                item_of(report, result.evidence),
                number(step.k),
                *_every_and_any(composition, step.every, step.any),
            ),
            paths.evidence(report.id, result.evidence),
        )
        for result in report.results
        for step in result.repeats
    ]
    if not rows:
        return None
    columns = ("Result", "Tries", "Solved every time (pass^k)", "Solved at least once (pass@k)")
    return Table("repeats", "Solved once, and solved every time", columns, tuple(rows), numeric=(1,))


def _every_and_any(composition: Composition, every: Quantity, any_: Quantity) -> tuple[str, str]:
    return composition.figure(every).sentence, composition.figure(any_).sentence


def coverage_facts(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """What the benchmarks cover; promises about critical parts of the work without a direct test come first."""
    found = report.coverage
    by_one = "independently" if found.independent_mapping else "not independently"
    mapped = by_one if found.mappers else "by nobody on record"
    return (
        Fact("Promises about critical parts of the work without a direct test", number(len(found.uncovered))),
        _fact(composition, "Covered, weighted by consequence", found.weighted),
        _fact(composition, "Covered, each promise alike", found.unweighted),
        _fact(composition, "Benchmark tasks that matter here", found.relevance),
        _fact(composition, "Weight without any other evidence", found.without_other_evidence),
        Fact("Mapping drawn", mapped, note=", ".join(found.mappers)),
    )


def freshness_facts(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """How current the evidence is."""
    oldest = report.freshness.oldest
    return (
        _fact(composition, "Fresh", report.freshness.fresh),
        Fact("Oldest", "unknown" if oldest is None else f"{number(oldest)} days"),
        Fact("Without a date", number(len(report.freshness.undated))),
    )


def diversity_facts(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """How many kinds of evidence and how many sources there are."""
    found = report.diversity
    kinds = found.d1
    amount = f"{kinds.value:.1f} of 8" if isinstance(kinds, Measured) else composition.figure(kinds).headline
    sources = "not defined" if found.effective_sources is None else f"{found.effective_sources:.1f}"
    return (
        Fact(
            "Kinds of evidence, by weight",
            amount,
            note="as if so many were used equally (exponential of Shannon's entropy)",
        ),
        Fact("From benchmarks", "none" if found.benchmark_share is None else share(found.benchmark_share)),
        _fact(composition, "Not produced by the vendor", found.independence),
        Fact("Sources, by weight", sources, note="as if so many contributed equally"),
    )


def judgment_facts(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """What rests on checks and what on judgment."""
    overall = report.judgment.overall
    facts = list(_shares(overall)) if overall else [Fact("Proof and judgment", "nothing decisive on record")]
    for agreement in report.judgment.agreements:
        raw, beyond = composition.figure(agreement.raw), composition.figure(agreement.beyond_chance)
        facts.append(
            Fact(
                f"Raters of “{item_of(report, agreement.evidence)}”",
                f"agreed {raw.sentence}; {agreement.statistic} {beyond.sentence}",
                note=agreement.words,
            )
        )
    for two in report.judgment.corrections:
        raw, adjusted = composition.figure(two.raw), composition.figure(two.adjusted)
        facts.append(
            Fact(
                f"Judge of “{item_of(report, two.evidence)}”",
                f"{raw.sentence} as judged; {adjusted.sentence} corrected",
            )
        )
    return tuple(facts)


def _shares(found: ProofShares) -> tuple[Fact, ...]:
    words = {
        "deterministic": "Decided by checks",
        "llm_judge": "Decided by an AI judge",
        "human": "Decided by people",
        "attested": "Stated only",
    }
    return tuple(Fact(words[method.value], share(part)) for method, part in found.shares)


def review_facts(composition: Composition, report: AgentReport) -> tuple[Fact, ...]:
    """When somebody looked, and when somebody must look next."""
    found = report.reviews
    return (
        Fact("State", REVIEWS[found.state].word, note=_waiting(report.reviews, composition.report.as_of)),
        Fact("Last review", day(found.last) if found.last else "none on record"),
        Fact(
            "Next due",
            day(found.due) if found.due else "not deployed yet",
            note=f"every {number(found.interval)} days",
        ),
        _fact(composition, "On time in the last year", found.on_time),
    )


def _waiting(found: ReviewCadence, as_of: date) -> str:
    """What waits for a review past its deadline: a state may be overdue although the next scheduled review is not."""
    late = sum(trigger.closed_on is None and trigger.deadline < as_of for trigger in found.triggers)
    if not late:
        return ""
    return f"{number(late)} {'event waits' if late == 1 else 'events wait'} for a review longer than agreed"


def risk_views(composition: Composition, report: AgentReport) -> tuple[RiskView, ...]:
    """Accepted risks with owner and end."""
    as_of = composition.report.as_of
    return tuple(
        RiskView(
            risk=residual_risk.risk,
            why=residual_risk.why_accepted,
            accepted_by=title_from(residual_risk.accepted_by)
            if residual_risk.accepted_by
            else "nobody is named",
            until=day(residual_risk.valid_until) if residual_risk.valid_until else "no end is named",
            expired=residual_risk.valid_until is not None and residual_risk.valid_until < as_of,
            controls=residual_risk.compensating_controls,
        )
        for residual_risk in report.agent.residual_risks
    )


def claim_table(composition: Composition, report: AgentReport) -> Table:
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
                    spelled_out(claim.reason, report),
                ),
                "",
                CLAIMS[claim.verdict],
                claim.illustrative,
            )
            for claim in report.claims
        ),
        empty="No public claim is on record.",
    )
