"""Three states of an item, none of them better than what stands behind it; what ships is what its sources say."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from support.builders import Values, a_benchmark_result, an_incident, runs
from support.compose.answers import a_framework, tell_of
from trustpages.compose.answers.crosswalk import compose_framework, name_item_place, tell_item
from trustpages.model.vocabulary import AnswerBasis
from trustpages.workflow.codes import explain_metrics, explain_rules
from trustpages.workflow.shipped.frameworks import FOLDER, SHIPPED, load_shipped_frameworks

OUTSIDE = {"producer": {"name": "Lab", "relationship": "third_party"}}
ATTACK: Values = {"kind": "red_team", "id": "attacks", "scope": "Prompts.", "attempts": 40, "successes": 40}
EVIDENCE, WORD, NOTHING = AnswerBasis.EVIDENCE, AnswerBasis.WORD, AnswerBasis.NOTHING

CASES = [
    ("evidence", {"kinds": ["runtime"]}, [runs()], {}, EVIDENCE),
    ("none of the kind", {"kinds": ["red_team"]}, [runs()], {}, NOTHING),
    ("stated by the vendor", {"kinds": ["runtime"]}, [runs(method="attested")], {}, WORD),
    ("stated by a lab", {"kinds": ["runtime"]}, [runs(method="attested")], OUTSIDE, EVIDENCE),
    (
        "too old",
        {"kinds": ["runtime"]},
        [runs()],
        {"collected": {"from": date(2023, 1, 1), "to": date(2023, 1, 9)}},
        NOTHING,
    ),
    (
        "taken back",
        {"kinds": ["runtime"]},
        [runs(withdrawn={"date": date(2026, 6, 21), "by": {"name": "Vendor"}, "reason": "Counted twice."})],
        {},
        NOTHING,
    ),
    ("by the vendor, who may not", {"kinds": ["runtime"], "independent": True}, [runs()], {}, NOTHING),
    ("by a lab, as it must", {"kinds": ["runtime"], "independent": True}, [runs()], OUTSIDE, EVIDENCE),
    ("one of two", {"kinds": ["runtime", "red_team"]}, [runs()], {}, NOTHING),
    ("both", {"kinds": ["runtime", "red_team"]}, [runs(), {**ATTACK, "method": "deterministic"}], {}, EVIDENCE),
    ("the weaker of two", {"kinds": ["runtime"], "answers": ["authority"]}, [runs()], {}, WORD),
    ("kept", {"kept": True}, [runs(97, 100)], {}, EVIDENCE),
    ("broken", {"kept": True}, [runs(20, 100)], {}, NOTHING),
    ("broken, whatever is declared", {"kept": True, "declared": ["owner"]}, [runs(20, 100)], {}, NOTHING),
    ("a verdict, though a bad one", {"metrics": ["pact-compliance"]}, [runs(20, 100)], {}, EVIDENCE),
    ("a promise without evidence", {"metrics": ["pact-compliance"]}, [an_incident(supports=[])], {}, NOTHING),
    ("a promise that is kept", {"figures": ["desk/service/task-success"]}, [runs(97, 100)], {}, EVIDENCE),
    ("a promise that is broken", {"figures": ["desk/service/task-success"]}, [runs(20, 100)], {}, NOTHING),
    ("a promise of another agent", {"figures": ["other/service/task-success"]}, [runs(97, 100)], {}, NOTHING),
    ("an item", {"evidence": ["desk/june-runs"]}, [runs()], {}, EVIDENCE),
    ("declared", {"declared": ["owner"]}, [runs()], {}, WORD),
    ("declared by nobody", {"declared": ["residual-risks"]}, [runs()], {}, NOTHING),
    ("declared where evidence is missing", {"kinds": ["red_team"], "declared": ["owner"]}, [runs()], {}, WORD),
    ("nothing named", {}, [runs()], {}, NOTHING),
]


@pytest.mark.parametrize(("item", "items", "bundle", "basis"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_state_of_an_item(item: Values, items: list[Values], bundle: Values, basis: AnswerBasis) -> None:
    framework = a_framework({"id": "OS-1", **item})
    assert tell_item(tell_of(*items, **bundle), framework.items[0]).backing.basis is basis


def test_without_any_evidence_nothing_that_ships_is_carried() -> None:
    teller = tell_of()
    for framework in load_shipped_frameworks():
        rows = compose_framework(teller, framework).rows
        assert [row.id for row in rows if row.basis is EVIDENCE] == [], framework.id


def test_taking_evidence_away_never_makes_a_row_better() -> None:
    items = [runs(97, 100), {**ATTACK, "method": "deterministic"}, a_benchmark_result(), an_incident()]
    everything = tell_of(*items, **OUTSIDE)
    for left_out in range(len(items)):
        fewer = tell_of(*(item for place, item in enumerate(items) if place != left_out), **OUTSIDE)
        for framework in load_shipped_frameworks():
            before, after = (compose_framework(teller, framework) for teller in (everything, fewer))
            better = [
                (row.id, row.basis, less.basis)
                for row, less in zip(before.rows, after.rows, strict=True)
                if less.basis.rank < row.basis.rank
            ]
            # Where evidence against the agent goes, what it spoke against stands again.
            assert better == [] or items[left_out]["kind"] == "incident"


def test_a_row_says_what_is_missing_until_when_it_holds_and_where_it_stands() -> None:
    teller = tell_of(runs())
    framework = a_framework({"id": "OS 1", "kinds": ["runtime"]}, {"id": "OS 2", "kinds": ["red_team"]}, {"id": "OS 3"})
    carried, missing, unmapped = compose_framework(teller, framework).rows
    until = teller.agent.valid_until.day
    assert carried.valid_until is not None
    assert until is not None
    assert carried.valid_until <= until
    assert carried.links[0] == f"/frameworks/own/#{name_item_place(framework.items[0])}"
    assert (missing.missing, missing.valid_until) == ("evidence of the kind red team", None)
    assert unmapped.missing == "nothing in a report of this kind answers it"


def test_no_sheet_counts_its_rows() -> None:
    sheet = compose_framework(tell_of(runs()), load_shipped_frameworks()[0])
    assert not any("%" in text or " of 72" in text for _, text in sheet.about)


def test_an_item_that_something_answers_has_a_reason() -> None:
    with pytest.raises(ValidationError, match="says in `why`"):
        a_framework({"id": "OS-1", "declared": ["owner"], "why": None})
    with pytest.raises(ValidationError, match="two items have the id 'OS-1'"):
        a_framework({"id": "OS-1"}, {"id": "OS-2", "also": ["OS-1"]})


def test_what_ships_names_what_there_is() -> None:
    frameworks = load_shipped_frameworks()
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(SHIPPED) == sorted(found.id for found in frameworks)
    metrics = {name for name, _ in tell_of(runs()).agent.findings.by_metric()} | {"pact-compliance"}
    for framework in frameworks:
        for item in framework.items:
            assert {*item.limits} <= explain_rules().keys(), item.id
            assert {*item.metrics} <= explain_metrics().keys() & metrics, item.id
            assert item.text is None or "ids alone" not in framework.licence.lower(), item.id


def test_ids_run_without_gaps_and_are_as_many_as_their_publishers_say() -> None:
    items = {found.id: [item.id for item in found.items] for found in load_shipped_frameworks()}
    for name, many, groups in (("nist-ai-600-1", 212, 49), ("csa-aicm", 247, 18)):
        numbers: dict[str, list[int]] = {}
        for item in items[name]:
            group, _, number = item.rpartition("-")
            numbers.setdefault(group, []).append(int(number))
        assert (len(items[name]), len(numbers)) == (many, groups), name
        assert all(found == list(range(1, len(found) + 1)) for found in numbers.values()), name


SHARED = Path(__file__).parents[5] / "shared" / "data/frameworks"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the real data are not at hand")
def test_wording_is_that_of_the_sources() -> None:
    by_id = {found.id: {item.id: item.text for item in found.items} for found in load_shipped_frameworks()}
    article = json.loads((SHARED / "eu_ai_act/article_13.json").read_text("utf-8"))["paragraphs"]
    points = [point for point in article if point["ref"].startswith("13.3.") and point["ref"] != "13.3.b"]
    own = [text for name, text in by_id["eu-ai-act"].items() if name.startswith("Art. ")]
    assert own == [point["text"].rstrip(";.").replace("- ", "-") for point in points]
    assert len(by_id["nist-ai-rmf"]) == 72
