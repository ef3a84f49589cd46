"""Laws of reviews: nothing between equals, swapped sides swap, states chain, order and words are no change."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.assess.histories import documents
from support.builders import (
    AS_OF,
    Values,
    a_bundle,
    a_claim,
    a_pact,
    a_workspace,
    an_agent,
    an_agent_evidence,
    an_incident,
    an_obligation,
    claims_of,
    runs,
)
from support.review.sides import a_side, read_edited, read_side, review
from support.workspaces.reviewed import DECISIONS, RECORDS
from trustpages.model.results.records.changes import Turn
from trustpages.model.results.review import ChangeReview, ReviewedChange, ReviewSide
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import Workspace
from trustpages.review.rules.catalog import CHANGE_RULES, RULES_BY_ID
from trustpages.review.rules.rule import Part
from trustpages.review.typed.note import compute_fingerprint

CASES = settings(max_examples=60, deadline=None)
WINDOWS: tuple[Values, ...] = ({"rolling": 90}, {"rolling": 30}, {"rolling": 90, "review_dates": [AS_OF]})


@st.composite
def workspaces(draw: st.DrawFn) -> Workspace:
    """One agent with promises, runs, an incident and a claim, any of which may be otherwise or not there."""
    names = draw(st.lists(st.sampled_from(["first", "second"]), min_size=1, max_size=2, unique=True))
    promises = [
        an_obligation(
            id=name,
            severity=draw(st.sampled_from(["critical", "high", "low"])),
            threshold={"at_least": draw(st.sampled_from([0.5, 0.8, 0.9]))},
            window=draw(st.sampled_from(WINDOWS)),
        )
        for name in names
    ]
    items = [
        runs(
            draw(st.integers(0, 200)),
            200,
            id=f"runs-{number}",
            title=draw(st.sampled_from(["Runs", "Other words"])),
            supports=[f"service/{name}" for name in names],
            selection=draw(st.sampled_from(["all", "random"])),
            visibility=draw(st.sampled_from(["public", "internal"])),
        )
        for number in range(draw(st.integers(1, 2)))
    ]
    if draw(st.booleans()):
        severity = draw(st.sampled_from(["minor", "major", "critical"]))
        items.append(an_incident(supports=[f"service/{names[0]}"], severity=severity))
    version = draw(st.sampled_from(["1.0.0", "1.1.0", "2.0.0"]))
    claims = [claims_of(a_claim(obligation=f"service/{names[0]}", value=draw(st.sampled_from([0.6, 0.8]))))]
    agent = an_agent(blast_radius=draw(st.sampled_from(["low", "high"])))
    pact = a_pact(*promises, version=version)
    return a_workspace(an_agent_evidence(a_bundle(*items), agent=agent, pacts=[pact], claims=claims))


sides = st.builds(a_side, workspaces())


@given(sides)
@CASES
def test_nothing_changed_between_equals(side: ReviewSide) -> None:
    assert review(side, side) == replace(review(side, side), changes=(), sayable=(), wrong_acceptances=())


OPPOSITE_TURNS = {Turn.BETTER: Turn.WORSE, Turn.WORSE: Turn.BETTER}
DIRECTED = {"missing-version-bump", *(rule.id for rule in CHANGE_RULES if rule.innocent)}
"""Rules of changes that are only one in one direction."""


def move(change: ReviewedChange, *, back: bool = False) -> tuple[str, ...]:
    """A change by what changed, from which state to which; `back` as it is seen from the other side."""
    states = (change.after, change.before) if back else (change.before, change.after)
    return (change.agent, change.subject, change.aspect, str(states[0]), str(states[1]))


@given(sides, sides)
@CASES
def test_swapped_sides_swap(one: ReviewSide, other: ReviewSide) -> None:
    there, back = review(one, other).changes, review(other, one).changes
    steps = {"missing-version-bump"}  # a step up is enough, a step down never is
    assert {move(change) for change in there if change.rule not in steps} == {
        move(change, back=True) for change in back if change.rule not in steps
    }
    rules = {move(change, back=True): change for change in back}
    for change in there:
        seen = rules.get(move(change))
        if seen is not None and not {change.rule, seen.rule} & DIRECTED:
            assert seen.rule == (RULES_BY_ID[change.rule].opposite or change.rule)


@given(sides, sides)
@CASES
def test_what_is_better_there_is_no_better_back(one: ReviewSide, other: ReviewSide) -> None:
    back = {move(change, back=True): change.turn for change in review(other, one).changes}
    for change in review(one, other).changes:
        if change.turn is Turn.BETTER and RULES_BY_ID[change.rule].part is Part.RESULT:
            assert back[move(change)] is not Turn.BETTER


STATES = {"verdict", "posture", "claim", "limitation", "agent-facts"}
TERMS = {"terms", "line-lowered", "window-shortened", "severity-lowered"}


def states(found: ChangeReview) -> dict[tuple[str, ...], tuple[str | None, str | None]]:
    """From which state to which each thing went, for changes whose states are those of one thing."""
    return {
        ("terms" if change.rule in TERMS else change.rule, change.subject, change.aspect): (change.before, change.after)
        for change in found.changes
        if change.rule in STATES or (change.rule in TERMS and "/" in change.subject)
    }


@given(sides, sides, sides)
@CASES
def test_states_chain(first: ReviewSide, second: ReviewSide, third: ReviewSide) -> None:
    start, end, whole = (states(review(*pair)) for pair in ((first, second), (second, third), (first, third)))
    for thing in start.keys() & end.keys():
        assert start[thing][1] == end[thing][0]
        passed = (start[thing][0], end[thing][1])
        assert whole.get(thing, passed) == passed
    # What one of the steps leaves as it is goes as far as the other takes it, unless it came or went with a promise.
    for step, other in ((start, end), (end, start)):
        for thing in step.keys() - other.keys():
            if thing[0] in ("posture", "verdict", "claim"):
                assert whole.get(thing, step[thing]) == step[thing]
            if thing[0] == "posture":
                assert thing in whole


def shuffle(workspace: Workspace, random: Random) -> Workspace:
    """The same documents with promises and items in another order, and other words where no rule reads them."""

    def mix(values: Iterable[object]) -> tuple[object, ...]:
        mixed = list(values)
        random.shuffle(mixed)
        return tuple(mixed)

    agents = tuple(
        replace(
            agent,
            pacts=tuple(pact.model_copy(update={"obligations": mix(pact.obligations)}) for pact in agent.pacts),
            bundles=tuple(bundle.model_copy(update={"items": mix(bundle.items)}) for bundle in agent.bundles),
            agent=agent.agent.model_copy(update={"summary": f"Words {random.random()}"}),
        )
        for agent in workspace.agents
    )
    return replace(workspace, agents=agents)


@given(workspaces(), workspaces(), st.integers(0, 2**32))
@CASES
def test_fingerprints_outlive_order_and_words(before: Workspace, after: Workspace, seed: int) -> None:
    random = Random(seed)  # noqa: S311  # the same seed gives the same order
    plain = review(a_side(before), a_side(after)).changes
    mixed = review(a_side(before), a_side(shuffle(after, random))).changes
    added = {change.fingerprint for change in mixed if change.rule == "wording"}
    assert {change.fingerprint for change in plain} - added <= {change.fingerprint for change in mixed}
    extra = [change for change in mixed if change.fingerprint not in {c.fingerprint for c in plain}]
    assert {(change.rule, change.aspect) for change in extra} <= {("wording", "summary")}


@given(sides, sides)
@CASES
def test_fingerprints_tell_changes_apart(one: ReviewSide, other: ReviewSide) -> None:
    found = review(one, other).changes
    assert len({change.fingerprint for change in found}) == len(found)


@given(sides, sides)
@CASES
def test_no_figure_and_no_sentence_is_in_a_fingerprint(one: ReviewSide, other: ReviewSide) -> None:
    for change in review(one, other).changes:
        reworded = replace(change, title=type(change.title)("Other words"), why=None, figure=None)
        assert compute_fingerprint(reworded) == change.fingerprint


HIDDEN = "zzqx-unseen"


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.NDA])
def test_what_is_projected_away_never_shows(audience: Audience, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What only internal readers may see changes in many ways, and a review for others says nothing of it."""
    hidden = f"""items:
  - kind: incident
    id: {HIDDEN}
    visibility: internal
    supports: [service/task-success]
    severity: critical
    occurred: 2026-06-15
    visible_event: It is {HIDDEN}.
"""
    folders = [tmp_path_factory.mktemp(name) for name in ("before", "after")]
    read_edited(folders[0])
    read_edited(
        folders[1],
        (RECORDS, "items:\n", hidden),
        (DECISIONS, "  - id: pilot\n", "  - id: pilot\n    visibility: internal\n"),
    )
    before, after = (read_side(folder, audience=audience) for folder in folders)
    found = review(before, after)
    assert HIDDEN not in json.dumps([str(change) for change in found.changes])
    assert [(change.rule, change.subject) for change in found.changes] == [("decision", "pilot")]


def test_documents_of_histories_are_reviewed_as_well() -> None:
    side = a_side(documents(runs(90, 100)))
    assert review(side, side).changes == ()
