"""`trustpages evidence`: what a table of a warehouse adds up to becomes evidence, and no row of it leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import click

from trustpages.cli.late_group import LateGroup


class EvidenceCommands(LateGroup):
    """The commands about tables."""

    helps: ClassVar[Mapping[str, str]] = {
        "sql": "Print the query that fills the contract for ITEM.",
        "load": "Bring what the query found beside the bundle of ITEM.",
        "snapshot": "Ask the warehouse of ITEM, and keep what it answers.",
    }

    def find_module(self, name: str) -> str:
        """The module beside this one."""
        return f"trustpages.cli.commands.evidence.{name}"


@click.group(name="evidence", cls=EvidenceCommands)
def command() -> None:
    """Evidence from a table in a warehouse: sums over clusters, from which intervals follow, and no row.

    An item names its table and what its columns mean under `data`. Either run the query yourself (`sql`, then `load`),
    or have the warehouse asked (`snapshot`). A build asks nobody: it reads what was brought beside the bundle.
    """
