"""What is done to the folders of the conformance suite, and what a verifier must say of each."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from support.publish.versions import entries_of, rewritten_log, some_facts
from trustpages.publish.verifier.trustverify import (
    LOG_NAMESPACE,
    LOG_SIGNATURE,
    NAMESPACE,
    NOT_VERIFIED,
    SIGNED,
    VERIFIED,
)
from trustpages.publish.versions.late_signing import sign_published
from trustpages.publish.versions.log_signing import SignedTerm
from trustpages.publish.versions.publication import publish_version
from trustpages.publish.versions.signing import make_ssh_signing, sign_with_ssh
from trustpages.publish.versions.withdrawal import withdraw_version

DAY = ("--now", "2024-06-15")
SIGNERS, PIN, SIGNED_PIN = ("--allowed-signers", "allowed_signers"), ("--pin", "pin"), ("--pin", "pin.json")
LATER = ("--now", "2024-09-02")


@dataclass(frozen=True)
class Folder:
    """A published folder to be made otherwise, and the publisher's key, which the case may use or not."""

    root: Path
    key: Path
    stranger: Path

    def publish(self, version: str, key: Path | None = None) -> None:
        """Adds a version of two files."""
        site = self.root.parent / f"site-{version}"
        site.mkdir(exist_ok=True)
        (site / "index.html").write_text(f"<!doctype html><p>Version {version}")
        (site / "report.json").write_text(f'{{"version":"{version}"}}\n')
        publish_version(site, version, self.root, some_facts(), key)

    def withdraw(self, version: str, key: Path | None = None) -> None:
        """Withdraws a version."""
        signings = () if key is None else (make_ssh_signing(key),)
        withdraw_version(self.root, version, "Counted twice", date(2024, 6, 10), signings=signings)

    def replace(self, path: str, old: str, new: str) -> None:
        """Writes other text into a file."""
        text = (self.root / path).read_text()
        assert old in text
        (self.root / path).write_text(text.replace(old, new, 1))


@dataclass(frozen=True)
class Conformance:
    """A folder by its name: what was done, the options of the check, the code of a failure (none: it verifies)."""

    name: str
    done: str
    make: Callable[[Folder], object]
    code: str = ""
    options: tuple[str, ...] = (*SIGNERS, *DAY)

    def row(self) -> dict[str, object]:
        """The case as it stands in the table."""
        exit_code = NOT_VERIFIED if self.code else VERIFIED
        return {"name": self.name, "done": self.done, "options": self.options, "exit": exit_code, "code": self.code}


def _before(keep: int) -> Callable[[Folder], None]:
    """The log and all that follows from it as it was when it had so many entries; versions after it are gone."""

    def make(folder: Folder) -> None:
        entries = entries_of(folder.root)
        for version in {json.loads(entry)["version"] for entry in entries} - {
            json.loads(entry)["version"] for entry in entries[:keep]
        }:
            shutil.rmtree(folder.root / version)
        rewritten_log(folder.root, entries[:keep])
        _copy_latest(folder, json.loads(entries[keep - 1])["version"])

    return make


def _copy_latest(folder: Folder, version: str) -> None:
    shutil.rmtree(folder.root / "latest", ignore_errors=True)
    shutil.copytree(folder.root / version, folder.root / "latest")


def _copy_first(name: str) -> Callable[[Folder], object]:
    return lambda folder: shutil.copytree(folder.root / "1.0", folder.root / name)


def _uncounted(folder: Folder) -> None:
    checkpoint = (folder.root / "log/checkpoint").read_bytes()
    folder.publish("3.0")
    (folder.root / "log/checkpoint").write_bytes(checkpoint)


def _put_back(folder: Folder) -> None:
    shutil.copytree(folder.root / "1.0", folder.root.parent / "kept")
    folder.withdraw("1.0", folder.key)
    shutil.rmtree(folder.root / "1.0")
    shutil.copytree(folder.root.parent / "kept", folder.root / "1.0")


def _link_latest(folder: Folder) -> None:
    shutil.rmtree(folder.root / "latest")
    (folder.root / "latest").symlink_to("2.0")


def _swap(folder: Folder) -> None:
    for path, other in (("1.0", "aside"), ("2.0", "1.0"), ("aside", "2.0")):
        (folder.root / path).rename(folder.root / other)


def _unsign(folder: Folder, *paths: str) -> None:
    for path in paths:
        (folder.root / path).unlink()


def _sign_otherwise(folder: Folder, signed: str, key: Path, namespace: str) -> None:
    content = sign_with_ssh((folder.root / signed).read_bytes(), key, namespace).content
    (folder.root / f"{signed}.sig").write_bytes(content)


def _of_others(folder: Folder) -> None:
    """A log that begins otherwise, signed by the right key."""
    shutil.rmtree(folder.root)
    for version in ("0.9", "2.0"):
        folder.publish(version, folder.key)


def _never_signed(folder: Folder) -> None:
    shutil.rmtree(folder.root)
    for version in ("1.0", "2.0"):
        folder.publish(version)


def _signed_later(folder: Folder) -> None:
    _never_signed(folder)
    sign_published(folder.root, (make_ssh_signing(folder.key),), SignedTerm(date(2024, 6, 1)))


def _nothing(_: Folder) -> None:
    pass


CASES = (
    Conformance("whole", "two versions, both signed", _nothing),
    Conformance("whole-pinned", "the same under the checkpoint that a buyer kept", _nothing, options=(*PIN, *DAY)),
    Conformance("whole-signed-pin", "the same under the signed checkpoint", _nothing, options=(*SIGNED_PIN, *DAY)),
    Conformance("withdrawn", "1.0 withdrawn, signed", lambda f: f.withdraw("1.0", f.key)),
    Conformance("signed-later", "published without a key, signed by another job", _signed_later),
    Conformance("never-signed", "no signature anywhere, no signers asked for", _never_signed, options=DAY),
    Conformance("never-signed-asked", "no signature anywhere, signers asked for", _never_signed, "unsigned"),
    # Files
    Conformance("file-changed", "one byte more", lambda f: f.replace("2.0/index.html", "2.0", "2.00"), "changed"),
    Conformance("file-missing", "a page removed", lambda f: _unsign(f, "1.0/index.html"), "missing"),
    Conformance("file-added", "a page added", lambda f: (f.root / "1.0/pay.html").write_text("pay here"), "extra"),
    Conformance("stage", "a page in a stage", _copy_first(".staging-x"), "uncounted"),
    # Versions
    Conformance("versions-swapped", "1.0 and 2.0 exchanged", _swap, "not-as-logged"),
    Conformance("version-unknown", "a copy of 1.0 named 1.1", _copy_first("1.1"), "extra"),
    Conformance("version-put-back", "1.0 withdrawn, then put back", _put_back, "not-as-logged"),
    Conformance("latest-older", "latest/ is 1.0", lambda f: _copy_latest(f, "1.0"), "not-as-logged"),
    Conformance("latest-link", "latest/ is a symbolic link to the newest version", _link_latest, "odd-file"),
    Conformance("latest-other-case", "Latest/ beside it", _copy_first("Latest"), "extra"),
    Conformance(
        "latest-look-alike", "a Cyrillic a in its name", _copy_first("l\N{CYRILLIC SMALL LETTER A}test"), "extra"
    ),
    Conformance(
        "selector",
        "versions.json calls 1.0 otherwise",
        lambda f: f.replace("versions.json", '"1.0"', '"1.0 (withdrawn)"'),
        "changed",
    ),
    # The log
    Conformance("entry-missing", "the last entry removed", lambda f: _unsign(f, "log/entries/1"), "missing-entry"),
    Conformance(
        "entry-changed",
        "another day in an entry",
        lambda f: f.replace("log/entries/0", "2024-06-01", "2024-06-02"),
        "log-altered",
    ),
    Conformance("uncounted", "3.0 added, the checkpoint as it was", _uncounted, "uncounted"),
    Conformance(
        "version-added",
        "3.0 added without the key, all else made to fit",
        lambda f: f.publish("3.0"),
        "unsigned-entries",
    ),
    Conformance(
        "version-added-unasked", "the same, no signers asked for", lambda f: f.publish("3.0"), "unsigned-entries", DAY
    ),
    Conformance("withdrawal-added", "2.0 withdrawn without the key", lambda f: f.withdraw("2.0"), "unsigned-entries"),
    Conformance("newest-dropped", "2.0 removed, all else made to fit", _before(1), "rollback"),
    Conformance("newest-dropped-pinned", "the same under a pin", _before(1), "rollback", (*PIN, *DAY)),
    Conformance(
        "other-log", "another log, rightly signed, under a pin", _of_others, "history-rewritten", (*PIN, *SIGNERS, *DAY)
    ),
    Conformance(
        "other-log-signed-pin", "the same under a signed pin", _of_others, "history-rewritten", (*SIGNED_PIN, *DAY)
    ),
    # Signatures and time
    Conformance("end-unsigned", "the signature of the log removed", lambda f: _unsign(f, LOG_SIGNATURE), "unsigned"),
    Conformance(
        "end-removed", "all that is signed of the log removed", lambda f: _unsign(f, SIGNED, LOG_SIGNATURE), "unsigned"
    ),
    Conformance(
        "end-respelled", "a blank in what is signed of the log", lambda f: f.replace(SIGNED, ":", ": "), "log-altered"
    ),
    Conformance(
        "end-prolonged",
        "a later last day in it",
        lambda f: f.replace(SIGNED, "2024-09-01", "2034-09-01"),
        "bad-signature",
    ),
    Conformance(
        "end-for-a-version",
        "the log signed as a version is",
        lambda f: _sign_otherwise(f, SIGNED, f.key, NAMESPACE),
        "bad-signature",
    ),
    Conformance(
        "end-of-a-version",
        "the signature of a version in its place",
        lambda f: shutil.copy(f.root / "2.0/statement.json.sig", f.root / LOG_SIGNATURE),
        "bad-signature",
    ),
    Conformance(
        "end-by-a-stranger",
        "the log signed by another key",
        lambda f: _sign_otherwise(f, SIGNED, f.stranger, LOG_NAMESPACE),
        "unknown-signer",
    ),
    Conformance(
        "version-unsigned", "the signature of 1.0 removed", lambda f: _unsign(f, "1.0/statement.json.sig"), "unsigned"
    ),
    Conformance("end-over", "whole, on a day after the last one", _nothing, "stale-checkpoint", (*SIGNERS, *LATER)),
)
