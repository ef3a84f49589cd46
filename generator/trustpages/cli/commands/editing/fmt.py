"""`trustpages fmt`: lay out documents in the usual way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from trustpages.cli.commands.editing.outcome import editing_options, finish_edit
from trustpages.cli.options import make_choice


@click.command(name="fmt")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@editing_options
def command(files: tuple[str, ...], workspace: Path | None, as_of: date | None, dry_run: bool, quiet: bool) -> None:
    """Lay out documents: two blanks a level, one behind a colon, no more than one blank line.

    FILE is the path of a document in the workspace; without one, all of them. Comments, quotes, the order of keys and
    what is said stay as they are, and a second run changes nothing. `--dry-run` prints what it would do.
    """
    from trustpages.workflow.editing.layout import format_documents
    from trustpages.workflow.editing.workspace_edit import read_for_editing

    reading = read_for_editing(make_choice(workspace, as_of, None))
    finish_edit(format_documents(reading, files), dry_run=dry_run, quiet=quiet)
