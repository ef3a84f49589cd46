"""`trustpages explain`: explain a metric, a rule or a problem code in a paragraph."""

from __future__ import annotations

import click

from trustpages.cli.terminal import print_result


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
    from trustpages.workflow.commands.explain import explain_code, list_codes

    print_result(list_codes(form) if code is None else explain_code(code, form))
