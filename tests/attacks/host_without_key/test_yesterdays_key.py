"""The host has the folder, what was signed yesterday, and perhaps a key that counted yesterday and does not today."""

from __future__ import annotations

from support.publish.hosts import Host, failures_of
from support.publish.versions import a_key, allowed_signers, sign_later
from trustpages.publish.verifier.trustverify import NAMESPACE


def test_yesterdays_signed_checkpoint_beside_todays_entries(host: Host) -> None:
    log = host.root / "log"
    yesterday = {path.name: path.read_bytes() for path in log.glob("checkpoint.json*")}
    host.publish("4.0", "text 4", host.key)
    for name, content in yesterday.items():
        (log / name).write_bytes(content)
    assert failures_of(host) == ["[unsigned-entries] log/entries/4"]


def test_a_key_that_was_given_up_signs_nothing_any_more(host: Host) -> None:
    new = a_key(host.place, "new")
    allowed_signers(host.place, host.key, new)
    host.publish("4.0", "text 4", new)
    assert failures_of(host) == []
    host.publish("5.0", "Supported", host.key)  # by whoever stole the old one
    allowed_signers(host.place, new)
    assert "[unknown-signer] log/checkpoint.json.sig" in failures_of(host)


def test_a_key_that_still_counts_for_its_own_versions_signs_no_end(host: Host) -> None:
    """What a buyer writes after a change of keys: the old one for versions alone, since it signed some of them."""
    new = a_key(host.place, "new")
    lines = allowed_signers(host.place, host.key, new).read_text().splitlines()
    only_versions = f'namespaces="{NAMESPACE}"'
    old = lines[0].replace(" ", f" {only_versions} ", 1)
    host.signers.write_text(f"{old}\n{lines[1]}\n")
    host.publish("4.0", "text 4", new)
    assert failures_of(host) == []
    thief = host.copy(host.place / "thief")
    thief.publish("5.0", "Supported", host.key)
    assert failures_of(thief) == ["[unknown-signer] log/checkpoint.json.sig"]
    for name in ("checkpoint.json", "checkpoint.json.sig"):  # or leaves the end as it was
        (thief.root / "log" / name).write_bytes((host.root / "log" / name).read_bytes())
    assert failures_of(thief) == ["[unsigned-entries] log/entries/5"]


def test_the_end_of_the_log_signed_by_a_stranger(host: Host) -> None:
    host.publish("4.0", "Supported")
    sign_later(host.root, a_key(host.place, "stranger"))
    said = failures_of(host)
    assert said == ["[unknown-signer] log/checkpoint.json.sig", "[unknown-signer] 4.0/statement.json.sig"]
