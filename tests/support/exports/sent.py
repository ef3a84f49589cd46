"""A report as it is sent, small and whole: blocks of every kind, and the text that a test puts into it."""

from __future__ import annotations

from dataclasses import replace

from support.compose.every_block import BOTTOM, PAGE
from support.compose.parts import FRAME, LIMITATIONS
from support.render.charts import INTERVALS
from trustpages.compose.exports.plain import make_plain_section, tabulate_limitations, tell_standing
from trustpages.model.pages.blocks import ChartBlock, Row, Section, Text
from trustpages.model.pages.chart import DiversityChart
from trustpages.model.pages.findings import LimitationList
from trustpages.model.pages.sent import SentReport
from trustpages.model.pages.values import Code, Fact
from trustpages.model.states import NOT_RELIABLE, VERDICTS
from trustpages.model.vocabulary import Verdict
from trustpages.render.charts.drawing import draw
from trustpages.render.charts.files import ChartFiles

DIGEST = "3fa9c1d20b7e" + "0" * 52
KINDS = DiversityChart(
    id="diversity",
    title="Evidence of 1 of 2 kinds counts",
    summary="Evidence of 1 of 2 kinds counts.",
    columns=("Kind", "Items"),
    rows=(("benchmark", 2), ("audit", 0)),
    classes=(("benchmark", 2), ("audit", 0)),
)


def a_sent_report(text: str = "What the vendor says.", **changes: object) -> SentReport:
    """The report; `text` stands as name, sentence, label, cell and statement, `changes` are fields of it."""
    report = SentReport(
        agent="desk",
        name=text,
        summary=text,
        frame=FRAME,
        bottom=BOTTOM,
        standing=tell_standing(BOTTOM),
        at_a_glance=(Fact("Who tested it?", text),),
        limitations=(*tabulate_limitations(LimitationList(LIMITATIONS)), Row((text, text, Code("L99")))),
        counted=f"{len(LIMITATIONS) + 1} limitations",
        steps=(Row((text, NOT_RELIABLE, text)),),
        boundary=(Fact("Its owner allows", text),),
        promises=(Row((text, VERDICTS[Verdict.MET], text, text, text)),),
        sections=(Section("What the agent said", (Text(text), ChartBlock(INTERVALS), ChartBlock(KINDS))),),
        origin=(Fact("As of", FRAME.as_of), Fact("Digest of its inputs", Code(DIGEST))),
        copy="This is a copy of a trust report.",
        checks=(("Run ", Code("trustpages verify FOLDER")),),
        footer="Restricted. Good until 12 November 2026. 7 limitations.",
        address="https://trust.vendor.example/2026-11/agents/desk/",
    )
    return replace(report, **changes)  # type: ignore[arg-type]  # fields by name


def a_sent_report_of_every_block() -> SentReport:
    """The same with a section of blocks of every kind in their plain form."""
    return a_sent_report(sections=tuple(map(make_plain_section, PAGE.sections)))


def draw_charts(report: SentReport) -> dict[str, ChartFiles]:
    """The charts of the report by their id."""
    return {chart.id: draw(chart) for chart in report.charts}
