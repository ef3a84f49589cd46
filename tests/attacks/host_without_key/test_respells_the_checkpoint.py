"""The host has the folder, but no key: it writes what was signed in other bytes, or with more in it."""

from __future__ import annotations

import json

import pytest

from support.publish.hosts import Host, failures_of

FILE = "log/checkpoint.json"
SPELLINGS = {
    "indented": lambda told: json.dumps(told, indent=1, sort_keys=True),
    "blanks": lambda told: json.dumps(told, sort_keys=True) + "\n",
    "no line end": lambda told: json.dumps(told, sort_keys=True, separators=(",", ":")),
    "another order": lambda told: json.dumps(dict(reversed(told.items())), separators=(",", ":")) + "\n",
    "a key more": lambda told: json.dumps({**told, "a": 1}, sort_keys=True, separators=(",", ":")) + "\n",
    "size as text": lambda told: json.dumps({**told, "size": "4"}, sort_keys=True, separators=(",", ":")) + "\n",
    "size as float": lambda told: json.dumps({**told, "size": 4.0}, sort_keys=True, separators=(",", ":")) + "\n",
    "no last day": lambda told: json.dumps({**told, "valid_until": None}, sort_keys=True, separators=(",", ":")) + "\n",
    "no such day": lambda told: (
        json.dumps({**told, "valid_until": "2024-99-99"}, sort_keys=True, separators=(",", ":")) + "\n"
    ),
}


@pytest.mark.parametrize("how", SPELLINGS)
def test_one_spelling_alone_is_read(host: Host, how: str) -> None:
    file = host.root / FILE
    file.write_text(SPELLINGS[how](json.loads(file.read_bytes())))
    assert failures_of(host) == [f"[log-altered] {FILE}"]


@pytest.mark.parametrize("content", [b"", b"{}\n", b"[]\n", b"\xff\x00", b"[" * 100_000, b'{"size":1}\n'])
def test_what_is_no_checkpoint_fails(host: Host, content: bytes) -> None:
    (host.root / FILE).write_bytes(content)
    assert failures_of(host) == [f"[log-altered] {FILE}"]
