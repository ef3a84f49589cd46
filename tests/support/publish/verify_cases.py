"""The checker's contract: published folders, whole and spoiled in one way each, and what it must say.

`python tests/verify_cases.py FOLDER` writes every case as a folder `NAME_pass` or
`NAME_fail` with `published/`, the arguments in `arguments.txt`, and in `expected.txt` the code
that at least one failure must have; another checker can be held against the same folders. More
cases are in `insider_cases.py`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from support.publish.versions import (
    NOW,
    a_key,
    a_published_folder,
    a_withdrawal,
    allowed_signers,
    changed_entry,
    entries_of,
    kept_checkpoint,
    rewritten_log,
    rewritten_version,
    some_facts,
)
from trustpages.publish.log.entries import CHECKPOINT
from trustpages.publish.log.events import to_canonical_json
from trustpages.publish.verifier.trustverify import NAMESPACE, digest_of
from trustpages.publish.versions.publication import publish_version
from trustpages.publish.versions.signing import sign_with_ssh

Spoil = Callable[[Path, "Kit"], object]


@dataclass(frozen=True)
class Kit:
    """What lies beside a published folder: the key, another key, the allowed signers, two pins."""

    folder: Path

    @property
    def key(self) -> Path:
        return self.folder / "key"

    @property
    def other_key(self) -> Path:
        return self.folder / "other"

    @property
    def signers(self) -> str:
        return str(self.folder / "allowed_signers")

    @property
    def pin(self) -> str:
        return str(self.folder / "pin")

    @property
    def early_pin(self) -> str:
        return str(self.folder / "early-pin")


@dataclass(frozen=True)
class Case:
    """A way to spoil a folder, the options of the check, the code of a failure (none: it passes)."""

    name: str
    spoil: Spoil
    code: str = ""
    options: tuple[str, ...] = ()
    where: str = ""

    @property
    def folder_name(self) -> str:
        return f"{self.name}_{'fail' if self.code else 'pass'}"


def a_kit(folder: Path) -> tuple[Path, Kit]:
    """A folder of three versions, the first withdrawn, the last signed; five entries in its log."""
    kit = Kit(folder)
    a_key(folder, "other")
    key = a_key(folder)
    early = a_published_folder(folder, versions=2)
    Path(kit.early_pin).write_text(kept_checkpoint(early))
    shutil.rmtree(early)
    root = a_published_folder(folder, versions=3, key=key)
    a_withdrawal(root, key=key)
    Path(kit.pin).write_text(kept_checkpoint(root))
    allowed_signers(folder, key)
    return root, kit


def arguments(case: Case, root: Path, kit: Kit) -> list[str]:
    """The arguments of the checker for a case."""
    known = {"PIN": kit.pin, "EARLY": kit.early_pin, "SIGNERS": kit.signers}
    day = [] if "--now" in case.options else ["--now", NOW]
    return [str(root), *(known.get(option, option) for option in case.options), *day]


def _write(path: str, content: bytes | str) -> Spoil:
    made = content.encode() if isinstance(content, str) else content

    def spoil(root: Path, _: Kit) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(made)

    return spoil


def _replace(path: str, old: str, new: str) -> Spoil:
    def spoil(root: Path, _: Kit) -> None:
        text = (root / path).read_text()
        assert old in text
        (root / path).write_text(text.replace(old, new, 1))

    return spoil


def _delete(path: str) -> Spoil:
    return lambda root, _: shutil.rmtree(root / path) if (root / path).is_dir() else (root / path).unlink()


def _rename(old: str, new: str) -> Spoil:
    return lambda root, _: (root / old).rename(root / new)


def _swap(one: str, other: str) -> Spoil:
    def spoil(root: Path, _: Kit) -> None:
        (root / one).rename(root / "aside")
        (root / other).rename(root / one)
        (root / "aside").rename(root / other)

    return spoil


def _rechain(change: Callable[[list[bytes]], list[bytes]]) -> Spoil:
    return lambda root, _: rewritten_log(root, change(entries_of(root)))


def _edit_entry(number: int, **changes: object) -> Spoil:
    return _rechain(lambda log: [*log[:number], changed_entry(log[number], **changes), *log[number + 1 :]])


def _rewrite_file(root: Path, _: Kit) -> None:
    rewritten_version(root, "2.0", "report.json", b'{"text":"better"}')
    shutil.copytree(root / "3.0", root / "latest", dirs_exist_ok=True)


def _rewrite_manifest(root: Path, files: object) -> None:
    """An insider's manifest for the newest version, with a log that fits."""
    manifest = json.loads((root / "3.0/manifest.json").read_bytes())
    stored = to_canonical_json({**manifest, "files": files})
    log = [
        changed_entry(entry, manifest=digest_of(stored)) if b'"version":"3.0"' in entry else entry
        for entry in entries_of(root)
    ]
    for folder in ("3.0", "latest"):
        (root / folder / "manifest.json").write_bytes(stored)
    rewritten_log(root, log)


def _insider_path(path: object) -> Spoil:
    return lambda root, _: _rewrite_manifest(root, [[path, 1, "0" * 64]])


def _sign(version: str, key: str, namespace: str = NAMESPACE, of: str = "") -> Spoil:
    """A signature by another key, for another namespace, or of another version."""

    def spoil(root: Path, kit: Kit) -> None:
        statement = (root / (of or version) / "statement.json").read_bytes()
        done = subprocess.run(
            ["ssh-keygen", "-Y", "sign", "-q", "-n", namespace, "-f", str(kit.folder / key)],
            input=statement,
            capture_output=True,
            check=True,
            timeout=60,
        )
        for folder in (version, "latest"):
            (root / folder / "statement.json.sig").write_bytes(done.stdout)

    return spoil


def _rollback(root: Path, _: Kit) -> None:
    """The folder as it was when only one version had been published."""
    shutil.rmtree(root)
    publish_version(root.parent / "site-1", "1.0", root, some_facts())


def _interrupt(root: Path, _: Kit) -> None:
    """A publish that stopped before its last step: the entry is there, the checkpoint is not."""
    entry = changed_entry(entries_of(root)[0], version="4.0")
    (root / "log/entries" / str(len(entries_of(root)))).write_bytes(entry)
    (root / ".staging-abc").mkdir()
    (root / ".staging-abc/index.html").write_text("half")


def _sign_later(root: Path, kit: Kit) -> None:
    signature = sign_with_ssh((root / "2.0/statement.json").read_bytes(), kit.key)
    (root / "2.0/statement.json.sig").write_bytes(signature.content)


def _unsign(root: Path, _: Kit) -> None:
    for folder in ("3.0", "latest"):
        (root / folder / "statement.json.sig").unlink()
    rewritten_log(
        root, [changed_entry(entry, signer=None) if b'"signer"' in entry else entry for entry in entries_of(root)]
    )


def _restore(root: Path, _: Kit) -> None:
    """The withdrawn version as it stood before."""
    a_published_folder(root.parent / "again", versions=1)
    shutil.rmtree(root / "1.0")
    shutil.copytree(root.parent / "again/published/1.0", root / "1.0")


def _nothing(root: Path, _: Kit) -> None:
    pass


PIN, SIGNERS = ("--pin", "PIN"), ("--allowed-signers", "SIGNERS")
CASES = (
    # What must pass
    Case("whole", _nothing),
    Case("whole-with-pin", _nothing, options=PIN),
    Case("whole-with-early-pin", _nothing, options=("--pin", "EARLY")),
    Case("whole-with-signers", _nothing, options=SIGNERS),
    Case("last-day", _nothing, options=("--now", "2024-09-01")),
    Case("signed-later", _sign_later, options=SIGNERS),
    Case("files-of-the-host", _write("CNAME", "trust.example.com")),
    # Files
    Case("interrupted", _interrupt, "uncounted", PIN, where="log/entries/6"),
    Case("interrupted-stage", _interrupt, "uncounted", where=".staging-abc"),
    Case("file-changed", _write("3.0/report.json", "{}"), "changed", where="3.0/report.json"),
    Case("file-emptied", _write("3.0/index.html", ""), "changed", where="3.0/index.html"),
    Case("file-missing", _delete("2.0/tables/promises.csv"), "missing", where="2.0/tables/promises.csv"),
    Case("file-added", _write("2.0/agents/desk/more.html", "x"), "extra", where="2.0/agents/desk/more.html"),
    Case("file-renamed", _rename("2.0/report.json", "2.0/Report.json"), "missing", where="2.0/report.json"),
    Case("file-added-hidden", _write("3.0/.htaccess", "x"), "extra", where="3.0/.htaccess"),
    Case("file-added-at-the-top", _write("pay.html", "x"), "extra", where="pay.html"),
    Case("file-in-the-log", _write("log/entries/x", "x"), "extra", where="log/entries/x"),
    Case("file-with-an-odd-name", _write("2.0/a\nb\x1b", "x"), "extra", where="2.0/a\\nb\\x1b"),
    Case("link", lambda root, _: (root / "3.0/passwd").symlink_to("/etc/passwd"), "odd-file", where="3.0/passwd"),
    Case("link-to-the-same", _rename("3.0/index.html", "3.0/i"), "extra", where="3.0/i"),
    Case("folder-link", lambda root, _: (root / "2.0/etc").symlink_to("/etc"), "odd-file", where="2.0/etc"),
    Case("pipe", lambda root, _: os.mkfifo(root / "3.0/pipe"), "odd-file", where="3.0/pipe"),
    Case("page-instead-of-a-folder", _write("4.0", "x"), "extra", where="4.0"),
    # Versions
    Case("version-missing", _delete("2.0"), "missing", where="2.0"),
    Case("version-unknown", lambda root, _: shutil.copytree(root / "2.0", root / "2.1"), "extra", where="2.1/"),
    Case("versions-swapped", _swap("2.0", "3.0"), "not-as-logged", where="2.0"),
    Case("manifests-swapped", _swap("2.0/manifest.json", "3.0/manifest.json"), "not-as-logged", where="2.0"),
    Case("manifest-changed", _replace("2.0/manifest.json", "2024-09-01", "2034-09-01"), "not-as-logged", where="2.0"),
    Case("manifest-missing", _delete("2.0/manifest.json"), "not-as-logged", where="2.0"),
    Case("manifest-too-deep", _write("2.0/manifest.json", "[" * 100000), "not-as-logged", where="2.0"),
    Case("manifest-no-text", _write("2.0/manifest.json", b"\xff\xfe{}"), "not-as-logged", where="2.0"),
    Case("sums-changed", _replace("2.0/SHA256SUMS", "report.json", "report.txt"), "changed", where="2.0/SHA256SUMS"),
    Case("path-upwards", _insider_path("../../etc/passwd"), "not-as-logged", where="3.0"),
    Case("path-absolute", _insider_path("/etc/passwd"), "not-as-logged", where="3.0"),
    Case("path-no-text", _insider_path(["index.html"]), "not-as-logged", where="3.0"),
    Case("files-no-list", lambda root, _: _rewrite_manifest(root, 7), "not-as-logged", where="3.0"),
    Case(
        "latest-older",
        lambda root, _: shutil.copytree(root / "2.0", root / "latest", dirs_exist_ok=True),
        "not-as-logged",
        where="latest",
    ),
    Case("latest-missing", _delete("latest"), "missing", where="latest"),
    Case("latest-changed", _write("latest/index.html", "x"), "changed", where="latest/index.html"),
    Case("withdrawn-restored", _restore, "not-as-logged", where="1.0"),
    Case("tombstone-reworded", _replace("1.0/index.html", "wrong", "right"), "changed", where="1.0/index.html"),
    Case("tombstone-list-changed", _replace("1.0/tombstone.json", "wrong", "right"), "not-as-logged", where="1.0"),
    Case(
        "statement-changed",
        _replace("2.0/statement.json", "2024-09-01", "2034-09-01"),
        "changed",
        where="2.0/statement.json",
    ),
    Case("rewritten-version", _rewrite_file, "history-rewritten", where="3.0/statement.json"),
    # What follows from the log
    Case("selector-changed", _replace("versions.json", " (withdrawn)", ""), "changed", where="versions.json"),
    Case("selector-respelled", _replace("versions.json", "\n", ""), "changed", where="versions.json"),
    Case(
        "versions-page-changed",
        _replace("versions/index.html", "Withdrawn on", "Praised on"),
        "changed",
        where="versions/index.html",
    ),
    Case("first-page-changed", _replace("index.html", "latest/", "1.0/"), "changed", where="index.html"),
    Case("first-page-missing", _delete("index.html"), "missing", where="index.html"),
    Case("checker-changed", _replace("versions/trustverify.py", "5", "0"), "changed", where="versions/trustverify.py"),
    # The log without a pin
    Case("checkpoint-missing", _delete(CHECKPOINT), "no-checkpoint", where=CHECKPOINT),
    Case("checkpoint-garbled", _write(CHECKPOINT, b"\x00\xff" * 99), "no-checkpoint", where=CHECKPOINT),
    Case("checkpoint-huge", _replace(CHECKPOINT, "\n6\n", f"\n{'9' * 4000}\n"), "no-checkpoint", where=CHECKPOINT),
    Case(
        "checkpoint-of-another-root",
        _write(CHECKPOINT, f"trust.example.com/public\n6\n{'A' * 43}=\n"),
        "log-altered",
        where="log/entries",
    ),
    Case("checkpoint-without-hints", _replace(CHECKPOINT, "hints ", "pints "), "no-checkpoint", where=CHECKPOINT),
    Case(
        "checkpoint-of-another-audience",
        _replace(CHECKPOINT, "/public", "/internal"),
        "bad-entry",
        where="log/entries/0",
    ),
    Case("log-truncated", _delete("log/entries/5"), "missing-entry", where="log/entries/5"),
    Case("log-with-a-gap", _delete("log/entries/2"), "missing-entry", where="log/entries/2"),
    Case("entry-changed", _replace("log/entries/1", "Refunds", "Credits"), "log-altered", where="log/entries/1"),
    Case("entry-respelled", _replace("log/entries/1", '","', '", "'), "bad-entry", where="log/entries/1"),
    Case(
        "entry-with-a-key-twice",
        _replace("log/entries/1", "{", '{"on":"2020-01-01",'),
        "bad-entry",
        where="log/entries/1",
    ),
    Case("entry-of-an-unknown-type", _edit_entry(1, type="all-is-well"), "bad-entry", where="log/entries/1"),
    Case("entry-with-another-key", _edit_entry(1, note="x"), "bad-entry", where="log/entries/1"),
    Case("entry-without-text", _edit_entry(1, subject=7), "bad-entry", where="log/entries/1"),
    Case("entry-with-hidden-text", _edit_entry(1, summary="a\u202eb"), "bad-entry", where="log/entries/1"),
    Case("version-twice", _rechain(lambda log: [*log, log[0]]), "bad-entry", where="log/entries/6"),
    Case("withdrawn-twice", _rechain(lambda log: [*log, log[5]]), "bad-entry", where="log/entries/6"),
    Case("withdrawn-before-published", _rechain(lambda log: [log[5], *log[:5]]), "bad-entry", where="log/entries/0"),
    # The log under a pin
    Case("rollback", _rollback, "rollback", PIN, where=CHECKPOINT),
    Case("rechained-first", _edit_entry(0, as_of="2024-06-02"), "history-rewritten", PIN, where="log/entries/0"),
    Case(
        "rechained-incident",
        _edit_entry(1, summary="Nothing happened"),
        "history-rewritten",
        PIN,
        where="log/entries/1",
    ),
    Case(
        "rechained-incident-early-pin",
        _edit_entry(1, summary="Nothing"),
        "history-rewritten",
        ("--pin", "EARLY"),
        where="log/entries/1",
    ),
    Case("rechained-last", _edit_entry(5, reason="Cosmetics"), "history-rewritten", PIN, where="log/entries/5"),
    Case(
        "rechained-deletion",
        _rechain(lambda log: [*log[:3], *log[4:]]),
        "history-rewritten",
        PIN,
        where="log/entries/3",
    ),
    Case(
        "rechained-insertion",
        _rechain(lambda log: [*log[:2], log[1], *log[2:]]),
        "history-rewritten",
        PIN,
        where="log/entries/2",
    ),
    Case(
        "rechained-order",
        _rechain(lambda log: [*log[:3], log[4], log[3], log[5]]),
        "history-rewritten",
        PIN,
        where="log/entries/3",
    ),
    Case("rechained-truncation", _rechain(lambda log: log[:5]), "rollback", PIN, where=CHECKPOINT),
    Case("rechained-version", _rewrite_file, "history-rewritten", PIN, where="log/entries/2"),
    Case(
        "pin-of-another-log",
        _nothing,
        "other-log",
        ("--pin", f"other.example.com/public 1 {'A' * 43}="),
        where=CHECKPOINT,
    ),
    # Signatures and time
    Case("unknown-key", _sign("3.0", "other"), "unknown-signer", where="3.0/statement.json.sig"),
    Case(
        "key-not-allowed",
        lambda root, kit: allowed_signers(kit.folder, kit.other_key),
        "unknown-signer",
        SIGNERS,
        where="3.0/statement.json.sig",
    ),
    Case("other-namespace", _sign("3.0", "key", "file"), "bad-signature", where="3.0/statement.json.sig"),
    Case(
        "signature-of-another-version", _sign("3.0", "key", of="2.0"), "bad-signature", where="3.0/statement.json.sig"
    ),
    Case(
        "signature-garbled",
        _write("3.0/statement.json.sig", b"\x00" * 80),
        "bad-signature",
        where="3.0/statement.json.sig",
    ),
    Case("signature-missing", _delete("3.0/statement.json.sig"), "unsigned", where="3.0/statement.json.sig"),
    Case(
        "signature-of-latest-changed",
        _write("latest/statement.json.sig", "x"),
        "changed",
        where="latest/statement.json.sig",
    ),
    Case(
        "signature-of-latest-missing",
        _delete("latest/statement.json.sig"),
        "missing",
        where="latest/statement.json.sig",
    ),
    Case(
        "signature-respelled",
        _replace("3.0/statement.json.sig", "\n", "\r\n"),
        "bad-signature",
        where="3.0/statement.json.sig",
    ),
    Case("newest-unsigned", _unsign, "unsigned", SIGNERS, where="3.0/statement.json.sig"),
    Case("signer-removed-from-the-log", _edit_entry(4, signer=None), "history-rewritten", PIN, where="log/entries/4"),
    Case("expired", _nothing, "expired", ("--now", "2024-09-02"), where="3.0"),
)


def main(folder: Path) -> None:
    """Writes every case below `folder`."""
    from support.publish.insider_cases import ALL  # it is made of this module

    for case in ALL:
        place = folder / case.folder_name
        place.mkdir(parents=True)
        root, kit = a_kit(place)
        case.spoil(root, kit)
        (place / "arguments.txt").write_text("\n".join(arguments(case, root, kit)) + "\n")
        (place / "expected.txt").write_text(f"{case.code} {case.where}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
