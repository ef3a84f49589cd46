"""`trustpages import`: files of other tools become evidence, every record counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from trustpages.cli.commands.editing.outcome import editing_options, finish_edit
from trustpages.cli.options import DayType, make_choice
from trustpages.cli.terminal import Commentary
from trustpages.model.vocabulary import Relationship


@click.command(name="import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH...")
@click.option("--agent", metavar="ID", help="The agent that the evidence is about; a whole leaderboard needs none.")
@click.option("--format", "form", metavar="FORMAT", help="The format of the files. [default: by what they hold]")
@click.option("--benchmark", metavar="ID", help="The benchmark whose tasks were run, or whose leaderboard it is.")
@click.option("--entrant", metavar="NAME", help="The entry of a leaderboard that is the agent.")
@click.option(
    "--supports", multiple=True, metavar="PACT/OBLIGATION", help="A promise that it bears on; may be repeated."
)
@click.option("--item", "items", multiple=True, metavar="NAME", help="Only this item of the input; may be repeated.")
@click.option("-o", "--to", metavar="FILE", help="The bundle. [default: evidence/AGENT/bundles/FORMAT.yml]")
@click.option("--producer", metavar="NAME", help="Who made the files. [default: the publisher of the workspace]")
@click.option(
    "--relationship",
    type=click.Choice([relationship.value for relationship in Relationship]),
    help="Whose the producer is. [default: vendor]",
)
@click.option("--agent-version", "version", metavar="VERSION", help="Version that was run. [default: as the files say]")
@click.option(
    "--collected",
    nargs=2,
    type=DayType(),
    metavar="FIRST LAST",
    help="Days on which it was recorded. [default: as the files say]",
)
@editing_options
def command(workspace: Path | None, as_of: date | None, dry_run: bool, quiet: bool, **order: Any) -> None:
    """Make evidence of files that another tool wrote: a bundle, and a data file with one row a record.

    Every record is accounted for: counted, unknown or left out, each with the reason; figures that the files state
    stand beside the same recomputed. Nothing is run or fetched. Imported again, the same files give the same bytes, and
    what was written by hand stays.

    Exit code 3: the workspace would not be valid with it; nothing is written then.
    """
    from trustpages.workflow.importing.order import ImportOrder
    from trustpages.workflow.importing.steps import import_files

    commentary = Commentary(quiet)
    with commentary.step("Reading the files"):
        outcome = import_files(ImportOrder(**order), make_choice(workspace, as_of, None))
    for line in outcome.account:
        commentary.say(line)
    finish_edit(outcome.edit, dry_run=dry_run, quiet=quiet)
