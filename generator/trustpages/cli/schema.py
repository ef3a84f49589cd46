"""`trustpages schema`: JSON Schemas of the documents."""

from __future__ import annotations

from pathlib import Path

import click

from trustpages.cli.terminal import result
from trustpages.model.documents.catalog import KINDS


@click.command(name="schema")
@click.argument("kind", type=click.Choice([one.name for one in KINDS]), required=False, metavar="[KIND]")
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the schemas of all kinds into this folder instead.",
)
def command(kind: str | None, to: Path | None) -> None:
    """Print the JSON Schema of a KIND of document, or of all kinds.

    An editor that reads the line `# yaml-language-server: $schema=...` at the top of a file completes
    and checks it while you type.

    \b
    Examples:
      trustpages schema pact
      trustpages schema --to schemas
    """
    from trustpages.workflow.schema import schema_text, write_schemas

    if to is None:
        result(schema_text(kind))
    else:
        for path in write_schemas(to, kind):
            result(str(path))
