"""The host has the folder, but no key: it serves pages from a folder that looks as if a publish were running."""

from __future__ import annotations

from support.publish.hosts import Host, failures_of


def test_a_stage_is_no_place_for_pages(host: Host) -> None:
    (host.root / ".staging-x").mkdir()
    (host.root / ".staging-x/index.html").write_text("Supported")
    assert failures_of(host, is_pinned=True) == ["[uncounted] .staging-x"]
