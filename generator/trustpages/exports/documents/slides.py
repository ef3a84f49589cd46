"""The report as five slides whose text, tables and charts are PowerPoint's own; the same bytes from the same report.

What does not fit on a slide is counted there, and stands in full in its notes, with the limits and the method.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from trustpages.exports.documents.deck import Deck
from trustpages.exports.documents.native_charts import add_counts, add_intervals
from trustpages.exports.documents.packages import pack_again, refuse_unfit_template
from trustpages.exports.documents.words import Say, clean, shorten
from trustpages.model.pages.blocks import Row
from trustpages.model.pages.chart import DiversityChart, IntervalChart
from trustpages.model.pages.sent import SentReport
from trustpages.model.pages.values import Fact
from trustpages.system.extras import require_extra

STEPS: Final = ("Step", "How far to rely on it", "Why")
PROMISES: Final = ("Promise", "Verdict", "Seen")
LIMITATIONS: Final = ("Severity", "What it is", "Rule")

RANGES: Final = "The thin lines are the ranges; where nothing was measured, there is no bar."


def print_slides(report: SentReport, say: Say, template: Path | None = None) -> bytes:
    """The report as a presentation, on the masters of `template` where one is given.

    Raises TrustpagesError: `missing-extra` without the extra `slides`, `export-template` where the file is no
    presentation, is too large, or holds macros or what lies elsewhere.
    """
    pptx = require_extra("pptx", "slides")
    if template is not None:
        refuse_unfit_template(template)
    presentation = pptx.Presentation(None if template is None else str(template))
    deck = Deck(presentation, say, report.footer, len(SLIDES), has_template=template is not None)
    for show in SLIDES:
        show(deck, report)
    day = report.frame.as_of
    properties = presentation.core_properties
    properties.title, properties.author = _bound(deck.tell(report.title)), _bound(deck.tell(report.frame.publisher))
    properties.last_modified_by, properties.comments = properties.author, _bound(report.copy)
    properties.created = properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)
    properties.revision, properties.language = 1, "en"
    written = io.BytesIO()
    presentation.save(written)
    return pack_again(written.getvalue())


def _bound(text: str) -> str:
    """The text, not longer than a property may be."""
    return shorten(clean(text), 250)


def _show_standing(deck: Deck, report: SentReport) -> None:
    area = deck.begin(f"Trust report: {report.name}", report.summary)
    top, rest = area.split_down(0.27)
    deck.add_panel(top, report.bottom.posture, report.bottom.action, report.bottom.reason)
    left, right = rest.lower(0.16).split_across(0.5, gap=0.35)
    deck.add_fact_columns((left, right), report.standing[2:])
    deck.note(report.copy, _write_facts(deck, report.standing), _write_method(report))


def _show_steps(deck: Deck, report: SentReport) -> None:
    area = deck.begin("How far to rely on each step", "No step further than its worst promise, or evidence against it")
    top, bottom = area.split_down(0.72)
    deck.add_table(top, STEPS, report.steps, (3, 3, 6), _where(report), "No step of the work is named.")
    deck.add_facts(bottom.lower(0.1), report.boundary, in_line=True)
    deck.note(_write_rows(deck, report.steps), _write_facts(deck, report.boundary), _write_method(report))


def _show_promises(deck: Deck, report: SentReport) -> None:
    chart = next((chart for chart in report.charts if isinstance(chart, IntervalChart)), None)
    area = deck.begin("What was promised, and what was seen", "" if chart is None else chart.title)
    rows, empty = tuple(Row(row.cells[:3]) for row in report.promises), "Nothing is promised."
    if chart is None:
        deck.add_table(area, PROMISES, rows, (6, 2, 4), _where(report), empty)
    else:
        left, right = area.split_across(0.52, gap=0.3)
        add_intervals(deck, left, chart)
        deck.add_table(right, PROMISES, rows, (5, 2.2, 3.4), _where(report), empty)
    told = "" if chart is None else f"{chart.summary} {RANGES}"
    deck.note(told, _write_rows(deck, report.promises), _write_method(report))


def _show_limitations(deck: Deck, report: SentReport) -> None:
    area = deck.begin("What the evidence does not show", report.counted)
    by_severity: dict[str, int] = {}
    for row in report.limitations:
        severity = deck.tell(row.cells[0])
        by_severity[severity] = by_severity.get(severity, 0) + 1
    left, right = area.split_across(0.3, gap=0.3)
    if by_severity:
        add_counts(deck, left, "Limitations by severity", tuple(by_severity.items()))
    else:
        right = area
    deck.add_table(right, LIMITATIONS, report.limitations, (1.6, 8, 0.9), _where(report), "No rule found a limitation.")
    deck.note(_write_rows(deck, report.limitations), _write_method(report))


def _show_origin(deck: Deck, report: SentReport) -> None:
    kinds = next((chart for chart in report.charts if isinstance(chart, DiversityChart)), None)
    area = deck.begin("What it rests on, and how to check it", "" if kinds is None else kinds.title)
    left, right = area.split_across(0.42, gap=0.35)
    top, bottom = left.split_down(0.45)
    if kinds is not None:
        add_counts(deck, top, kinds.title, kinds.classes)
    deck.add_facts(bottom.lower(0.1), report.at_a_glance[:3], in_line=True)
    checks = tuple(Fact(f"Check {place}", check) for place, check in enumerate(report.checks, 1))
    deck.add_facts(right, (*report.origin, *checks), in_line=True)
    deck.note(_write_facts(deck, (*report.at_a_glance, *report.origin)), _write_method(report))


SLIDES: Final[tuple[Callable[[Deck, SentReport], None], ...]] = (
    _show_standing,
    _show_steps,
    _show_promises,
    _show_limitations,
    _show_origin,
)
"""The slides, in their order."""


def _where(report: SentReport) -> str:
    return f"at {report.address}" if report.address else "in the report"


def _write_rows(deck: Deck, rows: Sequence[Row]) -> str:
    """Every row in full, a line each."""
    return "\n".join(" | ".join(filter(None, map(deck.tell, row.cells))) for row in rows)


def _write_facts(deck: Deck, facts: Sequence[Fact]) -> str:
    return "\n".join(f"{deck.tell(fact.label)}: {deck.tell(fact.value)}" for fact in facts)


def _write_method(report: SentReport) -> str:
    """Limits and method, for whoever reads the notes of one slide alone."""
    return (
        f"Limits: {report.footer} Method: verdicts follow rules that were fixed before, from counts with ranges; "
        "what has no evidence has no number. This slide is a copy and no evidence itself."
    )
