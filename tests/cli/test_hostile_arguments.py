"""Arguments that nobody types: a sentence, no traceback, and nothing that steers the terminal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.system.commands import trustpages_on_a_terminal

HOSTILE = {"controls": "a\x1b[31mX\x1b]0;owned\x07\u202egpj\x9b31m\r\nb", "surrogates": os.fsdecode(b"\xff\xfe")}
COMMANDS = (
    *("explain {}", "verify {}", "{}", "check -C {}", "check --{}", "check --as-of {}", "check --audience {}"),
    *("report --agent {}", "schema {}", "publish {} --to published"),
    "withdraw {} --reason {} --from published",
    *("record review {} --by {}", "rename {} {}", "new agent {}", "new pact my-agent {}", "fmt {}"),
    *("withdraw-evidence {} --by {} --reason {}", "correct-evidence {} {} --set {}"),
)


@pytest.mark.parametrize("kind", HOSTILE)
def test_nothing_that_is_typed_steers_the_terminal(kind: str, workspace: Path) -> None:
    for command in COMMANDS:
        arguments = [part.replace("{}", HOSTILE[kind]) for part in command.split()]
        code, text = trustpages_on_a_terminal(*arguments, folder=workspace)
        assert code in {1, 2}, (command, text)
        assert "Traceback" not in text, text
        assert HOSTILE[kind] not in text, command
        assert not {"\x07", "\x9b", "\u202e"} & set(text), command
        assert "\x1b[31m" not in text, command
