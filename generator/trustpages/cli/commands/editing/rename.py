"""`trustpages rename`: give an id another name, with every reference to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from trustpages.cli.commands.editing.outcome import editing_options, finish_edit
from trustpages.cli.options import make_choice


@click.command(name="rename")
@click.argument("id_", metavar="ID")
@click.argument("new")
@click.option("--kind", "noun", metavar="KIND", help="What it is, such as item or step, where several have that id.")
@click.option("--agent", metavar="AGENT", help="Whose it is, where several agents have that id.")
@editing_options
def command(
    id_: str,
    new: str,
    noun: str | None,
    agent: str | None,
    workspace: Path | None,
    as_of: date | None,
    dry_run: bool,
    quiet: bool,
) -> None:
    """Give ID the name NEW, in every document and page that refers to it.

    ID is that of an agent, a pact, a promise (pact/obligation), an item, a benchmark, a claim, a step, a role or
    anything else that is declared. The folder of an agent goes along, and `formerly` keeps its old id, so that what was
    reported under it stands against it.

    \b
    Example:
      trustpages rename service/task-success service/settled
    """
    from trustpages.workflow.editing.renaming import rename
    from trustpages.workflow.editing.workspace_edit import read_for_editing

    reading = read_for_editing(make_choice(workspace, as_of, None))
    finish_edit(rename(reading, id_, new, noun=noun, agent=agent), dry_run=dry_run, quiet=quiet)
