"""Automated checks of data as an audit: passed, failed, or qualified where some of them came to no result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from trustpages.intake.importers.fields import shorten
from trustpages.intake.importers.importer import Doubt, Headline, ImportedItem
from trustpages.intake.importers.picks import to_label
from trustpages.model.source_map import Plain

_LONGEST_SCOPE = 1000


@dataclass(frozen=True, slots=True)
class Check:
    """A check by its name; `warned` where it failed and need not pass, `none` where it came to no result."""

    name: str
    outcome: Literal["passed", "failed", "warned", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedData:
    """What was checked, by which tool, when, and what came of it."""

    name: str
    tool: str
    against: str
    subject: Literal["agent", "governance"]
    checks: Sequence[Check]
    doubts: Sequence[Doubt]
    file: str
    at: datetime | None = None
    headlines: tuple[Headline, ...] = ()


def make_audit(data: CheckedData) -> ImportedItem:
    """The audit: what did not pass is an open finding, and named in the scope; its day is the last one collected."""
    outcomes = [check.outcome for check in data.checks]
    open_ = [check.name for check in data.checks if check.outcome != "passed"]
    result = "fail" if "failed" in outcomes else "qualified" if open_ else "pass"
    scope = f"{len(outcomes):,} automated checks of {data.against}"
    if open_:
        scope += f"; not passed: {', '.join(open_)}"
    keys: dict[str, Plain] = {
        "scope": shorten(scope, _LONGEST_SCOPE),
        "subject": data.subject,
        "auditor": {"name": data.tool},
        "result": result,
        "findings": len(open_),
    }
    day = data.at.date() if data.at else None
    unfinished = outcomes.count("none")
    sentence = f"{unfinished:,} of {len(outcomes):,} checks came to no result: they are open findings."
    doubts = (Doubt(kind="checks-without-result", sentence=sentence),) if unfinished else ()
    return ImportedItem(
        kind="audit",
        name=to_label(data.name, "checks"),
        title=shorten(f"Automated checks of {data.against}"),
        keys=keys,
        headlines=data.headlines,
        doubts=(*data.doubts, *doubts),
        first=day,
        last=day,
        files=(data.file,),
    )
