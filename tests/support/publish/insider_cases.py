"""More of the checker's contract: what somebody with write access, a key of their own, or an old copy would try."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from support.publish.verify_cases import CASES, PIN, SIGNERS, Case, Kit, Spoil
from support.publish.versions import a_published_folder, changed_entry, entries_of, rewritten_log, rewritten_version
from trustpages.publish.log.entries import CHECKPOINT, hash_leaf, make_checkpoint
from trustpages.publish.log.events import to_canonical_json
from trustpages.publish.verifier.trustverify import digest_of
from trustpages.publish.versions.signing import sign_with_ssh

Change = Callable[[dict[str, Any]], dict[str, Any]]
NEWEST = ("3.0", "latest")


def _resealed(root: Path, manifest: bytes | None, statement: Change = dict) -> None:
    """The newest version with another manifest or Statement, unsigned, and a log and sums that fit."""
    stored = manifest or (root / "3.0/manifest.json").read_bytes()
    sums = {path: one for path, _, one in json.loads(stored)["files"]} | {"manifest.json": digest_of(stored)}
    lines = "".join(f"{sums[path]}  {path}\n" for path in sorted(sums)).encode()
    stated = json.loads((root / "3.0/statement.json").read_bytes())
    for subject, made in zip(stated["subject"], (stored, lines), strict=True):
        subject["digest"]["sha256"] = digest_of(made)
    made_statement = to_canonical_json(statement(stated))
    for folder in NEWEST:
        (root / folder / "manifest.json").write_bytes(stored)
        (root / folder / "SHA256SUMS").write_bytes(lines)
        (root / folder / "statement.json").write_bytes(made_statement)
        (root / folder / "statement.json.sig").unlink(missing_ok=True)
    fitting = {"manifest": digest_of(stored), "statement": digest_of(made_statement), "signer": None}
    rewritten_log(
        root,
        [
            changed_entry(entry, **fitting) if b'"version":"3.0"' in entry and b"published" in entry else entry
            for entry in entries_of(root)
        ],
    )


def _manifest(change: Change) -> Spoil:
    return lambda root, _: _resealed(
        root, to_canonical_json(change(json.loads((root / "3.0/manifest.json").read_bytes())))
    )


def _statement(**predicate: object) -> Spoil:
    return lambda root, _: _resealed(
        root, None, lambda stated: {**stated, "predicate": {**stated["predicate"], **predicate}}
    )


def _twin(root: Path, _: Kit) -> None:
    """Two files that are one where letter case does not count."""
    manifest = json.loads((root / "3.0/manifest.json").read_bytes())
    for folder in NEWEST:
        shutil.copy(root / folder / "index.html", root / folder / "INDEX.html")
    page = next(one for one in manifest["files"] if one[0] == "index.html")
    _resealed(root, to_canonical_json({**manifest, "files": sorted([*manifest["files"], ["INDEX.html", *page[1:]]])}))


def _all_that_follows(root: Path, _: Kit) -> None:
    """An old table is bettered, and every later Statement knows the new log: only a pin or a signature can tell."""
    rewritten_version(root, "2.0", "tables/promises.csv", b"promise,kept\n")
    before = make_checkpoint("trust.example.com/public", [hash_leaf(entry) for entry in entries_of(root)[:3]])
    _statement(log_before=before.short())(root, Kit(root))


def _another_version(name: str) -> Spoil:
    return lambda root, _: rewritten_log(root, [*entries_of(root), changed_entry(entries_of(root)[0], version=name)])


def _twin_version(root: Path, _: Kit) -> None:
    first = entries_of(root)[0]
    more = [changed_entry(first, version=name) for name in ("rc", "RC")]
    rewritten_log(root, [*entries_of(root), *more])


def _move_and_link(path: str) -> Spoil:
    def spoil(root: Path, _: Kit) -> None:
        shutil.move(root / path, root.parent / "elsewhere")
        (root / path).symlink_to(root.parent / "elsewhere")

    return spoil


def _page_in(folder: str) -> Spoil:
    def spoil(root: Path, _: Kit) -> None:
        (root / folder).mkdir(parents=True)
        (root / folder / "index.html").write_text("pay here")

    return spoil


def _entry(number: int, **changes: object) -> Spoil:
    def spoil(root: Path, _: Kit) -> None:
        log = entries_of(root)
        rewritten_log(root, [*log[:number], changed_entry(log[number], **changes), *log[number + 1 :]])

    return spoil


def _escaped(root: Path, _: Kit) -> None:
    log = entries_of(root)
    rewritten_log(root, [log[0], log[1].replace(b"Refunds", b"\\u0052efunds"), *log[2:]])


def _old_checkpoint(root: Path, kit: Kit) -> None:
    (root / CHECKPOINT).write_text(Path(kit.early_pin).read_text())


def _older_as_latest(root: Path, _: Kit) -> None:
    listed = json.loads((root / "versions.json").read_text())
    listed[0]["aliases"], listed[1]["aliases"] = [], ["latest"]
    (root / "versions.json").write_text(json.dumps(listed, indent=2) + "\n")


def _other_audience(root: Path, _: Kit) -> None:
    """The log of others under this name: each entry says so, and the origin does."""
    rewritten_log(root, [changed_entry(entry, audience="nda") for entry in entries_of(root)])
    (root / CHECKPOINT).write_text((root / CHECKPOINT).read_text().replace("/public\n", "/nda\n"))


def _unwithdrawn(root: Path, _: Kit) -> None:
    """The withdrawal never happened: the entry is gone, the version stands again."""
    rewritten_log(root, entries_of(root)[:5])
    a_published_folder(root.parent / "again", versions=1)
    shutil.rmtree(root / "1.0")
    shutil.copytree(root.parent / "again/published/1.0", root / "1.0")


def _kinder_reason(root: Path, _: Kit) -> None:
    stored = to_canonical_json({**json.loads((root / "1.0/tombstone.json").read_bytes()), "reason": "Cosmetics"})
    (root / "1.0/tombstone.json").write_bytes(stored)
    _entry(5, reason="Cosmetics", tombstone=digest_of(stored))(root, Kit(root))


def _cut_signature(root: Path, _: Kit) -> None:
    for folder in NEWEST:
        file = root / folder / "statement.json.sig"
        file.write_bytes(file.read_bytes()[:-60])


def _foreign_signature(root: Path, kit: Kit) -> None:
    signature = sign_with_ssh((root / "2.0/statement.json").read_bytes(), kit.other_key)
    (root / "2.0/statement.json.sig").write_bytes(signature.content)


def _short_pin(spoil: Spoil) -> Spoil:
    """Somebody kept three lines alone."""

    def spoiled(root: Path, kit: Kit) -> None:
        kept = Path(kit.pin).read_text().splitlines(keepends=True)[:3]
        Path(kit.pin).write_text("".join(kept))
        spoil(root, kit)

    return spoiled


def _mailed_pin(root: Path, kit: Kit) -> None:
    """The pin as it comes out of a mail: quoted, wrapped, with the line ends of another system."""
    lines = Path(kit.pin).read_text().splitlines()
    lines[3:] = [lines[3][:30], lines[3][30:]]
    Path(kit.pin).write_text("\ufeff" + "".join(f"> {line}\r\n" for line in lines), encoding="utf-8")


def _odd_name(root: Path, _: Kit) -> None:
    Path(os.fsdecode(os.fsencode(root) + b"/2.0/\xff.html")).write_text("x")


def _nothing(root: Path, _: Kit) -> None:
    pass


def _case(name: str, spoil: Spoil, code: str, where: str, *options: str) -> Case:
    return Case(name, spoil, code, options, where)


REWRITTEN = "history-rewritten"
INSIDER = (
    # What must pass
    Case("pin-from-a-mail", _mailed_pin, options=PIN),
    Case("pin-of-three-lines", _short_pin(_nothing), options=PIN),
    Case("modes-changed", lambda root, _: (root / "3.0/index.html").chmod(0o755), options=PIN),
    # Files
    _case("checkpoint-of-before", _old_checkpoint, "uncounted", "log/entries/3"),  # as an interrupted publish leaves it
    _case("page-in-the-name-of-a-host-file", _page_in("robots.txt"), "extra", "robots.txt/index.html"),
    _case("page-below-a-host-file", _page_in("CNAME/pay"), "extra", "CNAME/pay/index.html"),
    _case("host-file-a-link", lambda r, _: (r / "robots.txt").symlink_to("/etc"), "odd-file", "robots.txt"),
    _case("stage-a-file", lambda r, _: (r / ".staging-x").write_text("x"), "extra", ".staging-x"),
    _case("version-a-link", _move_and_link("2.0"), "odd-file", "2.0"),
    _case("log-a-link", _move_and_link("log/entries"), "odd-file", "log/entries"),
    _case("odd-name", _odd_name, "extra", "2.0/\\udcff.html"),
    _case("name-in-other-case", lambda r, _: (r / "Versions.json").write_text("x"), "extra", "Versions.json"),
    _case("page-among-the-versions", _page_in("versions/pay"), "extra", "versions/pay/index.html"),
    _case("style-changed", lambda r, _: (r / "versions/pages.css").write_text(""), "changed", "versions/pages"),
    _case("style-missing", lambda r, _: (r / "versions/pages.css").unlink(), "missing", "versions/pages.css"),
    _case("selector-older-as-latest", _older_as_latest, "changed", "versions.json"),
    # Manifest and Statement, with a log that fits
    _case(
        "file-listed-twice",
        _manifest(lambda one: {**one, "files": [*one["files"], one["files"][-1]]}),
        "not-as-logged",
        "3.0",
    ),
    _case("files-unsorted", _manifest(lambda one: {**one, "files": one["files"][::-1]}), "not-as-logged", "3.0"),
    _case(
        "files-without-sizes",
        _manifest(lambda one: {**one, "files": [[path, "", key] for path, _, key in one["files"]]}),
        "not-as-logged",
        "3.0",
    ),
    _case("files-that-differ-in-case", _twin, "not-as-logged", "3.0"),
    _case("manifest-of-another-form", _manifest(lambda one: {**one, "format": "mine/1"}), "not-as-logged", "3.0"),
    _case("statement-of-another-day", _statement(valid_until="2099-01-01"), "bad-statement", "3.0"),
    _case("statement-of-another-version", _statement(version="9.0"), "bad-statement", "3.0"),
    _case(
        "statement-that-knows-no-log",
        _statement(log_before=make_checkpoint("trust.example.com/public", []).short()),
        "bad-statement",
        "3.0",
    ),
    # The log
    _case("version-called-latest", _another_version("latest"), "bad-entry", "log/entries/6"),
    _case("version-called-log", _another_version("log"), "bad-entry", "log/entries/6"),
    _case("versions-that-differ-in-case", _twin_version, "bad-entry", "log/entries/7"),
    _case("no-such-day", _entry(1, on="2024-02-31"), "bad-entry", "log/entries/1"),
    _case("entry-escaped", _escaped, "bad-entry", "log/entries/1"),
    _case("entry-numbered-twice", lambda r, _: shutil.copy(r / "log/entries/5", r / "log/entries/05"), "extra", "log"),
    _case("entry-empty", lambda r, _: (r / "log/entries/6").write_text(""), "extra", "log/entries/6"),
    _case("checkpoint-of-before-pinned", _old_checkpoint, "rollback", CHECKPOINT, *PIN),
    _case("log-of-others", _other_audience, "other-log", CHECKPOINT, *PIN),
    _case("all-that-follows-signed", _all_that_follows, "unsigned", "3.0/statement.json.sig", *SIGNERS),
    _case("all-that-follows", _all_that_follows, REWRITTEN, "log/entries/2", *PIN),
    _case("all-that-follows-three-lines", _short_pin(_all_that_follows), REWRITTEN, "log/entries:", *PIN),
    _case("withdrawal-undone", _unwithdrawn, REWRITTEN, "log/entries/5", *PIN),
    _case("reason-made-kinder", _kinder_reason, REWRITTEN, "log/entries/5", *PIN),
    # Signatures
    _case("signature-cut", _cut_signature, "bad-signature", "3.0/statement.json.sig"),
    _case("signature-empty", lambda r, _: (r / "2.0/statement.json.sig").write_text(""), "bad-signature", "2.0"),
    _case("signature-of-a-stranger", _foreign_signature, "unknown-signer", "2.0", *SIGNERS),
    _case(
        "bundle-of-nothing", lambda r, _: (r / "2.0/statement.sigstore.json").write_text("{}"), "bad-signature", "2.0"
    ),
)
ALL = (*CASES, *INSIDER)
