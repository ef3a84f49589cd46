"""A new kind of evidence and a new kind of promise, added to a copy of the package: how many files each touches, and
that every place of the program knows what to do with it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.package_copy import copy_package, edit, run
from support.workspaces.bare import write_bare

BUG_BOUNTY = '''
class BugBounty(CountedItem):
    """Strangers were paid to make the agent fail; a success is a report that showed no fault."""

    traits: ClassVar[ItemTraits] = ItemTraits(
        label="A bug bounty",
        evidence_class=EvidenceClass.RED_TEAM,
        outcomes=Outcomes("reports", directness=6),
    )

    kind: Literal["bug_bounty"]
    """A bug bounty."""
    setting: Setting = Setting.PRODUCTION
    """Where."""


'''

RATIO_MODEL = '''
class RatioMeasure(BaseMeasure):
    """How often one outcome is seen for each time that another is."""

    traits: ClassVar[MeasureTraits] = MeasureTraits(scale=None, harmful=(), is_record=False)

    kind: Literal["ratio"]
    """Ratio of two outcomes."""
    of: CountedKind = "runs"
    """Kind of evidence item whose outcomes count."""
    good: Label = "success"
    """Outcome that is wanted."""
    over: Label
    """Outcome for each of which it is wanted."""

    def check_threshold(self, threshold: Threshold) -> Iterator[ThresholdFault]:
        """One bound, of any size."""
        return check_single_bound(threshold, self.kind)

    def explain_unused(self, item: AnyItem) -> str:
        """It counts both outcomes in items of its kind."""
        counted = item.explain_missing_outcome(self.good) or item.explain_missing_outcome(self.over)
        return explain_other_kind(item, self.of) or counted


'''

RATIO_ASSESSOR = '''
"""Promises about the ratio of two outcomes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.item_counts import tally_outcome
from trustpages.assess.evidence.pooling import pool_evidence
from trustpages.assess.evidence.tally import combine_tallies
from trustpages.assess.measures.assessor import UNCOUNTED, DataQuestion, MeasureAssessor
from trustpages.assess.measures.ruling import (
    NO_LINE,
    Basis,
    Ruling,
    build_basis,
    build_line,
    rule_missing,
    rule_no_evidence,
)
from trustpages.model.documents.measures.outcomes import RatioMeasure
from trustpages.model.measured import Unmeasured
from trustpages.model.results.obligation import Target
from trustpages.statistics.comparisons import mover_ratio
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.binomial import clopper_pearson


def rule_ratio(case: Case, measure: RatioMeasure) -> Ruling:
    """The ruling on a ratio by its MOVER-R interval."""
    line = build_line(case.obligation.threshold)
    if line is None:
        return rule_missing(Target("at_least", None, "ratio"), Basis(), NO_LINE)
    text = f"{line.direction.replace('_', ' ')} {line.value:g} {measure.good} for each {measure.over}"
    target = Target(line.direction, line.value, "ratio", text=text)
    shares = []
    for outcome in (measure.good, measure.over):
        pool = pool_evidence(case, (measure.of,), partial(tally_outcome, case.context, outcome=outcome))
        if not pool.counted:
            return rule_no_evidence(target, build_basis(pool))
        tally = combine_tallies(pool.counts)
        limits = clopper_pearson(tally.successes, tally.known, case.level)
        shares.append(Estimate(tally.successes / tally.known, limits))
    ratio = mover_ratio(*shares)
    if isinstance(ratio, Unmeasured):
        return rule_missing(target, build_basis(pool), ratio)
    verdict = line.decide(ratio.value, ratio.interval)
    empty = rule_no_evidence(target, build_basis(pool, tally.methods))
    return replace(
        empty, verdict=verdict, inferred=verdict, quantity=ratio.measured("ratio", n=tally.known), notes=()
    )


ASSESSOR = MeasureAssessor(
    model=RatioMeasure,
    rule=rule_ratio,
    ask_data=lambda measure, _: (DataQuestion(outcome=measure.good), DataQuestion(outcome=measure.over)),
    read_claimed_value=None,
    answers_rate_claims=False,
    describe_open=lambda _: UNCOUNTED,
)
'''


def a_promise(id_: str, measure: dict[str, Any], at_least: float) -> dict[str, Any]:
    return {
        "id": id_,
        "promise": f"Promise of {id_}.",
        "severity": "high",
        "measure": measure,
        "threshold": {"at_least": at_least},
        "window": {"rolling": 90, "review_dates": ["2026-06-30"]},
        "verification": "deterministic",
    }


PACT = {
    "kind": "pact",
    "schema": "trustpages/1",
    "id": "service",
    "visibility": "public",
    "version": "1.0.0",
    "agent": "desk",
    "counterparty": "every customer",
    "valid_from": "2026-01-01",
    "obligations": [
        a_promise("withstands", {"kind": "proportion", "of": "bug_bounty"}, 0.9),
        a_promise("more-good-than-slow", {"kind": "ratio", "over": "slow"}, 1.5),
        a_promise("unsettled", {"kind": "ratio", "over": "slow"}, 1.9),
        a_promise("nothing-counted", {"kind": "ratio", "over": "lost"}, 1.5),
    ],
}


def an_item(kind: str, *obligations: str, **values: Any) -> dict[str, Any]:
    supports = [f"service/{one}" for one in obligations]
    decided = {"method": "deterministic", "selection": "random"}
    return {"kind": kind, "id": kind.replace("_", "-"), "supports": supports} | decided | values


BUNDLE = {
    "kind": "bundle",
    "schema": "trustpages/1",
    "id": "june",
    "visibility": "public",
    "agent": "desk",
    "agent_version": "v1",
    "producer": {"name": "Lab", "relationship": "third_party"},
    "collected": {"from": "2026-06-01", "to": "2026-06-20"},
    "items": [
        an_item("bug_bounty", "withstands", attempts=200, successes=199),
        an_item(
            "runs",
            "more-good-than-slow",
            "unsettled",
            setting="production",
            attempts=400,
            successes=380,
            outcomes={"slow": {"attempts": 400, "successes": 200}},
        ),
        an_item("runs", "withstands", "nothing-counted", setting="production", attempts=9, successes=9) | {"id": "few"},
    ],
}

SCRIPT = """
import json, sys
from pathlib import Path
import trustpages
from support.workspaces.reports import read_and_compute, refuse_dead_links
from trustpages.compose.answers.evidence import answer_attacked
from trustpages.model.vocabulary import Audience

root = Path(sys.argv[1])
assert trustpages.__file__.startswith(sys.argv[2]), trustpages.__file__
reading, computed = read_and_compute(root, Audience.PUBLIC)
assert computed.report is not None, reading.intake.problems
(agent,) = computed.report.agents
refuse_dead_links(root, Audience.PUBLIC)
print(json.dumps({
    "problems": [str(problem) for problem in computed.problems],
    "verdicts": {one.id: one.verdict for one in agent.findings.obligations},
    "targets": {one.id: one.target.text for one in agent.findings.obligations},
    "classes": {item.id: item.evidence_class for item in agent.evidence},
    "attacked": answer_attacked(None, agent).said,
    "said": [limitation.text for limitation in agent.limitations.triggered],
}))
"""


def add_bug_bounty(package: Path) -> set[Path]:
    items = package / "model/documents/items/outcomes.py"
    edit(items, "EvidenceItem: TypeAlias = ", f"{BUG_BOUNTY.lstrip()}EvidenceItem: TypeAlias = BugBounty | ")
    edit(items, 'CountedKind = Literal["runs",', 'CountedKind = Literal["bug_bounty", "runs",')
    return {items}


def add_ratio(package: Path) -> set[Path]:
    model, assessor = package / "model/documents/measures/outcomes.py", package / "assess/measures/kinds/ratio.py"
    union = "OutcomeMeasure: TypeAlias = "
    edit(model, f"\n{union}", f"\n{RATIO_MODEL.lstrip()}{union}RatioMeasure | ")
    edit(model, "check_share, ", "check_share, check_single_bound, ")
    assessor.write_text(RATIO_ASSESSOR.lstrip(), encoding="utf-8")
    return {model, assessor}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return copy_package(tmp_path)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = write_bare(tmp_path / "workspace")
    for path, document in (("pacts/service.yml", PACT), ("bundles/june.yml", BUNDLE)):
        file = root / "evidence" / "desk" / path
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(document), encoding="utf-8")
    return root


def test_a_new_kind_of_evidence_is_one_file_and_a_new_kind_of_promise_two(package: Path, workspace: Path) -> None:
    assert len(add_bug_bounty(package)) == 1
    assert len(add_ratio(package)) == 2
    done = run(package, "-c", SCRIPT, str(workspace), str(package))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["verdicts"] == {
        "withstands": "met",
        "more-good-than-slow": "met",
        "unsettled": "leaning-met",
        "nothing-counted": "missing",
    }
    assert found["targets"]["withstands"] == "success in at least 90 % of reports"
    assert found["classes"]["bug-bounty"] == "red_team"
    assert found["attacked"] == ["Lab: A bug bounty"]
    assert any("fits both keeping and breaking it" in sentence for sentence in found["said"])
    unused = {problem.split(": ", 1)[1].split(";")[0] for problem in found["problems"]}
    assert unused == {
        "[unused-support] 'service/withstands' cannot use this item: it looks at items of kind bug_bounty",
        "[unused-support] 'service/nothing-counted' cannot use this item: the item does not count the outcome 'lost'",
    }


def test_a_kind_of_promise_that_nobody_assesses_ends_the_program_as_it_starts(package: Path) -> None:
    add_ratio(package)
    (package / "assess/measures/kinds/ratio.py").unlink()
    done = run(package, "-m", "trustpages.cli.main", "report")
    assert done.returncode != 0
    assert "No module named 'trustpages.assess.measures.kinds.ratio'" in done.stderr


def test_a_kind_of_evidence_that_says_nothing_of_itself_ends_the_program_as_it_starts(package: Path) -> None:
    (items,) = add_bug_bounty(package)
    text = items.read_text(encoding="utf-8")
    start = text.index("    traits", text.index("class BugBounty"))
    items.write_text(text[:start] + text[text.index("    kind:", start) :], encoding="utf-8")
    done = run(package, "-m", "trustpages.cli.main", "report")
    assert done.returncode != 0
    assert "AttributeError: traits" in done.stderr
