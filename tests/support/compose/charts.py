"""Two charts, under the ids that the page of an agent knows."""

from __future__ import annotations

from datetime import date

from support.render.charts import NOTHING, a_share
from trustpages.model.pages.chart import Event, EventKind, EventTimeline, IntervalChart, Lane, PlottedInterval
from trustpages.model.results.obligation import Target
from trustpages.model.vocabulary import Verdict

INTERVALS = IntervalChart(
    id="promises",
    title="Measured against promised",
    summary="Of 3 promises about shares, 1 is shown to be kept.",
    columns=("Promise", "Target", "Measured", "Range", "Verdict"),
    rows=(
        ("Completes at least three in ten", "at least 30 %", "41 of 100", "27.1 % to 56.2 %", "Met"),
        ("Settles nine in ten", "at least 90 %", "94.2 %", "92.7 % to 95.5 %", "Leaning met"),
        ("Identifies the customer", "at least 99 %", "not measured", "no run", "No evidence"),
    ),
    intervals=(
        PlottedInterval(
            label="Completes at least three in ten rehearsed requests within airline policy",
            verdict=Verdict.MET,
            target=Target("at_least", 0.30, "share"),
            measured=a_share(0.41, 0.271, 0.562),
            note="41 of 100",
        ),
        PlottedInterval(
            label="Settles at least nine in ten requests without a person",
            verdict=Verdict.LEANING_MET,
            target=Target("at_least", 0.90, "share"),
            measured=a_share(0.942, 0.927, 0.955),
            note="1,182 of 1,255",
        ),
        PlottedInterval(
            label="Identifies the customer before it touches a booking",
            verdict=Verdict.MISSING,
            target=Target("at_least", 0.99, "share"),
            measured=NOTHING,
            note="not measured",
        ),
    ),
)

TIMELINE = EventTimeline(
    id="timeline",
    title="What happened and what followed",
    summary="3 events up to 1 November 2026.",
    columns=("Day", "Kind", "What"),
    rows=(
        ("15 June 2026", "Changes", "Shorter answers"),
        ("9 August 2026", "Incidents", "Refund outside policy"),
        ("9 August 2026", "Consequences", "narrow authority"),
    ),
    lanes=(
        Lane(kind=EventKind.CHANGE, label="Changes", events=(Event(day=date(2026, 6, 15), label="Shorter answers"),)),
        Lane(
            kind=EventKind.INCIDENT,
            label="Incidents",
            events=(Event(day=date(2026, 8, 9), until=date(2026, 8, 12), label="Refund outside policy"),),
        ),
        Lane(
            kind=EventKind.CONSEQUENCE,
            label="Consequences",
            events=(Event(day=date(2026, 8, 9), until=date(2026, 8, 14), label="narrow authority"),),
        ),
        Lane(kind=EventKind.REVIEW, label="Reviews", events=()),
    ),
    as_of=date(2026, 11, 1),
)
