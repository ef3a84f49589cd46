"""Every command that README and guides print exists, and has the options with which it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from trustpages.cli.main import cli

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "docs/tutorial.md", *(ROOT / "docs/how-to").rglob("*.md")])
# A line of a block, or words between backticks; what a pipe, a comment or a redirection follows is not the command's.
COMMAND = re.compile(r"(?:^|`)\s*(?:\$ )?trustpages ((?:[^`\n#|>;&\\]|\\\n)+)", re.MULTILINE)


def list_commands(text: str) -> list[list[str]]:
    """The words of each command that a page prints."""
    return [found.replace("\\\n", " ").split() for found in COMMAND.findall(text)]


def find_unknown(words: list[str]) -> list[str]:
    """The command or the options that there are not."""
    command: click.Command = cli
    context = click.Context(cli)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name, *words = words
        found = command.get_command(context, name)
        if found is None:
            return [name]
        command = found
    known = {option for part in command.params for option in (*part.opts, *part.secondary_opts)}
    known |= set(context.help_option_names) | {"-h"}
    return [word for word in words if re.match(r"--?[a-z]", word) and word.partition("=")[0].rstrip(".,") not in known]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_exists_with_its_options(page: Path) -> None:
    wrong = {
        " ".join(words): unknown for words in list_commands(page.read_text("utf-8")) if (unknown := find_unknown(words))
    }
    assert not wrong


def test_an_option_of_another_command_is_found() -> None:
    assert find_unknown(["next", "--agent", "coder"]) == ["--agent"]
    assert find_unknown(["bild"]) == ["bild"]
    assert find_unknown(["embed", "check", "x", "--against", "y"]) == []
