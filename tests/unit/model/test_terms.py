"""Terms of a promise as readers are told of them."""

from __future__ import annotations

from datetime import date

import pytest

from support.builders import an_obligation
from trustpages.assess.history.undeclared_changes import describe_terms
from trustpages.model.documents.pact import Consequence
from trustpages.model.results.records.terms import name_term, say_the_same, word_term
from trustpages.model.sentence import Sentence


def test_no_name_of_a_key_stands_in_a_term() -> None:
    agreed = Consequence.model_validate({"action": "narrow-authority", "to": "approve-each", "within": "2 days"})
    promise = an_obligation(measure={"kind": "proportion", "of": "benchmark_result"})
    promise = promise.model_copy(update={"on_breach": agreed, "on_incident": agreed})
    terms = describe_terms(promise)
    assert word_term("consequences", terms.consequences) == (
        "if it is broken: narrow-authority, to approve-each, within 2 days; "
        "after an incident: narrow-authority, to approve-each, within 2 days"
    )
    assert word_term("measure", terms.measure) == "proportion, of benchmark result"


@pytest.mark.parametrize(("field", "name"), [("threshold", "target"), ("window", "window")])
def test_a_term_has_a_name_for_readers(field: str, name: str) -> None:
    assert name_term(field) == name


def test_days_stay_days() -> None:
    said = word_term("measure", Sentence("since ", date(2026, 6, 1), " on_breach: suspend"))
    assert said.parts == ("since ", date(2026, 6, 1), " if it is broken: suspend")


@pytest.mark.parametrize(
    ("after", "same"),
    [
        ("after: b, a; before: c", True),
        ("before: c; after: a, b", True),
        ("after: c; before: a, b", False),
        ("after: a; before: b, c", False),
    ],
)
def test_the_order_in_which_a_report_lists_a_term_is_no_change(after: str, same: bool) -> None:
    assert say_the_same("after: a, b; before: c", after) is same
