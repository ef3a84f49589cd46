"""The verdict of each obligation through the published versions."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.model.chart import HistoryChart
from trustpages.model.vocabulary import Verdict
from trustpages.render.charts.lettering import SMALL, width_of
from trustpages.render.charts.palette import Ink
from trustpages.render.charts.scene import Label, Scene, line
from trustpages.render.charts.sheet import Sheet, symbol_sample
from trustpages.render.charts.symbols import VERDICT_SIGNS, symbol
from trustpages.render.charts.tracks import TRACK_END, TRACK_START

MOST_ROWS, MOST_VERSIONS = 16, 16


def histories_scene(chart: HistoryChart) -> Scene:
    """One row an obligation, one symbol a version, the latest last; none where it was not promised."""
    sheet = Sheet()
    skipped = max(0, len(chart.versions) - MOST_VERSIONS)
    versions = chart.versions[skipped:]
    shown = chart.histories[:MOST_ROWS]
    places = _places(len(versions))
    for history in shown:
        verdicts = history.verdicts[skipped:]
        latest = verdicts[-1] if verdicts else None
        sheet.heading(history.label, VERDICT_SIGNS[latest] if latest else None)
        sheet.down(12)
        _row(sheet, verdicts, places)
        sheet.down(18)
    _names(sheet, versions, places)
    if skipped:
        sheet.text(f"{skipped} earlier versions in the table")
    sheet.remainder(len(chart.histories) - len(shown))
    used = {verdict for history in shown for verdict in history.verdicts[skipped:]}
    signs = [VERDICT_SIGNS[verdict] for verdict in Verdict if verdict in used]
    sheet.key((symbol_sample(sign.form, sign.ink), sign.word) for sign in signs)
    return sheet.scene()


def _places(count: int) -> list[float]:
    if count < 2:
        return [(TRACK_START + TRACK_END) / 2] * count
    step = (TRACK_END - TRACK_START - 40) / (count - 1)
    return [TRACK_START + 20 + step * index for index in range(count)]


def _row(sheet: Sheet, verdicts: Sequence[Verdict | None], places: Sequence[float]) -> None:
    known = [(place, verdict) for place, verdict in zip(places, verdicts, strict=False) if verdict]
    if known:
        sheet.put(line((known[0][0], sheet.y), (known[-1][0], sheet.y), Ink.RULE))
    for place, verdict in known:
        sign = VERDICT_SIGNS[verdict]
        sheet.put(*symbol(sign.form, place, sheet.y, sign.ink))


def _names(sheet: Sheet, versions: Sequence[str], places: Sequence[float]) -> None:
    """The names of versions under their symbols, from the latest backwards, as many as fit."""
    free = float("inf")
    for name, place in reversed(list(zip(versions, places, strict=True))):
        half = width_of(name, SMALL) / 2
        if place + half + 6 <= free:
            sheet.put(Label(place, sheet.y + SMALL, name, SMALL, Ink.MUTED, "middle"))
            free = place - half
    sheet.down(SMALL * 1.5)
