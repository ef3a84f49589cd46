"""What `check` says of the previous report."""

from __future__ import annotations

from typing import Final

from trustpages.model.problem import Explanation

PREVIOUS_REPORT_CODES: Final = (
    Explanation(
        "previous-too-large",
        "The earlier report is larger than it may be",
        "A report has a limit of 64 MiB, so that no file can stop a build. Bad: an archive of all reports. Good: "
        "the `report.json` of the last published version.",
    ),
    Explanation(
        "previous-not-json",
        "The earlier report is not JSON",
        "The file is read strictly: UTF-8 without a byte order mark, each key once in its mapping, finite numbers. "
        "Bad: a report that was cut off, or edited by hand. Good: the `report.json` as it was published.",
    ),
    Explanation(
        "previous-format",
        "The file is not a report of a known format",
        "The `format` of an earlier report is `trustpages.report/1`. Bad: the JSON of one agent, or of `check`. Good: "
        "the `report.json` of the whole site, or what `trustpages report --format json` prints.",
    ),
    Explanation(
        "previous-shape",
        "A part of the earlier report is not what its format says",
        "Keys that this version does not know are ignored, but those that it reads must be there and have the type "
        "that the format gives them. Bad: `yesterday` for `as_of`. Good: the `report.json` as it was published.",
    ),
    Explanation(
        "previous-audience",
        "The earlier report was for another audience",
        "What one audience was shown says nothing of what another was: evidence would seem to have vanished that is "
        "withheld. Bad: the internal report before a public build. Good: the last report for the same audience.",
    ),
    Explanation(
        "previous-later",
        "The earlier report is of a later day",
        "A report is held against what was published before it. Bad: `--as-of 2026-03-01` with a report of 1 April. "
        "Good: the last report up to that day.",
    ),
)
"""Every code that `--previous` reports, in the order in which the file is looked at."""
