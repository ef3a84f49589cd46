"""`trustpages withdraw`: replace a published version by a tombstone with the reason."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from trustpages.cli.options import branch_options, choose_destination, print_landed
from trustpages.cli.terminal import Commentary, print_result


@click.command(name="withdraw")
@click.argument("version")
@click.option(
    "--from",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="The published folder.",
)
@branch_options("The branch that holds the published folder.")
@click.option(
    "-C",
    "--workspace",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="A folder in the repository of --branch. [default: this one]",
)
@click.option("--reason", required=True, metavar="TEXT", help="Why, in words for its readers.")
@click.option("-q", "--quiet", is_flag=True, help="Results and errors only.")
def command(
    version: str,
    folder: Path | None,
    branch: str | None,
    push: bool,
    remote: str | None,
    workspace: Path | None,
    reason: str,
    quiet: bool,
) -> None:
    """Withdraw VERSION: its addresses show the reason, its digests stay, the log tells.

    Nothing is deleted silently. To correct a version, publish the corrected one under a new name as well.

    \b
    Example:
      trustpages withdraw 2026-11 --from ../published --reason "The June trials were counted twice."
    """
    source = choose_destination("--from", folder, branch, push, remote)
    from trustpages.workflow.commands.withdraw import withdraw

    today = datetime.now(UTC).date()  # noqa: TID251 - the clock is read in the command, once
    withdrawn = withdraw(version, source, workspace or Path.cwd(), reason, today)
    print_result(withdrawn.where)
    commentary = Commentary(quiet)
    print_landed(commentary, withdrawn.landed)
    commentary.say(f"Checkpoint, to keep:\n{withdrawn.checkpoint.rstrip()}")
