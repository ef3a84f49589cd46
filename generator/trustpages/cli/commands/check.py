"""`trustpages check`: report every problem of a workspace, and the gates that are not met."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from trustpages.cli.options import loudness_options, make_choice, runs_in_ci, trust_option, workspace_options
from trustpages.cli.terminal import Commentary, print_result


@click.command(name="check")
@workspace_options
@trust_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="text: file:line:col: [code] sentence; remedy. github: annotations on a pull request.",
)
@loudness_options
def command(
    workspace: Path | None,
    as_of: date | None,
    audience: str | None,
    trust_templates: bool,
    form: str,
    quiet: bool,
    verbose: bool,
) -> None:
    """Find every problem in the workspace: file, line, column, sentence, remedy.

    Looks at the whole workspace unless --audience narrows it, then holds the report against the gates
    of trust.yml. Exit code 3: the evidence is invalid. Exit code 4: a gate was not met.
    `trustpages explain CODE` tells more about any code.
    """
    from trustpages.workflow.caching.result_cache import check_with_cache, check_without_cache

    commentary = Commentary(quiet, verbose)
    checking = check_without_cache if runs_in_ci() else check_with_cache
    with commentary.step("Checking the workspace"):
        outcome = checking(make_choice(workspace, as_of, audience, trust_templates=trust_templates), form)
    if outcome.text:
        print_result(outcome.text)
    commentary.say(outcome.summary)
    sys.exit(outcome.exit_code)
