"""`trustpages upgrade`: bring documents of an earlier version to the present one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from trustpages.cli.commands.editing.outcome import editing_options, finish_edit
from trustpages.cli.options import make_choice


@click.command(name="upgrade")
@editing_options
def command(workspace: Path | None, as_of: date | None, dry_run: bool, quiet: bool) -> None:
    """Bring documents that an earlier version read to the present schema.

    Keys that are read no more go, and a document that names no schema gets its name. What a person has to decide is
    said, and left.
    """
    from trustpages.workflow.editing.upgrading import upgrade
    from trustpages.workflow.editing.workspace_edit import read_for_editing

    reading = read_for_editing(make_choice(workspace, as_of, None))
    finish_edit(upgrade(reading), dry_run=dry_run, quiet=quiet)
