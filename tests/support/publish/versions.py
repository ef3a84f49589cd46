"""Small sites and published folders for the tests of versions, and what an insider would do to them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from trustpages.model.vocabulary import Audience
from trustpages.publish.log.entries import CHECKPOINT, hash_leaf, make_checkpoint, read_log, to_entry_path
from trustpages.publish.log.events import RecordChanged, VersionEvent, to_canonical_json
from trustpages.publish.verifier.trustverify import Outcome, derived_files, verify
from trustpages.publish.versions.late_signing import add_signature, sign_published
from trustpages.publish.versions.log_signing import SignedTerm
from trustpages.publish.versions.manifest import VersionFacts
from trustpages.publish.versions.publication import publish_version
from trustpages.publish.versions.signing import make_ssh_signing
from trustpages.publish.versions.withdrawal import withdraw_version

NOW = "2024-06-15"
FACTS = VersionFacts(
    publisher="trust.example.com",
    audience=Audience.PUBLIC,
    as_of=date(2024, 6, 1),
    valid_until=date(2024, 9, 1),
    tool="trustpages 0.1.0",
    inputs="0" * 64,
)
INCIDENT = RecordChanged(VersionEvent.INCIDENT_OPENED, "desk/june-refunds", "Refunds paid twice", date(2024, 5, 20))


def a_site(folder: Path, text: str = "first") -> Path:
    """A built site of a few files of each kind; another text makes another site."""
    files = {
        "index.html": f"<!doctype html><p>{text}</p>",
        "agents/desk/index.html": f"<!doctype html><p>desk {text}</p>",
        "agents/desk/badge.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><title>{text}</title></svg>',
        "report.json": json.dumps({"text": text}),
        "tables/promises.csv": f"promise,{text}\n",
        "feed.xml": f"<feed>{text}</feed>",
        "assets/app.js": "void 0;",
        "assets/logo.png": "\x89PNG",
        ".trustpages": "the marker of a built folder",
    }
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    return folder


def some_facts(**changes: Any) -> VersionFacts:
    """Facts of a version."""
    return replace(FACTS, **changes)


def a_published_folder(folder: Path, versions: int = 3, key: Path | None = None) -> Path:
    """The published folder `folder/published` with versions `1.0`, `2.0` ..., an incident each from the second on.

    With a key, the newest version is signed.
    """
    root = folder / "published"
    for number in range(1, versions + 1):
        site = a_site(folder / f"site-{number}", f"text {number}")
        changes = (INCIDENT,) if number > 1 else ()
        sign = key if number == versions else None
        publish_version(site, f"{number}.0", root, some_facts(changes=changes), sign)
    return root


def a_withdrawal(root: Path, version: str = "1.0", key: Path | None = None) -> None:
    """Withdraws a version, signed with the key."""
    signings = () if key is None else (make_ssh_signing(key),)
    withdraw_version(root, version, "The refund figures were wrong", date(2024, 6, 10), signings=signings)


def a_key(folder: Path, name: str = "key") -> Path:
    """A new SSH key without passphrase."""
    key = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(key)], check=True, timeout=60)
    return key


def sign_version(root: Path, version: str, key: Path) -> bool:
    """True if the published version got its signature now, False if it had one."""
    return add_signature(root, read_log(root), version, make_ssh_signing(key))


def sign_later(root: Path, key: Path, on: date = date(2024, 6, 12), days: int | None = None) -> None:
    """Signs the newest version and the end of the log, as `trustpages sign` does."""
    sign_published(root, (make_ssh_signing(key),), SignedTerm(on, days))


def allowed_signers(folder: Path, *keys: Path) -> Path:
    """A file of allowed signers with these keys."""
    file = folder / "allowed_signers"
    lines = (f"{key.name}@example.com {key.with_suffix('.pub').read_text()}" for key in keys)
    file.write_text("".join(lines))
    return file


def outcome(root: Path, **given: Any) -> Outcome:
    """What the checker says, on a day on which nothing has expired."""
    return verify(root, **{"now": NOW, **given})


def codes(out: Outcome) -> set[str]:
    """The codes of the failures."""
    return {failure.partition("]")[0].removeprefix("[") for failure in out.failures}


def kept_checkpoint(root: Path) -> str:
    """The checkpoint as a buyer would keep it."""
    return (root / CHECKPOINT).read_text()


def entries_of(root: Path) -> list[bytes]:
    """The stored entries of the log."""
    return list(read_log(root).entries)


def rewritten_log(root: Path, entries: Sequence[bytes]) -> None:
    """Puts these entries in the place of the log, with checkpoint and pages that fit them."""
    origin = read_log(root).origin
    shutil.rmtree(root / "log/entries")
    (root / "log/entries").mkdir()
    for number, entry in enumerate(entries):
        (root / to_entry_path(number)).write_bytes(entry)
    checkpoint = make_checkpoint(origin, [hash_leaf(entry) for entry in entries])
    (root / CHECKPOINT).write_bytes(checkpoint.body())
    styled = (root / "versions/pages.css").is_file()
    for path, content in derived_files([json.loads(entry) for entry in entries], checkpoint, styled).items():
        (root / path).write_bytes(content)


def changed_entry(entry: bytes, **changes: object) -> bytes:
    """The entry with other fields, spelled as the log spells them."""
    return to_canonical_json({**json.loads(entry), **changes})


def rewritten_version(root: Path, version: str, path: str, content: bytes) -> None:
    """What an insider with write access would do: another file, and a manifest, sums, statement and log that fit."""
    folder = root / version
    (folder / path).write_bytes(content)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"] = [
        [name, len(content), sha256(content).hexdigest()] if name == path else [name, size, digest]
        for name, size, digest in manifest["files"]
    ]
    stored = to_canonical_json(manifest)
    sums = {name: digest for name, _, digest in manifest["files"]} | {"manifest.json": sha256(stored).hexdigest()}
    lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()
    statement = json.loads((folder / "statement.json").read_bytes())
    for subject, made in zip(statement["subject"], (stored, lines), strict=True):
        subject["digest"]["sha256"] = sha256(made).hexdigest()
    made_statement = to_canonical_json(statement)
    for name, made in (("manifest.json", stored), ("SHA256SUMS", lines), ("statement.json", made_statement)):
        (folder / name).write_bytes(made)
    digests = {"manifest": sha256(stored).hexdigest(), "statement": sha256(made_statement).hexdigest()}
    fitting = [
        changed_entry(entry, **digests)
        if json.loads(entry)["type"] == "version-published" and json.loads(entry)["version"] == version
        else entry
        for entry in entries_of(root)
    ]
    rewritten_log(root, fitting)


def tree_of(root: Path) -> dict[str, bytes]:
    """Every file under the folder with its bytes, stages left out."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not re.match(r"\.staging-", path.relative_to(root).as_posix())
    }
