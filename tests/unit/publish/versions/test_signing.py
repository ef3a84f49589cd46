from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from support.publish.sigstore_instance import Instance
from support.publish.versions import (
    a_key,
    a_published_folder,
    a_site,
    a_withdrawal,
    allowed_signers,
    codes,
    entries_of,
    outcome,
    sign_later,
    sign_version,
    some_facts,
    tree_of,
)
from trustpages.model.problem import TrustpagesError
from trustpages.publish.verifier.trustverify import NAMESPACE, signer_of
from trustpages.publish.versions.publication import publish_version
from trustpages.publish.versions.signing import sign_with_ssh


def test_stock_openssh_accepts_the_signature_over_the_stored_bytes(tmp_path: Path) -> None:
    key = a_key(tmp_path)
    root = a_published_folder(tmp_path, versions=2, key=key)
    who = ["-f", str(allowed_signers(tmp_path, key)), "-I", "key@example.com"]
    with (root / "2.0/statement.json").open("rb") as statement:
        done = subprocess.run(
            ["ssh-keygen", "-Y", "verify", *who, "-n", NAMESPACE, "-s", str(root / "2.0/statement.json.sig")],
            stdin=statement,
            capture_output=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    subprocess.run(["sha256sum", "--quiet", "--check", "SHA256SUMS"], cwd=root / "2.0", check=True, timeout=60)


def test_the_log_names_the_key(tmp_path: Path) -> None:
    key = a_key(tmp_path)
    root = a_published_folder(tmp_path, versions=1, key=key)
    shown = subprocess.run(["ssh-keygen", "-lf", f"{key}.pub"], capture_output=True, text=True, check=True, timeout=60)
    signer = json.loads(entries_of(root)[0])["signer"]
    assert signer in shown.stdout.split()
    assert signer == signer_of((root / "1.0/statement.json.sig").read_bytes())


def test_the_statement_covers_the_log_before_it(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=2)
    statement = json.loads((root / "2.0/statement.json").read_bytes())
    assert statement["_type"] == "https://in-toto.io/Statement/v1"
    assert [subject["name"] for subject in statement["subject"]] == ["manifest.json", "SHA256SUMS"]
    assert statement["predicate"]["log_before"].split("\n")[1] == "1"


def test_a_signature_can_join_later(tmp_path: Path) -> None:
    key = a_key(tmp_path)
    root = a_published_folder(tmp_path, versions=2)
    before = tree_of(root)
    sign_later(root, key)
    signed = tree_of(root)
    sign_later(root, a_key(tmp_path, "other"))
    assert (root / "2.0/statement.json.sig").read_bytes() == signed["2.0/statement.json.sig"], "it has one already"
    sign_later(root, key)
    assert tree_of(root) == signed
    assert set(signed) - set(before) == {
        "1.0/statement.json.sig",
        "2.0/statement.json.sig",
        "latest/statement.json.sig",
        "log/checkpoint.json",
        "log/checkpoint.json.sig",
    }
    out = outcome(root, allowed_signers=allowed_signers(tmp_path, key))
    assert not out.failures
    assert "2.0: signed by key@example.com" in out.passed


def test_what_was_withdrawn_meanwhile_is_signed_and_what_is_signed_in_another_way_stays(tmp_path: Path) -> None:
    root, key, instance = tmp_path / "published", a_key(tmp_path), Instance()
    for version, also in (("1.0", ()), ("2.0", (instance.signing(),)), ("3.0", ())):
        publish_version(a_site(tmp_path / version, version), version, root, some_facts(), None, *also)
    a_withdrawal(root)
    sign_later(root, key)
    signed = {version for version in ("1.0", "2.0", "3.0") if (root / version / "statement.json.sig").exists()}
    assert signed == {"1.0", "3.0"}
    assert not outcome(root, allowed_signers=allowed_signers(tmp_path, key)).failures


def test_a_signature_that_was_put_in_place_in_part_is_completed(tmp_path: Path) -> None:
    key = a_key(tmp_path)
    root = a_published_folder(tmp_path, versions=2)
    sign_later(root, key)
    signed = tree_of(root)
    (root / "latest/statement.json.sig").unlink()
    assert not outcome(root).failures, "as a kill between the two leaves it"
    sign_version(root, "2.0", a_key(tmp_path, "other"))
    assert tree_of(root) == signed


def test_publishing_again_with_a_key_adds_the_signature(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=2)
    assert not publish_version(tmp_path / "site-1", "1.0", root, some_facts(), a_key(tmp_path)).is_new
    assert (root / "1.0/statement.json.sig").is_file()
    assert not (root / "latest/statement.json.sig").exists()
    assert not outcome(root).failures


def test_what_is_not_as_published_is_not_signed(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=1)
    (root / "1.0/report.json").write_text("{}")
    for version, code in (("1.0", "version-damaged"), ("9.9", "unknown-version")):
        with pytest.raises(TrustpagesError) as stopped:
            sign_version(root, version, a_key(tmp_path, f"key-{code}"))
        assert stopped.value.code == code


def test_keys_that_cannot_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_ASKPASS_REQUIRE", "force")  # nobody is there to type the passphrase
    monkeypatch.setenv("SSH_ASKPASS", "/bin/false")
    (tmp_path / "text").write_text("no key")
    locked = a_key(tmp_path, "locked")
    subprocess.run(
        ["ssh-keygen", "-q", "-p", "-P", "", "-N", "secret", "-f", str(locked)],
        check=True,
        capture_output=True,
        timeout=60,
    )
    for key in (tmp_path / "absent", tmp_path / "text", tmp_path, locked):
        with pytest.raises(TrustpagesError) as stopped:
            sign_with_ssh(b"statement", key)
        assert stopped.value.code == "signing-key"
        assert stopped.value.remedy


def test_a_missing_ssh_keygen_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = a_key(tmp_path)
    root = a_published_folder(tmp_path, versions=1, key=key)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TrustpagesError) as stopped:
        sign_with_ssh(b"statement", key)
    assert stopped.value.code == "ssh-keygen-missing"
    out = outcome(root)
    assert not out.failures
    assert "the signature of 1.0: ssh-keygen is not installed" in out.unchecked


def test_a_refused_signature_leaves_nothing_behind(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=1)
    before = tree_of(root)
    with pytest.raises(TrustpagesError):
        publish_version(tmp_path / "site-1", "2.0", root, some_facts(), tmp_path / "absent")
    assert tree_of(root) == before
    assert not list(root.glob(".staging-*"))


def test_only_allowed_keys_count_for_who_asks(tmp_path: Path) -> None:
    key, other = a_key(tmp_path), a_key(tmp_path, "other")
    root = a_published_folder(tmp_path, versions=2, key=key)
    assert codes(outcome(root, allowed_signers=allowed_signers(tmp_path, other))) == {"unknown-signer"}
    assert "1.0" in " ".join(outcome(root, allowed_signers=allowed_signers(tmp_path, key, other)).unchecked)
