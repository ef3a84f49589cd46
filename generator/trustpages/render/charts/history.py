"""Charts over time: the verdict of each obligation through published versions, and the timeline of events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from trustpages.model.pages.chart import Event, EventKind, EventTimeline, HistoryChart, Lane
from trustpages.model.sentence import format_month
from trustpages.model.vocabulary import Verdict
from trustpages.render.charts.axes import Calendar, fit_calendar, format_day
from trustpages.render.charts.plots import TRACK_END, TRACK_START, choose_anchor, draw_report_date, draw_time_axis
from trustpages.render.charts.scene import VERDICT_SIGNS, Drawers, Form, Ink, Label, Scene, draw_line, draw_symbol
from trustpages.render.charts.sheet import LEFT, SIZE, SMALL, Sheet, estimate_span, make_symbol_sample

MOST_HISTORIES, MOST_VERSIONS = 16, 16


def draw_histories(chart: HistoryChart) -> Scene:
    """One row an obligation, one symbol a version, the latest last; none where it was not promised."""
    sheet = Sheet()
    skipped = max(0, len(chart.versions) - MOST_VERSIONS)
    versions = chart.versions[skipped:]
    shown = chart.histories[:MOST_HISTORIES]
    places = _space_versions(len(versions))
    for history in shown:
        verdicts = history.verdicts[skipped:]
        latest = verdicts[-1] if verdicts else None
        sheet.heading(history.label, VERDICT_SIGNS[latest] if latest else None)
        sheet.down(12)
        _draw_verdicts(sheet, verdicts, places)
        sheet.down(18)
    _name_versions(sheet, versions, places)
    if skipped:
        sheet.text(f"{skipped} earlier versions in the table")
    sheet.remainder(len(chart.histories) - len(shown))
    used = {verdict for history in shown for verdict in history.verdicts[skipped:]}
    signs = [VERDICT_SIGNS[verdict] for verdict in Verdict if verdict in used]
    sheet.key((make_symbol_sample(sign.form, sign.ink), sign.word) for sign in signs)
    return sheet.scene()


def _space_versions(count: int) -> list[float]:
    if count < 2:
        return [(TRACK_START + TRACK_END) / 2] * count
    step = (TRACK_END - TRACK_START - 40) / (count - 1)
    return [TRACK_START + 20 + step * index for index in range(count)]


def _draw_verdicts(sheet: Sheet, verdicts: Sequence[Verdict | None], places: Sequence[float]) -> None:
    known = [(place, verdict) for place, verdict in zip(places, verdicts, strict=False) if verdict]
    if known:
        sheet.put(draw_line((known[0][0], sheet.y), (known[-1][0], sheet.y), Ink.RULE))
    for place, verdict in known:
        sign = VERDICT_SIGNS[verdict]
        sheet.put(*draw_symbol(sign.form, place, sheet.y, sign.ink))


def _name_versions(sheet: Sheet, versions: Sequence[str], places: Sequence[float]) -> None:
    """The names of versions under their symbols, from the latest backwards, as many as fit, within the chart."""
    free = float("inf")
    for name, place in reversed(list(zip(versions, places, strict=True))):
        label = Label(place, sheet.y + SMALL, name, SMALL, Ink.MUTED, choose_anchor(place, name))
        left, right = estimate_span(label)
        if right + 6 <= free:
            sheet.put(label)
            free = left
    sheet.down(SMALL * 1.5)


MOST_EVENTS = 24

LOOKS: Mapping[EventKind, tuple[Form, Ink]] = {
    EventKind.CHANGE: (Form.SQUARE, Ink.UNKNOWN),
    EventKind.BREACH: (Form.DIAMOND, Ink.BROKEN),
    EventKind.INCIDENT: (Form.TRIANGLE, Ink.LEANING),
    EventKind.CONSEQUENCE: (Form.DISC, Ink.KEPT),
    EventKind.REVIEW: (Form.DISC_OPEN, Ink.REVIEWED),
}

_ROW_HEIGHT = 22.0
_TAKEN = 30.0  # room of a symbol and its number


def draw_timeline(chart: EventTimeline) -> Scene:
    """A lane for each kind, symbols with numbers in order of time, and the numbered list of what happened."""
    sheet = Sheet()
    events = _sort_events(chart.lanes)
    numbers = {id(event): number for number, (_, event) in enumerate(events, 1)}
    days = [day for _, event in events for day in (event.day, event.until)]
    calendar = fit_calendar((*days, chart.as_of), TRACK_START, TRACK_END - 14)
    if calendar is None:
        return sheet.scene()
    sheet.down(SMALL * 1.6)
    top = sheet.y
    for lane in chart.lanes:
        _draw_lane(sheet, lane, numbers, calendar, calendar.at(chart.as_of))
    draw_report_date(sheet, calendar, chart.as_of, top)
    draw_time_axis(sheet, calendar, top)
    sheet.down(6)
    for number, (kind, event) in enumerate(events[:MOST_EVENTS], 1):
        _list_event(sheet, number, kind, event)
    sheet.remainder(len(events) - MOST_EVENTS)
    return sheet.scene()


def _sort_events(lanes: Iterable[Lane]) -> list[tuple[EventKind, Event]]:
    events = [(lane.kind, event) for lane in lanes for event in lane.events]
    return sorted(events, key=lambda item: (item[1].day, item[0], item[1].label))


def _draw_lane(sheet: Sheet, lane: Lane, numbers: Mapping[int, int], calendar: Calendar, today: float) -> None:
    form, ink = LOOKS[lane.kind]
    sheet.text(lane.label, size=SIZE, ink=Ink.TEXT, bold=True, lines=1)
    if not lane.events:
        sheet.text("none recorded")
        sheet.down(8)
        return
    sheet.down(4)
    for row in _pack_rows(lane.events, calendar, today):
        y = sheet.y + _ROW_HEIGHT / 2
        sheet.put_below(draw_line((TRACK_START, y), (TRACK_END, y), Ink.GRID))
        for event in row:
            x = calendar.at(event.day)
            if event.until is not None:
                sheet.put(draw_line((x, y), (calendar.at(event.until), y), ink, 3.0))
            sheet.put(*draw_symbol(form, x, y, ink))
            number = str(numbers[id(event)])
            if _is_beside(x, today):
                sheet.put(Label(x - 9, y - 3, number, SMALL, Ink.TEXT, "end", bold=True))
            else:
                sheet.put(Label(x + 9, y - 3, number, SMALL, Ink.TEXT, bold=True))
        sheet.down(_ROW_HEIGHT)
    sheet.down(8)


def _is_beside(place: float, today: float) -> bool:
    """Whether the line of the report's day would go through a number to the right of a symbol at `place`."""
    return place <= today < place + _TAKEN


def _pack_rows(events: Sequence[Event], calendar: Calendar, today: float) -> list[list[Event]]:
    """The events of a lane in as many rows as it takes for none to cover another."""
    rows: list[tuple[float, list[Event]]] = []
    for event in sorted(events, key=lambda event: (event.day, event.label)):
        place = calendar.at(event.day)
        start, end = (place - _TAKEN + 8, place + 8) if _is_beside(place, today) else (place, place + _TAKEN)
        end = max(end, calendar.at(event.until) + 8 if event.until else 0.0)
        for index, (taken, row) in enumerate(rows):
            if start >= taken:
                rows[index] = (end, [*row, event])
                break
        else:
            rows.append((end, [event]))
    return [row for _, row in rows]


def _list_event(sheet: Sheet, number: int, kind: EventKind, event: Event) -> None:
    form, ink = LOOKS[kind]
    sheet.down(3)
    baseline = sheet.y + SMALL * 0.95
    sheet.put(Label(LEFT + 18, baseline, str(number), SMALL, Ink.TEXT, "end", bold=True))
    sheet.put(*draw_symbol(form, LEFT + 30, baseline - SMALL * 0.33, ink, 5.0))
    begin = format_day(event.day) if event.day_known else format_month(event.day)
    span = begin + (f" to {format_day(event.until)}" if event.until else "")
    sheet.text(f"{span}: {event.label}", left=LEFT + 44)


HISTORY_CHARTS: Drawers = {HistoryChart: draw_histories, EventTimeline: draw_timeline}
