"""Output for people and programs: results to stdout, commentary to stderr, control characters escaped."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import click

from trustpages.model.problem import TrustpagesError
from trustpages.secrets.scanning import mask_secrets

# Escape sequences and bidirectional marks in quoted evidence could rewrite other lines on the terminal:
# https://trojansource.codes
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def escape_controls(text: str) -> str:
    """The text with control characters escaped as in JSON, such as `\\u001b`."""
    return _UNFIT.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def complain(text: str) -> None:
    """Prints a line to stderr, with control characters escaped and secrets masked."""
    click.echo(escape_controls(mask_secrets(text)), err=True)


def print_in_any_encoding() -> None:
    """Makes stdout and stderr escape characters that their encoding lacks, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def count_columns() -> int:
    """How wide the terminal of stdout is, or what COLUMNS says; 80 without either, and what can be read in any case."""
    return min(max(shutil.get_terminal_size().columns, 40), 120)


def wants_colour() -> bool:
    """True if stderr is a terminal and NO_COLOR (https://no-color.org) is not set."""
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")


@dataclass
class Commentary:
    """Progress messages of a command on stderr: steps of long work, each with its time when verbose."""

    quiet: bool = False
    verbose: bool = False
    _begun: float = field(default_factory=time.perf_counter)

    def say(self, text: str) -> None:
        """Prints one line, unless quiet."""
        if not self.quiet:
            complain(text)

    def seconds(self) -> float:
        """Seconds since the command began."""
        return time.perf_counter() - self._begun

    @contextmanager
    def step(self, text: str) -> Iterator[None]:
        """A step that may take a while: a spinner on a terminal, a timed line when verbose."""
        before = time.perf_counter()
        if self.quiet or not sys.stderr.isatty():
            yield
        else:
            from rich.console import Console  # late: commands that do no long work never need it
            from rich.text import Text

            with Console(stderr=True, no_color=not wants_colour()).status(Text(escape_controls(text))):
                yield
        if self.verbose:
            self.say(f"{text}: {time.perf_counter() - before:.2f} s")


def print_result(text: str) -> None:
    """Prints the result to stdout; escaped on a terminal, unchanged for a program."""
    text = escape_controls(text) if sys.stdout.isatty() else text
    click.echo(text, nl=not text.endswith("\n"))


def print_bytes(content: bytes) -> None:
    """Writes what is no text to stdout; raises TrustpagesError `export-binary` where that is a terminal."""
    if sys.stdout.isatty():
        raise TrustpagesError("export-binary", "the document is no text, and goes to a terminal", "name a file with -o")
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
