"""`trustpages textconv`: one document as lines that git compares."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="textconv")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
def command(file: Path) -> None:
    """Print what a document says, a line for each value, whatever its order and layout.

    `install --git` has git compare these lines: then `git diff` and `git log -p` show what changed, and nothing where
    only the form did.
    """
    from trustpages.workflow.commands.review.textconv import MOST_BYTES, convert

    with file.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
        rest = stream.read() if len(data) > MOST_BYTES else b""
    click.echo(convert(data + rest, file.name), nl=False)
