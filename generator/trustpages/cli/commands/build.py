"""`trustpages build`: build the site into a folder."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from trustpages.cli.options import (
    exports_option,
    loudness_options,
    make_choice,
    previous_option,
    revision_option,
    runs_in_ci,
    trust_option,
    workspace_options,
)
from trustpages.cli.terminal import Commentary, complain, print_result


@click.command(name="build")
@workspace_options
@trust_option
@exports_option
@click.option(
    "--to",
    "out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder for the site. [default: site/ in the workspace]",
)
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes to use. [default: the cores of this machine]")
@previous_option
@revision_option
@loudness_options
def command(
    workspace: Path | None,
    as_of: date | None,
    audience: str | None,
    trust_templates: bool,
    exports: str,
    previous: Path | None,
    revision: str | None,
    out: Path | None,
    jobs: int | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build the site: buyer-facing pages, charts, report.json.

    The folder is replaced as a whole at the very end; until then the old site stays as it was. The same
    evidence, date, earlier report and version of trustpages give the same bytes on any machine.

    Exit code 3: the evidence is invalid. Exit code 4: the report would look better to its audience than all
    of the evidence does; `trustpages check` says where.
    """
    from trustpages.workflow.caching.result_cache import build_with_cache, build_without_cache

    commentary = Commentary(quiet, verbose)
    choice = make_choice(workspace, as_of, audience, previous, trust_templates=trust_templates, exports=exports)
    processes = jobs or os.cpu_count() or 1
    # Steps that appear only if something changed would disclose that a withheld document has.
    if verbose or runs_in_ci() or revision is not None:
        outcome = build_without_cache(choice, out, processes, commentary.step, revision)
    else:
        outcome = build_with_cache(choice, out, processes, commentary.step)
    for line in outcome.complaints:
        complain(line)
    if outcome.out is not None:
        print_result(str(outcome.out / "index.html"))
        commentary.say(f"{outcome.summary} in {commentary.seconds():.1f} s")
    sys.exit(outcome.exit_code)
