"""Somebody wrote into the cache, with the right seals: what is published is made without it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from support.system.commands import trustpages
from trustpages.system.cache import CHARTS, PAGES, VARIABLE
from trustpages.workflow.commands.build import build
from trustpages.workflow.run import Choice

pytestmark = pytest.mark.site

MARK = b"poisoned"


def _page(kept: bytes) -> bytes:
    return kept.replace(b'"html":"', b'"html":"<!-- poisoned -->', 1)


def _chart(kept: bytes) -> bytes:
    return kept.replace(b"</svg>", b"<!-- poisoned --></svg>")


def _sealed(name: str, content: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + content).hexdigest().encode() + b"\n" + content


POISONS: dict[str, Callable[[bytes], bytes]] = {PAGES: _page, CHARTS: _chart}


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
    cache = tmp_path / "cache"
    monkeypatch.setenv(VARIABLE, str(cache))
    assert _built(workspace, tmp_path / "site") == []
    for kind, poison in POISONS.items():
        kept = [path for path in cache.rglob(f"{kind}/*") if path.is_file()]
        assert kept, kind
        for path in kept:
            content = path.read_bytes().partition(b"\n")[2]
            path.write_bytes(_sealed(path.name, poison(content)))
    reached = _built(workspace, tmp_path / "site")
    assert {"index.html", ".svg"} <= {name if name == "index.html" else name[-4:] for name in reached}

    done = trustpages("publish", "1.0", "--to", "../published", folder=workspace)
    assert done.code == 0, done.err
    assert _marked(tmp_path / "published") == []
    rebuilt = trustpages("verify", "published", "--now", "2026-11-01", "--rebuild", "acme", folder=tmp_path)
    assert rebuilt.code == 0, rebuilt.out
    assert "files are identical, byte for byte" in rebuilt.out
