"""Changes, breaches, incidents, consequences and reviews on one time axis, numbered and told below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from trustpages.model.chart import Event, EventTimeline, Happening, Lane
from trustpages.render.charts.axes import Calendar, calendar_over, day_label
from trustpages.render.charts.lettering import SIZE, SMALL
from trustpages.render.charts.palette import Ink
from trustpages.render.charts.scene import Label, Scene, line
from trustpages.render.charts.sheet import LEFT, Sheet
from trustpages.render.charts.symbols import Form, symbol
from trustpages.render.charts.tracks import TRACK_END, TRACK_START, time_axis, today

MOST_EVENTS = 24

LOOKS: Mapping[Happening, tuple[Form, Ink]] = {
    Happening.CHANGE: (Form.SQUARE, Ink.UNKNOWN),
    Happening.BREACH: (Form.DIAMOND, Ink.BROKEN),
    Happening.INCIDENT: (Form.TRIANGLE, Ink.LEANING),
    Happening.CONSEQUENCE: (Form.DISC, Ink.KEPT),
    Happening.REVIEW: (Form.DISC_OPEN, Ink.REVIEWED),
}

_ROW = 22.0
_TAKEN = 30.0  # room of a symbol and its number


def timeline_scene(chart: EventTimeline) -> Scene:
    """A lane for each kind, symbols with numbers in order of time, and the numbered list of what happened."""
    sheet = Sheet()
    events = _in_order(chart.lanes)
    numbers = {id(event): number for number, (_, event) in enumerate(events, 1)}
    days = [day for _, event in events for day in (event.day, event.until)]
    calendar = calendar_over((*days, chart.as_of), TRACK_START, TRACK_END - 14)
    if calendar is None:
        return sheet.scene()
    sheet.down(SMALL * 1.6)
    top = sheet.y
    for lane in chart.lanes:
        _lane(sheet, lane, numbers, calendar)
    today(sheet, calendar, chart.as_of, top)
    time_axis(sheet, calendar, top)
    sheet.down(6)
    for number, (kind, event) in enumerate(events[:MOST_EVENTS], 1):
        _told(sheet, number, kind, event)
    sheet.remainder(len(events) - MOST_EVENTS)
    return sheet.scene()


def _in_order(lanes: Iterable[Lane]) -> list[tuple[Happening, Event]]:
    found = [(lane.kind, event) for lane in lanes for event in lane.events]
    return sorted(found, key=lambda item: (item[1].day, item[0], item[1].label))


def _lane(sheet: Sheet, lane: Lane, numbers: Mapping[int, int], calendar: Calendar) -> None:
    form, ink = LOOKS[lane.kind]
    sheet.text(lane.label, size=SIZE, ink=Ink.TEXT, bold=True, lines=1)
    if not lane.events:
        sheet.text("none recorded")
        sheet.down(8)
        return
    sheet.down(4)
    for row in _rows(lane.events, calendar):
        y = sheet.y + _ROW / 2
        sheet.put_below(line((TRACK_START, y), (TRACK_END, y), Ink.GRID))
        for event in row:
            x = calendar.at(event.day)
            if event.until is not None:
                sheet.put(line((x, y), (calendar.at(event.until), y), ink, 3.0))
            sheet.put(*symbol(form, x, y, ink))
            sheet.put(Label(x + 9, y - 3, str(numbers[id(event)]), SMALL, Ink.TEXT, bold=True))
        sheet.down(_ROW)
    sheet.down(8)


def _rows(events: Sequence[Event], calendar: Calendar) -> list[list[Event]]:
    """The events of a lane in as many rows as it takes for none to cover another."""
    rows: list[tuple[float, list[Event]]] = []
    for event in sorted(events, key=lambda event: (event.day, event.label)):
        start = calendar.at(event.day)
        end = max(start + _TAKEN, calendar.at(event.until) + 8 if event.until else 0.0)
        for index, (taken, row) in enumerate(rows):
            if start >= taken:
                rows[index] = (end, [*row, event])
                break
        else:
            rows.append((end, [event]))
    return [row for _, row in rows]


def _told(sheet: Sheet, number: int, kind: Happening, event: Event) -> None:
    form, ink = LOOKS[kind]
    sheet.down(3)
    baseline = sheet.y + SMALL * 0.95
    sheet.put(Label(LEFT + 18, baseline, str(number), SMALL, Ink.TEXT, "end", bold=True))
    sheet.put(*symbol(form, LEFT + 30, baseline - SMALL * 0.33, ink, 5.0))
    span = day_label(event.day) + (f" to {day_label(event.until)}" if event.until else "")
    sheet.text(f"{span}: {event.label}", left=LEFT + 44)
