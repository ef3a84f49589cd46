"""Options that several commands share, and what is made of them: a `Choice`, and the destination of versions.

Reads the clock, the current folder, and whether this is a run of CI.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from trustpages.cli.terminal import Commentary
from trustpages.model.vocabulary import Audience
from trustpages.workflow.run import Choice, OwnTemplates

if TYPE_CHECKING:
    from trustpages.publish.branch.folder import Landed
    from trustpages.publish.destination import Destination
    from trustpages.publish.versions.signing import Signing

Command = TypeVar("Command", bound=Callable[..., object])

# fromisoformat also takes 20260331 and 2026-W14, and \d without the flag Arabic digits.
_AS_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class DayType(click.ParamType[date]):
    """A calendar day written YYYY-MM-DD."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error that shows the form."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value) if _AS_WRITTEN.fullmatch(str(value)) else "")
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2026-03-31", param, ctx)


DAY: Final = DayType()


def runs_in_ci() -> bool:
    """Whether the variable CI says so: there others rely on the outcome, and the cache may have been anybody's."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def workspace_option(
    about: str = "The workspace. [default: the nearest folder upwards with a trust.yml]",
) -> Callable[[Command], Command]:
    """Adds -C; `about` says what the folder is, and which one it is unless given."""
    return click.option(
        "-C", "--workspace", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR", help=about
    )


def day_option(about: str, kind: click.ParamType[Any] = DAY, metavar: str = "DATE") -> Callable[[Command], Command]:
    """Adds --as-of; `about` says what the day is of, and which one it is unless given."""
    return click.option("--as-of", type=kind, metavar=metavar, help=about)


def audience_option(about: str) -> Callable[[Command], Command]:
    """Adds --audience; `about` says what it decides, and who it is unless given."""
    return click.option("--audience", type=click.Choice([audience.value for audience in Audience]), help=about)


def workspace_options(command: Command) -> Command:
    """Adds -C, --as-of and --audience."""
    return _add_workspace_options(command, "public, or as trust.yml says")


def workspace_options_for_all(command: Command) -> Command:
    """The same for a command that looks at all of the evidence unless told otherwise."""
    return _add_workspace_options(command, Audience.INTERNAL)


def _add_workspace_options(command: Command, audience: str) -> Command:
    # The last one applied is the first in --help.
    for option in (
        audience_option(f"Who will read it; decides which documents count. [default: {audience}]"),
        day_option("Date of the report, YYYY-MM-DD. [default: as trust.yml says, else today]"),
        workspace_option(),
    ):
        command = option(command)
    return command


def previous_option(command: Command) -> Command:
    """Adds --previous."""
    return click.option(
        "--previous",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="The last published report.json for the same audience: its breaches stand until they are cleared, and "
        "what vanished or changed since is disclosed. [default: the one that trust.yml names for this audience]",
    )(command)


def revision_option(command: Command) -> Command:
    """Adds --rev."""
    return click.option(
        "--rev",
        "revision",
        metavar="REV",
        help="Take the workspace as this git revision has it, its templates and history too; nothing is checked out.",
    )(command)


def loudness_options(command: Command) -> Command:
    """Adds -q and -v, which decide how much commentary goes to stderr."""
    command = click.option("-v", "--verbose", is_flag=True, help="Say more on the way.")(command)
    return click.option("-q", "--quiet", is_flag=True, help="Results and errors only.")(command)


def trust_option(command: Command) -> Command:
    """Adds --trust-templates."""
    return click.option(
        "--trust-templates",
        is_flag=True,
        help="Use all of site_templates: also in CI, and also overrides of the theme, which run without a sandbox.",
    )(command)


def exports_option(command: Command) -> Command:
    """Adds --exports."""
    return click.option(
        "--exports",
        default="",
        metavar="LIST",
        help="Documents to add for each agent, such as pdf,pptx: html, one-page, pdf, pptx. [default: none]",
    )(command)


def make_choice(
    workspace: Path | None,
    as_of: date | None,
    audience: str | None,
    previous: Path | None = None,
    *,
    trust_templates: bool = False,
    exports: str = "",
) -> Choice:
    """The options of a run; the only place that reads the clock and the current folder."""
    today = datetime.now(UTC).date()  # noqa: TID251 - the clock is read here, once
    wanted = None if audience is None else Audience(audience)
    own = OwnTemplates.UNUSED if runs_in_ci() else OwnTemplates.SANDBOXED
    return Choice(
        workspace or Path.cwd(),
        as_of,
        wanted,
        today,
        previous,
        here=Path.cwd(),
        fresh=runs_in_ci(),
        own_templates=OwnTemplates.TRUSTED if trust_templates else own,
        exports=_choose_exports(exports),
    )


def _choose_exports(text: str) -> tuple[str, ...]:
    """The documents in the list; raises TrustpagesError where one has no such name, or lacks its library."""
    if not text:
        return ()
    from trustpages.workflow.site.documents import choose_documents

    return choose_documents(text)


def branch_options(branch_help: str) -> Callable[[Command], Command]:
    """Adds --branch, --push and --remote."""

    def add_options(command: Command) -> Command:
        # The last one applied is the first in --help.
        for option in (
            click.option("--remote", metavar="NAME", help="The remote of the branch. [default: origin]"),
            click.option("--push", is_flag=True, help="Fetch the branch first, and push it; both or neither have it."),
            click.option("--branch", metavar="NAME", help=branch_help),
        ):
            command = option(command)
        return command

    return add_options


def repository_option(command: Command) -> Command:
    """Adds -C for commands that need no workspace but perhaps the repository of a branch."""
    return workspace_option("A folder in the repository of --branch. [default: this one]")(command)


def signing_options(key_option: str) -> Callable[[Command], Command]:
    """Adds the option with the SSH key, --sigstore and --checkpoint-days."""

    def add_options(command: Command) -> Command:
        # The last one applied is the first in --help.
        for option in (
            click.option(
                "--checkpoint-days",
                type=click.IntRange(1, 366),
                metavar="N",
                help="For how many days the signed end of the log is good; then it must be signed again. "
                "[default: as long as the newest version is valid, or 90]",
            ),
            click.option(
                "--sigstore",
                is_flag=True,
                help="Sign as the identity that this CI job has, with Sigstore. Needs the extra `sigstore` and the "
                "network.",
            ),
            click.option(
                key_option,
                type=click.Path(exists=True, dir_okay=False, path_type=Path),
                metavar="KEY",
                help="SSH key that signs the version and the end of the log; buyers verify with ssh-keygen.",
            ),
        ):
            command = option(command)
        return command

    return add_options


def make_signings(key: Path | None, sigstore: bool) -> tuple[Signing, ...]:
    """The ways to sign that were chosen; raises TrustpagesError where Sigstore cannot be used."""
    from trustpages.publish.versions.signing import make_ssh_signing

    keys = () if key is None else (make_ssh_signing(key),)
    if not sigstore:
        return keys
    from trustpages.publish.versions.sigstore import make_sigstore_signing

    # Now, so that a job without an identity fails before a build and not after it.
    return (*keys, make_sigstore_signing())


def choose_destination(
    option: str, folder: Path | None, branch: str | None, push: bool, remote: str | None
) -> Destination:
    """The folder or the branch; a usage error unless it is exactly one. `option` is the name of the folder's."""
    if (folder is None) == (branch is None):
        raise click.UsageError(f"Name either a folder ({option}) or a branch with --branch.")
    if folder is not None and (push or remote is not None):
        raise click.UsageError(f"--push and --remote go with --branch, not with {option}.")
    if folder is not None:
        return folder
    from trustpages.publish.branch.names import ORIGIN, Branch

    return Branch(branch or "", remote or ORIGIN, push)


def print_landed(commentary: Commentary, landed: Landed | None) -> None:
    """Prints the commit at the tip of the branch; nothing if versions are in a folder."""
    if landed is None:
        return
    pushed = "" if landed.pushed_to is None else f", pushed to {landed.pushed_to}"
    commentary.say(f"Commit {landed.commit}{'' if landed.is_new else ' (unchanged)'}{pushed}")


def print_checkpoint(commentary: Commentary, checkpoint: str, lacks_signature: bool) -> None:
    """Prints the checkpoint, and that it has to be signed where those before it were."""
    commentary.say(f"Checkpoint, to keep and to put into contracts:\n{checkpoint.rstrip()}")
    if lacks_signature:
        commentary.say("The end of the log is not signed yet: `verify` fails until `trustpages sign` has run.")
