"""`trustpages claims`: what may be said today, and what stands behind a public sentence."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from trustpages.cli.options import loudness_options, make_choice, workspace_options
from trustpages.cli.terminal import Commentary, complain, print_result


@click.command(name="claims")
@click.argument("subject", required=False, metavar="[AGENT[/CLAIM]]")
@click.option("--sayable", is_flag=True, help="What may be said today with its small print, and what may not.")
@click.option(
    "--published",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Ask the versions in this published folder as well what stood behind the claim.",
)
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.option("-o", "--to", "target", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="The file.")
@workspace_options
@loudness_options
def command(
    subject: str | None,
    sayable: bool,
    published: Path | None,
    form: str,
    target: Path | None,
    workspace: Path | None,
    as_of: date | None,
    audience: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Say which public sentences may be said today, or write the substantiation file of one: AGENT/CLAIM.

    With --sayable each sentence that the evidence bears out comes with what has to be said with it; the others
    with why they may not be said, and what would help. AGENT/CLAIM with --sayable is refused where the sentence may
    not be said. Without it, the file says where and since when the sentence is public, what stood behind it on that day
    by git and by the published versions, what changed since, and whether it may still be said.

    Exit code 3: the evidence is invalid. Exit code 4: the report would look better to its audience than all of the
    evidence does.
    """
    from trustpages.workflow.commands.review.claims import tell_sayable, tell_substantiation
    from trustpages.workflow.commands.review.substantiation import Asked

    agent, _, claim = (subject or "").partition("/")
    if not sayable and not claim:
        raise click.UsageError("Say --sayable, or name a claim as AGENT/CLAIM.")
    if sayable and published is not None:
        raise click.UsageError("--published goes with the file of a claim, not with --sayable.")
    commentary = Commentary(quiet, verbose)
    choice = make_choice(workspace, as_of, audience)
    with commentary.step("Computing the report"):
        if sayable:
            outcome = tell_sayable(choice, subject, form)
        else:
            outcome = tell_substantiation(choice, Asked(agent, claim, published), form)
    for line in outcome.complaints:
        complain(line)
    if target is None:
        print_result(outcome.text)
    elif outcome.text:
        target.write_text(outcome.text, "utf-8")
        print_result(f"{target}\n")
    sys.exit(outcome.exit_code)
