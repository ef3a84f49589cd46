"""The host has the folder, but no key: it takes away what was published or withdrawn last, and makes all else fit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.publish.hosts import Host, failures_of
from support.publish.versions import a_site, entries_of, rewritten_log, some_facts
from trustpages.publish.versions.publication import publish_version


def drop_withdrawal(host: Host) -> None:
    """The log without its last entry, and the withdrawn version as it stood before."""
    rewritten_log(host.root, entries_of(host.root)[:3])
    again = host.place / "again"
    publish_version(a_site(host.place / "site-1.0", "text 1"), "1.0", again, some_facts())
    before = (host.root / "1.0/statement.json.sig").read_bytes()
    shutil.rmtree(host.root / "1.0")
    shutil.copytree(again / "1.0", host.root / "1.0")
    (host.root / "1.0/statement.json.sig").write_bytes(before)


def drop_version(host: Host) -> None:
    """The log without 3.0 and what came after it, its folder gone, 2.0 as the newest."""
    drop_withdrawal(host)
    rewritten_log(host.root, entries_of(host.root)[:2])
    shutil.rmtree(host.root / "3.0")
    shutil.rmtree(host.root / "latest")
    shutil.copytree(host.root / "2.0", host.root / "latest")


@pytest.mark.parametrize("drop", [drop_withdrawal, drop_version])
@pytest.mark.parametrize("knows_signers", [True, False])
def test_the_signed_checkpoint_has_seen_more(host: Host, drop: object, knows_signers: bool) -> None:
    assert callable(drop)
    drop(host)
    assert failures_of(host, knows_signers=knows_signers) == ["[rollback] log/checkpoint.json"]


@pytest.mark.parametrize("drop", [drop_withdrawal, drop_version])
def test_without_the_signed_checkpoint_the_signed_versions_ask_for_it(host: Host, drop: object) -> None:
    assert callable(drop)
    drop(host)
    for path in sorted(Path(host.root / "log").glob("checkpoint.json*")):
        path.unlink()
    assert failures_of(host) == failures_of(host, knows_signers=False) == ["[unsigned] log/checkpoint.json"]
