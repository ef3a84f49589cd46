"""`trustpages correct-evidence`: name the item that stands in the place of a wrong one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from trustpages.cli.commands.editing.outcome import editing_options, finish_edit
from trustpages.cli.options import make_choice


@click.command(name="correct-evidence")
@click.argument("item")
@click.argument("by")
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="KEY=VALUE",
    help="Write BY as a copy of ITEM in which KEY is VALUE; several times for several.",
)
@editing_options
def command(
    item: str, by: str, values: tuple[str, ...], workspace: Path | None, as_of: date | None, dry_run: bool, quiet: bool
) -> None:
    """Name BY as the item that stands in the place of ITEM, which stays on record and counts for nothing.

    BY is there already, or is written as a corrected copy by --set.

    \b
    Example:
      trustpages correct-evidence june-runs june-runs-recounted --set successes=191
    """
    from trustpages.workflow.editing.retraction import correct_evidence
    from trustpages.workflow.editing.workspace_edit import read_for_editing

    pairs = [value.partition("=") for value in values]
    wrong = [key for key, sign, _ in pairs if not sign or not key]
    if wrong:
        raise click.UsageError(f"--set takes KEY=VALUE, not {', '.join(map(repr, wrong))}.")
    reading = read_for_editing(make_choice(workspace, as_of, None))
    outcome = correct_evidence(reading, item, by, {key: value for key, _, value in pairs})
    finish_edit(outcome, dry_run=dry_run, quiet=quiet)
