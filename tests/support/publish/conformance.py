"""The conformance suite of verifiers: small published folders, each with what a verifier must say of it.

`PYTHONPATH=tests python -m support.publish.conformance` writes `docs/reference/verifier-conformance/` anew. Keys come
from sentences, so that whoever runs it gets the same bytes.
"""

from __future__ import annotations

import json
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from support.publish.conformance_cases import CASES, Folder
from support.publish.versions import allowed_signers, kept_checkpoint
from trustpages.publish.verifier.trustverify import SIGNED
from trustpages.publish.versions import new_version, withdrawal

SUITE = Path(__file__).resolve().parents[3] / "docs/reference/verifier-conformance"
ARCHIVE, TABLE = "folders.tar.xz", "cases.json"


@contextmanager
def _small_versions() -> Iterator[None]:
    """Versions with a stand-in for both checkers, which would be nine tenths of each folder."""
    checker, style = b"# Take the checkers from the source code of the publisher.\n", b"body { margin: 2rem }\n"
    with (
        mock.patch.object(new_version, "read_checker", return_value=checker),
        mock.patch.object(new_version, "read_recomputer", return_value=checker),
        mock.patch.object(new_version, "read_style_sheet", return_value=style),
        mock.patch.object(withdrawal, "read_style_sheet", return_value=style),
    ):
        yield


def write_key(place: Path, name: str) -> Path:
    """The key that is made of this name; anybody can make it, so it protects nothing."""
    key = Ed25519PrivateKey.from_private_bytes(sha256(f"trustpages conformance: {name}".encode()).digest())
    (place / name).write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    (place / name).chmod(0o600)
    public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    (place / f"{name}.pub").write_bytes(public + b"\n")
    return place / name


def write_folders(place: Path) -> None:
    """Every case as a folder below `place`, and beside them what a buyer has: allowed signers and two pins."""
    with TemporaryDirectory() as aside, _small_versions():
        key, stranger = (write_key(Path(aside), name) for name in ("publisher", "stranger"))
        whole = Folder(Path(aside) / "published", key, stranger)
        for version in ("1.0", "2.0"):
            whole.publish(version, key)
        allowed_signers(place, key)
        (place / "pin").write_text(kept_checkpoint(whole.root))
        shutil.copy(whole.root / SIGNED, place / "pin.json")
        for case in CASES:
            with TemporaryDirectory() as work:
                folder = Folder(Path(work) / "published", key, stranger)
                shutil.copytree(whole.root, folder.root)
                case.make(folder)
                folder.root.rename(place / case.name)


def make_table() -> str:
    """What each folder is, and what a verifier must say of it."""
    return json.dumps([case.row() for case in CASES], indent=1) + "\n"


def write_suite(suite: Path) -> None:
    """The archive of the folders, and the table of what each is."""
    suite.mkdir(exist_ok=True)
    (suite / TABLE).write_text(make_table())
    with TemporaryDirectory() as work:
        write_folders(Path(work))
        with tarfile.open(suite / ARCHIVE, "w:xz", preset=9, format=tarfile.PAX_FORMAT) as archive:
            for path in sorted(Path(work).rglob("*")):
                archive.add(path, path.relative_to(work).as_posix(), recursive=False, filter=_plain)


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.mtime = entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


if __name__ == "__main__":
    write_suite(SUITE)
