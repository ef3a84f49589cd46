"""Two hosts, each with a folder that is whole and signed: they show different logs to different buyers.

Here the publisher itself is the attacker, or its key was stolen: only what buyers kept can tell.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from support.publish.hosts import Host, failures_of
from support.publish.versions import codes, kept_checkpoint, outcome


@pytest.fixture
def hosts(host: Host, tmp_path: Path) -> tuple[Host, Host]:
    """The same until yesterday; today each has another version, signed."""
    other = host.copy(tmp_path / "other")
    host.publish("4.0", "Conditional", host.key)
    other.publish("4.0", "Supported", other.key)
    return host, other


def test_each_alone_is_verified(hosts: tuple[Host, Host]) -> None:
    for host in hosts:
        assert failures_of(host, is_pinned=True) == []


@pytest.mark.parametrize("kept", ["log/checkpoint", "log/checkpoint.json"])
def test_what_a_buyer_kept_of_one_refuses_the_other(hosts: tuple[Host, Host], kept: str) -> None:
    for here, there in (hosts, hosts[::-1]):
        out = outcome(there.root, pin=(here.root / kept).read_text(), allowed_signers=there.signers)
        assert codes(out) == {"history-rewritten"}


def test_a_pin_is_taken_as_a_file_too(hosts: tuple[Host, Host]) -> None:
    here, there = hosts
    assert outcome(here.root, pin=str(here.root / "log/checkpoint.json")).failures == []
    assert codes(outcome(there.root, pin=str(here.root / "log/checkpoint.json"))) == {"history-rewritten"}


def test_the_signed_and_the_plain_checkpoint_must_be_of_one_log(hosts: tuple[Host, Host]) -> None:
    here, there = hosts
    for name in ("checkpoint.json", "checkpoint.json.sig"):
        (here.root / "log" / name).write_bytes((there.root / "log" / name).read_bytes())
    assert failures_of(here) == ["[history-rewritten] log/checkpoint.json"]
    assert kept_checkpoint(here.root) != kept_checkpoint(there.root)
