"""A faster parser for ruamel.yaml, and what puts it together with the scanner."""

from __future__ import annotations

from functools import cached_property
from types import SimpleNamespace
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.events import ScalarEvent
from ruamel.yaml.parser import Parser
from ruamel.yaml.tokens import ScalarToken

from trustpages.intake.yaml.scanner import VERSION, LineFeedReader, RunScanner


class RunParser(Parser):
    """Makes events of the tokens of a `RunScanner`, of a scalar without properties at once."""

    resolver = SimpleNamespace(processing_version=VERSION)

    @cached_property
    def scanner(self) -> RunScanner:
        """What gives the tokens."""
        found: RunScanner = self.loader.scanner
        return found

    def parse_node(self, block: bool = False, indentless_sequence: bool = False) -> Any:
        """The event of the next node, or of its beginning."""
        token = self.scanner.peek_token()
        if type(token) is not ScalarToken:
            return super().parse_node(block, indentless_sequence)
        self.scanner.get_token()
        self.state = self.states.pop()
        implicit = (True, False) if token.plain else (False, True)
        return ScalarEvent(None, None, implicit, token.value, token.start_mark, token.end_mark, style=token.style)


class RunYaml(YAML):
    """Reads by the classes of this module; one for each file, since what a document declares would leak into the next.

    `scanner` may be a stricter one.
    """

    def __init__(self, scanner: type[RunScanner] = RunScanner) -> None:
        super().__init__(typ="safe", pure=True)
        self.Reader, self.Scanner, self.Parser = LineFeedReader, scanner, RunParser

    def official_plug_ins(self) -> list[str]:
        """None: ruamel.yaml would look into its folder for them."""
        return []
