"""The host has an old copy of the folder, whole and signed, and serves it for ever: newer versions never arrive."""

from __future__ import annotations

from pathlib import Path

from support.publish.hosts import Host, failures_of
from support.publish.versions import kept_checkpoint, outcome, sign_later


def test_a_pin_of_a_newer_day_refuses_it(host: Host, tmp_path: Path) -> None:
    old = host.copy(tmp_path / "old")
    host.publish("4.0", "text 4", host.key)
    (old.place / "pin").write_text(kept_checkpoint(host.root))
    assert "[rollback] log/checkpoint" in failures_of(old, is_pinned=True)


def test_without_a_pin_it_is_noticed_when_what_was_signed_is_over(host: Host) -> None:
    sign_later(host.root, host.key, days=10)  # on June 12
    assert failures_of(host, now="2024-06-22") == []
    for knows_signers in (True, False):
        said = failures_of(host, knows_signers=knows_signers, now="2024-06-23")
        assert said == ["[stale-checkpoint] log/checkpoint.json"]
    lines = list(outcome(host.root, now="2024-06-23").lines())
    assert any("good until 2024-06-22, the day is 2024-06-23: newer versions may exist" in line for line in lines)
    assert lines[-1] == "NOT VERIFIED: it has expired; nothing else failed"


def test_the_last_day_cannot_be_moved_without_the_key(host: Host) -> None:
    file = host.root / "log/checkpoint.json"
    file.write_bytes(file.read_bytes().replace(b"2024-09-01", b"2034-09-01"))
    assert failures_of(host) == ["[bad-signature] log/checkpoint.json.sig"]
