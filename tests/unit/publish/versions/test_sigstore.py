"""Bundles of Sigstore: made and checked by its own code, against an instance of one's own."""

from __future__ import annotations

import base64
import json
import random
import sys
from pathlib import Path

import pytest
from sigstore.errors import TUFError
from sigstore.models import ClientTrustConfig

from support.publish.sigstore_instance import WHO, Instance
from support.publish.versions import a_key, a_published_folder, a_site, codes, outcome, some_facts, tree_of
from trustpages.model.problem import TrustpagesError
from trustpages.publish.verifier.trustverify import LOG_SIGNATURE, LOG_SIGSTORE, SIGNED, SIGSTORE
from trustpages.publish.versions.publication import publish_version
from trustpages.publish.versions.signing import Signing
from trustpages.publish.versions.sigstore import (
    BadBundle,
    Identity,
    check_bundle,
    check_identities,
    make_sigstore_signing,
    make_verifier,
)

OTHER = Identity("mallory@example.com", WHO.issuer)


@pytest.fixture(scope="module")
def instance() -> Instance:
    return Instance()


def a_signed_folder(folder: Path, *signings: Signing) -> Path:
    root = folder / "published"
    for version in ("1.0", "2.0"):
        publish_version(a_site(folder / version, version), version, root, some_facts(), None, *signings)
    return root


def test_a_version_carries_the_bundle_and_the_identity_is_checked(tmp_path: Path, instance: Instance) -> None:
    root = a_signed_folder(tmp_path, instance.signing())
    assert (root / f"2.0/{SIGSTORE}").read_bytes() == (root / f"latest/{SIGSTORE}").read_bytes()
    out = outcome(root)
    assert not out.failures
    assert any(line.startswith(f"who signed 2.0/{SIGSTORE} (") for line in out.unchecked)
    check_identities(root, WHO, out, instance.verifier)
    assert not out.failures
    assert f"2.0: signed by {WHO.name}, says {WHO.issuer}" in out.passed
    assert not any("who signed" in line for line in out.unchecked)


@pytest.mark.parametrize("who", [OTHER, Identity(WHO.name, "https://other.example.com")])
def test_another_identity_or_issuer_fails(tmp_path: Path, instance: Instance, who: Identity) -> None:
    root = a_signed_folder(tmp_path, instance.signing())
    out = outcome(root)
    check_identities(root, who, out, instance.verifier)
    assert codes(out) == {"bad-signature"}


def test_another_instance_is_not_trusted(tmp_path: Path, instance: Instance) -> None:
    root = a_signed_folder(tmp_path, Instance().signing())
    out = outcome(root)
    check_identities(root, WHO, out, instance.verifier)
    assert codes(out) == {"bad-signature"}


def test_a_bundle_of_another_version_fails_without_the_extra_too(tmp_path: Path, instance: Instance) -> None:
    root = a_signed_folder(tmp_path, instance.signing())
    (root / f"1.0/{SIGSTORE}").write_bytes((root / f"2.0/{SIGSTORE}").read_bytes())
    out = outcome(root)
    assert out.failures == [f"[bad-signature] 1.0/{SIGSTORE}: it does not carry the statement that it lies beside"]
    out.failures.clear()
    check_identities(root, WHO, out, instance.verifier)
    assert any(f"1.0/{SIGSTORE}" in failure and "something else" in failure for failure in out.failures)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b"[" * 100_000, b'{"dsseEnvelope":7}'])
def test_what_is_no_bundle_fails(tmp_path: Path, instance: Instance, content: bytes) -> None:
    root = a_signed_folder(tmp_path, instance.signing())
    (root / f"1.0/{SIGSTORE}").write_bytes(content)
    assert codes(outcome(root)) == {"bad-signature"}
    with pytest.raises(BadBundle):
        check_bundle(content, (root / "1.0/statement.json").read_bytes(), WHO, instance.verifier())


def test_a_newest_version_without_a_bundle_fails_where_an_identity_is_expected(
    tmp_path: Path, instance: Instance
) -> None:
    root = a_published_folder(tmp_path, versions=1)
    out = outcome(root)
    check_identities(root, WHO, out, instance.verifier)
    assert codes(out) == {"unsigned"}


def test_the_latest_folder_cannot_carry_another_bundle(tmp_path: Path, instance: Instance) -> None:
    root = a_signed_folder(tmp_path, instance.signing())
    (root / f"latest/{SIGSTORE}").write_bytes((root / f"1.0/{SIGSTORE}").read_bytes())
    assert codes(outcome(root)) == {"changed"}


def test_what_was_signed_counts_and_not_how_the_bundle_is_spelled(instance: Instance, tmp_path: Path) -> None:
    root = a_signed_folder(tmp_path, instance.signing())
    bundle, statement = (root / f"1.0/{SIGSTORE}").read_bytes(), (root / "1.0/statement.json").read_bytes()
    verifier = instance.verifier()
    check_bundle(json.dumps(json.loads(bundle), indent=3).encode(), statement, WHO, verifier)
    spelled = json.dumps(json.loads(statement)).encode()
    with pytest.raises(BadBundle, match="something else"):
        check_bundle(bundle, spelled, WHO, verifier)
    resigned = json.loads(bundle)
    resigned["dsseEnvelope"]["payload"] = base64.b64encode(spelled).decode()
    with pytest.raises(BadBundle):
        check_bundle(json.dumps(resigned).encode(), spelled, WHO, verifier)


def test_no_bit_of_what_was_signed_can_be_turned(instance: Instance, tmp_path: Path) -> None:
    root = a_signed_folder(tmp_path, instance.signing())
    bundle, statement = (root / f"1.0/{SIGSTORE}").read_bytes(), (root / "1.0/statement.json").read_bytes()
    dice, verifier = random.Random(5), instance.verifier()  # noqa: S311 - a test
    for _ in range(150):
        place, bit = dice.randrange(len(statement)), 1 << dice.randrange(8)
        other = statement[:place] + bytes([statement[place] ^ bit]) + statement[place + 1 :]
        forged = json.loads(bundle)
        forged["dsseEnvelope"]["payload"] = base64.b64encode(other).decode()
        with pytest.raises(BadBundle):
            check_bundle(json.dumps(forged).encode(), other, WHO, verifier)


def test_a_bundle_joins_later_and_beside_an_ssh_signature(tmp_path: Path, instance: Instance) -> None:
    root, key = tmp_path / "published", a_key(tmp_path)
    site = a_site(tmp_path / "site")
    publish_version(site, "1.0", root, some_facts())
    before = tree_of(root)
    again = publish_version(site, "1.0", root, some_facts(), key, instance.signing())
    assert not again.is_new
    joined = {path for path in tree_of(root) if path not in before}
    names = ("statement.json.sig", SIGSTORE)
    of_the_log = {SIGNED, LOG_SIGNATURE, LOG_SIGSTORE}
    assert joined == of_the_log | {f"{folder}/{name}" for folder in ("1.0", "latest") for name in names}
    assert not outcome(root).failures


def test_a_signing_that_fails_publishes_nothing(tmp_path: Path) -> None:
    root = a_published_folder(tmp_path, versions=1)
    before = tree_of(root)

    def fails(_: bytes) -> None:
        raise TrustpagesError("sigstore-failed", "no network", "try again")

    broken = Signing(SIGSTORE, fails, LOG_SIGSTORE, fails)  # type: ignore[arg-type]  # returns nothing, ever
    with pytest.raises(TrustpagesError):
        publish_version(a_site(tmp_path / "site-2"), "2.0", root, some_facts(), None, broken)
    assert tree_of(root) == before
    assert not list(root.glob(".staging-*"))


def refusal() -> TrustpagesError:
    with pytest.raises(TrustpagesError) as stopped:
        make_sigstore_signing()
    return stopped.value


def test_without_the_extra_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = a_signed_folder(tmp_path, Instance().signing())
    monkeypatch.setitem(sys.modules, "sigstore.sign", None)
    assert (refusal().code, refusal().remedy) == ("sigstore-missing", "pip install 'WHEEL[sigstore]'")
    out = outcome(root)
    check_identities(root, WHO, out)
    assert not out.failures
    assert any("the library sigstore is not installed; it comes with the extra" in line for line in out.unchecked)
    assert any("who signed 2.0" in line for line in out.unchecked)


def test_who_has_no_identity_is_told_so_before_anything_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sigstore.oidc.detect_credential", lambda: None)
    assert refusal().code == "sigstore-identity"
    monkeypatch.setattr("sigstore.oidc.detect_credential", lambda: "no token")
    assert refusal().code == "sigstore-failed"


def test_without_a_network_it_is_refused_before_anything_is_built(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable() -> ClientTrustConfig:
        raise TUFError("Failed to refresh TUF metadata")

    monkeypatch.setattr("sigstore.oidc.detect_credential", lambda: str(instance.token(WHO)))
    monkeypatch.setattr(ClientTrustConfig, "production", unreachable)
    stopped = refusal()
    assert (stopped.code, stopped.sentence) == (
        "sigstore-failed",
        "Sigstore did not sign: Failed to refresh TUF metadata",
    )


def test_the_roots_of_trust_that_the_package_brings_need_no_network(
    tmp_path: Path, instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    root = a_signed_folder(tmp_path, instance.signing())
    out = outcome(root)
    check_identities(root, WHO, out, make_verifier)
    assert codes(out) == {"bad-signature"}, "a bundle of a foreign instance"
