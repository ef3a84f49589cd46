"""Detached signatures over the bytes of a Statement, made by OpenSSH's ssh-keygen.

A further way to sign (DSSE with sigstore) would be one more function that turns Statement bytes
into a `Signature` with a file name of its own; the checker lists `statement.sigstore.json` as such
a name already.
"""

from __future__ import annotations

import shutil
import subprocess
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from trustpages.model.problem import CannotGoOn

NAMESPACE = "trust-manifest-v1"
SSH_SIGNATURE = "statement.json.sig"

_MAGIC = b"SSHSIG\x00\x00\x00\x01"


@dataclass(frozen=True, slots=True)
class Signature:
    """A detached signature: the file beside the Statement, its bytes, the key's fingerprint."""

    file: str
    content: bytes
    signer: str


def sign_with_ssh(statement: bytes, key: Path) -> Signature:
    """The signature by a private SSH key, or by a public one whose private half an agent holds.

    Raises CannotGoOn `ssh-keygen-missing`, `signing-key` for a key that is missing or cannot sign.
    """
    program = shutil.which("ssh-keygen")
    if program is None:
        raise CannotGoOn(
            "ssh-keygen-missing", "to sign, ssh-keygen is needed", "install OpenSSH 8.2 or later"
        )
    if not key.is_file():
        raise CannotGoOn("signing-key", f"there is no key '{key}'", "name the file of an SSH key")
    command = [program, "-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(key)]
    # No shell, and no argument but the path of a key.
    done = subprocess.run(command, input=statement, capture_output=True, check=False)  # noqa: S603
    if done.returncode != 0:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise CannotGoOn(
            "signing-key", f"'{key}' could not sign: {said}", "check the key, its mode and its passphrase"
        )
    return Signature(SSH_SIGNATURE, done.stdout, fingerprint(done.stdout))


def fingerprint(signature: bytes) -> str:
    """The fingerprint (`SHA256:...`) of the key in an armoured SSH signature.

    Raises CannotGoOn `signing-key` for anything else.
    """
    armour = b"".join(line for line in signature.splitlines() if not line.startswith(b"-"))
    blob = b64decode(armour)
    if not blob.startswith(_MAGIC):
        raise CannotGoOn(
            "signing-key", "ssh-keygen returned no signature", "try 'ssh-keygen -Y sign' by hand"
        )
    start = len(_MAGIC) + 4
    key = blob[start : start + int.from_bytes(blob[len(_MAGIC) : start], "big")]
    return "SHA256:" + b64encode(sha256(key).digest()).decode("ascii").rstrip("=")
