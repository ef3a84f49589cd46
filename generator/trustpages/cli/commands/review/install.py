"""`trustpages install`: have other tools use this program."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from trustpages.cli.options import workspace_option
from trustpages.cli.terminal import Commentary, print_result


@click.command(name="install")
@click.option("--git", "git", is_flag=True, help="Have `git diff` and `git log -p` show what documents say.")
@workspace_option()
@click.option("-q", "--quiet", is_flag=True, help="Results and errors only.")
def command(git: bool, workspace: Path | None, quiet: bool) -> None:
    """Have git show what documents of this workspace say, in place of their lines.

    With --git, two lines are added to .gitattributes, for everybody who has this program, and one setting to this
    clone alone. Git then calls the program that runs now, and never one that lies in the repository.
    """
    from trustpages.workflow.commands.review.install import install_driver

    if not git:
        raise click.UsageError("Name what to install: --git.")
    done = install_driver(workspace or Path.cwd(), Path(sys.executable))
    print_result(str(done.attributes))
    Commentary(quiet).say(f"git calls: {done.command}")
