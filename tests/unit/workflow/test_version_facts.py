"""What the log is to tell of records, from two reports."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from trustpages.publish.log.events import VersionEvent
from trustpages.workflow.versions.record import list_record_changes

DAY = date(2026, 11, 1)


def a_record(id_: str, kind: str = "runs", digest: str = "a") -> dict[str, Any]:
    return {"id": id_, "kind": kind, "digest": digest}


def a_published_report(*evidence: dict[str, Any], claims: tuple[str, ...] = (), agent: str = "desk") -> Any:
    return {
        "agents": [{"id": agent, "evidence": list(evidence), "claims": [{"id": claim} for claim in claims]}],
    }


NOTHING: Any = {}
TRIALS, LEAK = a_record("trials"), a_record("leak", "incident")


@pytest.mark.parametrize(
    ("earlier", "report", "told"),
    [
        (a_published_report(TRIALS), a_published_report(TRIALS), []),
        (a_published_report(TRIALS), a_published_report(TRIALS, a_record("more")), []),
        (a_published_report(TRIALS), a_published_report(a_record("trials", digest="b")), []),
        (NOTHING, a_published_report(TRIALS), []),
        (NOTHING, a_published_report(LEAK), [(VersionEvent.INCIDENT_OPENED, "desk/leak")]),
        (a_published_report(), a_published_report(LEAK), [(VersionEvent.INCIDENT_OPENED, "desk/leak")]),
        (a_published_report(LEAK), a_published_report(LEAK), []),
        (
            a_published_report(LEAK),
            a_published_report(a_record("leak", "incident", "b")),
            [(VersionEvent.INCIDENT_AMENDED, "desk/leak")],
        ),
        (a_published_report(LEAK), a_published_report(), [(VersionEvent.EVIDENCE_WITHDRAWN, "desk/leak")]),
        (
            a_published_report(TRIALS, claims=("fast", "safe")),
            a_published_report(claims=("safe",)),
            [(VersionEvent.EVIDENCE_WITHDRAWN, "desk/trials"), (VersionEvent.CLAIM_WITHDRAWN, "desk/fast")],
        ),
        (
            a_published_report(TRIALS, claims=("fast",)),
            a_published_report(LEAK, agent="clerk"),
            [
                (VersionEvent.INCIDENT_OPENED, "clerk/leak"),
                (VersionEvent.EVIDENCE_WITHDRAWN, "desk/trials"),
                (VersionEvent.CLAIM_WITHDRAWN, "desk/fast"),
            ],
        ),
    ],
    ids=[
        "no-change",
        "more-evidence",
        "other-evidence",
        "first-report",
        "incident-in-the-first-report",
        "incident-opened",
        "incident-as-it-was",
        "incident-amended",
        "incident-gone",
        "evidence-and-claim-gone",
        "agent-gone",
    ],
)
def test_what_happened_to_records(earlier: Any, report: Any, told: list[tuple[VersionEvent, str]]) -> None:
    found = list(list_record_changes(earlier, report, DAY))
    assert [(event.happening, event.subject) for event in found] == told
    assert all(event.subject in event.summary and event.on == DAY for event in found)


def test_the_order_of_records_is_irrelevant() -> None:
    records = [a_record(name, "incident") for name in ("c", "a", "b")]
    forwards = list(list_record_changes(NOTHING, a_published_report(*records), DAY))
    backwards = list(list_record_changes(NOTHING, a_published_report(*reversed(records)), DAY))
    assert forwards == backwards
