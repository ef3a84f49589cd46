"""The page of commands: their own help, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from reference_pages.markdown import code, page, table
from trustpages.cli.main import COMMANDS, EXIT_CODES, cli

_WIDTH = 100
_EXIT = re.compile(r"(\d+) ([^;.]+)")
_LEAD = """
Results go to stdout, commentary and progress to stderr. Colour appears on a terminal only, and never with `NO_COLOR`.

Commands and options complete in a shell: `eval "$(_TRUSTPAGES_COMPLETE=bash_source trustpages)"` in `~/.bashrc`, the
same with `zsh_source` in `~/.zshrc`, and `_TRUSTPAGES_COMPLETE=fish_source trustpages | source` in `config.fish`.
"""


def commands() -> str:
    """The help of every command, and what the exit codes mean."""
    root = _context("trustpages", cli, None)
    contexts = (_context(name, _command(root, name), root) for name in COMMANDS)
    return page(
        "Commands",
        _LEAD,
        _help(root),
        *(_help(each) for context in contexts for each in (context, *_list_subcommands(context))),
        "## Exit codes",
        table(("Code", "Meaning"), ((code(number), words) for number, words in _exit_codes())),
    )


def _exit_codes() -> list[tuple[str, str]]:
    return [(number, " ".join(words.split())) for number, words in _EXIT.findall(EXIT_CODES)]


def _command(root: click.Context, name: str) -> click.Command:
    found = cli.get_command(root, name)
    if found is None:
        raise LookupError(f"'{name}' is listed but is no command")
    return found


def _list_subcommands(context: click.Context) -> Iterator[click.Context]:
    """What a command that is a group holds; nothing for any other."""
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            if command is not None:
                yield _context(name, command, context)


def _context(name: str, command: click.Command, parent: click.Context | None) -> click.Context:
    return command.make_context(name, [], parent, resilient_parsing=True, terminal_width=_WIDTH)


def _help(context: click.Context) -> str:
    return f"## {context.command_path}\n\n```text\n{context.get_help().rstrip()}\n```"
