"""One chart of each kind, with the cases that matter for its look: absences, long names, ends of scales."""

from __future__ import annotations

from datetime import date

from trustpages.model.documents.base import Period
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.model.pages.chart import (
    Baseline,
    BaselineChart,
    BudgetChart,
    Chart,
    CoverageChart,
    DiversityChart,
    Event,
    EventKind,
    EventTimeline,
    FreshnessChart,
    GapChart,
    HistoryChart,
    IntervalChart,
    Lane,
    PlottedBudget,
    PlottedFreshness,
    PlottedGap,
    PlottedHistory,
    PlottedInterval,
    Point,
    RepeatChart,
    RepeatSeries,
    ScatterChart,
    Strength,
)
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.obligation import Target
from trustpages.model.vocabulary import Verdict

AS_OF = date(2024, 12, 1)
COLUMNS = ("What", "Figure")
ROWS = (("Completes the request", "43 of 100"),)
LONG = "Hands over to a person, with everything that was said so far, whenever a refund above the limit comes up"


def a_share(value: float, low: float | None = None, high: float | None = None) -> Measured:
    return Measured(value, low, high, 0.95, "Clopper-Pearson", None, None, None, "share")


A_SHARE = a_share(0.43, 0.33, 0.53)
NOTHING = Unmeasured(Status.MISSING, "nothing was recorded")


def an_interval(
    label: str = "Completes the request within policy",
    verdict: Verdict = Verdict.MET,
    measured: Quantity = A_SHARE,
    threshold: float | None = 0.25,
    direction: str = "at_least",
    note: str = "43 of 100, 33 % to 53 %",
) -> PlottedInterval:
    target = Target(direction, threshold, "share")
    return PlottedInterval(label=label, verdict=verdict, target=target, measured=measured, note=note)


def an_interval_chart(*intervals: PlottedInterval) -> IntervalChart:
    return IntervalChart(
        id="promises",
        title="Promises against measurements",
        summary="Of five promises one is met, one is breached and three cannot be settled.",
        columns=COLUMNS,
        rows=ROWS,
        intervals=intervals or (an_interval(),),
    )


INTERVALS = an_interval_chart(
    an_interval(),
    an_interval(LONG, Verdict.LEANING_BREACH, a_share(0.91, 0.83, 0.96), 0.95, note="91 of 100, 83 % to 96 %"),
    an_interval(
        "Never refunds outside policy", Verdict.BREACHED, a_share(0.12, 0.07, 0.2), 0.02, "at_most", "12 of 100"
    ),
    an_interval("Answers in German", Verdict.INCOMPLETE, NOTHING, 0.9, note="no number: 4 runs are too few"),
    an_interval("Keeps card numbers out of its notes", Verdict.MISSING, NOTHING, 0.99, note="no evidence"),
    an_interval("Confirms each change", Verdict.LEANING_MET, a_share(0.97, 0.9, 0.99), 0.95, note="97 of 100"),
)

GAPS = GapChart(
    id="gap",
    title="Claimed against observed failure",
    summary="Failures were observed more often than the claim implies.",
    columns=COLUMNS,
    rows=ROWS,
    gaps=(
        PlottedGap(
            label="“Resolves 90 % of requests”",
            claimed=a_share(0.1, 0.061, 0.158),
            observed=a_share(0.154, 0.114, 0.205),
            note="37 of 240 observed; the claim gives no number of tasks",
        ),
        PlottedGap(
            label="“Never loses a booking”", claimed=a_share(0.0), observed=a_share(0.021, 0.004, 0.06), note="3 of 143"
        ),
    ),
)

_BOARD = (
    ("GPT-4o (May 2024)", 0.30, 0.42), ("Claude 3.5 Sonnet", 0.46, 0.46), ("GPT-4o mini", 0.17, 0.22),
    ("Claude 3 Opus", 0.25, 0.35), ("Gemini 1.5 Pro", 0.28, 0.30), ("Llama 3.1 405B", 0.24, 0.26),
    ("Mistral Large 2 (July)", 0.22, 0.24), ("A model with quite a long name, v3", 0.31, 0.42), ("o1-mini", 0.38, 0.34),
    ("DeepSeek V2.5", 0.29, 0.28), ("Qwen 2.5 72B", 0.27, 0.29), ("Command R+", 0.12, 0.14),
    ("Grok 2", 0.33, 0.31), ("Our agent", 0.41, 0.36),
)  # fmt: skip

SCATTER = ScatterChart(
    id="rank",
    title="Leaderboard score against outcome",
    summary="A higher score goes with a better outcome, loosely.",
    columns=COLUMNS,
    rows=ROWS,
    points=tuple(Point(label=name, x=x, y=y) for name, x, y in _BOARD),
    x_axis="Score on the general benchmark",
    y_axis="Share of airline tasks solved",
)

FRESHNESS = FreshnessChart(
    id="freshness",
    title="Age of the evidence",
    summary="Two of four items still count.",
    columns=COLUMNS,
    rows=ROWS,
    items=(
        PlottedFreshness(
            label="tau-bench airline trials",
            collected=Period.model_validate({"from": "2024-05-20", "to": "2024-06-01"}),
            good_until=date(2024, 11, 28),
            status=FreshnessStatus.STALE,
            note="183 days old, limit 180",
        ),
        PlottedFreshness(
            label="Production runs, November",
            collected=Period.model_validate({"from": "2024-11-01", "to": "2024-11-30"}),
            good_until=date(2025, 2, 28),
            status=FreshnessStatus.FRESH,
            note="1 day old, limit 90",
        ),
        PlottedFreshness(
            label="Access audit",
            collected=Period.model_validate({"from": "2024-01-15", "to": "2024-01-15"}),
            good_until=date(2025, 1, 14),
            status=FreshnessStatus.DUE_SOON,
        ),
        PlottedFreshness(
            label="Customer survey",
            collected=None,
            good_until=None,
            status=FreshnessStatus.MISSING,
            note="no collection date",
        ),
    ),
    as_of=AS_OF,
)

_D, _P, _N, _U = Strength.DIRECT, Strength.PARTIAL, Strength.NONE, Strength.UNMAPPED
COVERAGE = CoverageChart(
    id="coverage",
    title="What the benchmarks cover",
    summary="Two of five promises are tested directly.",
    columns=COLUMNS,
    rows=ROWS,
    obligations=(
        "Completes the request within policy",
        LONG,
        "Never refunds outside policy",
        "Answers in German",
        "Confirms each change",
    ),
    benchmarks=("tau-bench airline", "GAIA", "Aider polyglot", "AgentHarm"),
    strengths=((_D, _P, _N, _N), (_N, _N, _N, _U), (_P, _N, _N, _D), (_U, _U, _U, _U), (_P, _N, _U, _N)),
)

DIVERSITY = DiversityChart(
    id="diversity",
    title="Kinds of evidence",
    summary="Four of eight kinds of evidence are there; nothing comes from customers.",
    columns=COLUMNS,
    rows=ROWS,
    classes=(
        ("Benchmark", 12),
        ("Runtime", 3),
        ("Incident", 2),
        ("Governance", 0),
        ("Audit", 1),
        ("Human review", 0),
        ("Red team", 0),
        ("Customer outcome", 0),
    ),
)

BUDGETS = BudgetChart(
    id="budget",
    title="Error budget",
    summary="One of three allowances is used up.",
    columns=COLUMNS,
    rows=ROWS,
    budgets=(
        PlottedBudget(
            label="Completes the request within policy",
            verdict=Verdict.LEANING_MET,
            consumed=0.76,
            elapsed=0.5,
            note="38 of 50 allowed failures after half the period",
        ),
        PlottedBudget(
            label="Confirms each change", verdict=Verdict.BREACHED, consumed=1.3, elapsed=0.5, note="26 of 20"
        ),
        PlottedBudget(label="Answers in German", verdict=Verdict.MET, consumed=0.2, elapsed=0.5, note="2 of 10"),
    ),
)

TIMELINE = EventTimeline(
    id="timeline",
    title="What happened, and what followed",
    summary="One breach led to a narrower authority within two days.",
    columns=COLUMNS,
    rows=ROWS,
    lanes=(
        Lane(
            kind=EventKind.CHANGE,
            label="Changes",
            events=(
                Event(day=date(2024, 6, 1), label="First deployment"),
                Event(day=date(2024, 8, 13), label="Model gpt-4o-2024-08-06"),
                Event(day=date(2024, 8, 14), label="New refund tool"),
            ),
        ),
        Lane(
            kind=EventKind.BREACH,
            label="Breaches",
            events=(
                Event(day=date(2024, 8, 20), until=date(2024, 9, 20), label="Completes the request within policy"),
            ),
        ),
        Lane(
            kind=EventKind.INCIDENT,
            label="Incidents",
            events=(Event(day=date(2024, 8, 22), label="Refund of 1,900 $ outside policy, twice, to one customer"),),
        ),
        Lane(
            kind=EventKind.CONSEQUENCE,
            label="Consequences",
            events=(
                Event(day=date(2024, 8, 22), label="Authority narrowed to approve-each"),
                Event(day=date(2024, 10, 2), label="Authority restored"),
            ),
        ),
        Lane(kind=EventKind.REVIEW, label="Reviews", events=()),
    ),
    as_of=AS_OF,
)

HISTORY = HistoryChart(
    id="history",
    title="Verdicts over versions",
    summary="One promise was breached in version 1.2 and is met again.",
    columns=COLUMNS,
    rows=ROWS,
    versions=("1.0.0", "1.1.0", "1.2.0", "1.3.0", "1.4.0"),
    histories=(
        PlottedHistory(
            label="Completes the request within policy",
            verdicts=(Verdict.INCOMPLETE, Verdict.LEANING_MET, Verdict.BREACHED, Verdict.LEANING_MET, Verdict.MET),
        ),
        PlottedHistory(
            label="Answers in German",
            verdicts=(None, None, Verdict.MISSING, Verdict.LEANING_BREACH, Verdict.NOT_APPLICABLE),
        ),
    ),
)

BASELINES = BaselineChart(
    id="baseline",
    title="Scores against doing nothing",
    summary="On one benchmark an agent that does nothing would reach most of the score.",
    columns=COLUMNS,
    rows=ROWS,
    baselines=(
        Baseline(
            label="tau-bench airline",
            score=0.43,
            interval=a_share(0.43, 0.33, 0.53),
            do_nothing=0.38,
            note="43 of 100 runs",
        ),
        Baseline(
            label="Aider polyglot", score=0.182, interval=a_share(0.182, 0.13, 0.24), do_nothing=0.0, note="41 of 225"
        ),
        Baseline(label="GAIA", score=0.31, interval=NOTHING, note="no sample size published"),
    ),
)

REPEATS = RepeatChart(
    id="repeats",
    title="Success on every one of k attempts",
    summary="Of the tasks 42 % are solved once, 20 % four times in a row.",
    columns=COLUMNS,
    rows=ROWS,
    series=(
        RepeatSeries(
            label="Airline, gpt-4o",
            repeats=(
                (1, a_share(0.42, 0.30, 0.54)),
                (2, a_share(0.273, 0.17, 0.38)),
                (3, a_share(0.22, 0.12, 0.33)),
                (4, a_share(0.2, 0.1, 0.33)),
            ),
        ),
        RepeatSeries(
            label="Retail, gpt-4o",
            repeats=((1, a_share(0.604)), (2, a_share(0.491)), (3, a_share(0.43)), (4, a_share(0.383))),
        ),
    ),
)

SAMPLES: tuple[Chart, ...] = (
    INTERVALS, GAPS, SCATTER, FRESHNESS, COVERAGE, DIVERSITY, BUDGETS, TIMELINE, HISTORY, BASELINES, REPEATS,
)  # fmt: skip
