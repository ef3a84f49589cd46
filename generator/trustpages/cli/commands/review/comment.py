"""`trustpages comment`: put a review on the pull or merge request that a job is about."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

import click

from trustpages.cli.terminal import Commentary

_MOST_BYTES: Final = 32 * 1024 * 1024


@click.command(name="comment")
@click.argument("review", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("-q", "--quiet", is_flag=True, help="Errors only.")
def command(review: Path, quiet: bool) -> None:
    """Put a review, which `diff --format markdown` wrote to FILE, on the request that this job is about.

    For jobs of GitHub and GitLab: their environment says which request that is. There is one comment, which is mended
    each time; one by anybody else is never touched. The token is read from GITHUB_TOKEN, or from TRUSTPAGES_TOKEN on
    GitLab, and goes to the forge alone. Exit code 75: the forge is busy.

    \b
    Example:
      trustpages diff --format markdown --output review.md
      trustpages comment review.md
    """
    from trustpages.workflow.commands.review.comment import NAMES, comment

    environment = {name: os.environ[name] for name in NAMES if name in os.environ}
    outcome = comment(review.read_text("utf-8"), environment, _read_event(), time.sleep)
    Commentary(quiet).say(f"The comment was {outcome.value}." if outcome.value != "unchanged" else "Nothing to mend.")


def _read_event() -> bytes:
    """What GitHub tells the job of why it runs; empty elsewhere."""
    path = os.environ.get("GITHUB_EVENT_PATH", "")
    if not path:
        return b""
    with open(path, "rb") as file:
        return file.read(_MOST_BYTES)
