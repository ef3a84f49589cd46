"""`trustpages new`: write a new agent, pact, bundle, benchmark or claim."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from trustpages.cli.commands.editing.outcome import editing_options, finish_edit
from trustpages.cli.commands.editing.record import make_command
from trustpages.cli.options import make_choice
from trustpages.model.vocabulary import Relationship
from trustpages.workflow.editing.forms import CLAIM


@click.group(name="new")
def command() -> None:
    """Write a new document, with all that its kind demands and comments that say what to fill in.

    Nothing in it is a figure, and every choice is the most careful one; `check` takes it as it is.

    \b
    Example:
      trustpages new agent refund-desk --name "Refund desk" && trustpages new pact refund-desk service
    """


@command.command(name="agent")
@click.argument("id_", metavar="ID")
@click.option("--name", metavar="TEXT", help="Name as buyers know it. [default: made of ID]")
@click.option("--owner", metavar="TEXT", help="Who answers for it. [default: to be written]")
@click.option("--role", metavar="ROLE", help="In which role. [default: owner]")
@editing_options
def new_agent(
    id_: str,
    name: str | None,
    owner: str | None,
    role: str | None,
    workspace: Path | None,
    as_of: date | None,
    dry_run: bool,
    quiet: bool,
) -> None:
    """An agent: what it is, its workflow, its authority, who decides."""
    from trustpages.workflow.editing import new_documents
    from trustpages.workflow.editing.workspace_edit import read_for_editing

    reading = read_for_editing(make_choice(workspace, as_of, None))
    finish_edit(new_documents.new_agent(reading, id_, name, owner, role), dry_run=dry_run, quiet=quiet)


@command.command(name="pact")
@click.argument("agent")
@click.argument("id_", metavar="ID")
@editing_options
def new_pact(agent: str, id_: str, workspace: Path | None, as_of: date | None, dry_run: bool, quiet: bool) -> None:
    """A pact of AGENT with one promise."""
    from trustpages.workflow.editing import new_documents
    from trustpages.workflow.editing.workspace_edit import read_for_editing

    reading = read_for_editing(make_choice(workspace, as_of, None))
    finish_edit(new_documents.new_pact(reading, agent, id_), dry_run=dry_run, quiet=quiet)


@command.command(name="bundle")
@click.argument("agent")
@click.argument("id_", metavar="ID")
@click.option("--producer", metavar="TEXT", help="Who made the evidence. [default: the publisher]")
@click.option(
    "--relationship", type=click.Choice([each.value for each in Relationship]), help="Whose they are. [default: vendor]"
)
@editing_options
def new_bundle(
    agent: str,
    id_: str,
    producer: str | None,
    relationship: str | None,
    workspace: Path | None,
    as_of: date | None,
    dry_run: bool,
    quiet: bool,
) -> None:
    """A bundle of evidence about AGENT, in which nothing is counted yet."""
    from trustpages.workflow.editing import new_documents
    from trustpages.workflow.editing.workspace_edit import read_for_editing

    reading = read_for_editing(make_choice(workspace, as_of, None))
    outcome = new_documents.new_bundle(reading, agent, id_, producer, relationship)
    finish_edit(outcome, dry_run=dry_run, quiet=quiet)


@command.command(name="benchmark")
@click.argument("id_", metavar="ID")
@click.option("--name", metavar="TEXT", help="Name as its maintainers write it. [default: made of ID]")
@editing_options
def new_benchmark(
    id_: str, name: str | None, workspace: Path | None, as_of: date | None, dry_run: bool, quiet: bool
) -> None:
    """A benchmark, of which nothing is known yet."""
    from trustpages.workflow.editing import new_documents
    from trustpages.workflow.editing.workspace_edit import read_for_editing

    reading = read_for_editing(make_choice(workspace, as_of, None))
    finish_edit(new_documents.new_benchmark(reading, id_, name), dry_run=dry_run, quiet=quiet)


command.add_command(make_command(CLAIM, "A sentence that the vendor says of AGENT in public, and its predicate."))
