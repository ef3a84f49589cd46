"""What an addition to the program touches: a metric, a limitation rule, a chart and a column of a table are added to a
copy of the package; the files are counted, and the copy is seen to use what was added.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.package_copy import copy_package, edit, run
from support.workspaces.every_record import write_every_record

METRIC = '''
"""Runs on record: how many runs stand behind everything that is said about the agent."""

from __future__ import annotations

from trustpages.assess.evidence.context import Context
from trustpages.assess.metrics.metric import Metric
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.measured import Measured
from trustpages.model.results.findings import RunsOnRecord


def count_runs(context: Context) -> RunsOnRecord:
    """All attempts of all sets of runs that state them."""
    sets = [item.item for item in context.evidence if isinstance(item.item, Runs)]
    total = sum(runs.attempts or 0 for runs in sets)
    return RunsOnRecord(Measured(total, None, None, 0.95, "count", None, len(sets), None, "runs"))


RUNS_ON_RECORD = Metric(
    id="runs-on-record",
    title="Runs on record",
    question="How much was tried at all?",
    needs="sets of runs with their number",
    smallest="one set",
    formula="The attempts are added up.",
    cannot_tell="whether they went well.",
    sources="none",
    compute=count_runs,
)
'''
RESULT = '''
@dataclass(frozen=True, slots=True)
class RunsOnRecord:
    """How many runs are on record."""

    total: Quantity

    @property
    def headline(self) -> Quantity:
        """The number of runs."""
        return self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
'''
SECTION = '''
"""How much was tried."""

from __future__ import annotations

from trustpages.compose.composition import Composition, make_fact
from trustpages.model.pages.blocks import FactList, Section
from trustpages.model.results.report import AgentReport


def show_runs_on_record(composition: Composition, report: AgentReport) -> Section:
    """The number of runs on record."""
    total = report.findings.runs_on_record.total
    return Section("How much was tried", (FactList((make_fact(composition, "Attempts on record", total),)),))
'''


def add_metric(package: Path) -> set[Path]:
    findings, catalog = package / "model/results/findings.py", package / "assess/metrics/catalog.py"
    metric, section = package / "assess/metrics/runs_on_record.py", package / "compose/sections/runs_on_record.py"
    page = package / "compose/pages/agent.py"
    edit(findings, "\n@dataclass(frozen=True, slots=True, kw_only=True)\nclass Findings:\n", RESULT)
    edit(findings, "    reviews: ReviewCadence", "    runs_on_record: RunsOnRecord\n    reviews: ReviewCadence")
    edit(
        findings,
        "from trustpages.model.results.evidence",
        "from trustpages.model.measured import Quantity\nfrom trustpages.model.results.evidence",
    )
    metric.write_text(METRIC.lstrip(), encoding="utf-8")
    edit(catalog, "    BENCHMARK_QUALITY,\n", "    BENCHMARK_QUALITY,\n    RUNS_ON_RECORD,\n")
    edit(
        catalog,
        "from trustpages.model.results.findings",
        "from trustpages.assess.metrics.runs_on_record import RUNS_ON_RECORD\nfrom trustpages.model.results.findings",
    )
    section.write_text(SECTION.lstrip(), encoding="utf-8")
    edit(page, "    _show_statement,\n", "    show_runs_on_record,\n    _show_statement,\n")
    edit(
        page,
        "from trustpages.model.pages.page import Page",
        "from trustpages.compose.sections.runs_on_record import show_runs_on_record\n"
        "from trustpages.model.pages.page import Page",
    )
    return {findings, metric, catalog, section, page}


RULE = """
    Rule(
        id="L99",
        slug="one_letter_name",
        severity=Severity.LOW,
        meaning="A name that says nothing is hard to look up.",
        fires="the agent has a name",
        sentence="The agent is called {name}.",
        removed_by="another name",
        needs="nothing",
        find=lambda agent: (Occasion({"name": agent.context.agent.agent.id}, (agent.context.agent.agent.id,)),),
    ),
)
"""


def add_rule(package: Path) -> set[Path]:
    family = package / "assess/limitations/rules/benchmarks/score_reporting.py"
    text = family.read_text(encoding="utf-8")
    assert text.endswith("    ),\n)\n")
    family.write_text(text.removesuffix(")\n") + RULE.lstrip("\n"), encoding="utf-8")
    return {family}


CHART = '''

@dataclass(frozen=True, slots=True, kw_only=True)
class ClassCountChart(Chart):
    """How many kinds of evidence are absent."""

    absent: int
'''
DRAWER = '''

def draw_class_count(chart: ClassCountChart) -> Scene:
    """One bar, as long as kinds are absent."""
    sheet = Sheet()
    sheet.text(f"{chart.absent} kinds are absent")
    return sheet.scene()
'''
SHOWN = """

def _chart_class_count(report: AgentReport) -> ClassCountChart:
    absent = len(report.findings.diversity.absent)
    said = f"{absent} kinds of evidence are absent."
    return ClassCountChart(
        id="classes", title="Absent kinds", summary=said, columns=("Absent",), rows=((str(absent),),), absent=absent
    )
"""


def add_chart(package: Path) -> set[Path]:
    model, drawer = package / "model/pages/chart.py", package / "render/charts/evidence.py"
    section = package / "compose/sections/evidence.py"
    for file, code, imported in (
        (model, CHART, ""),
        (drawer, "", "from trustpages.model.pages.chart import ClassCountChart\n"),
        (section, SHOWN, "from trustpages.model.pages.chart import ClassCountChart\n"),
    ):
        text = file.read_text(encoding="utf-8") + code
        first = "from __future__ import annotations\n\n"
        file.write_text(text.replace(first, first + imported, 1), encoding="utf-8")
    edit(section, "Panel((*draw(chart_diversity(", "*draw(_chart_class_count(report)), Panel((*draw(chart_diversity(")
    listed = "\n\nEVIDENCE_CHARTS: Drawers = {"
    edit(drawer, listed, f"{DRAWER}{listed}ClassCountChart: draw_class_count, ")
    return {model, drawer, section}


def add_column(package: Path) -> set[Path]:
    section = package / "compose/sections/claims.py"
    edit(
        section,
        '("Sentence", "Verdict", "Evidence says", "Why"),',
        '("Sentence", "Verdict", "Id", "Evidence says", "Why"),',
    )
    edit(
        section,
        "CLAIMS[claim.verdict], composition.figure(claim.quantity),",
        "CLAIMS[claim.verdict], claim.id, composition.figure(claim.quantity),",
    )
    return {section}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return copy_package(tmp_path)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return write_every_record(tmp_path / "workspace", 3)


def test_additions_touch_few_files_and_are_seen_everywhere(package: Path, workspace: Path) -> None:
    assert len(add_metric(package)) == 5
    assert len(add_rule(package)) == 1
    assert len(add_chart(package)) == 3
    assert len(add_column(package)) == 1
    site = workspace.parent / "site"
    built = run(package, "-m", "trustpages", "build", "-C", str(workspace), "--to", str(site))
    assert built.returncode == 0, built.stderr
    report = json.loads((site / "report.json").read_text("utf-8"))
    agent = report["agents"][0]
    page = (site / "agents" / agent["id"] / "analyst/index.html").read_text("utf-8")
    method = (site / "method/index.html").read_text("utf-8")
    assert agent["metrics"]["runs-on-record"]["unit"] == "runs"
    assert "L99" in {limitation["rule"] for limitation in agent["limitations"]}
    for said in ("How much was tried", "Attempts on record", "Absent kinds"):
        assert said in page
    assert "Runs on record" in method
    assert "The agent is called" in (site / "limitations/index.html").read_text("utf-8") + page
    claims = next((site / "agents" / agent["id"]).rglob("*claims*.csv")).read_text("utf-8")
    assert "Id" in claims.splitlines()[0].replace('"', "").split(",")
    told = run(package, "-m", "trustpages", "report", "-C", str(workspace), "--agent", agent["id"])
    assert "Attempts on record" in told.stdout
    for code in ("runs-on-record", "L99"):
        assert run(package, "-m", "trustpages", "explain", code).returncode == 0
