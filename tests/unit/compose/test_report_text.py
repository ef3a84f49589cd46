"""The report on a terminal: evidence that did not count is named with the reason."""

from __future__ import annotations

from support.assess.results import an_obligation_result
from trustpages.compose.report_text import format_obligation
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.obligation import LeftOut
from trustpages.model.vocabulary import Verdict


def test_evidence_that_did_not_count_is_named_with_the_reason() -> None:
    left_out = LeftOut("june", "it is older than the window")
    shown = " ".join(" ".join(format_obligation(an_obligation_result(left_out=(left_out,)))).split())
    assert shown.endswith("not counted: june: it is older than the window")
    assert "not counted" not in "".join(format_obligation(an_obligation_result()))


def test_what_does_not_apply_says_why_and_promises_nothing() -> None:
    result = an_obligation_result(
        verdict=Verdict.NOT_APPLICABLE, quantity=Unmeasured(Status.MISSING, "there are no payments")
    )
    shown = " ".join(" ".join(format_obligation(result)).split())
    assert shown.endswith("because there are no payments")
    assert "promised" not in shown


def test_without_evidence_nothing_was_seen() -> None:
    result = an_obligation_result(verdict=Verdict.MISSING, quantity=Unmeasured(Status.MISSING, "there is no evidence"))
    assert "seen nothing: there is no evidence" in " ".join(" ".join(format_obligation(result)).split())
