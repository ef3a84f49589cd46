"""Objectives of services: which promise each becomes, what cannot be one, and that all of them are counted."""

from __future__ import annotations

from typing import Any

import pytest

from support.importing import DATA, read_files
from trustpages.intake.importers.documents.agent_slo import AGENT_SLO
from trustpages.intake.importers.documents.objectives import NoPromise, find_window
from trustpages.intake.importers.documents.openslo import OPENSLO
from trustpages.intake.importers.documents.sla4oai import SLA4OAI
from trustpages.intake.importers.importer import Imported, ImportedDocument, Importer
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.model.problem import Fault

SLO = """\
apiVersion: openslo/v1
kind: SLO
metadata: {name: search, displayName: Search}
spec:
  description: Search is quick.
  service: shop
  indicator: {metadata: {name: search-latency}, spec: {thresholdMetric: {}}}
  timeWindow: [{duration: 2w, isRolling: true}]
  budgetingMethod: Occurrences
  objectives: [{op: lt, value: 500, target: 0.99}]
"""
RATIO = "spec: {ratioMetric: {good: {}, total: {}}}"


def entry_of(importer: Importer, text: str, name: str = "x.yml") -> Any:
    """The one promise of a file, or the reason why its one objective is none."""
    (document,) = read_files(importer, {name: text}).documents
    if document.entries:
        (entry,) = document.entries
        return entry["measure"], entry["threshold"], entry["window"]
    return document.left_out[0][1]


QUANTILE = {"kind": "quantile", "q": 0.99, "value": "search-latency"}
SHARE = {"kind": "proportion", "good": "search-latency"}
THRESHOLD = "spec: {thresholdMetric: {}}"
INDICATOR = f"indicator: {{metadata: {{name: search-latency}}, {THRESHOLD}}}"
WINDOW = "  timeWindow: [{duration: 2w, isRolling: true}]\n"
METHOD = "  budgetingMethod: Occurrences\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", (QUANTILE, {"at_most": 500.0}, "14 days")),
        ("op: lt", "op: gte", (QUANTILE | {"q": 0.01}, {"at_least": 500.0}, "14 days")),
        ("target: 0.99", "targetPercent: 99.9", (QUANTILE | {"q": 0.999}, {"at_most": 500.0}, "14 days")),
        (THRESHOLD, RATIO, (SHARE, {"at_least": 0.99}, "14 days")),
        (THRESHOLD, RATIO.replace("good", "bad"), (SHARE, {"at_most": 0.01}, "14 days")),
        (THRESHOLD, "spec: {ratioMetric: {raw: {}}}", "raw-ratio"),
        ("Occurrences", "RatioTimeslices", "time-slices"),
        (METHOD, "", "no-budgeting-method"),
        ("target: 0.99", "target: 1", "target-of-all"),
        ("target: 0.99", "x: 1", "no-target"),
        ("target: 0.99", "target: 99", "no-target"),
        ("op: lt, value: 500, ", "", "no-bound"),
        ("op: lt", "op: near", "no-bound"),
        ("duration: 2w", "duration: 1h", "window-below-a-day"),
        (WINDOW, "", "no-window"),
        (INDICATOR, "indicatorRef: gone", "indicator-elsewhere"),
    ],
)
def test_an_objective_of_openslo_is_a_promise_or_has_a_reason(old: str, new: str, expected: Any) -> None:
    found = entry_of(OPENSLO, SLO.replace(old, new) if old else SLO)
    if not isinstance(expected, str):
        found = (*found[:2], found[2].get("rolling"))
    assert found == expected


def test_indicators_are_found_by_reference_and_earlier_versions_are_read() -> None:
    sli = "apiVersion: openslo/v1\nkind: SLI\nmetadata: {name: codes}\nspec: {ratioMetric: {good: {}, total: {}}}\n"
    slo = SLO.replace(INDICATOR, "indicatorRef: codes")
    measure, line, _ = entry_of(OPENSLO, f"{sli}---\n{slo}")
    assert (measure["good"], line) == ("codes", {"at_least": 0.99})
    alpha = SLO.replace("openslo/v1", "openslo/v1alpha").replace(
        WINDOW, "  timeWindows: [{unit: Month, count: 1, isRolling: false}]\n"
    )
    assert entry_of(OPENSLO, alpha.replace(THRESHOLD, "thresholdMetric: {}"))[2]["months"] == 1


@pytest.mark.parametrize(
    ("duration", "rolling", "window"),
    [
        ("24h", True, {"rolling": "1 day"}),
        ("1d", False, {"rolling": "1 day"}),
        ("1w", True, {"rolling": "7 days"}),
        ("1M", True, {"rolling": "30 days"}),
        ("1M", False, {"months": 1, "reviews": "monthly"}),
        ("1Q", False, {"months": 3, "reviews": "quarterly"}),
        ("1Y", False, {"months": 12, "reviews": "yearly"}),
        ("1w", False, "calendar-window"),
        ("2M", False, "calendar-window"),
        ("36h", True, "window-below-a-day"),
        ("0d", True, "no-window"),
        ("soon", True, "no-window"),
    ],
)
def test_a_window_has_whole_days_or_calendar_periods(duration: str, rolling: bool, window: Any) -> None:
    if isinstance(window, str):
        with pytest.raises(NoPromise, match=window):
            find_window(duration, rolling=rolling)
    else:
        assert find_window(duration, rolling=rolling) == window


SLA = """\
sla: 1.0
provider: Example
metrics: {uptimePercentage: {type: double}}
quotas: {/pets: {get: {requests: [{max: 10, period: minutely}, {max: 40, period: hourly}]}}}
guarantees:
  global: {global: [{objective: uptimePercentage > 90, period: monthly, window: static}]}
plans:
  free: {}
  pro:
    guarantees:
      global: {global: [{objective: uptimePercentage > 95, period: monthly, window: static}]}
      /pets:
        post:
          - {objective: avgResponseTimeMs < 500, period: daily, window: dynamic}
          - {objective: p95ResponseTimeMs <= 900, period: weekly, window: dynamic}
          - {objective: responseTimeMs <= 250, period: daily, window: dynamic}
"""


def lines_of(document: ImportedDocument) -> list[tuple[Any, Any]]:
    return [(entry["measure"], entry["threshold"]) for entry in document.entries]


def test_each_plan_is_a_pact_with_what_holds_for_all_unless_it_says_otherwise() -> None:
    free, pro = read_files(SLA4OAI, {"x-sla.yml": SLA}).documents
    uptime = {"kind": "score", "score": "uptime", "unit": "%"}
    assert (free.name, lines_of(free)) == ("x-sla-free", [(uptime, {"at_least": 90.0})])
    assert lines_of(pro) == [
        (uptime, {"at_least": 95.0}),
        ({"kind": "mean", "value": "response-time-ms", "unit": "ms"}, {"at_most": 500.0}),
        ({"kind": "quantile", "q": 0.95, "value": "response-time-ms", "unit": "ms"}, {"at_most": 900.0}),
    ]
    assert sorted(reason for _, reason in pro.left_out) == ["limit-of-use", "limit-of-use", "statistic-not-said"]


def test_an_agreement_says_with_whom_and_for_how_long() -> None:
    context = "context: {id: pets, sla: 1.0, consumer: Tenant One, validity: {effectiveDate: 2026-01-01T09:00:54Z}}\n"
    (document,) = read_files(
        SLA4OAI, {"x.yml": context + SLA.partition("plans:")[0].replace("sla: 1.0\n", "")}
    ).documents
    assert (document.name, document.head) == ("pets", {"counterparty": "Tenant One", "valid_from": "2026-01-01"})


AGENT = """\
name: coder
indicators:
  - type: TaskSuccessRate
    target: 0.9
    window: 24h
  - type: ResponseLatency
    target_ms: 30000
    percentile: 95
    window: 7d
  - type: CostPerTask
    target_usd: 1.0
    window: 30d
  - type: HallucinationRate
    target: 0.02
    window: 24h
  - type: Charm
    target: 0.5
    window: 24h
  - type: ResponseLatency
    target_ms: 100
    window: 24h
error_budget: {target: 0.9}
"""


def test_indicators_of_agents_are_measured_as_imports_name_their_values() -> None:
    (document,) = read_files(AGENT_SLO, {"coder.yaml": AGENT}).documents
    assert lines_of(document) == [
        ({"kind": "proportion", "good": "success"}, {"at_least": 0.9}),
        ({"kind": "quantile", "q": 0.95, "value": "seconds", "unit": "seconds"}, {"at_most": 30.0}),
        ({"kind": "mean", "value": "cost-usd", "unit": "USD"}, {"at_most": 1.0}),
        ({"kind": "proportion", "good": "hallucination"}, {"at_most": 0.02}),
    ]
    assert [reason for _, reason in document.left_out] == ["unknown-indicator", "statistic-not-said", "error-budget"]


SLI = "name: strict\ninherits_from: base\nsli:\n  metric: ratio\n  threshold: 0.999\n  comparison: gte\ntarget: 99.9\n"
BASE = SLI.replace("strict", "base").replace("inherits_from: base\n", "") + "window: 30d\n"


def test_targets_of_one_form_are_percent_and_what_is_inherited_is_read_or_missed() -> None:
    (alone,) = read_files(AGENT_SLO, {"strict.yaml": SLI}).documents
    assert ([reason for _, reason in alone.left_out], [doubt.kind for doubt in alone.doubts]) == (
        ["no-window"],
        ["base-not-read"],
    )
    _, strict = read_files(AGENT_SLO, {"base.yaml": BASE, "strict.yaml": SLI}).documents
    assert lines_of(strict) == [({"kind": "quantile", "q": 0.001, "value": "ratio"}, {"at_least": 0.999})]
    assert (strict.entries[0]["window"], strict.doubts) == ({"rolling": "30 days"}, ())


@pytest.mark.parametrize("importer", [OPENSLO, SLA4OAI, AGENT_SLO], ids=lambda importer: importer.id)
@pytest.mark.parametrize("text", ["", "a: [", "a: &x {b: *x}", "- 1", "sli: 3\ntarget: {}\n", "plans: 3\nmetrics: []"])
def test_what_is_no_file_of_the_format_is_refused(importer: Importer, text: str) -> None:
    found = importer.read(Inputs((InputFile("x.yml", text.encode()),)))
    assert isinstance(found, Fault) or not any(document.entries for document in found.documents)


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not at hand")
def test_every_objective_of_the_real_files_is_counted() -> None:
    found: dict[str, list[tuple[int, int]]] = {}
    for importer in (OPENSLO, SLA4OAI, AGENT_SLO):
        files = [
            path for path in sorted((DATA / "pacts").rglob("*.y*ml")) if importer.recognise(_file(path.name, path))
        ]
        for path in files:
            imported = importer.read(Inputs((_file(path.name, path),)))
            assert isinstance(imported, Imported)
            found[path.name] = [(len(document.entries), len(document.left_out)) for document in imported.documents]
            assert imported.read == sum(map(sum, found[path.name]))
    assert found == {
        "occurences-slo.yaml": [(1, 0)],
        "ratio-timeslices.yaml": [(0, 1)],
        "CSP-WebReasoner_csp-sla.yml": [(2, 8), (2, 6)],
        "petstore_petstore-plans.yml": [(0, 8), (0, 12)],
        "petstore_pro-petstore-sla.yml": [(0, 7)],
        "base.yaml": [(1, 1)],
        "coding-agent.yaml": [(4, 2)],
        "critical_agent.yaml": [(1, 1)],
        "customer-support-agent.yaml": [(4, 2)],
    }


def _file(name: str, path: Any) -> InputFile:
    return InputFile(name, path.read_bytes())
