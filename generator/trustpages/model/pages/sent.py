"""What is sent of a report instead of linked: blocks of an agent's pages in their plainest form, and what binds them.

A document of any format is printed from this value. Its blocks are sections, panels, paragraphs, lists, facts, tables
and charts alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.model.pages.blocks import ChartBlock, Frame, Row, Section, walk
from trustpages.model.pages.chart import Chart
from trustpages.model.pages.findings import BottomLine
from trustpages.model.pages.values import Fact, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReport:
    """The report on one agent as a document.

    `standing` stands first everywhere: what to rely on, until when, what speaks against it. `limitations` are all of
    them, the worst first, as rows of severity, sentence and rule, `counted` how many there are; `steps` have how far to
    rely on each and why, `promises` verdict, what was seen, what was promised and what would change it. `sections` say
    everything else. `address` is where the report lies, empty where nobody says; `copy` says what the document is,
    `checks` how to check it, `footer` stands on each page.
    """

    agent: str
    name: str
    summary: str
    frame: Frame
    bottom: BottomLine
    standing: tuple[Fact, ...]
    at_a_glance: tuple[Fact, ...]
    limitations: tuple[Row, ...]
    counted: str
    steps: tuple[Row, ...]
    boundary: tuple[Fact, ...]
    promises: tuple[Row, ...]
    sections: tuple[Section, ...]
    origin: tuple[Fact, ...]
    copy: str
    checks: tuple[Said, ...]
    footer: str
    address: str = ""

    @property
    def title(self) -> str:
        """The title of the document, which names its day."""
        return f"Trust report: {self.name}, as of {self.frame.as_of.isoformat()}"

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts of the document, in its order."""
        return tuple(block.chart for block in walk(self.sections) if isinstance(block, ChartBlock))
