"""What a build that ended without a result says of itself."""

from __future__ import annotations

import pytest

from trustpages.model.problem import TrustpagesError
from trustpages.workflow.isolation.messages import parse_result


@pytest.mark.parametrize(
    ("complaints", "sentence"),
    [("", "ended early"), ("Traceback:\n  File\nTypeError: a Snippet\n", "ended early: TypeError: a Snippet")],
)
def test_a_build_that_ended_early_says_why_where_it_knows(complaints: str, sentence: str) -> None:
    with pytest.raises(TrustpagesError) as refusal:
        parse_result({"begun": "Building the pages"}, complaints)
    assert refusal.value.code == "build-ended"
    assert refusal.value.sentence.endswith(sentence)
