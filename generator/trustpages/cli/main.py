"""The command line `trustpages`: a group that imports its subcommands when they are called, and the exit codes."""

from __future__ import annotations

import errno
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn

import click

from trustpages import __version__
from trustpages.cli.late_group import LateGroup
from trustpages.cli.terminal import complain, escape_controls, print_in_any_encoding, wants_colour
from trustpages.model.problem import TrustpagesError, TryAgain
from trustpages.system.garbage import collect_seldom

COMMANDS: dict[str, str] = {
    "init": "Make a new workspace that builds as it is.",
    "check": "Find every problem in a workspace, with its remedy.",
    "report": "Print what the evidence says, as text or JSON.",
    "export": "Write what is said of an agent for other tools.",
    "answer": "Fill a buyer's questionnaire where evidence carries it.",
    "claims": "Say which claims may be made today, and on what.",
    "next": "Tell the few steps that would change most.",
    "diff": "Say what a change does to promises, claims and pages.",
    "comment": "Put a review on the pull request that a job is about.",
    "log": "Tell how agents stood at each revision or version.",
    "blame": "Print who wrote each piece of evidence, and who read it.",
    "import": "Make evidence of files that other tools wrote.",
    "evidence": "Make evidence of a table in a warehouse.",
    "build": "Build the site into a folder.",
    "serve": "Build, serve, and rebuild whenever something changes.",
    "publish": "Add an immutable version to a published folder.",
    "withdraw": "Withdraw a version: a tombstone, never a deletion.",
    "sign": "Sign what was published last; builds nothing.",
    "verify": "Check a published folder, offline.",
    "embed": "Cards and badges on pages of others: do copies hold?",
    "record": "Write a review, an override or another record.",
    "new": "Write a new agent, pact, bundle, benchmark or claim.",
    "rename": "Give an id another name, with every reference to it.",
    "withdraw-evidence": "Take evidence back; it stays on record.",
    "correct-evidence": "Name what stands in the place of wrong evidence.",
    "fmt": "Lay out documents in the usual way; comments stay.",
    "upgrade": "Bring older documents to the present schema.",
    "schema": "Print the JSON Schema of a kind of document.",
    "install": "Have git show what documents say.",
    "textconv": "Print what a document says, line by line, for git.",
    "explain": "Explain a metric, a limitation rule or a problem code.",
}

_GROUPS = {
    "editing": (
        "record",
        "new",
        "rename",
        "withdraw-evidence",
        "correct-evidence",
        "fmt",
        "upgrade",
        "import",
        "answer",
    ),
    "evidence": ("evidence",),
    "embed": ("embed",),
    "versions": ("publish", "withdraw", "sign", "verify"),
    "review": ("claims", "next", "diff", "comment", "log", "blame", "install", "textconv"),
}
"""Commands that write documents, those about tables, copies, versions and changes, each in a folder of their own."""

_NAMES = {"import": "import_files", "evidence": "group", "embed": "group"}  # a word of Python names no module

FILE_SYSTEM_REMEDIES = {
    errno.ENOSPC: "; make room, then run it again",
    errno.EROFS: "; name a folder that can be written to",
    errno.EACCES: "; check who may read and write there",
    errno.EPERM: "; check who may read and write there",
}

EXIT_CODES = """\b
Exit codes: 0 fine; 1 could not run; 2 wrong usage; 3 invalid evidence;
4 a gate was not met; 5 verification failed; 75 busy, try again;
130 interrupted; 143 terminated."""
STOPPED_BY = 128  # and the number of the signal, as shells count


class Terminated(KeyboardInterrupt):
    """SIGTERM: it ends a command as Ctrl-C does, with everything cleared away on the way out."""


@contextmanager
def escape_usage_errors() -> Iterator[None]:
    """Escapes control characters in usage errors, which quote what was typed."""
    try:
        yield
    except click.ClickException as error:
        error.message = escape_controls(error.message)  # type: ignore[misc]  # click prints this and nothing else
        raise


ENDLESS = frozenset({"serve"})
"""Commands that only an interrupt ends, so that nothing was left undone."""


@contextmanager
def exit_as_shells_count(ctx: click.Context | None = None) -> Iterator[None]:
    """Ends an interrupted command with 130, a terminated one with 143; click would say 1, as if it could not run."""
    try:
        yield
    except KeyboardInterrupt as interrupt:
        if ctx is None or ctx.invoked_subcommand not in ENDLESS:
            complain("trustpages: stopped before it was done")
        number = signal.SIGTERM if isinstance(interrupt, Terminated) else signal.SIGINT
        sys.exit(STOPPED_BY + number)


class Commands(LateGroup):
    """All commands; what was typed wrongly is told escaped."""

    helps = COMMANDS

    def find_module(self, name: str) -> str:
        """The module of a command, in the folder of its group."""
        group = next((f"{group}." for group, names in _GROUPS.items() if name in names), "")
        return f"trustpages.cli.commands.{group}{_NAMES.get(name, name.replace('-', '_'))}"

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the whole command line, with escaped usage errors."""
        with exit_as_shells_count(), escape_usage_errors():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command, with escaped errors about its own options."""
        with exit_as_shells_count(ctx), escape_usage_errors():
            return super().invoke(ctx)


@click.command(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, epilog=EXIT_CODES
)
@click.version_option(__version__, prog_name="trustpages")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Trust pages for AI agents, built from evidence kept in git.

    What was promised, what was verified, what changed, what consequence followed, and what the evidence
    does not show: computed from small YAML files, and published as a site that a buyer can check.

    A first look: `trustpages init demo && cd demo && trustpages build`.
    """
    ctx.color = None if wants_colour() else False


def end_on_termination() -> None:
    """Has SIGTERM raise Terminated, unless whoever started the command wants it ignored."""
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _terminate)


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second one would disturb the clearing away
    raise Terminated


def main() -> None:
    """Run the command line; a failure ends with its code, its sentence and its remedy on stderr."""
    collect_seldom()
    end_on_termination()
    print_in_any_encoding()
    try:
        cli(prog_name="trustpages")
    except TrustpagesError as error:
        complain(f"trustpages: {error}")
        # EX_TEMPFAIL of sysexits.h, so that scripts can retry.
        sys.exit(75 if isinstance(error, TryAgain) else 1)
    except OSError as error:  # a full disk, a folder that may not be written
        where = error.filename or "what was to be written"
        remedy = FILE_SYSTEM_REMEDIES.get(error.errno or 0, "")
        complain(f"trustpages: [file-system] {where}: {error.strerror}{remedy}")
        sys.exit(1)


if __name__ == "__main__":
    main()
