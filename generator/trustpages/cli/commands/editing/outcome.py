"""What the commands that write documents share: their options, and what is printed of an edit."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from trustpages.cli.options import day_option, workspace_option
from trustpages.cli.terminal import Commentary, complain, print_result
from trustpages.workflow.run import INVALID

if TYPE_CHECKING:
    from trustpages.workflow.editing.workspace_edit import EditOutcome

Command = TypeVar("Command", bound=Callable[..., object])


def editing_options(command: Command) -> Command:
    """Adds -C, --as-of, --dry-run and -q."""
    # The last one applied is the first in --help.
    for option in (
        click.option("-q", "--quiet", is_flag=True, help="Results and errors only."),
        click.option("--dry-run", is_flag=True, help="Print the change as a unified diff, and write nothing."),
        day_option("The day that counts as today, YYYY-MM-DD. [default: as trust.yml says, else today]"),
        workspace_option(),
    ):
        command = option(command)
    return command


def finish_edit(outcome: EditOutcome, *, dry_run: bool, quiet: bool) -> None:
    """Writes the files and prints their paths, or prints the diff; exits with 3 where it is refused."""
    commentary = Commentary(quiet)
    if outcome.refused:
        for problem in outcome.refused:
            complain(str(problem))
        complain("trustpages: nothing was written; mend what stands above first")
        sys.exit(INVALID)
    for doubt in outcome.doubts:
        commentary.say(f"warning: {doubt}")
    for note in outcome.notes:
        commentary.say(f"note: {note}")
    if dry_run:
        print_result(outcome.diff) if outcome.diff else None
        return
    outcome.write()
    if outcome.files:
        print_result("\n".join(outcome.files))
    else:
        commentary.say("Nothing to change.")
