"""Items about one day: an incident, an audit."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import model_validator

from trustpages.model.documents.base import (
    MONTH,
    AtLeastOne,
    Count,
    DatesInOrder,
    Day,
    DayOrMonth,
    Flag,
    Id,
    NonNegative,
    Party,
    Text,
)
from trustpages.model.documents.items.adverse import Adverse, HeldAgainst
from trustpages.model.documents.items.base import ItemTraits, RetractableItem
from trustpages.model.ids import Refers
from trustpages.model.vocabulary import EvidenceClass, IncidentSeverity, Severity, Verdict


class Incident(RetractableItem):
    """Something went wrong in use: what could be seen, apart from the control that failed."""

    traits: ClassVar[ItemTraits] = ItemTraits(
        label="An incident", evidence_class=EvidenceClass.INCIDENT, own_day="occurred"
    )
    dates_in_order: ClassVar[DatesInOrder] = (
        ("occurred", "detected"),
        ("occurred", "resolved"),
        ("detected", "resolved"),
    )

    kind: Literal["incident"]
    """An incident."""
    severity: IncidentSeverity
    """How bad it was."""
    occurred: DayOrMonth
    """Day on which it happened; its month, such as `2026-08`, where no more is known, of which the last day counts."""
    day_known: Flag = True
    """Whether the day itself is known, and not only its month."""
    detected: Day | None = None
    """Day on which it was noticed."""
    resolved: Day | None = None
    """Day on which it was over; open if absent."""
    count: AtLeastOne = 1
    """Incidents of this kind that are reported together: one burst, which says less of the rate than so many alone."""
    count_is_least: Flag = False
    """Whether there may be more than `count`, as where a report says “several”."""
    people_affected: Count | None = None
    """People whom it harmed or could have harmed, as far as known."""
    cost: NonNegative | None = None
    """What it cost, as far as known."""
    currency: Text | None = None
    """Currency of the cost."""
    visible_event: Text
    """What a user or outsider could see."""
    control_failure: Text | None = None
    """Which control should have prevented it and did not."""
    detection: Literal["automatic", "human", "user_reported"] | None = None
    """How it was noticed."""
    steps: tuple[Annotated[Id, Refers("step")], ...] = ()
    """Steps of the workflow that it touched."""
    confirmed: Flag = True
    """Whether it is established that it happened."""
    benchmark_failure: Text | None = None
    """Which failure of a benchmark task it corresponds to, where somebody mapped it."""

    @model_validator(mode="before")
    @classmethod
    def _take_month(cls, value: Any) -> Any:
        """Of a month the last day, since what may have happened in a window did; never after it was noticed or over."""
        occurred = value.get("occurred") if isinstance(value, dict) else None
        if not isinstance(occurred, str) or not re.fullmatch(MONTH, occurred):
            return value
        year, month = map(int, occurred.split("-"))
        if year == 0:
            return value
        last = date(year, month, monthrange(year, month)[1]).isoformat()
        later = (value.get(key) for key in ("detected", "resolved"))
        known = [day[:10] for day in later if isinstance(day, str) and day.startswith(occurred)]
        stated = value.get("day_known", False)
        day_known = False if isinstance(stated, bool) else stated  # else it is refused as what it is
        return {**value, "occurred": min([last, *known]), "day_known": day_known}

    @model_validator(mode="after")
    def _has_currency(self) -> Self:
        if (self.cost is None) != (self.currency is None):
            raise ValueError("`cost` and `currency` are given together or not at all")
        return self

    @property
    def known_on(self) -> Day:
        """The day from which somebody could know of it."""
        return self.detected or self.occurred

    def find_adverse(self, held: HeldAgainst) -> Adverse | None:
        """An incident from major on; one that is not confirmed weighs too, and is told as such."""
        del held
        severity = self.severity.weighs_as
        if severity is None:
            return None
        if self.confirmed:
            return Adverse(severity, self.severity.value)
        return Adverse(Severity.HIGH, f"{self.severity.value}, reported and not confirmed")


class Audit(RetractableItem):
    """An examination by somebody, against something."""

    traits: ClassVar[ItemTraits] = ItemTraits(label="An audit", evidence_class=EvidenceClass.AUDIT, own_day="date")

    kind: Literal["audit"]
    """An audit."""
    date: Day
    """Day of the opinion."""
    scope: Text
    """What was examined, against what."""
    subject: Literal["agent", "governance"] = "agent"
    """The agent's behaviour, or the organisation around it."""
    auditor: Party
    """Who examined."""
    result: Literal["pass", "qualified", "fail"]
    """The opinion."""
    findings: Count | None = None
    """Open findings."""

    @property
    def evidence_class(self) -> EvidenceClass:
        """An audit of the organisation speaks of governance."""
        return EvidenceClass.GOVERNANCE if self.subject == "governance" else EvidenceClass.AUDIT

    @property
    def opinion(self) -> str:
        """The result as it is told: `passed`, `passed with reservations`, `failed`."""
        return {"pass": "passed", "qualified": "passed with reservations", "fail": "failed"}[self.result]

    def find_adverse(self, held: HeldAgainst) -> Adverse | None:
        """An opinion that is not a plain pass, and findings that are still open."""
        del held
        if self.result == "pass" and not self.findings:
            return None
        plural = "" if self.findings == 1 else "s"
        findings = f", {self.findings:,} open finding{plural}" if self.findings else ""
        return Adverse(Severity.CRITICAL if self.result == "fail" else Severity.HIGH, f"{self.opinion}{findings}")

    def judge_as_record(self) -> Verdict:
        """The opinion; a qualified one leans to met."""
        opinions = {"pass": Verdict.MET, "qualified": Verdict.LEANING_MET, "fail": Verdict.BREACHED}
        return opinions[self.result]
