"""All generated pages of the reference."""

from __future__ import annotations

from collections.abc import Mapping

from reference_pages.codes import formulas, limitation_rules, metrics, problems, refusals
from reference_pages.commands import commands
from reference_pages.documents import documents
from reference_pages.next_steps import next_steps
from reference_pages.policy import policy
from reference_pages.report import report


def pages() -> Mapping[str, str]:
    """The Markdown of each generated page by its path below `docs/reference`."""
    return {
        "commands.md": commands(),
        "formulas.md": formulas(),
        "limitation-rules.md": limitation_rules(),
        "metrics.md": metrics(),
        "next.md": next_steps(),
        "policy.md": policy(),
        "problems.md": problems(),
        "refusals.md": refusals(),
        "report.md": report(),
        **documents(),
    }
