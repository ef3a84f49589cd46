"""`trustpages evidence load`: what a query found becomes the evidence of an item."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from trustpages.cli.commands.editing.outcome import editing_options, finish_edit
from trustpages.cli.options import make_choice


@click.command(name="load")
@click.argument("item")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--query",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The query that was run; it is kept beside the bundle, with its digest.",
)
@editing_options
def command(
    item: str, file: Path, query: Path | None, workspace: Path | None, as_of: date | None, dry_run: bool, quiet: bool
) -> None:
    """Bring FILE, what the query of `evidence sql` found, beside the bundle of ITEM: CSV, JSONL or Parquet.

    Each row is held against what sums of whole numbers can be, and the workspace is tried with it; then all is written,
    or nothing.

    \b
    Example:
      trustpages evidence load june-runs found.csv --query june.sql
    """
    from trustpages.workflow.editing.workspace_edit import read_for_editing
    from trustpages.workflow.importing.warehouse import load_aggregate

    reading = read_for_editing(make_choice(workspace, as_of, None))
    finish_edit(load_aggregate(reading, item, file, query), dry_run=dry_run, quiet=quiet)
