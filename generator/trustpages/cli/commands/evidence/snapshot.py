"""`trustpages evidence snapshot`: a warehouse is asked, and what it answers is kept."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import click

from trustpages.cli.commands.editing.outcome import editing_options, finish_edit
from trustpages.cli.options import make_choice


@click.command(name="snapshot")
@click.argument("item")
@click.option("--named", is_flag=True, help="Keep each cluster by its name and day, so that any window can be cut.")
@editing_options
def command(item: str, named: bool, workspace: Path | None, as_of: date | None, dry_run: bool, quiet: bool) -> None:
    """Ask the warehouse of ITEM by the connection that trust.yml names; keep aggregate, query, digests and time.

    Who asks is told by the environment alone: TRUSTPAGES_PROD_PASSWORD is the parameter `password` of the connection
    `prod`. Nothing that a driver says is repeated, since it may hold a password.

    \b
    Example:
      TRUSTPAGES_PROD_HOST=db.internal TRUSTPAGES_PROD_PASSWORD=... trustpages evidence snapshot june-runs
    """
    from trustpages.workflow.editing.workspace_edit import read_for_editing
    from trustpages.workflow.importing.warehouse import take_snapshot

    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: TID251  # the clock is read in commands alone
    reading = read_for_editing(make_choice(workspace, as_of, None))
    finish_edit(take_snapshot(reading, item, moment, os.environ, named=named), dry_run=dry_run, quiet=quiet)
