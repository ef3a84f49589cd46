"""Incidents of which no more is known than their month, or that there were several."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from support.builders import an_incident
from trustpages.compose.wording.dates import format_incident_day
from trustpages.model.documents.items.events import Incident


def an_item(**changes: object) -> Incident:
    return Incident.model_validate(an_incident(**changes))


@pytest.mark.parametrize(
    ("more", "day"),
    [
        ({}, date(2026, 8, 31)),
        ({"detected": "2026-08-20"}, date(2026, 8, 20)),
        ({"detected": "2026-08-20", "resolved": "2026-08-12T10:00:00Z"}, None),
        ({"detected": "2026-09-02"}, date(2026, 8, 31)),
    ],
)
def test_of_a_month_the_last_day_counts_on_which_it_can_have_happened(more: dict[str, str], day: date | None) -> None:
    incident = an_item(occurred="2026-08", **more)
    assert incident.occurred == (day or date(2026, 8, 12))
    assert format_incident_day(incident) == "August 2026"


def test_a_known_day_is_told() -> None:
    assert format_incident_day(an_item(occurred="2026-08-09")) == "9 August 2026"


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "0000-01", "2026-8"])
def test_what_is_no_month_is_refused(month: str) -> None:
    with pytest.raises(ValidationError, match=r"a date is written|year"):
        an_item(occurred=month)


def test_a_cost_has_a_currency() -> None:
    assert an_item(cost=5000, currency="EUR").cost == 5000
    with pytest.raises(ValidationError, match="given together"):
        an_item(cost=5000)
