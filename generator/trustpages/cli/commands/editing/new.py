"""`trustpages new`: write a new agent, pact, bundle, benchmark or claim."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from trustpages.cli.commands.editing.outcome import editing_options, finish_edit
from trustpages.cli.options import make_choice
from trustpages.model.vocabulary import Relationship

_CLAIM = "claim"
_HELP = {
    "agent": "An agent: what it is, its workflow, its authority, who decides.",
    "pact": "A pact of AGENT with one promise.",
    "bundle": "A bundle of evidence about AGENT, in which nothing is counted yet.",
    "benchmark": "A benchmark, of which nothing is known yet.",
    _CLAIM: "A sentence that the vendor says of AGENT in public, and its predicate.",
}


class NewDocuments(click.Group):
    """One subcommand for each kind; that of claims, made of their model, is imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The kinds of document."""
        return list(_HELP)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command that writes a document of that kind."""
        if name != _CLAIM:
            return super().get_command(ctx, name)
        from trustpages.cli.commands.editing.form_command import make_command
        from trustpages.workflow.editing.forms import CLAIM

        return make_command(CLAIM, _HELP[name])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of kinds, without importing any model."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_HELP.items()))


@click.group(name="new", cls=NewDocuments)
def command() -> None:
    """Write a new document, with all that its kind demands and comments that say what to fill in.

    Nothing in it is a figure, and every choice is the most careful one; `check` takes it as it is.

    \b
    Example:
      trustpages new agent refund-desk --name "Refund desk" && trustpages new pact refund-desk service
    """


@click.command(name="agent", help=_HELP["agent"])
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


@click.command(name="pact", help=_HELP["pact"])
@click.argument("agent")
@click.argument("id_", metavar="ID")
@editing_options
def new_pact(agent: str, id_: str, workspace: Path | None, as_of: date | None, dry_run: bool, quiet: bool) -> None:
    """A pact of AGENT with one promise."""
    from trustpages.workflow.editing import new_documents
    from trustpages.workflow.editing.workspace_edit import read_for_editing

    reading = read_for_editing(make_choice(workspace, as_of, None))
    finish_edit(new_documents.new_pact(reading, agent, id_), dry_run=dry_run, quiet=quiet)


@click.command(name="bundle", help=_HELP["bundle"])
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


@click.command(name="benchmark", help=_HELP["benchmark"])
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


for _kind in (new_agent, new_pact, new_bundle, new_benchmark):
    command.add_command(_kind)
