"""A published version has no documents: what its report tells is reviewed all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.builders import AS_OF, Values, a_bundle, a_pact, a_workspace, an_agent_evidence, an_obligation, runs
from support.review.sides import a_side, review
from trustpages.model.results.review import ReviewSide
from trustpages.model.workspace import Origins

JUDGED: Values = {"rolling": 90, "review_dates": [AS_OF]}


def a_version(good: int, line: float = 0.9, *, published: bool) -> ReviewSide:
    pact = a_pact(an_obligation(threshold={"at_least": line}, window=JUDGED))
    side = a_side(a_workspace(an_agent_evidence(a_bundle(runs(good, 200)), pacts=[pact])))
    return replace(side, workspace=None, origins=Origins()) if published else side


@pytest.mark.parametrize(("first", "second"), [(True, True), (True, False), (False, True)])
def test_verdicts_terms_and_figures_are_told(first: bool, second: bool) -> None:
    found = review(a_version(196, published=first), a_version(150, 0.8, published=second))
    told = {(change.rule, change.subject, change.aspect) for change in found.changes}
    assert ("verdict", "service/task-success", "") in told
    assert ("terms", "service/task-success", "threshold") in told
    assert ("missing-version-bump", "service", "major") in told
    assert "posture" in {rule for rule, _, _ in told}


def test_nothing_is_told_of_the_same_version() -> None:
    for published in (True, False):
        assert review(a_version(196, published=True), a_version(196, published=published)).changes == ()
