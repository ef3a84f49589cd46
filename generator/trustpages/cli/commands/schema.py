"""`trustpages schema`: print or write the JSON Schemas of the documents."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from trustpages.cli.terminal import print_result


class KindName(click.ParamType[str]):
    """The name of a kind of document."""

    name = "kind"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, or a usage error that lists those that there are."""
        from trustpages.model.documents.catalog import KINDS  # late: --help needs none of the models

        names = [kind.name for kind in KINDS]
        if value not in names:
            near = difflib.get_close_matches(str(value).lower(), names, n=1)
            hint = f"did you mean {near[0]!r}? It" if near else "it"
            self.fail(f"no kind {value!r}; {hint} is one of {', '.join(names)}", param, ctx)
        return str(value)


@click.command(name="schema")
@click.argument("kind", type=KindName(), required=False, metavar="[KIND]")
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
    from trustpages.workflow.commands.schema import format_schema, write_schemas

    if to is None:
        print_result(format_schema(kind))
    else:
        for path in write_schemas(to, kind):
            print_result(str(path))
