"""`trustpages withdraw-evidence`: take an item of evidence back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from trustpages.cli.commands.editing.outcome import editing_options, finish_edit
from trustpages.cli.options import DayType, make_choice


@click.command(name="withdraw-evidence")
@click.argument("item")
@click.option("--by", required=True, metavar="NAME", help="Who takes it back.")
@click.option("--role", metavar="ROLE", help="In which role.")
@click.option("--reason", required=True, metavar="TEXT", help="Why, in words for its readers.")
@click.option("--date", "on", type=DayType(), metavar="DATE", help="When. [default: the day of the report]")
@editing_options
def command(
    item: str,
    by: str,
    role: str | None,
    reason: str,
    on: date | None,
    workspace: Path | None,
    as_of: date | None,
    dry_run: bool,
    quiet: bool,
) -> None:
    """Take ITEM back: it stays listed with the reason, and counts for nothing.

    ITEM is its id, or agent/id where two agents share it. Nothing is deleted: evidence that was published and vanishes
    is told as vanished.

    \b
    Example:
      trustpages withdraw-evidence june-runs --by "Data team" --reason "The grader rejected right answers."
    """
    from trustpages.workflow.editing.retraction import withdraw_evidence
    from trustpages.workflow.editing.workspace_edit import read_for_editing

    reading = read_for_editing(make_choice(workspace, as_of, None))
    outcome = withdraw_evidence(reading, item, by=by, role=role, reason=reason, on=on)
    finish_edit(outcome, dry_run=dry_run, quiet=quiet)
