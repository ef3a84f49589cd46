"""`trustpages publish`: add an immutable version to a published folder or branch."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from trustpages.cli.options import (
    branch_options,
    choose_destination,
    exports_option,
    loudness_options,
    make_choice,
    make_signings,
    print_checkpoint,
    print_landed,
    revision_option,
    signing_options,
    trust_option,
    workspace_options,
)
from trustpages.cli.terminal import Commentary, complain, print_result


@click.command(name="publish")
@click.argument("version")
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The published folder; made if it is absent. One folder holds the versions of one audience.",
)
@branch_options("The branch of the workspace's repository that holds the published folder; made if it is absent.")
@signing_options("--sign")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes to use. [default: the cores of this machine]")
@workspace_options
@revision_option
@trust_option
@exports_option
@loudness_options
def command(
    version: str,
    to: Path | None,
    branch: str | None,
    push: bool,
    remote: str | None,
    sign: Path | None,
    sigstore: bool,
    checkpoint_days: int | None,
    jobs: int | None,
    workspace: Path | None,
    as_of: date | None,
    audience: str | None,
    revision: str | None,
    trust_templates: bool,
    exports: str,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build the site and add it as VERSION to a published folder or branch, immutable from then on.

    The workspace is checked first; an invalid one (exit code 3) or an unmet gate (4) stops it. Either the
    whole version is there at the end, or readers see what they saw before. The same version with the same
    content changes nothing; with other content it is refused. Exit code 75: somebody else is publishing.

    With --branch the version becomes a commit. Work tree, index and HEAD stay as they are.

    \b
    Examples:
      trustpages publish 2026-11 --to ../published --sign ~/.ssh/trust-key
      trustpages publish 2026-11 --branch gh-pages --push
      trustpages publish 2026-11 --rev v2026-11 --to ../published
    """
    from trustpages.workflow.commands.publish import PublishSigning, publish

    destination = choose_destination("--to", to, branch, push, remote)
    commentary = Commentary(quiet, verbose)
    choice = make_choice(workspace, as_of, audience, trust_templates=trust_templates, exports=exports)
    signing = PublishSigning(make_signings(sign, sigstore), checkpoint_days)
    outcome = publish(choice, version, destination, signing, jobs or os.cpu_count() or 1, commentary.step, revision)
    for line in outcome.complaints:
        complain(line)
    if outcome.published is not None:
        print_result(outcome.where)
        print_landed(commentary, outcome.landed)
        print_checkpoint(commentary, outcome.published.checkpoint, outcome.published.lacks_signature)
    sys.exit(outcome.exit_code)
