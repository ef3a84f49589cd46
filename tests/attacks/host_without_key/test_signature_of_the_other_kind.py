"""The host has signatures by the right key, over something else: of a version for the log, and of the log for one."""

from __future__ import annotations

import shutil

import pytest

from support.publish.hosts import Host, failures_of
from support.publish.versions import outcome
from trustpages.publish.verifier.trustverify import LOG_NAMESPACE, NAMESPACE
from trustpages.publish.versions.signing import sign_with_ssh

LOG, VERSION = "log/checkpoint.json", "3.0/statement.json"


@pytest.mark.parametrize(("signed", "other"), [(LOG, VERSION), (VERSION, LOG)])
def test_the_signature_of_one_in_the_place_of_the_other(host: Host, signed: str, other: str) -> None:
    shutil.copy(host.root / f"{other}.sig", host.root / f"{signed}.sig")
    assert f"[bad-signature] {signed}.sig" in _said(host)


@pytest.mark.parametrize(("signed", "namespace"), [(LOG, NAMESPACE), (VERSION, LOG_NAMESPACE), (LOG, "file")])
def test_the_right_bytes_signed_for_something_else(host: Host, signed: str, namespace: str) -> None:
    signature = sign_with_ssh((host.root / signed).read_bytes(), host.key, namespace)
    (host.root / f"{signed}.sig").write_bytes(signature.content)
    assert f"[bad-signature] {signed}.sig" in _said(host)


def test_a_statement_of_a_version_is_no_signed_checkpoint(host: Host) -> None:
    for suffix in ("", ".sig"):
        shutil.copy(host.root / f"{VERSION}{suffix}", host.root / f"{LOG}{suffix}")
    assert failures_of(host) == [f"[log-altered] {LOG}"]


def test_a_list_of_signers_for_versions_alone_allows_no_end_of_the_log(host: Host) -> None:
    who, *key = host.signers.read_text().split()
    host.signers.write_text(f'{who} namespaces="{NAMESPACE}" {" ".join(key)}\n')
    assert failures_of(host) == [f"[unknown-signer] {LOG}.sig"]
    host.signers.write_text(f'{who} namespaces="{NAMESPACE},{LOG_NAMESPACE}" {" ".join(key)}\n')
    assert failures_of(host) == []


def _said(host: Host) -> list[str]:
    """The first checker alone: the second leaves the signatures of versions to it."""
    out = outcome(host.root, allowed_signers=host.signers)
    return [failure.partition(": ")[0] for failure in out.failures]
