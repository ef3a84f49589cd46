"""`trustpages record`: write a review, an override, an incident or another record into its file."""

from __future__ import annotations

import click

_HELP = {
    "review": "A look at AGENT: who, why, what was decided, and which open events it closes.",
    "override": "Somebody decided otherwise than a pact of AGENT says.",
    "incident": "Something went wrong with AGENT in use.",
    "consequence": "An agreed consequence fell due, and what became of it.",
    "dispute": "Somebody contests evidence, a claim or a promise of AGENT.",
    "decision": "A decision to buy, and the evidence that it leaned on.",
    "acceptance": "Somebody accepts the change that `diff` calls FINGERPRINT, until a day.",
}


class Records(click.Group):
    """One subcommand for each kind of record; the models behind them are imported when one is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The kinds of record."""
        return list(_HELP)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command that writes records of that kind."""
        if name not in _HELP:
            return None
        from trustpages.cli.commands.editing.form_command import make_command
        from trustpages.workflow.editing.forms import RECORDS

        return make_command(RECORDS[name], _HELP[name])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of kinds, without importing any model."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_HELP.items()))


@click.group(name="record", cls=Records)
def command() -> None:
    """Write a record into the file where records of its kind stand.

    Flags say what is to be said; on a terminal, the command asks for what is missing, and shows open events and
    the roles that may decide. Only the lines of the record are new, and nothing is written that `check` would refuse.

    \b
    Example:
      trustpages record review my-agent --occasion event --closes late-refund
          --by "Risk office" --role risk-office --outcome "Authority stays."
    """
