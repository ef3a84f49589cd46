"""`trustpages sign`: sign what was published without a signature, with nothing else installed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from trustpages.cli.options import (
    branch_options,
    choose_destination,
    make_signings,
    print_landed,
    repository_option,
    signing_options,
)
from trustpages.cli.terminal import Commentary, print_result


@click.command(name="sign")
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[DIR]"
)
@branch_options("The branch that holds the published folder.")
@repository_option
@signing_options("--key")
@click.option("-q", "--quiet", is_flag=True, help="Results and errors only.")
def command(
    folder: Path | None,
    branch: str | None,
    push: bool,
    remote: str | None,
    workspace: Path | None,
    key: Path | None,
    sigstore: bool,
    checkpoint_days: int | None,
    quiet: bool,
) -> None:
    """Sign the versions in DIR that nobody has, and the end of the log, for some more days.

    Nothing is built, no workspace is read and no template runs: a job that holds a key needs no other package, and no
    evidence. Sign again before the day that `verify` names, so that readers can tell that nothing newer is held back.

    \b
    Examples:
      trustpages sign ../published --key ~/.ssh/trust-key
      trustpages sign --branch gh-pages --push --key ~/.ssh/trust-key --checkpoint-days 30
    """
    destination = choose_destination("DIR", folder, branch, push, remote)
    from trustpages.publish.versions.log_signing import SignedTerm
    from trustpages.workflow.commands.sign import sign

    if key is None and not sigstore:
        raise click.UsageError("Say how to sign: --key KEY, --sigstore, or both.")
    today = datetime.now(UTC).date()  # noqa: TID251 - the clock is read in the command, once
    signings = make_signings(key, sigstore)
    outcome = sign(destination, workspace or Path.cwd(), signings, SignedTerm(today, checkpoint_days))
    print_result(outcome.where)
    commentary = Commentary(quiet)
    print_landed(commentary, outcome.landed)
    log = outcome.signed.log
    for version in outcome.signed.versions:
        commentary.say(f"Signed {version}")
    commentary.say(f"Signed {log.checkpoint.size} entries on {log.on}, good until {log.valid_until}. To keep:")
    commentary.say(log.checkpoint.short().rstrip())
