"""`trustpages log`: how agents stood at each revision, or in each published version."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from trustpages.cli.options import audience_option, day_option, loudness_options, make_choice, workspace_option
from trustpages.cli.terminal import Commentary, print_result


@click.command(name="log")
@click.argument("agents", nargs=-1, metavar="[AGENT]...")
@click.option("--rev", metavar="REV", help="Begin at this revision. [default: HEAD]")
@click.option(
    "--published",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="The versions of this published folder instead of revisions.",
)
@click.option(
    "-n", "--number", type=click.IntRange(1, 1000), default=10, show_default=True, help="Most states to show."
)
@workspace_option("The workspace, or a folder of its repository. [default: this one]")
@day_option("Assess all revisions on this day. [default: as each trust.yml says, else the day of the commit]")
@audience_option("As these readers see it. [default: internal, which is everything]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@loudness_options
def command(
    agents: tuple[str, ...],
    rev: str | None,
    published: Path | None,
    number: int,
    workspace: Path | None,
    as_of: date | None,
    audience: str | None,
    form: str,
    quiet: bool,
    verbose: bool,
) -> None:
    """Tell how agents stood at each revision of the workspace, newest first, and what changed in each.

    Each commit of the main line that touched the workspace is assessed on its own day; nothing is checked out.
    """
    from trustpages.workflow.commands.review.log import AskedLog, log

    if rev is not None and published is not None:
        raise click.UsageError("--rev and --published exclude each other.")
    commentary = Commentary(quiet, verbose)
    choice = make_choice(workspace, as_of, audience)
    outcome = log(AskedLog(rev, published, agents, number), choice, form, commentary.step)
    print_result(outcome.text)
    sys.exit(outcome.exit_code)
