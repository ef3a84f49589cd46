"""What a calibration must tell: both kinds of error, or what a random part of the runs shows."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from trustpages.model.documents.items.counted import Calibration


def a_calibration(good: int, bad: int, **values: str) -> Calibration:
    rates = {"positives": {"of": good, "correct": good}, "negatives": {"of": bad, "correct": bad}}
    return Calibration.model_validate(rates | values)


def test_labels_of_the_runs_themselves_may_be_of_one_kind() -> None:
    assert a_calibration(50, 0, drawn_from="these_runs").negatives.of == 0
    assert a_calibration(50, 1).drawn_from == "other_outcomes"


@pytest.mark.parametrize(("good", "bad", "drawn_from"), [(50, 0, "other_outcomes"), (0, 0, "these_runs")])
def test_labels_that_tell_no_errors_are_refused(good: int, bad: int, drawn_from: str) -> None:
    with pytest.raises(ValidationError, match="at least one of each"):
        a_calibration(good, bad, drawn_from=drawn_from)
