"""What is signed and hashed are bytes as they are stored: another spelling of the same JSON is another file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.publish.versions import (
    a_key,
    a_published_folder,
    a_withdrawal,
    changed_entry,
    codes,
    entries_of,
    outcome,
    rewritten_log,
)
from trustpages.publish.verifier.trustverify import digest_of

Figure = Callable[[int, str, str], None]
Count = Callable[[int, int], int]


def spellings(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The same JSON value in other bytes, each with a name."""
    text, value = content.decode("ascii"), json.loads(content)
    turned = dict(reversed(value.items())) if isinstance(value, dict) else value
    first = next((character for character in text if character.isalpha()), "")
    key = text.split('"')[1]
    yield "space after separators", json.dumps(value, sort_keys=True).encode() + b"\n"
    yield "indented", json.dumps(value, sort_keys=True, indent=1).encode() + b"\n"
    yield "keys in another order", json.dumps(turned, separators=(",", ":")).encode() + b"\n"
    yield "a letter escaped", text.replace(first, f"\\u{ord(first):04x}", 1).encode()
    yield "slashes escaped", text.replace("/", "\\/").encode()
    yield "no line feed at the end", content.rstrip(b"\n")
    yield "two line feeds at the end", content + b"\n"
    yield "a carriage return at the end", content.replace(b"\n", b"\r\n")
    yield "spaces before", b" " + content
    yield "a tab after the first bracket", content[:1] + b"\t" + content[1:]
    if isinstance(value, dict):
        yield "a key twice, the right one last", b'{"' + key.encode() + b'":0,' + content[1:]
        yield "numbers as floats", _with_floats(value)


def _with_floats(value: object) -> bytes:
    def floated(part: object) -> object:
        if isinstance(part, dict):
            return {name: floated(one) for name, one in part.items()}
        if isinstance(part, list):
            return [floated(value) for value in part]
        return float(part) if type(part) is int else part

    return json.dumps(floated(value), sort_keys=True, separators=(",", ":")).encode() + b"\n"


def respelled(content: bytes) -> list[tuple[str, bytes]]:
    """Those spellings that differ, held to mean the same."""
    found = [(name, one) for name, one in spellings(content) if one != content]
    assert len(found) >= 7
    for name, one in found:
        assert json.loads(one) == json.loads(content), name
    return found


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spellings")
    key = a_key(folder)
    root = a_published_folder(folder, versions=2, key=key)
    a_withdrawal(root, key=key)
    assert outcome(root).failures == []
    return root


STORED = (
    "2.0/statement.json",
    "2.0/manifest.json",
    "1.0/statement.json",
    "1.0/tombstone.json",
    "latest/manifest.json",
    "latest/statement.json",
    "versions.json",
    "log/checkpoint.json",
    *(f"log/entries/{number}" for number in range(4)),
)


def test_no_file_of_json_may_be_spelled_otherwise(root: Path, count: Count, figure: Figure) -> None:
    tried = 0
    for path in STORED:
        content = (root / path).read_bytes()
        for name, other in respelled(content)[tried % count(1, 4) :: count(1, 4)]:
            (root / path).write_bytes(other)
            assert outcome(root).failures, f"{path}: {name}"
            tried += 1
        (root / path).write_bytes(content)
    assert outcome(root).failures == []
    figure(22, "other spellings of stored JSON: accepted", f"0/{tried}")


def test_a_signature_covers_no_other_spelling(root: Path, tmp_path: Path, count: Count, figure: Figure) -> None:
    """The digest in the log fits the other spelling, so that the signature alone speaks against it."""
    place = tmp_path / "published"
    shutil.copytree(root, place)
    entries, statement = entries_of(place), (place / "2.0/statement.json").read_bytes()
    mine = next(number for number, one in enumerate(entries) if digest_of(statement).encode() in one)
    tried = 0
    for name, other in respelled(statement)[:: count(1, 3)]:
        for folder in ("2.0", "latest"):
            (place / folder / "statement.json").write_bytes(other)
        fitting = [*entries]
        fitting[mine] = changed_entry(entries[mine], statement=digest_of(other))
        rewritten_log(place, fitting)
        assert "bad-signature" in codes(outcome(place)), name
        tried += 1
    figure(22, "other spellings of the signed statement, log made to fit: signature accepted", f"0/{tried}")
