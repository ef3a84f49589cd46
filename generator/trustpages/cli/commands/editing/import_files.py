"""`trustpages import`: files of other tools become evidence, every record counted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from trustpages.cli.options import DayType, loudness_options, make_choice, workspace_option
from trustpages.cli.terminal import Commentary, complain, print_result
from trustpages.model.vocabulary import Relationship

INVALID = 3


@click.command(name="import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH...")
@click.option("--agent", required=True, metavar="ID", help="The agent that the evidence is about.")
@click.option("--format", "form", metavar="FORMAT", help="The format of the files. [default: by what they hold]")
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What the columns of the files mean, where no importer knows them.",
)
@click.option("--benchmark", metavar="ID", help="The benchmark whose tasks were run.")
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
@workspace_option()
@click.option("--dry-run", is_flag=True, help="Print what would change, and write nothing.")
@loudness_options
def command(workspace: Path | None, dry_run: bool, quiet: bool, verbose: bool, **order: Any) -> None:
    """Make evidence of files that another tool wrote: a bundle, and a data file with one row a record.

    Every record is accounted for: counted, unknown or left out, each with the reason; figures that the files state
    stand beside the same recomputed. Nothing is run or fetched. Imported again, the same files give the same bytes, and
    what was written by hand stays.

    Exit code 3: the workspace would not be valid with it; nothing is written then.
    """
    from trustpages.workflow.importing.steps import ImportOrder, import_files

    commentary = Commentary(quiet, verbose)
    with commentary.step("Reading the files"):
        outcome = import_files(ImportOrder(**order), make_choice(workspace, None, None))
    edit = outcome.edit
    for line in (*outcome.account, *edit.notes):
        commentary.say(line)
    for problem in (*edit.refused, *edit.doubts):
        complain(str(problem))
    if edit.refused:
        sys.exit(INVALID)
    if dry_run:
        print_result(edit.diff)
        return
    edit.write()
    print_result("".join(f"{replacement.path}\n" for replacement in edit.replacements) or "nothing has changed\n")
