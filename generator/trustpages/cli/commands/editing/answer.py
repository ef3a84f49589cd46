"""`trustpages answer`: a buyer's questionnaire, filled where evidence carries the answer."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from trustpages.cli.options import loudness_options, make_choice, workspace_options
from trustpages.cli.terminal import Commentary, complain, print_result


@click.command(name="answer")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.xlsx")
@click.option("--agent", required=True, metavar="AGENT", help="The agent that the questions are about.")
@click.option(
    "-o",
    "--to",
    "target",
    type=click.Path(path_type=Path),
    metavar="OUT.xlsx",
    help="The file to write; FILE itself stays as it is. [default: FILE with -answered before its ending]",
)
@click.option("--question", default="", metavar="COLUMN", help="The column of questions, as B or by its name.")
@click.option("--answer", "column", default="", metavar="COLUMN", help="The column of answers, as D or by its name.")
@workspace_options
@loudness_options
def command(
    file: Path,
    agent: str,
    target: Path | None,
    question: str,
    column: str,
    workspace: Path | None,
    as_of: date | None,
    audience: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Fill a buyer's own questionnaire where evidence carries the answer.

    Questions are recognised by ids of frameworks (MEASURE 2.5, Art. 13(3)(b)(ii)), by the wording of their items, and
    by the words in which buyers ask; what is not sure is not matched. Each answer carries its day, its end and what it
    does not show. Where there is only the vendor's word, or nothing, the cell is left, and a column beside the
    questions says so. Nothing that stands in the file is overwritten. Macros are refused.

    Exit code 3: the evidence is invalid. Exit code 4: the report would look better to its audience than all of the
    evidence does; `trustpages check` says where.
    """
    from trustpages.workflow.commands.answer import answer
    from trustpages.workflow.commands.export import replace_file

    if bool(question) != bool(column):
        raise click.UsageError("--question and --answer go together.")
    written = target or file.with_name(f"{file.stem}-answered.xlsx")
    if written.exists() and written.samefile(file):
        raise click.UsageError("The questionnaire itself stays as it is: name another file with -o.")
    commentary = Commentary(quiet, verbose)
    with commentary.step("Computing the report"):
        outcome = answer(make_choice(workspace, as_of, audience), agent, file, question=question, column=column)
    for line in outcome.complaints:
        complain(line)
    if outcome.note:
        commentary.say(outcome.note)
    if outcome.content:
        replace_file(written, outcome.content)
        print_result(f"{outcome.summary}\n{written}\n")
    sys.exit(outcome.exit_code)
