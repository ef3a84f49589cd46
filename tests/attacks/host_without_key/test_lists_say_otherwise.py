"""The host has the folder, but no key: `versions.json`, the list of versions or the first page say something else."""

from __future__ import annotations

import json

import pytest

from support.publish.hosts import Host, failures_of


def test_an_older_version_is_called_latest(host: Host) -> None:
    listed = json.loads((host.root / "versions.json").read_text())
    listed[0]["aliases"], listed[1]["aliases"] = [], ["latest"]
    (host.root / "versions.json").write_text(json.dumps(listed, indent=2) + "\n")
    assert failures_of(host) == ["[changed] versions.json"]


def test_a_version_is_added_to_the_selector(host: Host) -> None:
    listed = json.loads((host.root / "versions.json").read_text())
    listed.insert(0, {"version": "4.0", "title": "4.0", "aliases": ["latest"]})
    (host.root / "versions.json").write_text(json.dumps(listed, indent=2) + "\n")
    assert failures_of(host) == ["[changed] versions.json"]


@pytest.mark.parametrize("path", ["versions.json", "versions/index.html"])
def test_a_withdrawal_is_left_out(host: Host, path: str) -> None:
    text = (host.root / path).read_text()
    assert "ithdrawn" in text
    (host.root / path).write_text(text.replace("ithdrawn", "ith pride"))
    assert f"[changed] {path}" in _said(host)


def test_the_first_page_leads_elsewhere(host: Host) -> None:
    text = (host.root / "index.html").read_text()
    (host.root / "index.html").write_text(text.replace("latest/index.html", "2.0/index.html"))
    assert _said(host) == ["[changed] index.html"]


def _said(host: Host) -> list[str]:
    """The first checker alone: the second does not know how pages are written."""
    from support.publish.versions import outcome

    return [failure.partition(": ")[0] for failure in outcome(host.root, allowed_signers=host.signers).failures]
