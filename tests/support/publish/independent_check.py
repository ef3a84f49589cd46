"""A second checker, written apart from the first, for what both must see: entries, digests, files, pins."""

from __future__ import annotations

import base64
import hashlib
import json
import pathlib


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


def is_sound(root: pathlib.Path, pin: str | None = None) -> bool:
    """True if log, versions, `latest/` and the pin fit each other."""
    try:
        return _is_sound(root, pin)
    except (OSError, ValueError, KeyError, IndexError, TypeError, RecursionError):
        return False


def _is_sound(root: pathlib.Path, pin: str | None) -> bool:
    origin, size, top = (root / "log/checkpoint").read_text().split("\n")[:3]
    log = [(root / f"log/entries/{number}").read_bytes() for number in range(int(size))]
    if base64.b64encode(tree_hash(log)).decode() != top:
        return False
    if pin is not None:
        kept = pin.replace("\ufeff", "").replace(">", " ").split()
        head = tree_hash(log[: int(kept[1])])
        if kept[0] != origin or int(kept[1]) > len(log) or base64.b64encode(head).decode() != kept[2]:
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


def _has_nothing_else(root: pathlib.Path, known: set[str], shipped: pathlib.Path) -> bool:
    """True if there are no links, the pages beside the versions are there, and every other file has a reason."""
    if any(p.is_symlink() for p in [*root.iterdir(), *root.glob("*/*")]):
        return False
    entries = {p.name for p in (root / "log/entries").iterdir() if p.read_bytes()}
    if entries != {str(number) for number in range(len(entries))}:
        return False
    if len(list((root / "log/entries").iterdir())) != len(entries):
        return False
    beside = {p.name for p in shipped.iterdir() if p.name in ("trustverify.py", "pages.css")}
    if {p.name for p in (root / "versions").iterdir()} != {"index.html", *beside}:
        return False
    if any((root / "versions" / name).read_bytes() != (shipped / name).read_bytes() for name in beside):
        return False
    strangers = [p for p in root.iterdir() if p.name not in {*known, "log", "versions"}]
    stages = [p for p in strangers if p.name.startswith(".staging-") and p.is_dir()]
    return all(p in stages or (p.name in {"CNAME", "_headers"} and p.is_file()) for p in strangers)


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
