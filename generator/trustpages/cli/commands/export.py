"""`trustpages export`: what the report says of an agent, as a document or in the format of another tool."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from trustpages.cli.options import loudness_options, make_choice, workspace_options
from trustpages.cli.terminal import Commentary, complain, print_bytes, print_result
from trustpages.model.problem import TrustpagesError


@click.command(name="export")
@click.argument("agent", metavar="AGENT")
@click.option("--format", "form", required=True, metavar="FORMAT", help="The format; a wrong name lists all of them.")
@click.option(
    "-o",
    "--to",
    "target",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file, or a folder where there are several. [default: standard output]",
)
@click.option(
    "--font",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A font for characters that those of the program lack, such as Japanese; for PDF.",
)
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A .pptx with the masters to use; for slides.",
)
@click.option("--release", default="", metavar="VERSION", help="The published version that the document is a copy of.")
@click.option(
    "--framework",
    metavar="ID",
    help="What is said to each item of a framework, such as nist-ai-rmf, instead of the questions that buyers ask; "
    "with csv, md, xlsx or oscal.",
)
@workspace_options
@loudness_options
def command(
    agent: str,
    form: str,
    target: Path | None,
    font: Path | None,
    template: Path | None,
    release: str,
    framework: str | None,
    workspace: Path | None,
    as_of: date | None,
    audience: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Write what the report says of an agent as a document, or in the format of another tool.

    Documents: html, one-page, pdf, pptx. Answers to what buyers ask: xlsx, csv, md. Formats: every-eval-ever,
    model-index, openslo, oscal, cyclonedx, ai-catalog, a2a. Whatever a format leaves out, each file carries the day of
    the report, its last good day, the posture, the worst limitation and how many there are. The same evidence, date and
    version of trustpages give the same bytes.

    Exit code 3: the evidence is invalid. Exit code 4: the report would look better to its audience than all of the
    evidence does; `trustpages check` says where.
    """
    from trustpages.workflow.commands.export import export, write_export
    from trustpages.workflow.site.documents import DocumentOptions

    commentary = Commentary(quiet, verbose)
    with commentary.step("Computing the report"):
        options = DocumentOptions(font, template, release)
        outcome = export(make_choice(workspace, as_of, audience), agent, form, options, framework)
    for line in outcome.complaints:
        complain(line)
    for sentence in outcome.left_out:
        commentary.say(f"Left out: {sentence}")
    if outcome.note:
        commentary.say(outcome.note)
    if not outcome.files:
        sys.exit(outcome.exit_code)
    if target is not None:
        print_result("".join(f"{path}\n" for path in write_export(outcome, target)))
    elif len(outcome.files) > 1:
        sentence = f"the export has {len(outcome.files)} files, one for each producer and version"
        raise TrustpagesError("export-folder", sentence, "name a folder with -o")
    elif not outcome.is_text:
        print_bytes(outcome.files[0].content)
    else:
        print_result("".join(file.content.decode() for file in outcome.files))
    sys.exit(outcome.exit_code)
