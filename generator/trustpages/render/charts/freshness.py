"""How old each piece of evidence is, and until when it counts."""

from __future__ import annotations

from collections.abc import Mapping

from trustpages.model.chart import Age, Freshness, FreshnessChart
from trustpages.render.charts.axes import Calendar, calendar_over
from trustpages.render.charts.lettering import SMALL
from trustpages.render.charts.palette import Ink
from trustpages.render.charts.scene import Scene, line
from trustpages.render.charts.sheet import Sheet, bar_sample, stroke_sample
from trustpages.render.charts.symbols import Form, Sign
from trustpages.render.charts.tracks import TRACK_END, TRACK_START, bar, time_axis, today, track, upright

MOST_ROWS = 16

AGE_SIGNS: Mapping[Age, Sign] = {
    Age.FRESH: Sign("Fresh", Form.DISC, Ink.KEPT),
    Age.AGING: Sign("Due soon", Form.DISC_OPEN, Ink.KEPT),
    Age.STALE: Sign("Stale", Form.TRIANGLE_OPEN, Ink.LEANING),
    Age.EXPIRED: Sign("Expired", Form.DIAMOND, Ink.BROKEN),
    Age.UNDATED: Sign("Undated", Form.CROSS, Ink.UNKNOWN),
}


def freshness_scene(chart: FreshnessChart) -> Scene:
    """One row an item: a bar over its collection, a line to its last good day, the report's date across."""
    sheet = Sheet()
    shown = chart.items[:MOST_ROWS]
    days = [day for item in shown for day in (item.collected_from, item.collected_to, item.good_until)]
    calendar = calendar_over((*days, chart.as_of), TRACK_START, TRACK_END)
    if calendar is None:
        return sheet.scene()
    sheet.down(SMALL * 1.6)
    top = sheet.y
    for item in shown:
        _row(sheet, item, calendar)
        sheet.down(14)
    today(sheet, calendar, chart.as_of, top)
    sheet.remainder(len(chart.items) - len(shown))
    time_axis(sheet, calendar, top)
    sheet.key(
        (
            (bar_sample(Ink.MUTED, 8), "collected"),
            (stroke_sample(Ink.MUTED, 2), "counts until"),
            (stroke_sample(Ink.MUTED, 1.5, upright=True), "date of this report"),
        )
    )
    return sheet.scene()


def _row(sheet: Sheet, item: Freshness, calendar: Calendar) -> None:
    sign = AGE_SIGNS[item.age]
    sheet.heading(item.label, sign)
    sheet.down(13)
    y = sheet.y
    last = item.collected_to
    first = item.collected_from or last
    track(sheet, y, known=last is not None)
    if first is not None and last is not None:
        bar(sheet, calendar.at(first), calendar.at(last), y, sign.ink, 10.0)
        if item.good_until is not None:
            end = calendar.at(item.good_until)
            sheet.put(line((calendar.at(last), y), (end, y), sign.ink, 2.5))
            upright(sheet, end, y, sign.ink, 7.0)
    sheet.down(9)
    sheet.text(item.note)
