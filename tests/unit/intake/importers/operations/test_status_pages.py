"""Status pages: incidents that were posted, in a feed that is cut off, and uptime held against its minutes."""

from __future__ import annotations

import pytest

from support.importing import DATA, kinds, read_files, read_shared, read_spoiled
from trustpages.intake.importers.operations.incidents.statuspage import STATUSPAGE
from trustpages.intake.importers.operations.upptime import UPPTIME


def an_incident(name: str, impact: str, **keys: object) -> dict[str, object]:
    return {
        "id": name,
        "name": "Elevated errors",
        "impact": impact,
        "created_at": "2026-06-06T18:37:44.139Z",
        "started_at": "2026-06-06T18:37:44.116Z",
        "resolved_at": "2026-06-07T19:05:27.178Z",
        "incident_updates": [{"body": "From 18:12\u201318:55, we saw elevated errors."}],
        **keys,
    }


FEED: dict[str, object] = {
    "incidents": [
        an_incident("a", "critical"),
        an_incident("b", "maintenance"),
        an_incident("c", "catastrophic", resolved_at=None, incident_updates=[]),
        an_incident("d", "minor", started_at=None, created_at=None),
    ]
}


def test_each_dated_incident_is_an_item_and_the_rest_is_told() -> None:
    imported = read_files(STATUSPAGE, {"incidents.json": FEED})
    known, strange = imported.items
    assert imported.read == 4
    assert known.keys == {
        "severity": "critical",
        "occurred": "2026-06-06",
        "detected": "2026-06-06",
        "resolved": "2026-06-07",
        "visible_event": "Elevated errors",
    }
    assert kinds(known) == {"began-earlier", "feed-cut-off", "maintenance-left-out", "undated-left-out"}
    assert (strange.keys["severity"], "resolved" in strange.keys) == ("major", False)
    assert kinds(strange) == {"impact-not-known"}


SUMMARY = [
    {
        "name": "API",
        "slug": "api",
        "uptime": "99.00%",
        "uptimeDay": "100.00%",
        "dailyMinutesDown": {"2026-04-09": 72, "2026-04-26": 72},
    }
]


def test_uptime_is_held_against_its_minutes() -> None:
    history = "url: x\nlastUpdated: 2026-04-11T00:00:00.000Z\nstartTime: 2026-04-01T00:00:00.000Z\n"
    (item,) = read_files(UPPTIME, {"summary.json": SUMMARY, "api.yml": history}).items
    (stated,) = item.headlines
    assert (stated.value, stated.recomputed) == (0.99, pytest.approx(0.99))
    assert item.first is not None
    assert item.first.isoformat() == "2026-04-01"


def test_uptime_without_the_time_watched_is_not_recomputed() -> None:
    (item,) = read_files(UPPTIME, {"summary.json": SUMMARY}).items
    assert (item.headlines[0].recomputed, item.first) == (None, None)
    assert kinds(item) == {"days-with-outages"}


def test_no_value_of_another_kind_raises() -> None:
    read_spoiled(STATUSPAGE, {"incidents.json": FEED})
    read_spoiled(UPPTIME, {"summary.json": SUMMARY, "api.yml": "startTime: x\n"})


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_status_pages() -> None:
    imported = read_shared(STATUSPAGE, "incidents/statuspage/claude_incidents.json")
    assert (imported.read, len(imported.items)) == (3, 2)
    items = read_shared(UPPTIME, "incidents/upptime_adrianwedd_status").items
    assert len(items) == 4
    assert all(
        stated.recomputed == pytest.approx(stated.value, abs=5e-3) for item in items for stated in item.headlines
    )
