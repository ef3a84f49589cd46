#!/usr/bin/env python3
"""Checks a published folder of trust reports: `python3 trustverify.py DIR --pin CHECKPOINT`.

Needs Python 3.9 or later and nothing else; signatures are checked where OpenSSH's ssh-keygen is
installed. It asks no network, writes no file and runs nothing from the folder that it checks.
Take this file from the publisher's source code rather than from the folder that you doubt.

What it shows: every file is the one that was published, and there is nothing besides; the log of
versions, withdrawals and incidents is whole, up to the end that was signed; with `--pin` (a
checkpoint that you kept) nothing in it was rewritten since; with `--allowed-signers` (in
ssh-keygen's format) who signed. Each line begins with `ok`, `FAILED`, `note` or `not checked`;
the last one is VERIFIED or NOT VERIFIED.
The exit code is 0 if verified, 5 if not, 1 if the check could not run, 2 for wrong usage.

How a folder is made: `log/entries/N` are the events in order; `log/checkpoint` says how many of
them count, and their Merkle root (RFC 6962). The event of a version has the digest of its
`manifest.json`, which has the digest of each of its files. `index.html`, `versions.json` and
`versions/` follow from the log; `latest/` is a copy of the newest version, and `404.html` and
`sitemap.xml` are those of that version. Whatever else is there,
entries behind those that count too, is a failure. `V/statement.json.sig` signs a version (namespace
`trust-manifest-v1`). `log/checkpoint.json` says which checkpoint was signed on which day and until
when that may be relied on; `log/checkpoint.json.sig` signs it (namespace `trust-checkpoint-v1`).
It must be there if a version is signed whose statement says `log_end`. Every file is published
with mode 644; another one is noted, since many ways to copy a folder change modes.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, NamedTuple

VERIFIED, COULD_NOT_RUN, NOT_VERIFIED = 0, 1, 5
NAMESPACE, LOG_NAMESPACE = "trust-manifest-v1", "trust-checkpoint-v1"
ARMOUR = "-----BEGIN SSH SIGNATURE-----\n{}\n-----END SSH SIGNATURE-----\n"
SIGNATURE, SIGSTORE = "statement.json.sig", "statement.sigstore.json"  # these may join a version later
SIGNED, LOG_SIGNATURE, LOG_SIGSTORE = (f"log/checkpoint{suffix}" for suffix in (".json", ".json.sig", ".sigstore.json"))
SIGNED_FORMAT = "trustpages.checkpoint/1"
TOMBSTONE, CHECKER, STYLE = "tombstone.json", "verify/trustverify.py", "verify/pages.css"
HOST_FILES = (".git", ".nojekyll", ".well-known", "CNAME", "_headers", "_redirects", "robots.txt")
COPIED = ("404.html", "sitemap.xml")  # hosts look for these at the root: they are those of the newest version
HOST_FOLDERS = (".git", ".well-known")  # a folder of another of these names would be served like any other
FILE_MODE = 0o644
HINT_BYTES, MOST_PRINTED = 6, 120
MOST_NOTED = 5
NO_IDENTITY = "who signed {path} (trustpages verify --sigstore-identity WHO --sigstore-issuer URL)"
LARGEST_READ, LARGEST_ENTRY = 64 << 20, 1 << 20
LARGEST_FILE, LARGEST_FOLDER, MOST_FILES = 256 << 20, 32 << 30, 1_000_000
MOST_VERSIONS = 10_000  # a day each for 27 years; a signature takes several runs of ssh-keygen
LISTS = ("checkpoint", "manifest.json", "tombstone.json", "SHA256SUMS", "versions.json", "index.html")
OVER = ("[expired]", "[stale-checkpoint]")  # failures by the day alone
MOST_MARKS = 4_000_000  # of structure in a JSON file: beyond them a value takes fifty times the memory of its text
EITHER = "a publish is running or was interrupted, or somebody who cannot sign added"
UNSIGNED_END = "the end of the log is not signed, so that versions and withdrawals may have been dropped or added"
NOT_RECOMPUTED = "verdicts: whether they follow from the counts (verify/trustrecompute.py, or trustpages verify)"
NOT_REBUILT = "rebuild: whether the pages follow from the evidence (trustpages verify --rebuild WORKSPACE)"

Record = dict[str, Any]
Listing = dict[str, str]  # path within a folder -> SHA-256


class CannotCheck(Exception):
    """The check itself cannot run: no such folder, an unreadable pin, a missing program."""


@dataclass
class Outcome:
    """What was checked, what failed, what is worth knowing, and what was not checked."""

    passed: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)

    def fail(self, code: str, where: str, sentence: str) -> None:
        """Adds a failure; `code` is stable, `where` a path in the folder."""
        self.failures.append(f"[{code}] {plain(where)}: {sentence}")

    def lines(self) -> Iterator[str]:
        """The outcome for a reader, the conclusion last."""
        yield from (f"ok           {line}" for line in self.passed)
        yield from (f"FAILED       {line}" for line in self.failures)
        yield from (f"note         {line}" for line in self.notes)
        yield from (f"not checked  {line}" for line in self.unchecked)
        expired = [failure for failure in self.failures if failure.startswith(OVER)]
        if len(expired) == len(self.failures) > 0:
            yield "NOT VERIFIED: it has expired; nothing else failed"
        else:
            yield f"NOT VERIFIED: {len(self.failures)} failed" if self.failures else "VERIFIED"


def plain(text: str) -> str:
    """The text in printable ASCII, for a terminal."""
    return ascii(text)[1:-1]


# Files


@dataclass
class Folder:
    """The published folder as it lies on the disk: digest and mode of each plain file by its path."""

    root: Path
    digests: Listing = field(default_factory=dict)
    modes: dict[str, int] = field(default_factory=dict)
    judged: set[str] = field(default_factory=set)
    parts: dict[str, Listing] = field(default_factory=dict)

    def read(self, path: str, most: int = LARGEST_READ) -> bytes:
        """The bytes of a file, none if it is missing, no plain file or has more than `most`."""
        try:
            with open_plain(self.root / path) as stream:
                content = stream.read(most + 1)
        except OSError:
            return b""
        return content if len(content) <= most else b""

    def under(self, name: str) -> Listing:
        """The digests of the files of one folder of the first level, by their path in it; asked for after the scan."""
        if not self.parts:
            for path, value in self.digests.items():
                top, _, inner = path.partition("/")
                self.parts.setdefault(top, {})[inner] = value
        return self.parts.get(name, {})


def open_plain(path: Path) -> IO[bytes]:
    """An open regular file; raises OSError for a link, a pipe, a device."""
    flags = [getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")]
    stream = os.fdopen(os.open(path, os.O_RDONLY | sum(flags)), "rb")
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise OSError("not a plain file")
    return stream


def scan(root: Path, out: Outcome) -> Folder:
    """Reads every file once; links and other odd things fail and are never followed.

    A file beyond 1 MiB is read only if a manifest beside it states its size, and none beyond 256 MiB.
    """
    folder, sizes = Folder(root), Sizes(root)

    def unreadable(error: OSError) -> None:
        out.fail("unreadable", os.path.relpath(str(error.filename), root), "this folder cannot be read")

    waiting = [str(root)]  # os.walk calls itself, and a folder may be deeper than that can go
    while waiting:
        parent = waiting.pop()
        try:
            subfolders, names = entries_of(parent)
        except OSError as error:
            unreadable(error)
            continue
        if parent == str(root):
            leave_out(root, subfolders, names, out)
        waiting += [os.path.join(parent, name) for name in sorted(subfolders, reverse=True)]
        for name in sorted(names):
            path = os.path.relpath(os.path.join(parent, name), root).replace(os.sep, "/")
            try:
                sizes.count(path)
                folder.digests[path], folder.modes[path] = digest_of_file(root / path)
            except TooLarge as error:
                folder.digests[path], folder.modes[path] = "", FILE_MODE
                out.fail("too-large", path, str(error))
            except OSError:
                out.fail("odd-file", path, "this is no plain file that can be read")
            if len(folder.digests) > MOST_FILES:
                raise CannotCheck(f"the folder has more than {MOST_FILES:,} files")
    return folder


class TooLarge(Exception):
    """A file that is not read, with the reason."""


class Sizes:
    """What the files of a folder weigh together, so that what is not worth reading is not read."""

    def __init__(self, root: Path) -> None:
        self.folder, self.total = Folder(root), 0
        self.name, self.stated = "", dict[str, int]()

    def count(self, path: str) -> None:
        """Returns if the file is to be read; raises TooLarge, and CannotCheck when all of them are too much."""
        size = os.lstat(self.folder.root / path).st_size
        if size > LARGEST_FILE:
            raise TooLarge(f"it has {size:,} bytes, no published file has more than {LARGEST_FILE:,}")
        grows = path.rpartition("/")[2] in LISTS and size <= LARGEST_READ  # with files or versions, and states sizes
        if size > LARGEST_ENTRY and not grows and size != self.find_stated(path):
            raise TooLarge(f"it has {size:,} bytes, and no manifest says so")
        self.total += size
        if self.total > LARGEST_FOLDER:
            raise CannotCheck(f"the folder has more than {LARGEST_FOLDER >> 30} GiB")

    def find_stated(self, path: str) -> int | None:
        """The size of a file as the manifest in its folder states it, whoever wrote that."""
        name, _, inner = path.partition("/")
        if name != self.name:  # one folder comes after the other, and its lists may be as large as all others
            self.name, self.stated = name, {}
            for among in ("manifest.json", TOMBSTONE):
                try:
                    files = parse(self.folder.read(f"{name}/{among}"))["files"]
                    self.stated.update({listed: size for listed, size, _ in files})
                except (KeyError, TypeError, ValueError):
                    continue
        return self.stated.get(inner)


def entries_of(parent: str) -> tuple[list[str], list[str]]:
    """The names of the subfolders of a folder, and of everything else in it, links among these."""
    with os.scandir(parent) as entries:
        found = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
    return [name for name, is_folder in found if is_folder], [name for name, is_folder in found if not is_folder]


def leave_out(root: Path, subfolders: list[str], names: list[str], out: Outcome) -> None:
    """Takes what belongs to the host, and what a broken publish left, out of the first level."""
    stages = [name for name in subfolders if name.startswith(".staging-")]
    for name in sorted(stages):
        if holds_anything(str(root / name)):  # one that was emptied and could not be removed shows nothing
            out.fail("uncounted", name, f"{EITHER} this folder, in which nothing was looked at")
    of_host = [name for name in names if name in HOST_FILES and not os.path.islink(root / name)]
    of_host += [name for name in subfolders if name in HOST_FOLDERS]
    out.unchecked += [f"{plain(name)}: it belongs to no version" for name in sorted(of_host)]
    for name in [*stages, *of_host]:
        (subfolders if name in subfolders else names).remove(name)


def holds_anything(folder: str) -> bool:
    """Whether there is anything but folders below a folder; one that cannot be read may hold anything."""
    waiting = [folder]
    while waiting:
        parent = waiting.pop()
        try:
            subfolders, names = entries_of(parent)
        except OSError:
            return True
        if names:
            return True
        waiting += [os.path.join(parent, name) for name in subfolders]
    return False


def digest_of_file(path: Path) -> tuple[str, int]:
    """SHA-256 of a plain file as hexadecimal digits, and its mode."""
    digest = sha256()
    with open_plain(path) as stream:
        while part := stream.read(1 << 20):
            digest.update(part)
        return digest.hexdigest(), stat.S_IMODE(os.fstat(stream.fileno()).st_mode)


def check_modes(folder: Folder, out: Outcome) -> None:
    """Notes files that may be run or written by others; a note, since a copy may have lost its modes."""
    odd = sorted(path for path, mode in folder.modes.items() if mode != FILE_MODE)
    if 2 * len(odd) > len(folder.modes):
        out.unchecked.append("the modes of files: this copy has not kept them")
        return
    for path in odd[:MOST_NOTED]:
        out.notes.append(f"[mode] {plain(path)}: its mode is {folder.modes[path]:o}, published was 644")
    if len(odd) > MOST_NOTED:
        out.notes.append(f"[mode] {len(odd) - MOST_NOTED} more files have another mode than 644")


def digest_of(content: bytes) -> str:
    """SHA-256 as hexadecimal digits."""
    return sha256(content).hexdigest()


def parse(content: bytes) -> Record:
    """A JSON object in the one spelling that is stored and hashed, empty for anything else."""
    if sum(map(content.count, (b",", b":", b"[", b"{"))) > MOST_MARKS:
        return {}
    try:
        value = json.loads(content.decode("ascii"), parse_int=_integer)
        return value if isinstance(value, dict) and one_spelling(value) == content else {}
    except (ValueError, RecursionError):
        return {}


def _integer(digits: str) -> int:
    """The number; one that is too long would take hours on the first versions of Python that this runs on."""
    if len(digits) > 20:
        raise ValueError("no number that anybody wrote")
    return int(digits)


def one_spelling(value: Record) -> bytes:
    """The bytes in which a JSON object is stored, hashed and signed; raises ValueError."""
    return (json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False) + "\n").encode("ascii")


# The log

_DATE = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_DIGEST, _KEY = "[0-9a-f]{64}", "SHA256:[A-Za-z0-9+/]{43}"
_TAKEN = ("latest", "versions", "log", "versions.json", "index.html", *COPIED)
_NAME = "[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?"
_TEXT = "[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]*"
_CHANGE = {"subject": _TEXT, "summary": _TEXT, "on": _DATE}
_DATES, _DIGESTS = {"as_of": _DATE, "valid_until": _DATE}, {"manifest": _DIGEST, "statement": _DIGEST}
EVENTS: dict[str, dict[str, str]] = {
    "version-published": {"version": _NAME, **_DATES, **_DIGESTS, "signer": _KEY},
    "version-withdrawn": {"version": _NAME, "reason": _TEXT, "on": _DATE, "tombstone": _DIGEST},
    "incident-opened": _CHANGE,
    "incident-amended": _CHANGE,
    "evidence-withdrawn": _CHANGE,
    "claim-withdrawn": _CHANGE,
}
MAY_BE_NULL = ("valid_until", "signer")


class Checkpoint(NamedTuple):
    """Origin, size and root of a log, and the first six bytes of the hash of each entry (once three)."""

    origin: str
    size: int
    root: bytes
    hints: bytes = b""

    @property
    def width(self) -> int:
        """How many bytes of the hash of each entry there are."""
        return len(self.hints) // self.size if self.size else 0

    def short(self) -> str:
        """The three lines that say everything."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    def body(self) -> bytes:
        """The file `log/checkpoint`."""
        return (self.short() + (f"hints {b64encode(self.hints).decode()}\n" if self.hints else "")).encode()

    def printed(self) -> str:
        """The lines that a page prints: all of them as long as the log is short."""
        return self.body().decode() if len(self.hints) <= MOST_PRINTED else self.short()


class SignedCheckpoint(NamedTuple):
    """What is signed of a log: a checkpoint without hints, on which day, and until when it may be relied on."""

    checkpoint: Checkpoint
    on: str
    valid_until: str

    def body(self) -> bytes:
        """The file `log/checkpoint.json`."""
        return one_spelling(
            {
                "format": SIGNED_FORMAT,
                "origin": self.checkpoint.origin,
                "size": self.checkpoint.size,
                "root": b64encode(self.checkpoint.root).decode(),
                "on": self.on,
                "valid_until": self.valid_until,
            }
        )

    def statement(self) -> bytes:
        """The in-toto Statement about that file, which Sigstore signs in its place."""
        digest = {"sha256": digest_of(self.body())}
        return one_spelling(
            {
                "_type": "https://in-toto.io/Statement/v1",
                "subject": [{"name": SIGNED, "digest": digest}],
                "predicateType": "urn:trustpages:trust-checkpoint:v1",
                "predicate": json.loads(self.body()),
            }
        )


class Log(NamedTuple):
    """The log as read: `roots[n]` is the root of the first n entries, `size` says how many count."""

    origin: str
    size: int
    leaves: list[bytes]
    roots: list[bytes]
    events: list[Record]

    @property
    def counted(self) -> list[Record]:
        """The events that the checkpoint counts."""
        return self.events[: self.size]


class State(NamedTuple):
    """What the log says of a version: the event that published it, the one that withdrew it, the first one's number."""

    published: Record
    withdrawn: Record | None
    number: int


def roots_of(leaves: Sequence[bytes]) -> list[bytes]:
    """The Merkle roots of the first 0, 1, 2 ... leaf hashes (RFC 6962, 2.1)."""
    peaks: list[bytes] = []
    roots = [sha256(b"").digest()]
    for number, leaf in enumerate(leaves):
        peaks.append(leaf)
        while number & 1:  # an odd number: the last two subtrees are of one size
            right = peaks.pop()
            peaks[-1] = sha256(b"\x01" + peaks[-1] + right).digest()
            number >>= 1
        root = peaks[-1]
        for peak in reversed(peaks[:-1]):
            root = sha256(b"\x01" + peak + root).digest()
        roots.append(root)
    return roots


def parse_checkpoint(body: bytes) -> Checkpoint | None:
    """The checkpoint in these bytes, None unless they are its one spelling."""
    try:
        lines = body.decode("ascii").split("\n")
        hints = lines[3].partition(" ")[2] if len(lines) == 5 else ""
        read = Checkpoint(lines[0], int(lines[1][:12]), b64decode(lines[2]), b64decode(hints))
        right = read.size >= 0 and len(read.root) == 32 and re.fullmatch(r"\S+", read.origin) is not None
        right = right and len(read.hints) in (0, 3 * read.size, HINT_BYTES * read.size)
        return read if right and read.body() == body else None
    except (ValueError, IndexError):
        return None


def parse_signed(content: bytes) -> SignedCheckpoint | None:
    """The signed checkpoint in these bytes, None unless they are its one spelling."""
    told = parse(content)
    try:
        short = parse_checkpoint(f"{told['origin']}\n{told['size']}\n{told['root']}\n".encode())
        days = told["on"], told["valid_until"]
        right = all(isinstance(day, str) and _fits(day, _DATE, "") for day in days)
        signed = SignedCheckpoint(short, *days) if short and right else None
        return signed if signed and signed.body() == content else None
    except (KeyError, TypeError, ValueError):
        return None


def check_log(folder: Folder, out: Outcome) -> Log | None:
    """The log, None where there is none to be read."""
    stored = parse_checkpoint(folder.read("log/checkpoint"))
    if stored is None:
        hint = "" if (folder.root / "log").is_dir() else "; give the whole published folder, which has log/"
        out.fail("no-checkpoint", "log/checkpoint", f"there is no checkpoint that can be read{hint}")
        return None
    entries: list[bytes] = []
    total = 0
    while entry := folder.read(f"log/entries/{len(entries)}", LARGEST_ENTRY):
        entries.append(entry)
        total += len(entry)
        if total > LARGEST_FILE:
            raise CannotCheck(f"the log has more than {LARGEST_FILE >> 20} MiB")
    folder.judged.update(["log/checkpoint", *(f"log/entries/{number}" for number in range(len(entries)))])
    leaves = [sha256(b"\x00" + entry).digest() for entry in entries]
    roots, size = roots_of(leaves), min(stored.size, len(entries))
    if stored.size > size:
        out.fail("missing-entry", f"log/entries/{size}", f"the checkpoint counts {stored.size} entries")
    elif stored.root != roots[size]:
        where = first_rewritten(stored, leaves)
        out.fail("log-altered", where, "the entries are not those of the checkpoint")
    elif stored.hints != b"".join(leaf[: stored.width or HINT_BYTES] for leaf in leaves[:size]):
        out.fail("log-altered", "log/checkpoint", "its last line does not belong to the entries")
    else:
        root = b64encode(stored.root).decode()
        out.passed.append(f"log of {plain(stored.origin)}: {size} entries, root {root}")
    if len(entries) > size:
        which = span(size, len(entries))
        out.fail("uncounted", f"log/entries/{size}", f"{which} not counted by the checkpoint: {EITHER} that")
    events = [event_of(number, entry, stored.origin, out) for number, entry in enumerate(entries)]
    if sum("manifest" in event for event in events) > MOST_VERSIONS:
        raise CannotCheck(f"the log has more than {MOST_VERSIONS:,} versions")
    return Log(stored.origin, size, leaves, roots, events)


def span(start: int, end: int) -> str:
    """The entries from `start` to before `end`, as the beginning of a sentence."""
    return f"entry {start} is" if end == start + 1 else f"entries {start} to {end - 1} are"


def event_of(number: int, entry: bytes, origin: str, out: Outcome) -> Record:
    """The event of an entry, empty where it is none that this checker knows."""
    event = parse(entry)
    fields = EVENTS.get(str(event.get("type")), {})
    wanted = {"format": "trustpages.log/1", "audience": origin.rpartition("/")[2], "type": event.get("type")}
    known = set(event) == {*wanted, *fields} and all(event[key] == value for key, value in wanted.items())
    if fields and known and all(_fits(event[key], pattern, key) for key, pattern in fields.items()):
        return event
    out.fail("bad-entry", f"log/entries/{number}", "this is no event that this checker knows")
    return {}


def _fits(value: object, pattern: str, key: str) -> bool:
    if value is None:
        return key in MAY_BE_NULL
    if not isinstance(value, str) or re.fullmatch(pattern, value) is None:
        return False
    try:
        return pattern is not _DATE or bool(date.fromisoformat(value))
    except ValueError:
        return False


def states_of(events: Sequence[Record], out: Outcome | None = None) -> dict[str, State]:
    """What the events say about each version, in the order of publication."""
    states: dict[str, State] = {}
    names = set(_TAKEN)
    for number, event in enumerate(events):
        kind, version = event.get("type"), event.get("version", "")
        before = states.get(version)
        if kind == "version-published" and version.lower() not in names:
            states[version] = State(event, None, number)
            names.add(version.lower())
        elif kind == "version-withdrawn" and before and not before.withdrawn:
            states[version] = before._replace(withdrawn=event)
        elif version and out:
            out.fail("bad-entry", f"log/entries/{number}", "the version was not in a state for this event")
    return states


# The pin


def load_pin(given: str) -> Checkpoint:
    """The kept checkpoint: a file, or its lines, also as mail and contracts wrap them; raises CannotCheck."""
    try:
        body = read_start(given) if os.path.exists(given) else given.encode()
    except (OSError, ValueError) as error:
        raise CannotCheck(f"the pin cannot be read: {error}") from error
    signed = parse_signed(body) or parse_signed(body.strip() + b"\n")
    if signed:
        return signed.checkpoint
    words = body.removeprefix(b"\xef\xbb\xbf").replace(b">", b" ").split()  # a mail quotes with it
    short, hints = b"\n".join([*words[:3], b""]), b"".join(words[4:]) if words[3:4] == [b"hints"] else b""
    pin = parse_checkpoint(short + b"hints " + hints + b"\n") or parse_checkpoint(short)
    if pin is None:
        what = "the file is" if os.path.exists(given) else "there is no such file, and the text is"
        raise CannotCheck(f"the pin: {what} no checkpoint (the name of a log, a number of entries, a root hash)")
    return pin


def read_start(path: str) -> bytes:
    """The file, no further than any checkpoint goes."""
    with open(path, "rb") as stream:
        return stream.read(LARGEST_READ)


def check_pin(pin: Checkpoint, log: Log, out: Outcome) -> None:
    """Fails unless the log is that of the pin, with or without more entries behind it."""
    if pin.origin != log.origin:
        out.fail("other-log", "log/checkpoint", f"this is the log of {plain(log.origin)}, not that of the pin")
        return
    if pin.size > log.size:
        out.fail("rollback", "log/checkpoint", f"the pin has seen {pin.size} entries, {log.size} count here")
    where = first_rewritten(pin, log.leaves)
    if pin.size >= len(log.roots) or log.roots[pin.size] != pin.root:
        named = "it is the first entry that is" if where[-1].isdigit() else "at least one entry is"
        how = "" if pin.hints else " (a pin with the line of hints names the first)"
        out.fail("history-rewritten", where, f"{named} not what the pin has seen{how}")
    elif pin.size <= log.size:
        since = log.size - pin.size
        out.passed.append(f"pin: the {pin.size} entries that it has seen are unchanged, {since} came since")


def first_rewritten(kept: Checkpoint, leaves: Sequence[bytes]) -> str:
    """The path of the first entry that differs from the kept one, of all entries without hints."""
    width = kept.width
    for number in range(kept.size if width else 0):
        if number >= len(leaves) or leaves[number][:width] != kept.hints[width * number : width * (number + 1)]:
            return f"log/entries/{number}"
    return "log/entries"


# Versions


def check_versions(folder: Folder, log: Log, out: Outcome) -> None:
    """Fails unless each version, `latest/` and what follows from the log are as the entries that count say."""
    counted, known = states_of(log.counted), states_of(log.events, out)
    listing: Listing = {}  # of the newest alone: each may be as long as the folder is large
    for version, state in counted.items():
        listing = check_folder(folder, version, state, known[version], out)
        if f"{version}/statement.json" in folder.digests:
            check_statement(folder, state, log, out)
    newest, pending = (next(reversed(list(states.values())), None) for states in (counted, known))
    if newest and pending:
        copied = check_folder(folder, "latest", newest, pending, out)
        listing = listing or copied
    for name in [*(known.keys() - counted.keys()), *([] if counted else ["latest"])]:
        if folder.under(name):
            fail_uncounted(folder, name, out)
    to_come = listing_of(folder, pending.published["version"], pending) if pending else {}
    check_derived(folder, log, listing, to_come, out)


def fail_uncounted(folder: Folder, name: str, out: Outcome) -> None:
    """Fails for a folder of what the checkpoint does not count, once for all that is in it."""
    folder.judged.update(f"{name}/{path}" for path in folder.under(name))
    out.fail("uncounted", name, f"the checkpoint does not count what it shows: {EITHER} it")


def check_folder(folder: Folder, name: str, state: State, pending: State, out: Outcome) -> Listing:
    """What belongs into the folder `name`, which holds a version in this state, and not in the `pending` one yet."""
    here = folder.under(name)
    folder.judged.update(f"{name}/{path}" for path in here)
    if not here:
        out.fail("missing", name, "the log has this version, the folder has not")
        return {}
    listing = listing_of(folder, name, state)
    stands_withdrawn = TOMBSTONE in here and not state.withdrawn
    if pending != state and (not listing or stands_withdrawn) and listing_of(folder, name, pending):
        fail_uncounted(folder, name, out)
        return listing_of(folder, name, pending)
    if not listing:
        out.fail("not-as-logged", name, "manifest.json or tombstone.json is not the one that the log names")
        return {}
    failed = len(out.failures)
    for path in sorted({*listing, *here} - {SIGNATURE, SIGSTORE}):
        if path not in here:
            out.fail("missing", f"{name}/{path}", "the file is not there")
        elif path not in listing:
            out.fail("extra", f"{name}/{path}", "the file does not belong to the version")
        elif listing[path] != here[path]:
            out.fail("changed", f"{name}/{path}", "the bytes are not those that were published")
    if len(out.failures) == failed:
        out.passed.append(f"{name}: {len(listing)} files, {'withdrawn' if TOMBSTONE in listing else 'published'}")
    return listing


def listing_of(folder: Folder, name: str, state: State) -> Listing:
    """The digests of the files of a version in this state, empty if its lists are not those of the log."""
    published, withdrawn, _ = state
    manifest, statement = published["manifest"], published["statement"]
    facts = facts_of(published)
    facts["format"] = "trustpages.manifest/1"
    listing = _listed(folder.read(f"{name}/manifest.json"), manifest, facts)
    sums = {**listing, "manifest.json": manifest}
    lines = "".join(f"{sums[path]}  {path}\n" for path in sorted(sums))
    own = {"manifest.json": manifest, "statement.json": statement, "SHA256SUMS": digest_of(lines.encode())}
    if withdrawn and listing:
        facts = {key: withdrawn[key] for key in ("version", "reason", "on")}
        facts["format"] = "trustpages.tombstone/1"
        listing = _listed(folder.read(f"{name}/{TOMBSTONE}"), withdrawn["tombstone"], facts)
        own[TOMBSTONE] = withdrawn["tombstone"]
    return {**listing, **own} if listing else {}


def facts_of(published: Record) -> Record:
    """What manifest and statement of a version tell as its event in the log does."""
    return {key: published[key] for key in ("version", "audience", "as_of", "valid_until")}


def _listed(content: bytes, digest: str, facts: Record) -> Listing:
    """The `files` of a list with this digest that tells these facts: sorted, and each path once."""
    listed = parse(content) if digest_of(content) == digest else {}
    try:
        files = {path: digest for path, _, digest in listed["files"]}
        safe = all(re.fullmatch(f"(?:{_NAME}/)*{_NAME}", path) for path in files)
        safe = safe and all(
            isinstance(size, int) and re.fullmatch(_DIGEST, found) for _, size, found in listed["files"]
        )
        once = len({path.lower() for path in files}) == len(listed["files"])
        right = safe and once and listed["files"] == sorted(listed["files"])
        return files if right and facts.items() <= listed.items() else {}
    except (KeyError, TypeError, ValueError):
        return {}


def check_statement(folder: Folder, state: State, log: Log, out: Outcome) -> None:
    """Fails unless what is signed names this version's manifest and the log as it was before."""
    published, start = state.published, state.number
    path = f"{published['version']}/statement.json"
    statement = parse(folder.read(path))
    try:
        before = parse_checkpoint(statement["predicate"]["log_before"].encode())
    except (KeyError, TypeError, AttributeError, ValueError):
        before = None
    while start and "subject" in log.events[start - 1]:  # told together with the version
        start -= 1
    known = before is not None and before.origin == log.origin and before.size <= start
    if before and known and log.roots[before.size] != before.root:
        sentence = f"it knows another beginning of the log, of {before.size} entries"
        out.fail("history-rewritten", path, sentence)
        return
    facts = facts_of(published)
    sums = folder.digests.get(f"{published['version']}/SHA256SUMS")
    named = (("manifest.json", published["manifest"]), ("SHA256SUMS", sums))
    stated: Record = {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": name, "digest": {"sha256": digest}} for name, digest in named],
        "predicateType": "urn:trustpages:trust-manifest:v1",
        "predicate": {**facts, "log_before": Checkpoint(log.origin, start, log.roots[start]).short()},
    }
    if promises_end(statement):  # those of earlier programs do not
        stated["predicate"]["log_end"] = SIGNED_FORMAT
    if statement != stated:
        out.fail("bad-statement", path, "it does not state this version")


# What follows from the log

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
{head}
</head>
<body>
{body}
</body>
</html>
"""
FIRST_PAGE = PAGE.format(
    head='<meta http-equiv="refresh" content="0; url=latest/index.html">\n<title>Trust report</title>',
    body='<p><a href="latest/index.html">Newest version</a>, <a href="versions/index.html">all versions</a></p>',
)
VERSIONS_PAGE = """<p class="log">{origin}</p>
<h1>All versions of this report</h1>
<p class="lead">{newest}</p>
<p>Each version stays as it was published. One that was withdrawn says why, at its old address.</p>
<ol class="versions">
{versions}
</ol>
<h2>What happened to records</h2>
<ol class="changes">
{changes}
</ol>
<h2>Keep the checkpoint</h2>
<p>With these lines in your contract or mail, you can show later whether anything above was rewritten.
The file <a href="../log/checkpoint">log/checkpoint</a> does it too.</p>
<pre>{checkpoint}</pre>
<h2>Check it yourself</h2>
<p>Copy the whole folder, read <a href="trustverify.py">trustverify.py</a>, and run it. It needs Python, no network,
and says what it did not check.</p>
<pre>python3 trustverify.py FOLDER --pin CHECKPOINT</pre>"""
VERSION = """<li class="{state}">
<h3><a href="../{version}/index.html">{version}</a> <span class="state">{state}</span></h3>{reason}
<dl>
<div><dt>As of</dt><dd>{as_of}</dd></div>
<div><dt>Valid until</dt><dd>{valid_until}</dd></div>
</dl>
<details><summary>Digest and key</summary>
<p>Manifest <code>{manifest}</code></p>
<p>Signed by <code>{signer}</code></p>
</details>
</li>"""
# The list as it was before versions brought a style sheet along.
PLAIN_PAGE = """<h1>Versions</h1>
<p>Each version stays as it was published. One that was withdrawn says so at its old address.</p>
<table>
<tr><th>Version</th><th>State</th><th>As of</th><th>Valid until</th><th>Digest of its manifest</th>\
<th>Signed by</th></tr>
{rows}
</table>
<h2>What happened to records</h2>
<ul>
{changes}
</ul>
<h2>Checkpoint</h2>
<p>Keep these lines, or the file <a href="../log/checkpoint">log/checkpoint</a>, which is better:
with them anyone can show later whether something was rewritten.</p>
<pre>{checkpoint}</pre>
<p>To check a copy of the whole folder: <code>python3 trustverify.py FOLDER --pin CHECKPOINT</code>
(<a href="trustverify.py">trustverify.py</a>)</p>"""


def derived_files(events: Sequence[Record], checkpoint: Checkpoint, styled: bool = True) -> dict[str, bytes]:
    """The files that follow from the log and its checkpoint; `styled` if there is a style sheet beside them."""
    states = list(reversed(states_of(events).values()))
    selector = [
        {
            "version": state.published["version"],
            "title": state.published["version"] + (" (withdrawn)" if state.withdrawn else ""),
            "aliases": [] if number else ["latest"],
        }
        for number, state in enumerate(states)
    ]
    changes = [event for event in events if "subject" in event]
    page = _versions_page if styled else _plain_page
    return {
        "index.html": FIRST_PAGE.encode(),
        "versions.json": (json.dumps(selector, indent=2) + "\n").encode(),
        "versions/index.html": page(states, changes, checkpoint).encode(),
    }


def _versions_page(states: Sequence[State], changes: Sequence[Record], checkpoint: Checkpoint) -> str:
    told = [_change(event) for event in reversed(changes)]
    body = VERSIONS_PAGE.format(
        origin=markup(checkpoint.origin),
        newest=_newest(states),
        versions="\n".join(_version(state, not number) for number, state in enumerate(states)),
        changes="\n".join(f"<li>{line}</li>" for line in told or ["Nothing so far."]),
        checkpoint=markup(checkpoint.printed()),
    )
    return styled_page("All versions of this report", body, "pages.css")


def _newest(states: Sequence[State]) -> str:
    if not states:
        return "No version was published yet."
    event, gone, _ = states[0]
    name = f'<a href="../{event["version"]}/index.html">{event["version"]}</a>'
    return f"The newest version, {name}, was withdrawn." if gone else f"Read {name}, the newest version."


def _change(event: Record) -> str:
    what, subject, summary = (str(event[key]) for key in ("type", "subject", "summary"))
    said = summary if subject in summary else f"{what.replace('-', ' ')}: {subject}, {summary}"
    return f"<b>{event['on']}</b> {markup(said)}"


def _version(state: State, is_newest: bool) -> str:
    event, gone, _ = state
    until = event["valid_until"] or "not stated"
    was_past = until < event["as_of"]  # as text: days sort, and words come after them
    why = markup(f"Withdrawn on {gone['on']}: {gone['reason']}") if gone else ""
    return VERSION.format(
        state="withdrawn" if gone else "newest" if is_newest else "earlier",
        version=event["version"],
        reason=f'\n<p class="reason">{why}</p>' if why else "",
        as_of=event["as_of"],
        valid_until=until + (", past when it was published" if was_past else ""),
        manifest=event["manifest"],
        signer=event["signer"] or "not recorded",
    )


def styled_page(title: str, body: str, style: str) -> str:
    """A page with the style sheet at the relative address `style`, and nothing else that loads."""
    head = f'<title>{title}</title>\n<link rel="stylesheet" href="{style}">'
    page = PAGE.replace("default-src 'none'; ", "default-src 'none'; style-src 'self'; ")
    return page.format(head=head, body=f"<main>\n{body}\n</main>")


def _plain_page(states: Sequence[State], changes: Sequence[Record], checkpoint: Checkpoint) -> str:
    told = [f"{e['on']} {e['type']}: {e['subject']}, {e['summary']}" for e in changes] or ["nothing so far"]
    body = PLAIN_PAGE.format(
        rows="\n".join(_row(state) for state in states),
        changes="\n".join(f"<li>{markup(line)}</li>" for line in told),
        checkpoint=markup(checkpoint.short()),
    )
    return PAGE.format(head="<title>Versions</title>", body=body)


def _row(state: State) -> str:
    event, gone, _ = state
    name = f'<a href="../{event["version"]}/index.html">{event["version"]}</a>'
    said = markup(f"withdrawn on {gone['on']}: {gone['reason']}") if gone else "published"
    cells = [name, said, event["as_of"]]
    cells += [event["valid_until"] or "not stated", event["manifest"], event["signer"] or "not recorded"]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def markup(text: str) -> str:
    """The text as inert markup, in ASCII."""
    return html.escape(text).encode("ascii", "xmlcharrefreplace").decode()


def check_derived(folder: Folder, log: Log, newest: Listing, pending: Listing, out: Outcome) -> None:
    """Fails unless `versions.json` and the pages beside it are those of the log, and nothing else is there.

    `newest` is the list of the newest version, `pending` that of the one which would be it if every entry counted.
    """
    wanted = derived_digests(log, log.size, newest)
    to_come = derived_digests(log, len(log.events), pending) if len(log.events) > log.size else {}
    for path in sorted({*wanted, *to_come}):
        found = folder.digests.get(path)
        if found is None and path in wanted and path not in COPIED and log.size:  # earlier programs copied none
            out.fail("missing", path, "the file is not there")
        elif found in (None, wanted.get(path)):
            continue
        elif found == to_come.get(path) or (to_come and path in COPIED):  # what it was copied from is replaced first
            out.fail("uncounted", path, f"it tells what the checkpoint does not count: {EITHER} it")
        else:
            out.fail("changed", path, "the file does not follow from the log")
    for path in sorted(set(folder.digests) - folder.judged - {*wanted, *to_come}):
        out.fail("extra", path, "the file belongs to nothing that the log knows")


def derived_digests(log: Log, size: int, newest: Listing) -> Listing:
    """The digests of what follows from the first entries; checker and style sheet are those of the newest version."""
    hints = b"".join(leaf[:HINT_BYTES] for leaf in log.leaves[:size])
    made = derived_files(log.events[:size], Checkpoint(log.origin, size, log.roots[size], hints), STYLE in newest)
    copies = {f"versions/{os.path.basename(path)}": newest[path] for path in (CHECKER, STYLE) if path in newest}
    copies.update({path: newest[path] for path in COPIED if path in newest})
    return {**copies, **{path: digest_of(content) for path, content in made.items()}}


# Signatures and time


def check_signatures(folder: Folder, log: Log, allowed: Path | None, out: Outcome) -> None:
    """Fails for a signature that is broken, missing though recorded, or by a key that is not allowed."""
    program = shutil.which("ssh-keygen")
    events = [state.published for state in states_of(log.counted).values()]
    for name in (SIGNATURE, SIGSTORE):
        check_copied_signature(folder, log, name, out)
    for event in events:
        check_bundle(folder, f"{event['version']}/{SIGSTORE}", folder.read(f"{event['version']}/statement.json"), out)
        path, is_newest = f"{event['version']}/{SIGNATURE}", event is events[-1]
        signature = folder.read(path)
        if path in folder.digests and not signature:
            out.fail("bad-signature", path, "this is no signature as ssh-keygen writes it")
        elif not signature and (event["signer"] or (allowed and is_newest)):
            out.fail("unsigned", path, "there is no signature")
        elif not signature:
            out.unchecked.append(f"who published {event['version']}: there is no signature")
        elif signer_of(signature) is None:
            out.fail("bad-signature", path, "this is no signature as ssh-keygen writes it")
        elif event["signer"] not in (None, signer_of(signature)):
            out.fail("unknown-signer", path, f"the log names the key {event['signer']}")
        elif program:
            check_signature(folder, f"{event['version']}/statement.json", NAMESPACE, allowed, out)
        else:
            out.unchecked.append(f"the signature of {event['version']}: ssh-keygen is not installed")


def check_copied_signature(folder: Folder, log: Log, name: str, out: Outcome) -> None:
    """Fails unless `latest/` has the signature of the newest version; one that joins later comes to it last."""
    if not log.counted:
        return
    allowed = set()
    for told in (log.counted, log.events):  # a copy of what does not count is another failure
        for published in [state.published for state in states_of(told).values()][-1:]:
            is_recorded = name == SIGNATURE and published["signer"]
            allowed |= {folder.read(f"{published['version']}/{name}"), *([] if is_recorded else [b""])}
    copied = folder.read(f"latest/{name}")
    if copied not in allowed:
        code = "changed" if copied else "missing"
        out.fail(code, f"latest/{name}", "the signature is not that of the version")


def check_bundle(folder: Folder, path: str, statement: bytes, out: Outcome) -> None:
    """Fails for a Sigstore bundle of another statement; who signed is not for this checker to say."""
    bundle = folder.read(path, LARGEST_ENTRY)
    if path not in folder.digests:
        return
    try:
        payload = b64decode(json.loads(bundle)["dsseEnvelope"]["payload"])
    except (ValueError, KeyError, TypeError, RecursionError):
        payload = b""
    if payload != statement:
        out.fail("bad-signature", path, "it does not carry the statement that it lies beside")
    out.unchecked.append(NO_IDENTITY.format(path=path))


def check_signature(folder: Folder, signed: str, namespace: str, allowed: Path | None, out: Outcome) -> None:
    """Has ssh-keygen check the signature of a file, and against the allowed signers if there are any."""
    path, program = f"{signed}.sig", shutil.which("ssh-keygen") or "ssh-keygen"
    file, content = str(folder.root / path), folder.read(signed)
    what = "the end of the log" if signed == SIGNED else signed.partition("/")[0]
    if _run([program, "-Y", "check-novalidate", "-n", namespace, "-s", file], content) is None:
        out.fail("bad-signature", path, f"it does not sign {os.path.basename(signed)} for '{namespace}'")
    elif allowed is None:
        out.passed.append(f"{what}: signed by the key {signer_of(folder.read(path))}")
        out.unchecked.append(f"whose key signed {what}: give --allowed-signers")
    else:
        found = _run([program, "-Y", "find-principals", "-s", file, "-f", str(allowed)], b"") or ""
        who = found.partition("\n")[0].partition(",")[0]
        command = [program, "-Y", "verify", "-f", str(allowed), "-I", who, "-n", namespace, "-s", file]
        if who and _run(command, content) is not None:
            out.passed.append(f"{what}: signed by {plain(who)}")
        else:
            out.fail("unknown-signer", path, f"the key is none of the allowed signers for '{namespace}'")


def check_end(folder: Folder, log: Log, allowed: Path | None, today: str, out: Outcome) -> None:
    """Fails unless the end of the log is signed, where it must be, and not longer ago than the signer said."""
    folder.judged.update((SIGNED, LOG_SIGNATURE, LOG_SIGSTORE))
    signatures = [path for path in (LOG_SIGNATURE, LOG_SIGSTORE) if path in folder.digests]
    if SIGNED not in folder.digests:
        for path in signatures:
            out.fail("missing", SIGNED, f"there is no file that {path} could have signed")
        tell_unsigned_end(folder, log, bool(allowed), out)
        return
    signed = parse_signed(folder.read(SIGNED))
    if signed is None:
        out.fail("log-altered", SIGNED, "this is no signed checkpoint in its one spelling")
        return
    check_end_signatures(folder, signed, allowed, out)
    checkpoint, until = signed.checkpoint, signed.valid_until
    if checkpoint.origin != log.origin:
        out.fail("other-log", SIGNED, f"the log that was signed is {plain(checkpoint.origin)}")
    elif checkpoint.size > log.size:
        out.fail("rollback", SIGNED, f"{checkpoint.size} entries were signed, {log.size} count here")
    elif log.roots[checkpoint.size] != checkpoint.root:
        out.fail("history-rewritten", SIGNED, "the entries are not those that were signed")
    elif checkpoint.size < log.size:
        which = span(checkpoint.size, log.size)
        out.fail("unsigned-entries", f"log/entries/{checkpoint.size}", f"{which} not signed: {EITHER} that")
    else:
        out.passed.append(f"end of the log: {checkpoint.size} entries, as signed on {signed.on}, good until {until}")
    if today > until:
        sentence = (
            f"what was signed on {signed.on} was good until {until}, the day is {today}: newer versions may exist"
        )
        out.fail("stale-checkpoint", SIGNED, sentence)


def check_end_signatures(folder: Folder, signed: SignedCheckpoint, allowed: Path | None, out: Outcome) -> None:
    """Fails unless the end of the log has a signature, and each that it has is over its statement."""
    signature = folder.read(LOG_SIGNATURE)
    if LOG_SIGNATURE not in folder.digests and (allowed or LOG_SIGSTORE not in folder.digests):
        out.fail("unsigned", LOG_SIGNATURE, "there is no signature")
    elif LOG_SIGNATURE in folder.digests and signer_of(signature) is None:
        out.fail("bad-signature", LOG_SIGNATURE, "this is no signature as ssh-keygen writes it")
    elif LOG_SIGNATURE in folder.digests and shutil.which("ssh-keygen"):
        check_signature(folder, SIGNED, LOG_NAMESPACE, allowed, out)
    elif LOG_SIGNATURE in folder.digests:
        out.unchecked.append("the signature of the end of the log: ssh-keygen is not installed")
    check_bundle(folder, LOG_SIGSTORE, signed.statement(), out)


def tell_unsigned_end(folder: Folder, log: Log, is_asked: bool, out: Outcome) -> None:
    """Fails for a log without a signed checkpoint whose signed versions promise one; else says what is not covered.

    Versions of earlier programs promise none. Without any signature there is nothing to promise.
    """
    covered = 0
    for published, _, number in states_of(log.counted).values():
        version = published["version"]
        is_signed = any(f"{version}/{name}" in folder.digests for name in (SIGNATURE, SIGSTORE))
        if is_signed or published["signer"]:
            covered = number + 1
            if promises_end(parse(folder.read(f"{version}/statement.json"))):
                sentence = f"whoever signs {version} signs the end of the log too, and that is not here"
                out.fail("unsigned", SIGNED, sentence)
                return
    if covered and is_asked:
        which = f"; {span(covered, log.size)} behind the newest signed version" if covered < log.size else ""
        out.unchecked.append(f"{UNSIGNED_END}{which}")
    else:
        out.unchecked.append(UNSIGNED_END)


def promises_end(statement: Record) -> bool:
    """True if whoever signs this Statement of a version signs the end of the log as well."""
    predicate = statement.get("predicate")
    return isinstance(predicate, dict) and predicate.get("log_end") == SIGNED_FORMAT


def _run(command: list[str], data: bytes) -> str | None:
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=60, check=False)  # noqa: S603 - no shell
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def signer_of(signature: bytes) -> str | None:
    """The fingerprint of the key in an SSH signature, None unless it is spelled as ssh-keygen does."""
    try:
        blob = b64decode(b"".join(line for line in signature.splitlines() if not line.startswith(b"-")))
    except ValueError:
        return None
    text = b64encode(blob).decode()
    lines = "\n".join(text[start : start + 70] for start in range(0, len(text), 70))
    if signature.decode("ascii", "replace") != ARMOUR.format(lines) or not blob.startswith(b"SSHSIG"):
        return None
    key = blob[14 : 14 + int.from_bytes(blob[10:14], "big")]  # behind the magic word and a version
    return "SHA256:" + b64encode(sha256(key).digest()).decode().rstrip("=")


def check_expiry(log: Log, now: str, out: Outcome) -> None:
    """Fails if what the newest version says has expired on the day `now`."""
    states = list(states_of(log.counted).values())
    if not states:
        out.notes.append("[empty] no version was published yet")
        return
    published, withdrawn, _ = states[-1]
    version, until = published["version"], published["valid_until"]
    if withdrawn:
        out.notes.append(f"[withdrawn] the newest version, {version}, was withdrawn on {withdrawn['on']}")
    elif until is None:
        out.unchecked.append(f"whether {version} is still valid: it states no last day")
    elif now > until:
        out.fail("expired", version, f"the newest version was valid until {until}, the day is {now}")
    else:
        out.passed.append(f"{version}: valid until {until}")


# The whole


def verify(
    root: Path, *, pin: str | None = None, allowed_signers: Path | None = None, now: str | None = None
) -> Outcome:
    """The outcome for the published folder `root`; `now` is a day (default: today, UTC).

    Raises CannotCheck for a folder, pin, date or list of signers that cannot be read.
    """
    root, out = Path(os.path.abspath(root)), Outcome()
    today = now or time.strftime("%Y-%m-%d", time.gmtime())
    if not root.is_dir():
        raise CannotCheck(f"{plain(str(root))} is no folder")
    if not re.fullmatch(_DATE, today):
        raise CannotCheck("a day is written as in 2026-01-31")
    if allowed_signers and not (allowed_signers.is_file() and shutil.which("ssh-keygen")):
        raise CannotCheck("to check who signed, a file of allowed signers and ssh-keygen are needed")
    kept = load_pin(pin) if pin is not None else None
    folder = scan(root, out)
    check_modes(folder, out)
    log = check_log(folder, out)
    if log:
        check_end(folder, log, allowed_signers, today, out)
        check_versions(folder, log, out)
        check_signatures(folder, log, allowed_signers, out)
        check_expiry(log, today, out)
        if kept:
            check_pin(kept, log, out)
    if not kept:
        out.unchecked.append("whether history was rewritten, or newer versions held back: give --pin")
    out.unchecked += [NOT_RECOMPUTED, NOT_REBUILT, "whether the evidence is true"]
    return out


def conclude(out: Outcome) -> int:
    """Prints the outcome and returns the exit code."""
    for line in out.lines():
        print(line)
    return NOT_VERIFIED if out.failures else VERIFIED


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the outcome and returns the exit code."""
    parser = argparse.ArgumentParser(description="Check a published folder of trust reports, offline.")
    parser.add_argument("folder", metavar="DIR", type=Path)
    parser.add_argument(
        "--pin", metavar="CHECKPOINT", help="a checkpoint that you kept, signed or not: its file or its lines"
    )
    parser.add_argument("--allowed-signers", metavar="FILE", type=Path, help="keys, as ssh-keygen reads them")
    parser.add_argument("--now", metavar="DATE", help="the day to check the expiry for; default: today, UTC")
    given = parser.parse_args(arguments)
    try:
        out = verify(given.folder, pin=given.pin, allowed_signers=given.allowed_signers, now=given.now)
    except (CannotCheck, OSError) as error:
        print(f"cannot check: {error}", file=sys.stderr)
        return COULD_NOT_RUN
    return conclude(out)


if __name__ == "__main__":
    sys.exit(main())
