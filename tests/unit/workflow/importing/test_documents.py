"""Pacts and decisions that an import writes: valid, the same again, and what was written by hand stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.workspaces.bare import write_bare
from support.workspaces.reports import read_and_compute
from trustpages.compose.site import compose_site
from trustpages.intake import yaml
from trustpages.model.pages.blocks import FactList
from trustpages.model.problem import TrustpagesError
from trustpages.model.vocabulary import Audience
from trustpages.workflow.importing.order import ImportOrder
from trustpages.workflow.importing.steps import ImportOutcome, import_files
from trustpages.workflow.isolation.disclosure import disclose
from trustpages.workflow.run import Choice
from trustpages.workflow.site.composed_pages import gather_composition

SLO = """\
apiVersion: openslo/v1
kind: SLO
metadata: {name: search}
spec:
  description: Search is quick.
  indicator: {metadata: {name: search-latency}, spec: {thresholdMetric: {}}}
  timeWindow: [{duration: 2w, isRolling: true}]
  budgetingMethod: Occurrences
  objectives:
    - {displayName: most, op: lt, value: 500, target: 0.99}
    - {displayName: all, op: lt, value: 900, target: 1}
"""
PACT = "evidence/desk/pacts/search.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_bare(tmp_path / "workspace")


def run(root: Path, text: str, name: str = "slo.yml", **order: Any) -> ImportOutcome:
    path = root.parent / name
    path.write_text(text)
    choice = Choice(root, date(2026, 7, 1), None, date(2026, 7, 1))
    return import_files((path,), ImportOrder(**{"agent": "desk", **order}), choice)


def read_pact(root: Path) -> Any:
    located, _ = yaml.load((root / PACT).read_bytes(), PACT)
    assert located is not None
    return located.value


def test_a_pact_is_written_with_an_account_of_every_objective(root: Path) -> None:
    outcome = run(root, SLO)
    assert outcome.edit.refused == ()
    assert "search: 2 read, 1 counted, 1 left out (target-of-all)" in outcome.account
    outcome.edit.write()
    pact = read_pact(root)
    assert (pact["valid_from"], pact["imported"]["left_out"]) == ("2026-07-01", {"target-of-all": 1})
    assert "it shows nothing of what was achieved" in pact["imported"]["does_not_show"][0]
    again = run(root, SLO)
    assert (again.edit.replacements, again.edit.notes) == ((), ())


def test_the_page_of_a_pact_says_what_of_the_file_is_no_promise(root: Path) -> None:
    run(root, SLO).edit.write()
    reading, computed = read_and_compute(root, Audience.INTERNAL)
    composition = gather_composition(reading, computed, disclose(reading))
    (page,) = (page for page in compose_site(composition).pages if page.kind == "pact")
    (facts,) = (block for block in page.sections[0].blocks if isinstance(block, FactList))
    (fact,) = (fact for fact in facts.facts if fact.label == "Imported from")
    assert (fact.value, fact.note) == ("openslo", "1 of 2 records counted; 1 left out: target of all")


def test_what_was_written_by_hand_survives_another_target(root: Path) -> None:
    run(root, SLO).edit.write()
    text = (root / PACT).read_text()
    for old, new in (
        ("severity: critical", "severity: high  # asked the desk"),
        ("promise: Search", "promise: Every search"),
        ("value: search-latency", "value: seconds"),
        ("rolling: 14 days", "rolling: 14 days, min_samples: 50"),
        ("agent: desk", "# ours\nagent: desk"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    (root / PACT).write_text(text)
    outcome = run(root, SLO.replace("value: 500", "value: 400").replace("2w", "4w"))
    assert any("raise its version" in note for note in outcome.edit.notes)
    outcome.edit.write()
    after = (root / PACT).read_text()
    for kept in ("severity: high  # asked the desk", "promise: Every search", "value: seconds", "# ours\n"):
        assert kept in after
    (promise,) = read_pact(root)["obligations"]
    assert (promise["threshold"], promise["window"]) == ({"at_most": 400.0}, {"rolling": "28 days", "min_samples": 50})


def test_an_objective_that_is_gone_stays_and_is_told(root: Path) -> None:
    run(root, SLO).edit.write()
    outcome = run(root, SLO.replace("displayName: most", "displayName: many"))
    assert any("keeps 'search-most'" in note or "keeps search-most" in note for note in outcome.edit.notes)


@pytest.mark.parametrize(
    ("text", "order", "code"),
    [
        (SLO, {"agent": None}, "import-agent"),
        (SLO, {"agent": "dask"}, "no-such-name"),
        (SLO, {"items": ("none",)}, "import-item"),
        (SLO, {"to": "evidence/desk/bundles/x.yml"}, "wrong-place"),
        (SLO + "---\n" + SLO.replace("name: search}", "name: other}"), {"to": PACT}, "import-several"),
        (SLO.replace("Occurrences", "Timeslices"), {}, "import-empty"),
    ],
)
def test_what_cannot_be_a_pact_is_refused(root: Path, text: str, order: dict[str, Any], code: str) -> None:
    with pytest.raises(TrustpagesError) as raised:
        run(root, text, **order)
    assert raised.value.code == code


def test_days_say_for_how_long_it_is_promised(root: Path) -> None:
    run(root, SLO, collected=(date(2026, 1, 1), date(2026, 12, 31))).edit.write()
    pact = read_pact(root)
    assert (pact["valid_from"], pact["valid_until"]) == ("2026-01-01", "2026-12-31")


def test_an_inventory_becomes_decisions_of_the_workspace(root: Path) -> None:
    header = "Use Case Name,Agency,Agency Abbreviation,Stage of Development,Date Implemented\n"
    rows = "Chat,Office of Tests,OOT,Operation and Maintenance,1/2/2026\nPlan,Office of Plans,OOP,Planned,\n"
    outcome = run(root, header + rows, "inventory.csv", agent=None)
    assert outcome.edit.refused == ()
    assert outcome.edit.files == ("evidence/decisions/ai-inventory-oot.yml",)
    assert "ai-inventory-oop: 1 read, 0 counted, 1 left out (not-in-use)" in outcome.account
    outcome.edit.write()
    assert run(root, header + rows, "inventory.csv", agent=None).edit.replacements == ()
