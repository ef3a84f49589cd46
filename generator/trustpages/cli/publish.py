"""`trustpages publish`: an immutable version."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from trustpages.cli.options import choose, loudness_options, workspace_options
from trustpages.cli.terminal import Commentary, result


@click.command(name="publish")
@click.argument("version")
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    required=True,
    help="The published folder; made if it is absent. One folder holds the versions of one audience.",
)
@click.option(
    "--sign",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="KEY",
    help="SSH key that signs the version; buyers verify with ssh-keygen.",
)
@click.option(
    "--jobs", type=click.IntRange(1, 64), help="Processes to use. [default: the cores of this machine]"
)
@workspace_options
@loudness_options
def command(
    version: str,
    to: Path,
    sign: Path | None,
    jobs: int | None,
    workspace: Path | None,
    as_of: date | None,
    audience: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build the site and add it as VERSION to a published folder, immutable from then on.

    The workspace is checked first; an invalid one (exit code 3) or an unmet gate (4) stops it. Either the
    whole version is there at the end, or readers see what they saw before. The same version with the same
    content changes nothing; with other content it is refused. Exit code 75: somebody else is publishing.

    \b
    Example:
      trustpages publish 2026-11 --to ../published --sign ~/.ssh/trust-key
    """
    from trustpages.workflow.publish import publish

    commentary = Commentary(quiet, verbose)
    choice = choose(workspace, as_of, audience)
    outcome = publish(choice, version, to, sign, jobs or os.cpu_count() or 1, commentary.step)
    for line in outcome.complaints:
        click.echo(line, err=True)
    if outcome.published is not None:
        result(str(outcome.published.folder))
        commentary.say("Checkpoint, to keep and to put into contracts:")
        commentary.say(outcome.published.checkpoint.rstrip())
    sys.exit(outcome.exit_code)
