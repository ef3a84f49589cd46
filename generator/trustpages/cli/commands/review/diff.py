"""`trustpages diff`: what a change does to promises, claims and pages, and a gate on it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Final

import click

from trustpages.cli.options import DayType, audience_option, day_option, loudness_options, make_choice, workspace_option
from trustpages.cli.terminal import Commentary, count_columns, print_result

EACH: Final = "each"
FORMATS: Final = ("text", "markdown", "json", "github", "codequality", "sarif", "html")


class DayOrEachType(click.ParamType["date | str"]):
    """A calendar day, or the word `each`."""

    name = "date|each"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date | str:
        """The day or the word, else a usage error that shows the form."""
        return EACH if value == EACH else DayType().convert(value, param, ctx)


def _refuse_dash(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """What begins with a dash is no side: git could take it for an option."""
    if value is not None and (value.startswith("-") or not value):
        raise click.BadParameter(f"{value!r} cannot name a side; write ./{value} for a folder", ctx, param)
    return value


@click.command(name="diff")
@click.argument("base", required=False, callback=_refuse_dash)
@click.argument("head", required=False, callback=_refuse_dash)
@click.option("--staged", is_flag=True, help="Compare what is staged with the last commit, or with BASE.")
@workspace_option("The workspace, or a folder of its repository, which may be a bare one. [default: this one]")
@day_option(
    "Date of both reports, or each side's own. [default: the later of their own dates, for both]",
    DayOrEachType(),
    "DATE|each",
)
@audience_option("Compare what these readers would see. [default: internal, which is everything]")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="markdown: a comment on a pull request. github: annotations. codequality: GitLab's report.",
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write it there, not to stdout."
)
@click.option(
    "--limit",
    type=click.IntRange(min=2000),
    metavar="N",
    help="A comment has fewer characters; what weighs least is left out, and that is said. [default: 65536]",
)
@click.option(
    "--fail-on",
    multiple=True,
    metavar="WHAT",
    help="A kind or weight of change that stops, besides the gates of trust.yml; may be repeated.",
)
@loudness_options
def command(
    base: str | None,
    head: str | None,
    staged: bool,
    workspace: Path | None,
    as_of: date | str | None,
    audience: str | None,
    form: str,
    output: Path | None,
    limit: int | None,
    fail_on: tuple[str, ...],
    quiet: bool,
    verbose: bool,
) -> None:
    """Compare two states of a workspace: what a change does to promises, claims, limits and pages.

    BASE and HEAD are each a git revision, a folder, or a published version. Without them, the commit at which this
    line of work left the main line is compared with the files as they are now. Nothing is checked out, and nothing of
    the repository runs.

    Exit code 4: a change that nobody accepted stops. Exit code 3: a side has no valid evidence, which is never
    taken for no change.

    \b
    Examples:
      trustpages diff
      trustpages diff v1.2 HEAD --format markdown
      trustpages diff ../published/2026-10 ../published/2026-11
    """
    from trustpages.workflow.diff.forms import OutputForm
    from trustpages.workflow.diff.named_sides import AskedSides
    from trustpages.workflow.diff.steps import DiffOptions, diff

    if staged and head is not None:
        raise click.UsageError("--staged is the second side itself: name BASE alone, or nothing.")
    commentary = Commentary(quiet, verbose)
    choice = make_choice(workspace, as_of if isinstance(as_of, date) else None, audience)
    options = DiffOptions(OutputForm(form, limit, count_columns()), each_day=as_of == EACH, fail_on=fail_on)
    outcome = diff(AskedSides(choice.start, base, head, staged), choice, options, commentary.step)
    if output is None:
        print_result(outcome.text)
    else:
        output.write_text(outcome.text, "utf-8", newline="\n")
    commentary.say(outcome.summary)
    sys.exit(outcome.exit_code)
