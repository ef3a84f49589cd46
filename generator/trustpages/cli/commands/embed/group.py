"""`trustpages embed`: cards and badges that stand on pages of others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import click

from trustpages.cli.late_group import LateGroup


class EmbedCommands(LateGroup):
    """The commands about embeds."""

    helps: ClassVar[Mapping[str, str]] = {"check": "Say whether a copy of a card or badge still holds."}

    def find_module(self, name: str) -> str:
        """The module beside this one."""
        return f"trustpages.cli.commands.embed.{name}"


@click.group(name="embed", cls=EmbedCommands)
def command() -> None:
    """Cards, badges and pictures that stand on pages of others.

    `build` and `publish` make them below `embed/`, for a public report alone; the page of each agent leads to what can
    be copied from there.
    """
