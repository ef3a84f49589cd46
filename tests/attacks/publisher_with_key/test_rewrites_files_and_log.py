"""Whatever is done to any file or entry, both checkers see it."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from support.publish.independent_check import is_sound
from support.publish.versions import (
    INCIDENT,
    a_key,
    a_published_folder,
    a_site,
    a_withdrawal,
    changed_entry,
    codes,
    entries_of,
    kept_checkpoint,
    outcome,
    rewritten_log,
    some_facts,
    tree_of,
)
from trustpages.publish.site.csp import FOLDER_HEADERS
from trustpages.publish.versions.publication import publish_version

Count = Callable[[int, int], int]
Figure = Callable[[int, str, str], None]


def test_every_file(tmp_path: Path, count: Count, figure: Figure) -> None:
    key = a_key(tmp_path)
    root = a_published_folder(tmp_path, versions=3, key=key)
    a_withdrawal(root, key=key)
    assert not outcome(root).failures
    dice = random.Random(11)  # noqa: S311 - a test
    tried = Counter[str]()
    paths = sorted(set(tree_of(root)) - {FOLDER_HEADERS.path})  # the operator's to change
    for path in paths[:: count(1, 12)]:
        file = root / path
        content = file.read_bytes()
        for _ in range(count(8, 1)):
            place, bit = dice.randrange(len(content)), 1 << dice.randrange(8)
            file.write_bytes(content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :])
            assert outcome(root).failures, f"bit {bit} of byte {place} of {path}"
            tried["bit turned"] += 1
        for length in {0, len(content) // 2, len(content) - 1}:
            file.write_bytes(content[:length])
            assert outcome(root).failures, f"{path} cut off at {length}"
            tried["file cut off"] += 1
        file.write_bytes(content + b"\n")
        assert outcome(root).failures, f"{path} lengthened"
        tried["file lengthened"] += 1
        file.write_bytes(content)
        for mode in (0o755, 0o666, 0o600, 0o444)[: count(4, 1)]:
            file.chmod(mode)
            assert any(note.startswith(f"[mode] {path}: ") for note in outcome(root).notes), path
            tried["mode changed (a note)"] += 1
        file.chmod(0o644)
        other = file.with_name(f"{file.name}x")
        file.rename(other)
        assert outcome(root).failures, path
        other.unlink()
        assert outcome(root).failures, path
        file.write_bytes(content)
        other.write_bytes(content)
        assert codes(outcome(root)) == {"extra"}, path
        other.unlink()
        for what in ("file removed", "file renamed", "file added"):
            tried[what] += 1
    assert not outcome(root).failures
    for what, number in tried.items():
        figure(7, f"{what}, in every file: detected", f"{number}/{number}")


def test_every_entry_under_a_pin(tmp_path: Path, count: Count, figure: Figure) -> None:
    versions = count(20, 3)
    root = a_published_folder(tmp_path, versions)
    entries, pin = entries_of(root), kept_checkpoint(root)
    publish_version(a_site(tmp_path / "later", "later"), "later", root, some_facts(changes=(INCIDENT,)))
    more = entries_of(root)
    assert not outcome(root, pin=pin).failures
    tried = 0
    for number in range(len(entries)):
        changed = {"on": "2020-01-01"} if "on" in json.loads(more[number]) else {"as_of": "2020-01-01"}
        after = more[number + 1 :]
        ways = [
            [*more[:number], changed_entry(more[number], **changed), *after],
            [*more[:number], *after],
            [*more[:number], changed_entry(more[number], **changed), *more[number:]],
            more[:number],
        ]
        if number + 1 < len(entries) and more[number] != more[number + 1]:
            ways.append([*more[:number], more[number + 1], more[number], *more[number + 2 :]])
            ways.append([*more[:number], *reversed(after), more[number]])
            ways.append([*more[:number], *after, more[number]])
        for way in ways:
            rewritten_log(root, way)
            first = next((n for n, kept in enumerate(entries) if n >= len(way) or way[n] != kept), None)
            said = [
                failure for failure in outcome(root, pin=pin).failures if failure.startswith("[history-rewritten] log/")
            ]
            assert [line.partition(":")[0] for line in said] == [f"[history-rewritten] log/entries/{first}"]
            assert not is_sound(root, pin)
            tried += 1
    figure(
        6, "entry rewritten, removed, inserted, log reordered, cut off: detected, first one named", f"{tried}/{tried}"
    )
