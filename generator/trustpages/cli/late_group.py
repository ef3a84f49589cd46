"""Groups of commands that are imported when they are called, so that --help is immediate."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Mapping
from typing import ClassVar

import click


class LateGroup(click.Group):
    """A group by the help texts of its commands, in the order in which a newcomer needs them."""

    helps: ClassVar[Mapping[str, str]] = {}

    def find_module(self, name: str) -> str:
        """The module that has the command of that name as `command`."""
        raise NotImplementedError

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in their order."""
        return list(self.helps)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, if there is one."""
        if name not in self.helps:
            return None
        found: click.Command = importlib.import_module(self.find_module(name)).command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.helps.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed; a typo gets a suggestion."""
        if args and args[0] not in self.helps and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], self.helps, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Commands: {', '.join(self.helps)}."
            ctx.fail(f"There is no command '{args[0]}'. {hint}")
        return super().resolve_command(ctx, args)
