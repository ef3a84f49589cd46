"""`trustpages serve`: serve the site on this machine, and rebuild it after each change."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from trustpages.cli.options import loudness_options, make_choice, trust_option, workspace_options
from trustpages.cli.terminal import Commentary


@click.command(name="serve")
@workspace_options
@trust_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free port.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes to use. [default: the cores of this machine]")
@loudness_options
def command(
    workspace: Path | None,
    as_of: date | None,
    audience: str | None,
    trust_templates: bool,
    port: int,
    jobs: int | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build the site, serve it on this machine, and rebuild when evidence, content or templates change.

    The browser reloads by itself. While something is wrong the last good site stays, with the problems
    shown on top. Ctrl-C ends it.
    """
    from trustpages.workflow.commands.serve import serve_workspace

    commentary = Commentary(quiet, verbose)
    choice = make_choice(workspace, as_of, audience, trust_templates=trust_templates)
    serve_workspace(choice, port, jobs or os.cpu_count() or 1, commentary.say)
