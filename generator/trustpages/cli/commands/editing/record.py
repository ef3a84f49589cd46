"""`trustpages record`: write a review, an override, an incident or another record into its file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from trustpages.cli.commands.editing.answers import complete_answers, make_options, read_answers
from trustpages.cli.commands.editing.outcome import editing_options, finish_edit
from trustpages.cli.options import make_choice
from trustpages.workflow.editing.forms import RECORDS, Form

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
    """One subcommand for each kind of record."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The kinds of record."""
        return list(RECORDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command that writes records of that kind."""
        return make_command(RECORDS[name], _HELP[name]) if name in RECORDS else None


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


def make_command(form: Form, text: str) -> click.Command:
    """The command that writes entries of a form."""
    flags = [question for question in form.questions if question.name != "fingerprint"]
    params: list[click.Parameter] = []
    if form.is_of_agent:
        params.append(click.Argument(["agent_id"], metavar="AGENT"))
    if form.name == "acceptance":
        params.append(click.Argument(["fingerprint"]))

    def run(
        workspace: Path | None,
        as_of: date | None,
        dry_run: bool,
        quiet: bool,
        id_: str | None,
        into: str | None,
        **options: Any,
    ) -> None:
        from trustpages.workflow.editing.records import fill_in, record
        from trustpages.workflow.editing.suggestions import suggest_answers
        from trustpages.workflow.editing.workspace_edit import read_for_editing

        reading = read_for_editing(make_choice(workspace, as_of, None))
        agent = options.pop("agent_id", None)
        answers = read_answers(form.questions, options)
        known = fill_in(reading, form, answers, agent)
        answers = complete_answers(form.questions, answers, known, lambda: suggest_answers(reading, form, agent))
        outcome = record(reading, form, answers, agent=agent, into=into, id_=id_)
        finish_edit(outcome, dry_run=dry_run, quiet=quiet)

    params += make_options(flags)
    params.append(click.Option(["--id", "id_"], metavar="NAME", help="Name of the record. [default: kind and day]"))
    into = "The document that it goes into, by its id. [default: where such records stand]"
    params.append(click.Option(["--into"], metavar="ID", help=into))
    made = click.Command(form.name, params=params, callback=editing_options(run), help=text, short_help=text)
    made.params += reversed(getattr(run, "__click_params__", []))
    return made
