"""A command for one form: flags made of its questions, and what is asked on a terminal.

Imports the models of documents, so that it is itself imported only when such a command is called.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from trustpages.cli.commands.editing.answers import complete_answers, make_options, read_answers
from trustpages.cli.commands.editing.outcome import editing_options, finish_edit
from trustpages.cli.options import make_choice
from trustpages.workflow.editing.forms import RecordForm


def make_command(form: RecordForm, text: str) -> click.Command:
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
