"""`trustpages explain`: any metric, rule or code in a paragraph."""

from __future__ import annotations

import click

from trustpages.cli.terminal import result


@click.command(name="explain")
@click.argument("code", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(code: str | None, form: str) -> None:
    """Explain a CODE: a metric (`diversity`), a limitation rule (`L30`), a problem (`unknown-key`).

    Without a CODE, list everything that can be explained.

    \b
    Examples:
      trustpages explain L30
      trustpages explain yaml-duplicate-key
    """
    from trustpages.workflow.explain import explain, listing

    result(listing(form) if code is None else explain(code, form))
