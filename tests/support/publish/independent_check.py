"""A second checker, written apart from the first, for what both must see: entries, digests, files, pins, signatures."""

from __future__ import annotations

import base64
import hashlib
import json
import pathlib
import subprocess

TODAY = "2024-06-15"


def tree_hash(entries: list[bytes]) -> bytes:
    """The definition of RFC 6962, section 2.1, word for word."""
    if not entries:
        return hashlib.sha256().digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\0" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return hashlib.sha256(b"\1" + tree_hash(entries[:k]) + tree_hash(entries[k:])).digest()


def is_sound(
    root: pathlib.Path, pin: str | None = None, signers: pathlib.Path | None = None, today: str = TODAY
) -> bool:
    """True if log, versions, `latest/`, the pin, and the signature over the end of the log fit each other."""
    try:
        return _is_sound(root, pin) and _is_signed(root, signers, today) and _are_signed(root, signers, today)
    except (OSError, ValueError, KeyError, IndexError, TypeError, RecursionError):
        return False


def _is_sound(root: pathlib.Path, pin: str | None) -> bool:
    origin, size, top = (root / "log/checkpoint").read_text().split("\n")[:3]
    log = [(root / f"log/entries/{number}").read_bytes() for number in range(int(size))]
    if base64.b64encode(tree_hash(log)).decode() != top:
        return False
    if {p.name for p in (root / "log/entries").iterdir()} != {str(number) for number in range(len(log))}:
        return False
    if pin is not None:
        name, count, head = _read_pin(pin)
        wanted = base64.b64encode(tree_hash(log[:count])).decode()
        if name != origin or count > len(log) or wanted != head:
            return False
    published = {e["version"]: e for e in map(json.loads, log) if e["type"] == "version-published"}
    withdrawn = {e["version"]: e for e in map(json.loads, log) if e["type"] == "version-withdrawn"}
    newest = list(published)[-1]
    folders = {name: name for name in published} | {"latest": newest}
    for folder, version in folders.items():
        gone = withdrawn.get(version)
        if not _is_version(root / folder, published[version], gone["tombstone"] if gone else None):
            return False
    selector = [
        {"version": name, "title": f"{name} (withdrawn)" if name in withdrawn else name, "aliases": []}
        for name in reversed(published)
    ]
    selector[0]["aliases"] = ["latest"]
    if (root / "versions.json").read_text() != json.dumps(selector, indent=2) + "\n":
        return False
    return _has_nothing_else(root, {*folders, "versions.json", "index.html"}, root / newest / "verify")


def _read_pin(pin: str) -> tuple[str, int, str]:
    if pin.startswith("{"):
        told = json.loads(pin)
        return told["origin"], told["size"], told["root"]
    kept = pin.replace("\ufeff", "").replace(">", " ").split()
    return kept[0], int(kept[1]), kept[2]


def _is_signed(root: pathlib.Path, signers: pathlib.Path | None, today: str) -> bool:
    """True if the end of the log is signed, or no signed version promises that it is."""
    file, signature = root / "log/checkpoint.json", root / "log/checkpoint.json.sig"
    if not file.exists():
        signed = [p.parent for p in root.glob("*/statement.json.sig")]
        return not signature.exists() and all(b'"log_end"' not in (p / "statement.json").read_bytes() for p in signed)
    stored = file.read_bytes()
    told = json.loads(stored)
    spelled = json.dumps(told, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    keys = {"format", "on", "origin", "root", "size", "valid_until"}
    if spelled != stored or set(told) != keys or told["format"] != "trustpages.checkpoint/1":
        return False
    same = f"{told['origin']}\n{told['size']}\n{told['root']}\n"
    if not (root / "log/checkpoint").read_text().startswith(same) or told["valid_until"] < today:
        return False
    return _has_signed(signature, stored, "trust-checkpoint-v1", signers)


def _are_signed(root: pathlib.Path, signers: pathlib.Path | None, today: str) -> bool:
    """True if no version has a signature that is wrong, and the newest one has not expired and is signed if asked."""
    size = int((root / "log/checkpoint").read_text().split("\n")[1])
    log = [json.loads((root / f"log/entries/{number}").read_bytes()) for number in range(size)]
    gone = {event["version"] for event in log if event["type"] == "version-withdrawn"}
    published = [event for event in log if event["type"] == "version-published"]
    for event in published:
        folder, is_newest = root / event["version"], event is published[-1]
        signature, statement = folder / "statement.json.sig", (folder / "statement.json").read_bytes()
        if not signature.exists() and (event["signer"] or (signers and is_newest)):
            return False
        if signature.exists() and not _has_signed(signature, statement, "trust-manifest-v1", signers):
            return False
    newest = published[-1]
    return newest["version"] in gone or not newest["valid_until"] or newest["valid_until"] >= today


def _has_signed(signature: pathlib.Path, content: bytes, namespace: str, signers: pathlib.Path | None) -> bool:
    how = ["-n", namespace, "-s", str(signature)]
    ways = [["check-novalidate", *how]]
    if signers is not None:
        people = [line.split()[0] for line in signers.read_text().splitlines()]
        ways = [["verify", "-I", who, "-f", str(signers), *how] for who in people]
    asked = (
        subprocess.run(["ssh-keygen", "-Y", *way], input=content, capture_output=True, check=False, timeout=60)
        for way in ways
    )
    return any(answer.returncode == 0 for answer in asked)


def _has_nothing_else(root: pathlib.Path, known: set[str], shipped: pathlib.Path) -> bool:
    """True if there are no links, the pages beside the versions are there, and every other file has a reason."""
    if any(p.is_symlink() for p in [*root.iterdir(), *root.glob("*/*")]):
        return False
    if {p.name for p in (root / "log").iterdir()} - {"entries", "checkpoint", "checkpoint.json", "checkpoint.json.sig"}:
        return False
    beside = {p.name for p in shipped.iterdir() if p.name in ("trustverify.py", "pages.css")}
    if {p.name for p in (root / "versions").iterdir()} != {"index.html", *beside}:
        return False
    if any((root / "versions" / name).read_bytes() != (shipped / name).read_bytes() for name in beside):
        return False
    strangers = [p for p in root.iterdir() if p.name not in {*known, "log", "versions"}]
    return all(p.name in {"CNAME", "_headers"} and p.is_file() for p in strangers)


def _is_version(folder: pathlib.Path, event: dict[str, str], tombstone: str | None) -> bool:
    own = {"statement.json", "SHA256SUMS", "manifest.json", "tombstone.json", "statement.json.sig"}
    found = {}
    for path in folder.rglob("*"):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            return False
        if path.is_file():
            found[path.relative_to(folder).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    lists = [("manifest.json", event["manifest"])] + ([("tombstone.json", tombstone)] if tombstone else [])
    if any(found[name] != digest for name, digest in lists) or found["statement.json"] != event["statement"]:
        return False
    rows = json.loads((folder / lists[-1][0]).read_bytes())["files"]
    listed = {name: digest for name, _, digest in rows}
    if rows != sorted(rows) or len({name.lower() for name in listed}) != len(rows):
        return False
    if any(type(size) is not int for _, size, _ in rows):
        return False
    sums = {name: digest for name, _, digest in json.loads((folder / "manifest.json").read_bytes())["files"]}
    sums["manifest.json"] = event["manifest"]
    lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
    if (folder / "SHA256SUMS").read_text() != lines:
        return False
    rest = {name: digest for name, digest in found.items() if name not in own}
    return rest == {name: digest for name, digest in listed.items() if name not in own}
