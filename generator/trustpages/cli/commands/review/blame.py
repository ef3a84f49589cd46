"""`trustpages blame`: who wrote each piece of evidence last, and who else has read it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from trustpages.cli.options import loudness_options, make_choice, workspace_option
from trustpages.cli.terminal import Commentary, complain, count_columns, print_result


@click.command(name="blame")
@click.argument("agents", nargs=-1, metavar="[AGENT]...")
@workspace_option()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@loudness_options
def command(agents: tuple[str, ...], workspace: Path | None, form: str, quiet: bool, verbose: bool) -> None:
    """Print who changed each piece of evidence last, and who else has read it, by the record of git.

    Read by somebody else is what another person merged, or what a trailer `Reviewed-by:` names another person for.
    Git keeps what people say of themselves; nobody has checked it. All evidence is listed, for whomever it is.
    """
    from trustpages.workflow.commands.review.blame import blame

    commentary = Commentary(quiet, verbose)
    with commentary.step("Asking git"):
        outcome = blame(make_choice(workspace, None, None), agents, form, count_columns())
    if outcome.text:
        print_result(outcome.text)
    for line in outcome.complaints:
        complain(line)
    sys.exit(outcome.exit_code)
