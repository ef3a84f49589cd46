"""Detached signatures over the Statement of a version and the checkpoint of the log, made by OpenSSH's ssh-keygen.

See https://man.openbsd.org/ssh-keygen.1#Y for `ssh-keygen -Y sign`, and PROTOCOL.sshsig in OpenSSH for the format.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from trustpages.model.problem import TrustpagesError
from trustpages.publish.verifier.trustverify import (
    LOG_NAMESPACE,
    LOG_SIGNATURE,
    NAMESPACE,
    SIGNATURE,
    SignedCheckpoint,
    signer_of,
)


@dataclass(frozen=True, slots=True)
class Signature:
    """A detached signature: the file beside the Statement, its bytes, the fingerprint of the key if there is one."""

    file: str
    content: bytes
    signer: str | None


@dataclass(frozen=True, slots=True)
class Signing:
    """A way to sign: the file that it adds to a version, a function that signs the bytes of a Statement.

    `log_file` and `sign_log` are the same for the signed checkpoint of the log.
    """

    file: str
    sign: Callable[[bytes], Signature]
    log_file: str
    sign_log: Callable[[SignedCheckpoint], bytes]


def make_ssh_signing(key: Path) -> Signing:
    """The way to sign with an SSH key; signing raises what `sign_with_ssh` raises."""
    return Signing(
        SIGNATURE,
        lambda statement: sign_with_ssh(statement, key),
        LOG_SIGNATURE,
        lambda signed: sign_with_ssh(signed.body(), key, LOG_NAMESPACE).content,
    )


def sign_with_ssh(statement: bytes, key: Path, namespace: str = NAMESPACE) -> Signature:
    """The signature by a private SSH key, or by a public one whose private half an agent holds.

    A signature for one namespace counts for no other. Raises TrustpagesError `ssh-keygen-missing`, `signing-key` for a
    key that is missing or cannot sign.
    """
    program = shutil.which("ssh-keygen")
    if program is None:
        raise TrustpagesError("ssh-keygen-missing", "to sign, ssh-keygen is needed", "install OpenSSH 8.2 or later")
    if not key.is_file():
        raise TrustpagesError("signing-key", f"there is no key '{key}'", "name the file of an SSH key")
    command = [program, "-Y", "sign", "-q", "-n", namespace, "-f", str(key)]
    # No shell, and no argument but the path of a key.
    done = subprocess.run(command, input=statement, capture_output=True, check=False)  # noqa: S603
    if done.returncode != 0:
        complaint = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise TrustpagesError(
            "signing-key", f"'{key}' could not sign: {complaint}", "check the key, its mode and its passphrase"
        )
    signer = signer_of(done.stdout)
    if signer is None:
        raise TrustpagesError("signing-key", "ssh-keygen wrote no signature", "try 'ssh-keygen -Y sign' by hand")
    return Signature(SIGNATURE, done.stdout, signer)
