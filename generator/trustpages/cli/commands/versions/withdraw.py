"""`trustpages withdraw`: replace a published version by a tombstone with the reason."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from trustpages.cli.options import (
    branch_options,
    choose_destination,
    make_signings,
    print_checkpoint,
    print_landed,
    repository_option,
    signing_options,
)
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
@repository_option
@signing_options("--sign")
@click.option("--reason", required=True, metavar="TEXT", help="Why, in words for its readers.")
@click.option("-q", "--quiet", is_flag=True, help="Results and errors only.")
def command(
    version: str,
    folder: Path | None,
    branch: str | None,
    push: bool,
    remote: str | None,
    workspace: Path | None,
    sign: Path | None,
    sigstore: bool,
    checkpoint_days: int | None,
    reason: str,
    quiet: bool,
) -> None:
    """Withdraw VERSION: its addresses show the reason, its digests stay, the log tells.

    Nothing is deleted silently. Sign it where versions are signed, or run `trustpages sign` afterwards: without the key
    nobody can withdraw in your name. To correct a version, publish the corrected one under a new name as well.

    \b
    Example:
      trustpages withdraw 2026-11 --from ../published --reason "The June trials were counted twice."
    """
    source = choose_destination("--from", folder, branch, push, remote)
    from trustpages.workflow.commands.withdraw import withdraw

    today = datetime.now(UTC).date()  # noqa: TID251 - the clock is read in the command, once
    signings = make_signings(sign, sigstore)
    outcome = withdraw(version, source, workspace or Path.cwd(), reason, today, signings, checkpoint_days)
    print_result(outcome.where)
    commentary = Commentary(quiet)
    print_landed(commentary, outcome.landed)
    print_checkpoint(commentary, outcome.withdrawn.checkpoint, outcome.withdrawn.lacks_signature)
