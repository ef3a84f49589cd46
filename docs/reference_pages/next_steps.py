"""The page of the JSON that `trustpages next` prints."""

from __future__ import annotations

from reference_pages.markdown import page
from reference_pages.records import members
from reference_pages.report import keys
from trustpages.model.results.next_steps import (
    FORMAT,
    AgentSteps,
    ComingDay,
    Lift,
    NextStep,
    NextSteps,
    Stage,
    StageCheck,
)

_LEAD = f"""
`trustpages next --format json` prints it. Its `format` is `{FORMAT}`: keys may be added, an incompatible change gets a
new version beside the old one.

Nothing in it is a promise: each step says what it assumes. A change is a [ReportChange](report.md#reportchange), as in
the report; what a step would add to the documents has an id that begins with `next-step` in it.
"""


def next_steps() -> str:
    """The format of the next steps."""
    return page(
        "Next steps as JSON",
        _LEAD,
        "## The whole",
        keys(NextSteps),
        "## Agents",
        keys(AgentSteps),
        "## Steps",
        keys(NextStep),
        "## What lifts the posture",
        keys(Lift),
        "## Stages",
        members(Stage),
        keys(StageCheck),
        "## Days",
        keys(ComingDay),
    )
