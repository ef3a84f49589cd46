"""`trustpages report`: print the computed report as text or JSON."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from trustpages.cli.options import loudness_options, make_choice, previous_option, workspace_options
from trustpages.cli.terminal import Commentary, complain, count_columns, print_result


@click.command(name="report")
@workspace_options
@click.option("--agent", "agents", multiple=True, metavar="ID", help="Only this agent; may be repeated.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@previous_option
@loudness_options
def command(
    workspace: Path | None,
    as_of: date | None,
    audience: str | None,
    agents: tuple[str, ...],
    form: str,
    previous: Path | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Print the computed report: posture, verdicts, limitations, consequences.

    Documents are internal unless they say `visibility: public`, and the report is for the public
    unless --audience says otherwise. Exit code 3: the evidence is invalid.
    """
    from trustpages.workflow.commands.report import report

    commentary = Commentary(quiet, verbose)
    with commentary.step("Computing the report"):
        outcome = report(make_choice(workspace, as_of, audience, previous), agents, form, count_columns())
    if outcome.text:
        print_result(outcome.text)
    for line in outcome.complaints:
        complain(line)
    if outcome.note:
        commentary.say(outcome.note)
    sys.exit(outcome.exit_code)
