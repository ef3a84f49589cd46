"""`trustpages verify`: a published folder, checked offline."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from trustpages.cli.options import DayType


@click.command(name="verify")
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option("--pin", metavar="CHECKPOINT", help="A checkpoint that you kept: its file, or its lines.")
@click.option(
    "--allowed-signers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keys that may sign, in ssh-keygen's format.",
)
@click.option(
    "--now", type=DayType(), metavar="DATE", help="Day to check the expiry for. [default: today, UTC]"
)
def command(directory: Path, pin: str | None, allowed_signers: Path | None, now: date | None) -> None:
    """Check a published folder offline: digests, log, signatures, expiry; say what was not checked.

    With --pin the first entry that was rewritten since is named. The same check is in every published version
    as one file that needs Python alone. Exit code 5: verification failed.

    \b
    Example:
      trustpages verify published --pin checkpoint.txt --allowed-signers signers
    """
    from trustpages.publish.verifier.trustverify import main

    arguments = [str(directory)]
    for name, value in (("--pin", pin), ("--allowed-signers", allowed_signers), ("--now", now)):
        if value is not None:
            arguments += [name, str(value)]
    sys.exit(main(arguments))
