"""`trustpages init`: create a new workspace."""

from __future__ import annotations

from pathlib import Path

import click

from trustpages.cli.terminal import Commentary, print_result


@click.command(name="init")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path), default=Path("."), metavar="[DIR]")
@click.option("--demo", is_flag=True, help="Start from the full demo on real public evidence instead.")
@click.option("-q", "--quiet", is_flag=True, help="Results and errors only.")
def command(directory: Path, demo: bool, quiet: bool) -> None:
    """Make a new workspace in DIR (default: here) that builds as it is.

    It holds one illustrative agent with a pact, a bundle of evidence and a benchmark, each file
    explained by comments. Nothing that exists is overwritten.

    \b
    Example:
      trustpages init demo && cd demo && trustpages build
    """
    from trustpages.workflow.commands.init import make_workspace

    commentary = Commentary(quiet)
    for path in make_workspace(directory, demo=demo):
        print_result(str(path))
    where = "" if directory == Path(".") else f"cd {directory} && "
    commentary.say(f"Next: {where}trustpages build, then open site/index.html")
