"""`trustpages init`: create a new workspace, or add the workflows of a forge to one."""

from __future__ import annotations

from pathlib import Path

import click

from trustpages.cli.options import make_choice
from trustpages.cli.terminal import Commentary, print_result


@click.command(name="init")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path), default=Path("."), metavar="[DIR]")
@click.option("--demo", is_flag=True, help="Start from the full demo on real public evidence instead.")
@click.option(
    "--ci",
    "forge",
    type=click.Choice(["github", "gitlab"]),
    help="Add workflows that check and review each change, and a sample CODEOWNERS; alone where DIR is a workspace.",
)
@click.option(
    "--installs",
    metavar="WHAT",
    help="What these workflows install: a wheel in the repository, or git+https://HOST/PATH@COMMIT. "
    "[default: the wheel of this version at the top of the repository]",
)
@click.option("-q", "--quiet", is_flag=True, help="Results and errors only.")
def command(directory: Path, demo: bool, forge: str | None, installs: str | None, quiet: bool) -> None:
    """Make a new workspace in DIR (default: here) that builds as it is.

    It holds one illustrative agent with a pact, a bundle of evidence and a benchmark, each file
    explained by comments. Nothing that exists is overwritten.

    \b
    Examples:
      trustpages init demo && cd demo && trustpages build
      trustpages init --ci github
    """
    from trustpages.workflow.commands.init import add_ci, make_workspace
    from trustpages.workflow.shipped.ci_files import DEFAULT_INSTALLS

    if installs is not None and forge is None:
        raise click.UsageError("--installs goes with --ci.")
    commentary = Commentary(quiet)
    if forge is None or not (directory / "trust.yml").exists():
        for path in make_workspace(directory, demo=demo):
            print_result(str(path))
        where = "" if directory == Path(".") else f"cd {directory} && "
        commentary.say(f"Next: {where}trustpages build, then open site/index.html")
    if forge is not None:
        today = make_choice(directory, None, None).today
        for path in add_ci(directory, forge, installs or DEFAULT_INSTALLS, today):
            print_result(str(path))
        commentary.say("Next: put the wheel and constraints-hashes.txt where the workflows look for them")
