"""What a review says: outcome first, worst first, both readings of what may be gaming, how sure a figure is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from support.review.reviews import (
    ACCEPTED,
    AFTER,
    BEFORE,
    EMPTY,
    GAMED,
    LAPSED,
    MOVED_LINE,
    MUCH,
    ONLY_FORM,
    REVIEWS,
    UNREADABLE,
    VERDICT,
    WITHIN_NOISE,
    a_change,
)
from trustpages.compose.review.page import MOST_PROBLEMS, compose_review
from trustpages.compose.wording.review import describe_acceptance, describe_move, describe_sides, headline_of, say_state
from trustpages.compose.wording.said import say
from trustpages.model.pages.blocks import Table, walk
from trustpages.model.results.review import AcceptanceState, ChangeReview, MovedFigure, SideFigure
from trustpages.model.sentence import Sentence
from trustpages.workflow.diff.forms import OutputForm, print_as_text


def told(review: ChangeReview) -> str:
    return " ".join(print_as_text(review, OutputForm("any")).split())


@pytest.mark.parametrize(
    ("review", "headline"),
    [
        (EMPTY, "Nothing changes"),
        (ONLY_FORM, "No change of meaning: files differ in their form alone"),
        (UNREADABLE, "The review failed: work tree cannot be read"),
        (MOVED_LINE, "Stopped: 2 changes need a decision"),
        (LAPSED, "Stopped: 1 change needs a decision and 1 acceptance does not hold"),
        (replace(LAPSED, changes=()), "Stopped: 1 acceptance does not hold"),
        (replace(MUCH, changes=MUCH.changes[2:3]), "Nothing stops this: 1 change, 1 accepted"),
        (replace(MUCH, changes=MUCH.changes[-1:]), "Nothing stops this: 1 change"),
    ],
)
def test_the_outcome_comes_first(review: ChangeReview, headline: str) -> None:
    assert headline_of(review) == headline
    assert compose_review(review, can_fold=True)[0].title == headline
    assert review.is_stopped is headline.startswith(("Stopped", "The review failed"))


def test_a_side_that_cannot_be_read_is_no_clean_result() -> None:
    text = told(UNREADABLE)
    assert "That is no clean result." in text
    assert "evidence/airline-desk/pacts/service.yml:1:3: [yaml-syntax] line 1 is no YAML; mend it" in text
    assert f"and {len(UNREADABLE.unreadable[0].problems) - MOST_PROBLEMS} more" in text
    assert "For sales" not in text


def test_both_readings_of_what_may_be_gaming_are_told() -> None:
    text = told(MOVED_LINE)
    assert "1 change may be an attempt to look better than the evidence allows, or harmless" in text
    assert "The harmless reading: The old line was a typing error, or the counterparty agreed to another one." in text
    assert "changes may be attempts" in told(replace(MOVED_LINE, changes=(GAMED, replace(GAMED, agent="other"))))


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (
            VERDICT.figure,
            "Outside noise: chance alone hardly explains it. 20 % (10 of 50; 10 % to 33.8 %) before, 11.1 % (10 of 90; "
            "5 % to 20 %) now; the difference is -8.9 points (-17 to -1), on the 50 tasks that both have.",
        ),
        (
            WITHIN_NOISE.figure,
            "Within noise: chance alone may explain it; 11,400 runs a side would tell. 97.3 % (146 of 150; 93.3 % to "
            "99.3 %) before, 96.7 % (145 of 150; 92.4 % to 98.9 %) now; the difference is -0.7 points (-5 to +3.6), "
            "between the runs of each side.",
        ),
        (
            MovedFigure(
                before=SideFigure(estimate=None),
                after=SideFigure(estimate=4.16, low=4.01, high=4.3),
                difference=None,
                is_outside_noise=None,
                unit="points of five",
            ),
            "Whether this is noise cannot be told. no figure before, 4.16 points of five (4.01 to 4.3) now.",
        ),
    ],
)
def test_a_figure_knows_its_noise(figure: MovedFigure, words: str) -> None:
    assert describe_move(figure).replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize(
    ("state", "begins"),
    [
        (AcceptanceState.IN_FORCE, "by Dana Ruiz (Head of operations) on 18 November 2026, until 28 February 2027: "),
        (AcceptanceState.EXPIRED, "That has ended, so that it lets nothing pass: by Dana Ruiz"),
        (AcceptanceState.UNAUTHORISED, "Without the right to, so that it lets nothing pass: by Dana Ruiz"),
    ],
)
def test_an_acceptance_says_who_until_when_and_why(state: AcceptanceState, begins: str) -> None:
    accepted = replace(ACCEPTED, state=state)
    change = replace(GAMED, accepted=accepted)
    assert describe_acceptance(MOVED_LINE, change, accepted).startswith(begins)
    assert change.stops is (state is not AcceptanceState.IN_FORCE)
    assert ("To let it pass" in told(replace(MOVED_LINE, changes=(change,)))) is change.stops


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (None, "gone"),
        ("leaning-breach", "Leaning breach"),
        ("Restricted", "Restricted"),
        ("review-after", "Review after"),
        ("ab" * 32, "SHA-256 abababababab"),
        ("at most 3 days, since 2026-11-01", "at most 3 days, since 1 November 2026"),
        ("1.2.0", "1.2.0"),
        ("1.3.0 major", "1.3.0, which asks for a major step"),
    ],
)
def test_states_are_told_in_words(state: str | None, words: str) -> None:
    assert say_state(MOVED_LINE, "airline-desk", state, "gone") == words


def test_ids_are_names_where_readers_know_them() -> None:
    text = told(MOVED_LINE)
    assert "service/every-time" not in text
    assert "Airline desk agent: the promise “Completes at least one rehearsed request in four" in text
    unnamed = replace(MOVED_LINE, names={})
    assert "airline-desk: the promise service/every-time leans to kept" in told(unnamed)


def test_what_looks_like_a_secret_is_masked() -> None:
    token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0" + "k1L2m3N4o5P6q7R8"
    hiding = a_change(title=Sentence(f"the note says {token}"), before=token, after=None, why=Sentence(token))
    assert token not in told(replace(MOVED_LINE, changes=(hiding,)))


def test_where_a_reader_can_fold_the_worst_stand_in_a_table_those_that_stop_first() -> None:
    review = replace(MUCH, changes=(*MUCH.changes[4:], *MUCH.changes[:4], *MUCH.changes[4:]))
    (table,) = [block for block in walk(compose_review(review, can_fold=True)) if isinstance(block, Table)]
    assert [say(row.cells[0]) for row in table.rows] == [
        "Critical, stops",
        "Critical, stops",
        "High, stops",
        "Medium",
        "Low",
    ]
    assert not any(isinstance(block, Table) for block in walk(compose_review(review, can_fold=False)))


def test_sides_of_two_days_say_so() -> None:
    said = say(describe_sides(replace(BEFORE, as_of=date(2026, 11, 1)), AFTER))
    assert said == (
        "main (1a2b3c4d5e6f) as of 1 November 2026, compared with work tree as of 20 November 2026: some changes may "
        "come from the days alone"
    )


def test_sales_are_told_what_they_may_use_no_more_first() -> None:
    text = told(MUCH)
    assert "For sales: 1 may be used no more, 1 may not be used, 1 must be replaced, 1 may be used now" in text
    assert (
        "- Sentence “Resolves most airline requests, six in ten at the first attempt” of Airline desk agent: may be "
        "used no more from 20 November 2026. Stale before, Contradicted now. - Badge “posture” of Patch writer: may "
        "not be used" in text
    )
    assert "- Answer “freshness” of Patch writer: may be used now. Answered now." in text
    assert "For sales: nothing that may be said or shown changes." in told(replace(MUCH, sayable=()))


def test_a_small_change_fits_on_a_screen() -> None:
    assert len(print_as_text(MOVED_LINE, OutputForm("any")).splitlines()) <= 42


@pytest.mark.parametrize("name", REVIEWS)
@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_of_text_fit(name: str, width: int) -> None:
    assert max(map(len, print_as_text(REVIEWS[name], OutputForm("text", width=width)).splitlines())) <= width
