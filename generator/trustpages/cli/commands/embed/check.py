"""`trustpages embed check`: whether a copy of a card, badge or picture still holds."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from trustpages.cli.options import DayType
from trustpages.cli.terminal import print_result


@click.command(name="check")
@click.argument("copy", metavar="URL|FILE")
@click.option(
    "--against",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="The published folder that it should come from.",
)
@click.option("--now", type=DayType(), metavar="DATE", help="Day to check the expiry for. [default: today, UTC]")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def command(copy: str, against: Path | None, now: date | None, as_json: bool) -> None:
    """Say whether a copy of a card, badge or picture is current, outdated, expired, withdrawn or altered.

    A copy carries a digest of itself, which shows a change that somebody made by hand. Whoever meant to deceive would
    compute another one: only with --against is a copy held against what was published, and only then can it be found
    current; without, the best that can be said of it is `unconfirmed`. A file is read without a network. An address is
    asked once, as you gave it.

    Exit codes: 0 current; 4 outdated, expired or unconfirmed; 5 withdrawn or altered; 1 it could not be looked at, or
    is no embed.

    \b
    Example:
      trustpages embed check saved/card.html --against published
      trustpages embed check https://buyer.example/badge.svg --against published --json
    """
    from trustpages.workflow.commands.embed_check import check_copy, format_finding, read_copy

    today = now or datetime.now(UTC).date()  # noqa: TID251  # the clock is read in commands alone
    finding = check_copy(read_copy(copy), today, against)
    print_result(format_finding(finding, as_json=as_json))
    sys.exit(finding.exit_code)
