"""Options for the destination of versions: a folder, or `--branch` with `--push` and `--remote`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from trustpages.cli.terminal import Commentary

if TYPE_CHECKING:
    from trustpages.publish.branch.folder import Landed
    from trustpages.publish.destination import Destination

Command = TypeVar("Command", bound=Callable[..., object])


def branch_options(branch_help: str) -> Callable[[Command], Command]:
    """Adds --branch, --push and --remote."""

    def add_options(command: Command) -> Command:
        # The last one applied is the first in --help.
        for option in (
            click.option("--remote", metavar="NAME", help="The remote of the branch. [default: origin]"),
            click.option(
                "--push", is_flag=True, help="Fetch the branch first, and push it; both or neither have it."
            ),
            click.option("--branch", metavar="NAME", help=branch_help),
        ):
            command = option(command)
        return command

    return add_options


def choose_destination(
    option: str, folder: Path | None, branch: str | None, push: bool, remote: str | None
) -> Destination:
    """The folder or the branch; a usage error unless it is exactly one. `option` is the name of the folder's."""
    if (folder is None) == (branch is None):
        raise click.UsageError(f"Name either a folder with {option} or a branch with --branch.")
    if folder is not None and (push or remote is not None):
        raise click.UsageError(f"--push and --remote go with --branch, not with {option}.")
    if folder is not None:
        return folder
    from trustpages.publish.branch.names import ORIGIN, Branch

    return Branch(branch or "", remote or ORIGIN, push)


def print_landed(commentary: Commentary, landed: Landed | None) -> None:
    """Prints the commit at the tip of the branch; nothing if versions are in a folder."""
    if landed is None:
        return
    pushed = "" if landed.pushed_to is None else f", pushed to {landed.pushed_to}"
    commentary.say(f"Commit {landed.commit}{'' if landed.is_new else ' (unchanged)'}{pushed}")
