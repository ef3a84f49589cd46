"""`trustpages evidence`: what a table of a warehouse adds up to becomes evidence, and no row of it leaves."""

from __future__ import annotations

import importlib

import click

_HELP = {
    "sql": "Print the query that fills the contract for ITEM.",
    "load": "Bring what the query found beside the bundle of ITEM.",
    "snapshot": "Ask the warehouse of ITEM, and keep what it answers.",
}


class EvidenceCommands(click.Group):
    """The commands, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands."""
        return list(_HELP)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name."""
        if name not in _HELP:
            return None
        found: click.Command = importlib.import_module(f"trustpages.cli.commands.evidence.{name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_HELP.items()))


@click.group(name="evidence", cls=EvidenceCommands)
def command() -> None:
    """Evidence from a table in a warehouse: sums over clusters, from which intervals follow, and no row.

    An item names its table and what its columns mean under `data`. Either run the query yourself (`sql`, then `load`),
    or have the warehouse asked (`snapshot`). A build asks nobody: it reads what was brought beside the bundle.
    """
