"""The signed checkpoint: until when it is good, which signatures lie beside it, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from support.publish.sigstore_instance import WHO, Instance
from support.publish.versions import (
    a_key,
    a_published_folder,
    a_site,
    allowed_signers,
    codes,
    entries_of,
    outcome,
    rewritten_log,
    sign_later,
    some_facts,
    tree_of,
)
from trustpages.model.problem import TrustpagesError
from trustpages.publish.verifier.trustverify import LOG_SIGNATURE, LOG_SIGSTORE, SIGNED
from trustpages.publish.versions.late_signing import sign_published
from trustpages.publish.versions.log_signing import SignedTerm
from trustpages.publish.versions.publication import publish_version
from trustpages.publish.versions.sigstore import check_identities
from trustpages.publish.versions.withdrawal import withdraw_version

DAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("term", "newest", "last"),
    [
        (SignedTerm(DAY), date(2024, 9, 1), date(2024, 9, 1)),
        (SignedTerm(DAY), DAY, DAY),
        (SignedTerm(DAY), date(2024, 5, 31), date(2024, 8, 30)),
        (SignedTerm(DAY), None, date(2024, 8, 30)),
        (SignedTerm(DAY, 7), date(2024, 9, 1), date(2024, 6, 8)),
    ],
)
def test_the_last_day_is_that_of_the_newest_version_unless_another_is_asked_for(
    term: SignedTerm, newest: date | None, last: date
) -> None:
    assert term.last_day(newest) == last


def test_what_is_signed_is_the_checkpoint_with_its_days(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=2, key=a_key(tmp_path))
    origin, size, top = (root / "log/checkpoint").read_text().split("\n")[:3]
    assert json.loads((root / SIGNED).read_bytes()) == {
        "format": "trustpages.checkpoint/1",
        "origin": origin,
        "size": int(size),
        "root": top,
        "on": "2024-06-01",
        "valid_until": "2024-09-01",
    }


def test_nothing_is_signed_unless_somebody_signs(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=2)
    assert not list((root / "log").glob("checkpoint?*"))
    out = outcome(root)
    assert out.failures == []
    assert any("the end of the log is not signed" in line for line in out.unchecked)


def test_it_is_signed_anew_without_a_new_version(tmp_path: Path) -> None:
    key = a_key(tmp_path)
    root = a_published_folder(tmp_path, versions=1, key=key)
    before = tree_of(root)
    sign_later(root, key, on=date(2024, 8, 30), days=20)
    after = tree_of(root)
    assert {path for path in after if after[path] != before.get(path)} == {SIGNED, LOG_SIGNATURE}
    assert json.loads(after[SIGNED])["valid_until"] == "2024-09-19"


def test_signatures_of_the_end_before_do_not_stay_beside_another_one(tmp_path: Path) -> None:
    key, instance, root = a_key(tmp_path), Instance(), tmp_path / "published"
    publish_version(a_site(tmp_path / "1", "first"), "1.0", root, some_facts(), key, instance.signing())
    assert {path.name for path in (root / "log").glob("checkpoint?*")} == {
        "checkpoint.json",
        "checkpoint.json.sig",
        "checkpoint.sigstore.json",
    }
    publish_version(a_site(tmp_path / "2", "second"), "2.0", root, some_facts(), key)
    assert not (root / LOG_SIGSTORE).exists()
    assert outcome(root, allowed_signers=allowed_signers(tmp_path, key)).failures == []


def test_the_bundle_of_the_end_is_checked_like_that_of_a_version(tmp_path: Path) -> None:
    instance, root = Instance(), tmp_path / "published"
    for version in ("1.0", "2.0"):
        publish_version(a_site(tmp_path / version, version), version, root, some_facts(), None, instance.signing())
    out = outcome(root)
    check_identities(root, WHO, out, instance.verifier)
    assert out.failures == []
    assert f"the end of the log: signed by {WHO.name}, says {WHO.issuer}" in out.passed
    (root / LOG_SIGSTORE).write_bytes((root / "2.0/statement.sigstore.json").read_bytes())
    assert codes(outcome(root)) == {"bad-signature"}
    other = Instance()
    sign_published(root, (other.signing(),), SignedTerm(DAY))
    out = outcome(root)
    check_identities(root, WHO, out, instance.verifier)
    assert [failure.partition(":")[0] for failure in out.failures] == [f"[bad-signature] {LOG_SIGSTORE}"]
    (root / LOG_SIGSTORE).unlink()
    out = outcome(root)
    check_identities(root, WHO, out, instance.verifier)
    assert codes(out) == {"unsigned"}


def test_nobody_signs_over_another_history(tmp_path: Path) -> None:
    key = a_key(tmp_path)
    root = a_published_folder(tmp_path, versions=2, key=key)
    rewritten_log(root, entries_of(root)[:1])
    with pytest.raises(TrustpagesError) as stopped:
        publish_version(a_site(tmp_path / "3", "third"), "3.0", root, some_facts(), key)
    assert stopped.value.code == "log-damaged"


def test_a_withdrawal_without_the_key_says_what_is_not_signed(tmp_path: Path) -> None:
    key = a_key(tmp_path)
    root = a_published_folder(tmp_path, versions=2, key=key)
    withdraw_version(root, "1.0", "Counted twice", date(2024, 6, 10))
    assert codes(outcome(root)) == {"unsigned-entries"}
    sign_later(root, key)
    assert outcome(root, allowed_signers=allowed_signers(tmp_path, key)).failures == []
