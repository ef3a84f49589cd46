"""`trustpages next`: tell the few steps that would change most about an agent, as text or JSON."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from trustpages.cli.options import loudness_options, make_choice, workspace_options_for_all
from trustpages.cli.terminal import Commentary, complain, count_columns, print_result


@click.command(name="next")
@click.argument("agents", metavar="[AGENT]...", nargs=-1)
@workspace_options_for_all
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@loudness_options
def command(
    agents: tuple[str, ...],
    workspace: Path | None,
    as_of: date | None,
    audience: str | None,
    form: str,
    quiet: bool,
    verbose: bool,
) -> None:
    """Tell the few steps that would change most.

    Each step is taken in the documents in memory, and the agent assessed again on the same day: what that
    would change in posture, claims and limitations decides the order. Nothing is written. What a step supposes may
    not come out. Exit code 3: the evidence is invalid.
    """
    from trustpages.workflow.commands.review.next import find_next

    commentary = Commentary(quiet, verbose)
    with commentary.step("Trying what could be done"):
        outcome = find_next(make_choice(workspace, as_of, audience), agents, form, count_columns())
    if outcome.text:
        print_result(outcome.text)
    for line in outcome.complaints:
        complain(line)
    if outcome.note:
        commentary.say(outcome.note)
    sys.exit(outcome.exit_code)
