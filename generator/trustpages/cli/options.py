"""Options that several commands share, and the `Choice` made of them; reads the clock and the current folder."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import click

from trustpages.model.vocabulary import Audience
from trustpages.workflow.run import Choice

Command = TypeVar("Command", bound=Callable[..., object])

# fromisoformat also takes 20260331 and 2026-W14, and \d without the flag Arabic digits.
_AS_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class DayType(click.ParamType[date]):
    """A calendar day written YYYY-MM-DD."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error that shows the form."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value) if _AS_WRITTEN.fullmatch(str(value)) else "")
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2026-03-31", param, ctx)


def workspace_options(command: Command) -> Command:
    """Adds -C, --as-of and --audience."""
    # The last one applied is the first in --help.
    for option in (
        click.option(
            "--audience",
            type=click.Choice([audience.value for audience in Audience]),
            help="Who will read it; decides which documents count. [default: public, or as trust.yml says]",
        ),
        click.option(
            "--as-of",
            type=DayType(),
            metavar="DATE",
            help="Date of the report, YYYY-MM-DD. [default: as trust.yml says, else today]",
        ),
        click.option(
            "-C",
            "--workspace",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            metavar="DIR",
            help="The workspace. [default: the nearest folder upwards with a trust.yml]",
        ),
    ):
        command = option(command)
    return command


def previous_option(command: Command) -> Command:
    """Adds --previous."""
    return click.option(
        "--previous",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="The last published report.json for the same audience: its breaches stand until they are cleared, and "
        "what vanished or changed since is disclosed. [default: the one that trust.yml names for this audience]",
    )(command)


def loudness_options(command: Command) -> Command:
    """Adds -q and -v, which decide how much commentary goes to stderr."""
    command = click.option("-v", "--verbose", is_flag=True, help="Say more on the way.")(command)
    return click.option("-q", "--quiet", is_flag=True, help="Results and errors only.")(command)


def make_choice(
    workspace: Path | None, as_of: date | None, audience: str | None, previous: Path | None = None
) -> Choice:
    """The options of a run; the only place that reads the clock and the current folder."""
    today = datetime.now(UTC).date()  # noqa: TID251 - the clock is read here, once
    wanted = None if audience is None else Audience(audience)
    return Choice(workspace or Path.cwd(), as_of, wanted, today, previous, here=Path.cwd())
