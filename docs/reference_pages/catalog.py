"""All generated pages of the reference."""

from __future__ import annotations

from collections.abc import Mapping

from reference_pages.codes import changes, formulas, limitation_rules, metrics, problems, refusals
from reference_pages.commands import commands
from reference_pages.documents import documents
from reference_pages.next_steps import next_steps
from reference_pages.policy import policy
from reference_pages.report import report
from reference_pages.review import format_review_schema, review


def pages() -> Mapping[str, str]:
    """The text of each generated file by its path below `docs/reference`."""
    return {
        "changes.md": changes(),
        "commands.md": commands(),
        "diff.md": review(),
        "formulas.md": formulas(),
        "limitation-rules.md": limitation_rules(),
        "metrics.md": metrics(),
        "next.md": next_steps(),
        "policy.md": policy(),
        "problems.md": problems(),
        "refusals.md": refusals(),
        "report.md": report(),
        "schemas/diff.json": format_review_schema(),
        **documents(),
    }
