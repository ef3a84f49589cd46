"""Changes of evidence."""

from __future__ import annotations

from trustpages.model.vocabulary import Severity
from trustpages.review.rules.rule import ChangeRule, Part

EVIDENCE_RULES = (
    ChangeRule(
        id="evidence-removed",
        title="Evidence is not there any more",
        weight=Severity.MEDIUM,
        part=Part.OUTCOME,
        opposite="evidence-added",
        meaning="An item that was on record is gone. Evidence that does not hold is withdrawn, and stays listed.",
    ),
    ChangeRule(
        id="evidence-set-aside",
        title="Evidence was withdrawn, corrected or refuted",
        weight=Severity.MEDIUM,
        part=Part.CAUSE,
        meaning="The item stays listed and counts for nothing; or it counts again.",
    ),
    ChangeRule(
        id="evidence-expired",
        title="Evidence is too old to count",
        weight=Severity.MEDIUM,
        part=Part.CAUSE,
        opposite="evidence-counts-again",
        meaning="The item counted for a promise, and its age or the version that it is about lets it count no more.",
    ),
    ChangeRule(
        id="evidence-counts-again",
        title="Evidence that was too old counts",
        weight=Severity.LOW,
        part=Part.CAUSE,
        opposite="evidence-expired",
        meaning="Its days, or what is said of how long evidence counts, changed.",
    ),
    ChangeRule(
        id="evidence-changed",
        title="Evidence says something else of itself",
        weight=Severity.MEDIUM,
        part=Part.CAUSE,
        meaning="How the item was collected, chosen or judged, what it is for, or what a record says.",
    ),
    ChangeRule(
        id="outcomes-changed",
        title="Evidence counts other outcomes",
        weight=Severity.LOW,
        part=Part.OUTCOME,
        meaning="The counts of the item, or the rows of its data file, are others, and nothing else about it is.",
    ),
    ChangeRule(
        id="evidence-added",
        title="Evidence is new",
        weight=Severity.LOW,
        part=Part.OUTCOME,
        graded="as grave as what it says against the agent, else low",
        opposite="evidence-removed",
        meaning="An item was recorded.",
    ),
)
