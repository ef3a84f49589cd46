"""What the log is to tell of records, from two reports."""

from __future__ import annotations

from datetime import date

import pytest

from support.review.records import a_record, an_agent_record, an_item_record
from trustpages.model.results.records.findings import ClaimRecord, ItemRecord
from trustpages.model.results.records.report import ReportRecord
from trustpages.model.vocabulary import ClaimVerdict
from trustpages.publish.log.events import VersionEvent
from trustpages.workflow.versions.record import list_record_changes

DAY = date(2026, 11, 1)


def a_report_of(*evidence: ItemRecord, claims: tuple[str, ...] = (), agent: str = "desk") -> ReportRecord:
    made = tuple(ClaimRecord(id=claim, verdict=ClaimVerdict.SUPPORTED) for claim in claims)
    return a_record(an_agent_record(*evidence, claims=made, agent=agent))


NOTHING = a_record()
TRIALS, LEAK = an_item_record("trials"), an_item_record("leak", "incident")


@pytest.mark.parametrize(
    ("earlier", "report", "told"),
    [
        (a_report_of(TRIALS), a_report_of(TRIALS), []),
        (a_report_of(TRIALS), a_report_of(TRIALS, an_item_record("more")), []),
        (a_report_of(TRIALS), a_report_of(an_item_record("trials", digest="b")), []),
        (NOTHING, a_report_of(TRIALS), []),
        (NOTHING, a_report_of(LEAK), [(VersionEvent.INCIDENT_OPENED, "desk/leak")]),
        (a_report_of(), a_report_of(LEAK), [(VersionEvent.INCIDENT_OPENED, "desk/leak")]),
        (a_report_of(LEAK), a_report_of(LEAK), []),
        (
            a_report_of(LEAK),
            a_report_of(an_item_record("leak", "incident", "b")),
            [(VersionEvent.INCIDENT_AMENDED, "desk/leak")],
        ),
        (a_report_of(LEAK), a_report_of(), [(VersionEvent.EVIDENCE_WITHDRAWN, "desk/leak")]),
        (
            a_report_of(TRIALS, claims=("fast", "safe")),
            a_report_of(claims=("safe",)),
            [(VersionEvent.EVIDENCE_WITHDRAWN, "desk/trials"), (VersionEvent.CLAIM_WITHDRAWN, "desk/fast")],
        ),
        (
            a_report_of(TRIALS, claims=("fast",)),
            a_report_of(LEAK, agent="clerk"),
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
def test_what_happened_to_records(
    earlier: ReportRecord, report: ReportRecord, told: list[tuple[VersionEvent, str]]
) -> None:
    found = list(list_record_changes(earlier, report, DAY))
    assert [(event.happening, event.subject) for event in found] == told
    assert all(event.subject in event.summary and event.on == DAY for event in found)


def test_the_order_of_records_is_irrelevant() -> None:
    records = [an_item_record(name, "incident") for name in ("c", "a", "b")]
    forwards = list(list_record_changes(NOTHING, a_report_of(*records), DAY))
    backwards = list(list_record_changes(NOTHING, a_report_of(*reversed(records)), DAY))
    assert forwards == backwards
