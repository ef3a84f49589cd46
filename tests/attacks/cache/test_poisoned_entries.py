"""Somebody wrote into the cache: without the user's key to no effect; with it, what is published is made without it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from support.system.commands import trustpages
from trustpages.model.vocabulary import Audience
from trustpages.system.cache import FileCache
from trustpages.system.cache_folder import VARIABLE, prepare_audience_cache
from trustpages.workflow.commands.build import build
from trustpages.workflow.run import Choice

pytestmark = pytest.mark.site

MARK = b"poisoned"


def _page(kept: bytes) -> bytes:
    return kept.replace(b"</title>", b" poisoned</title>", 1)


def _chart(kept: bytes) -> bytes:
    return kept.replace(b"</svg>", b"<!-- poisoned --></svg>")


def _part(kept: bytes) -> bytes:
    return kept.replace(b"Limits and end", b"poisoned words")  # of one length, so that it can be read


POISONS: dict[str, Callable[[bytes], bytes]] = {"pages": _page, "charts": _chart, "parts": _part}


def _poison(files: FileCache) -> None:
    """Replaces what is kept, sealed with the key that `files` has."""
    kept = [path for path in files.folder.iterdir() if path.is_file()]
    assert kept
    for path in kept:
        files.put(path.name, POISONS[files.folder.name](path.read_bytes().partition(b"\n")[2]))


def _built(workspace: Path, out: Path) -> list[str]:
    """The names of files of a build with the cache that hold the mark."""
    choice = Choice(workspace, None, None, date(2026, 11, 1), log_before="a.example/public\n0\n\n")
    assert build(choice, out, 1, lambda _: nullcontext()).exit_code == 0
    return _marked(out)


def _marked(folder: Path) -> list[str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path.relative_to(folder).as_posix() for path in files if MARK in path.read_bytes()]


def test_what_was_kept_does_not_reach_a_published_site(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    assert _built(workspace, tmp_path / "site") == []
    cache = prepare_audience_cache(workspace, Audience.PUBLIC)
    assert cache is not None

    for files in (cache.charts, cache.pages, cache.parts):
        _poison(replace(files, key=b"a key of the attacker's own"))
    assert _built(workspace, tmp_path / "site") == []

    for files in (cache.charts, cache.pages, cache.parts):
        _poison(files)
    reached = _built(workspace, tmp_path / "site")
    assert {"index.html", ".svg", "x.md"} <= {name if name == "index.html" else name[-4:] for name in reached}

    done = trustpages("publish", "1.0", "--to", "../published", folder=workspace)
    assert done.code == 0, done.err
    assert _marked(tmp_path / "published") == []
    rebuilt = trustpages("verify", "published", "--now", "2026-11-01", "--rebuild", "acme", folder=tmp_path)
    assert rebuilt.code == 0, rebuilt.out
    assert "files are identical, byte for byte" in rebuilt.out
