"""The report on a terminal: evidence that did not count is named with the reason."""

from __future__ import annotations

from result_builders import an_obligation_result
from trustpages.compose.report_text import promise_lines
from trustpages.model.results.obligation import LeftOut


def test_evidence_that_did_not_count_is_named_with_the_reason() -> None:
    left_out = LeftOut("june", "it is older than the window")
    shown = " ".join(" ".join(promise_lines(an_obligation_result(left_out=(left_out,)))).split())
    assert shown.endswith("not counted: june: it is older than the window")
    assert "not counted" not in "".join(promise_lines(an_obligation_result()))
