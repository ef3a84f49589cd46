"""What changed, in the words of whoever reads the site, and as a feed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.assess.histories import LATER, a_batch, a_report, documents, published
from support.builders import AS_OF, OBLIGATION, Values, a_claim, a_trust, a_workspace, an_agent, claims_of
from support.compose.blocks import tables_of
from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.exports.feed import MOST_POINTS, compose_feed
from trustpages.compose.pages.registers import compose_changes_page
from trustpages.compose.sections.changes import list_headlines
from trustpages.compose.wording.changes import describe_changes
from trustpages.model.problem import Explanation
from trustpages.model.results.records.changes import ChangeTopic, ReportChange, Turn
from trustpages.model.workspace import Origins, Workspace
from trustpages.review.records import make_record

TITLES = (Explanation("L10", "stale results", ""),)


def a_workspace_of(successes: int, version: str, *said: Values) -> Workspace:
    evidence = documents(a_batch("june", successes)).agents[0]
    deployed = {"date": AS_OF, "kind": "prompt", "summary": "Shorter answers.", "version": version}
    agent = an_agent(version=version, changes=[deployed])
    claims = (claims_of(*said),) if said else ()
    return a_workspace(replace(evidence, agent=agent, claims=claims))


@pytest.fixture(scope="module")
def composition() -> Composition:
    before = published(a_report(a_workspace_of(97, "prompt-1", a_claim(text="It never errs."))))
    after = a_report(a_workspace_of(60, "prompt-2"), as_of=LATER, previous=before)
    changes = make_record(after, before.record).all_changes
    return Composition(after, a_trust(), Origins(), rules=TITLES, changes=changes)


def in_words(composition: Composition, *found: ReportChange) -> list[tuple[str, str, str]]:
    changed = replace(composition, changes=found)
    (agent,) = changed.report.agents
    return [(change.what, change.before, change.after) for change in describe_changes(changed, agent)]


def test_home_tells_the_version_and_the_claim_that_is_no_longer_made(composition: Composition) -> None:
    told = list_headlines(composition)
    assert any("a new version, prompt-2; before it was prompt-1." in one for one in told)
    assert any(one.endswith("prompt: Shorter answers.") for one in told)
    assert any("Claim “It never errs.”" in one and one.endswith("not said now.") for one in told)


@pytest.mark.parametrize(
    ("changed", "subject", "aspect", "states", "expected"),
    [
        (
            *(ChangeTopic.LIMITATION, "L10", "june", (None, "high")),
            ("Limitation L10, stale results: june", "not raised", "High"),
        ),
        (*(ChangeTopic.LIMITATION, "L99", "", ("low", None)), ("Limitation L99", "Low", "not raised")),
        (
            *(ChangeTopic.CLAIM, "fast", "predicate"),
            ("metric success, operator at_least, value 0.6", "metric success, operator at_most, value 0.6"),
            ("Claim: Fast: what it states", "success, at least, 0.6", "success, at most, 0.6"),
        ),
        (
            *(ChangeTopic.EVIDENCE, "june", "content", ("a" * 64, "b" * 64)),
            ("Content of the evidence: june", "SHA-256 aaaaaaaaaaaa", "SHA-256 bbbbbbbbbbbb"),
        ),
        (
            *(ChangeTopic.EVIDENCE, "june", "", (None, "benchmark_result")),
            ("Evidence: june", "not on record", "Benchmark result"),
        ),
    ],
)
def test_no_word_of_the_schema_reaches_the_reader(
    changed: ChangeTopic,
    subject: str,
    aspect: str,
    states: tuple[str | None, str | None],
    expected: tuple[str, str, str],
    composition: Composition,
) -> None:
    one = ReportChange("desk", changed, subject, *states, Turn.NEUTRAL, aspect)
    assert in_words(composition, one) == [expected]


def test_a_first_report_has_the_page_and_says_that_nothing_came_before() -> None:
    page = compose_changes_page(Composition(a_report(a_workspace_of(97, "prompt-1")), a_trust(), Origins()))
    assert (page.path, tables_of(page)) == (paths.CHANGES, ())
    assert page.lead.startswith("This is the first report")


def test_the_feed_has_an_entry_for_the_report_and_one_for_each_agent_that_changed(composition: Composition) -> None:
    feed = compose_feed(composition)
    whole, agent = feed.entries
    assert whole.title == "Report of 31 July 2026"
    assert "for the worse" in agent.title
    assert any("What the evidence does not show" in sentence for sentence in agent.sentences)
    assert any("valid until" in sentence or "no end" in sentence for sentence in agent.sentences)


def test_ids_of_the_feed_stay_and_are_never_shared(composition: Composition) -> None:
    report = composition.report
    other = compose_feed(replace(composition, report=replace(report, inputs_digest="f" * 64)))
    feed = compose_feed(composition)
    ids = [entry.id for entry in (*feed.entries, *other.entries)]
    assert feed == compose_feed(composition)
    assert (feed.id, len(set(ids))) == (other.id, len(ids))


def test_the_feed_ends_however_much_an_earlier_report_lets_change(composition: Composition) -> None:
    feed = compose_feed(replace(composition, changes=composition.changes * 500))
    points = feed.entries[1].points
    assert len(points) == MOST_POINTS + 1
    assert points[-1] == f"and {500 * len(composition.changes) - MOST_POINTS:,} more, on the page"


def test_what_is_disputed_is_not_simply_better(composition: Composition) -> None:
    better = ReportChange("desk", ChangeTopic.VERDICT, OBLIGATION, "on-track", "met", Turn.DISPUTED, "")
    (told,) = describe_changes(replace(composition, changes=(better,)), composition.report.agents[0])
    assert told.tone.word == "Better, disputed"


def test_a_consequence_that_nobody_recorded_is_named_by_its_promise(composition: Composition) -> None:
    missed = ReportChange(
        "desk",
        ChangeTopic.CONSEQUENCE,
        f"{OBLIGATION.replace('/', '.')}.on_breach.2026-06-20",
        None,
        "late",
        Turn.WORSE,
    )
    ((what, _, _),) = in_words(composition, missed)
    assert what == "Consequence: “Completes the request”, since 20 June 2026"
