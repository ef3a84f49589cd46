"""Cases of the rules about what is contested or was taken back: L83, L84."""

from __future__ import annotations

from typing import Any

from support.builders import AS_OF, Values, a_review, runs
from unit.assess.limitations.rule_case import RuleCase, documents, nothing


def a_dispute(status: str = "open", **changes: Any) -> Values:
    """A dispute of the buyer over the default runs."""
    values = {"kind": "dispute", "id": "contested", "opened": AS_OF, "by": {"name": "Buyer"}, "about": "The counts."}
    return values | {"concerns": ["june-runs"], "status": status} | changes


WITHDRAWN = {"date": AS_OF, "by": {"name": "Vendor"}, "reason": "Counted twice."}

CASES = (
    RuleCase(
        "L83",
        fires=documents(runs(400, 400), a_dispute()),
        clear=documents(runs(400, 400), a_dispute("rejected", closed=AS_OF)),
        says=(
            "raised by Buyer",
            "contests june-runs: The counts",
            "goes from met to no evidence",
            "posture is Blocked",
        ),
    ),
    RuleCase(
        "L84",
        fires=documents(runs(400, 400, withdrawn=WITHDRAWN), a_review(date=AS_OF, closes=["june-runs"])),
        clear=documents(runs(400, 400)),
        says=("june-runs was withdrawn by Vendor", "Counted twice", "counts for nothing"),
        unknown=nothing(),
    ),
)
