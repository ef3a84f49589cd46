"""Commits of one meaning each, as an edit of text: what a review names, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from support.review.sides import Edit, read_edited, read_side, review
from support.workspaces.reviewed import (
    AGENT,
    BENCHMARKS,
    CLAIMS,
    DECISIONS,
    PACT,
    PAGE,
    RECORDS,
    ROWS,
    RUNS,
    TRUST,
    write_reviewed,
    write_rows,
)
from trustpages.model.results.review import ChangeReview, ReviewSide

PROMISE = "service/task-success"
TERMS_OF_BENCH = """decided_by: owner}
    window: {rolling: 90 days, review_dates: [2026-06-30]}
    verification: deterministic
"""
DECLARED = "changes: [{date: 2026-06-30, field: threshold, before: at least 0.9, after: at least 0.88}]"
FAST = """  - id: fast
    promise: Answers quickly.
    severity: low
    measure: {kind: quantile, value: seconds}
    threshold: {at_most: 30}
    verification: deterministic
    on_breach: {action: escalate, within: 5 days}
"""
INCIDENT = """items:
  - kind: incident
    id: double-refund
    supports: [service/task-success]
    severity: critical
    occurred: 2026-06-15
    visible_event: A refund was paid twice.
"""
OVERRIDE = """items:
  - kind: override
    id: stay
    obligation: service/task-success
    decision: narrow-authority
    by: {name: Risk, role: head-of-risk}
    date: 2026-06-25
    justification: One customer only.
    evidence: [june-runs]
    expires: 2026-07-25
"""
SHUFFLED = "\n".join([write_rows(380, 20).split("\n")[0], *reversed(write_rows(380, 20).split("\n")[1:-1])]) + "\n"
RENAMED = "evidence/desk/bundles/runs.csv"
MAJOR = (PACT, "version: 1.0.0", "version: 2.0.0")
WITHDRAWN = "    successes: 30\n    withdrawn: {date: 2026-06-25, by: {name: Vendor}, reason: The list was wrong.}\n"

COMMITS: Mapping[str, tuple[tuple[Edit, ...], set[str], set[str]]] = {
    "the line is raised": (
        ((PACT, "at_least: 0.9", "at_least: 0.905"), MAJOR),
        {f"terms {PROMISE} threshold", "pact-version service"},
        {f"verdict {PROMISE}", f"limitation L48 {PROMISE}", "posture-decided-by desk"},
    ),
    "the line is lowered, and declared": (
        ((PACT, "at_least: 0.9", "at_least: 0.88"), (PACT, "    on_breach:", f"    {DECLARED}\n    on_breach:"), MAJOR),
        {f"terms {PROMISE} threshold", "pact-version service"},
        {f"limitation L53 {PROMISE}"},
    ),
    "the line is lowered without a word": (
        ((PACT, "at_least: 0.9", "at_least: 0.88"),),
        {f"line-lowered {PROMISE} threshold", "missing-version-bump service major"},
        set(),
    ),
    "a promise is worded better": (
        ((PACT, "Completes the request.", "Completes every request."), (PACT, "version: 1.0.0", "version: 1.0.1")),
        {f"wording {PROMISE} promise", "pact-version service"},
        set(),
    ),
    "a promise is new": (
        ((PACT, "  - id: bench-tasks", f"{FAST}  - id: bench-tasks"), (PACT, "version: 1.0.0", "version: 1.1.0")),
        {"promise-added service/fast", "pact-version service"},
        {"limitation L31", "limitation L64 service/fast"},
    ),
    "a promise is taken out": (
        (
            (PACT, "  - id: bench-tasks\n", ""),
            (PACT, "    promise: Solves tasks of a benchmark.\n    step: answer\n    severity: medium\n", ""),
            (PACT, "    measure: {kind: proportion, of: benchmark_result}\n    threshold: {at_least: 0.3}\n", ""),
            (PACT, TERMS_OF_BENCH, "decided_by: owner}\n"),
            (RECORDS, "supports: [service/bench-tasks]", "supports: []"),
            MAJOR,
        ),
        {"promise-removed service/bench-tasks", "evidence-changed on-bench supports", "pact-version service"},
        {"limitation L57 service/bench-tasks"},
    ),
    "runs got worse": (
        ((ROWS, "", write_rows(340, 60)),),
        {"outcomes-changed june-runs rows"},
        {
            *(f"verdict {PROMISE}", "posture desk", f"consequence service.task-success.on_breach.2026-06-30 {PROMISE}"),
            *("limitation L33", "limitation L34", "limitation L58", "limitation L80 by-hand"),
        },
    ),
    "runs are others by chance": (
        ((ROWS, "", write_rows(381, 19)),),
        {"outcomes-changed june-runs rows"},
        {f"figure {PROMISE}"},
    ),
    "an incident is recorded": (
        ((RECORDS, "items:\n", INCIDENT),),
        {"evidence-added double-refund"},
        {"limitation L61 double-refund", "limitation L71 double-refund", "limitation L43"},
    ),
    "evidence is withdrawn": (
        ((RECORDS, "    successes: 30\n", WITHDRAWN),),
        {"evidence-set-aside by-hand withdrawn"},
        {*("limitation L66 by-hand", "limitation L71 by-hand", "limitation L84 by-hand"), f"figure {PROMISE}"},
    ),
    "a result is for fewer readers": (
        ((RUNS, "    title: Runs", "    visibility: internal\n    title: Runs"),),
        {"shown-to-fewer june-runs"},
        set(),
    ),
    "an override is recorded": (((RECORDS, "items:\n", OVERRIDE),), {"override stay"}, set()),
    "a risk is accepted for longer": (
        ((AGENT, "valid_until: 2026-12-31", "valid_until: 2027-12-31"),),
        {"accepted-risk rare"},
        set(),
    ),
    "somebody else decides": (
        ((AGENT, "narrow-authority, owner: owner", "narrow-authority, owner: head-of-risk"),),
        {"decision-right narrow-authority"},
        set(),
    ),
    "a claim is withdrawn": (
        ((CLAIMS, "    where: product page\n", "    where: product page\n    withdrawn: 2026-06-29\n"),),
        {"claim-removed resolves-most"},
        {"limitation L40 resolves-most", "limitation L46 resolves-most", "limitation L98 resolves-most"},
    ),
    "a claim says more": (
        ((CLAIMS, "at least 80 %", "at least 85 %"), (CLAIMS, "value: 0.8", "value: 0.85")),
        {"claim-worded resolves-most text", "claim-worded resolves-most predicate"},
        set(),
    ),
    "a parameter of the policy": (
        ((TRUST, "as_of:", "policy: {low_n: {n_eff: 20}}\nas_of:"),),
        {"policy low_n.n_eff"},
        set(),
    ),
    "a gate is opened": (((TRUST, "as_of:", "gates: {review: [gaming]}\nas_of:"),), {"gates trust.yml review"}, set()),
    "a purchase is recorded otherwise": (
        ((DECISIONS, "outcome: approved", "outcome: rejected"),),
        {"decision pilot"},
        set(),
    ),
    "a benchmark is better known": (
        ((BENCHMARKS[0], "human_baseline: 0.9", "human_baseline: 0.92"),),
        {"benchmark-facts hard-bench human_baseline"},
        set(),
    ),
    "a page is rewritten": (((PAGE, "With care", "With great care"),), {f"page {PAGE}"}, set()),
    "a title": (((RUNS, "Runs of June", "All runs of June"),), {"wording june-runs"}, set()),
    "keys in another order": (
        ((RUNS, "    setting: production\n    selection: all\n", "    selection: all\n    setting: production\n"),),
        set(),
        set(),
    ),
    "rows in another order": (((ROWS, "", SHUFFLED),), set(), set()),
    "another name of a file": (
        ((RUNS, "file: june.csv", "file: runs.csv"), (RENAMED, "", write_rows(380, 20))),
        set(),
        set(),
    ),
    "another way to write it": (
        ((RECORDS, "supports: [service/task-success]", "supports:\n      - service/task-success   # as before"),),
        set(),
        set(),
    ),
}
"""Of each commit its edits, what it does, and what follows from that."""


def name_changes(found: ChangeReview) -> set[str]:
    return {" ".join(filter(None, (change.rule, change.subject, change.aspect))) for change in found.changes}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> ReviewSide:
    return read_side(write_reviewed(tmp_path_factory.mktemp("before")))


@pytest.mark.parametrize("name", COMMITS)
def test_a_commit_is_named_for_what_it_does(name: str, before: ReviewSide, tmp_path: Path) -> None:
    edits, does, follows = COMMITS[name]
    found = review(before, read_edited(tmp_path, *edits))
    assert name_changes(found) == does | follows
    assert found.only_form is (not does)
