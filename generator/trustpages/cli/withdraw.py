"""`trustpages withdraw`: a tombstone with the reason."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from trustpages.cli.terminal import Commentary, result


@click.command(name="withdraw")
@click.argument("version")
@click.option(
    "--from",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    required=True,
    help="The published folder.",
)
@click.option("--reason", required=True, metavar="TEXT", help="Why, in words for its readers.")
@click.option("-q", "--quiet", is_flag=True, help="Results and errors only.")
def command(version: str, folder: Path, reason: str, quiet: bool) -> None:
    """Withdraw VERSION: its addresses show the reason, its digests stay, the log tells.

    Nothing is deleted silently. To correct a version, publish the corrected one under a new name as well.

    \b
    Example:
      trustpages withdraw 2026-11 --from ../published --reason "The June trials were counted twice."
    """
    from trustpages.publish.versions.withdraw import withdraw_version

    today = datetime.now(UTC).date()  # noqa: TID251 - the clock is read in the command, once
    withdrawn = withdraw_version(folder, version, reason, today)
    result(str(withdrawn.folder))
    Commentary(quiet).say(f"Checkpoint, to keep:\n{withdrawn.checkpoint.rstrip()}")
