"""Withdraw a version: tombstones with the reason at each of its addresses, and an entry in the log."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from trustpages.model.artifact import Artifact
from trustpages.model.problem import TrustpagesError
from trustpages.model.results.records.report import WITHDRAWN_FORMAT
from trustpages.publish.embeds.tombstones import CARD_SCRIPT, make_embed_tombstone
from trustpages.publish.files import make_folder, read_plain, write_tree
from trustpages.publish.log.entries import StoredLog
from trustpages.publish.log.events import Event, VersionWithdrawn, to_canonical_json, to_one_line
from trustpages.publish.verifier import RECOMPUTER, read_style_sheet
from trustpages.publish.verifier.trustverify import CHECKER, STYLE, TOMBSTONE, digest_of, markup, styled_page
from trustpages.publish.versions.disk import hold_publisher_lock, translate_disk_errors
from trustpages.publish.versions.late_signing import complete_log_signature
from trustpages.publish.versions.layout import DETACHED, is_in_place, read_listed_files
from trustpages.publish.versions.log_signing import SignedTerm, lacks_signature
from trustpages.publish.versions.manifest import MANIFEST, STATEMENT, SUMS, FileDigest, list_files
from trustpages.publish.versions.published_folder import open_log
from trustpages.publish.versions.signing import Signing
from trustpages.publish.versions.transaction import take_step

FORMAT = "trustpages.tombstone/1"

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="220" height="28" role="img">'
    "<title>{text}</title>"
    '<rect width="220" height="28" fill="#5c1a1a"/>'
    '<text x="110" y="19" fill="#ffffff" font-family="sans-serif" font-size="13" text-anchor="middle">'
    "withdrawn {on}</text></svg>\n"
)

FEED_NAME = "feed.xml"
_FEED = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<feed xmlns="http://www.w3.org/2005/Atom">\n'
    "  <id>{id}</id>\n  <title>Withdrawn</title>\n  <updated>{on}T00:00:00Z</updated>\n"
    "  <author><name>The publisher</name></author>\n"
    "  <entry>\n    <id>{id}</id>\n    <title>{said}</title>\n    <updated>{on}T00:00:00Z</updated>\n"
    "    <summary>{said}</summary>\n"
    '    <link rel="alternate" type="text/html" href="index.html"/>\n  </entry>\n</feed>\n'
)
"""Subscribers of a withdrawn feed get the reason as an entry."""


def make_tombstone_list(version: str, reason: str, on: str, files: tuple[Artifact, ...]) -> bytes:
    """The manifest of the tombstones that replace a version, as it is stored and hashed."""
    digests = [FileDigest(file.path, len(file.content), digest_of(file.content)) for file in files]
    return to_canonical_json(
        {"format": FORMAT, "version": version, "reason": to_one_line(reason), "on": on, "files": list_files(digests)}
    )


Kept = Mapping[str, Mapping[str, object]]
"""By path of a JSON file, what its tombstone keeps beside the reason."""


def make_tombstones(
    version: str, reason: str, on: str, paths: tuple[str, ...], kept: Kept = MappingProxyType({})
) -> tuple[Artifact, ...]:
    """A file with the reason at each of the paths whose format can carry text.

    These are HTML, SVG, JSON, XML, CSV and plain text; files of other formats are removed, but for the picture of an
    agent, which stands on pages of others. `on` is the day, as text.
    """
    said = f"Version {version} was withdrawn on {on}: {to_one_line(reason)}"
    writers = {
        ".html": lambda path: _make_page(version, to_one_line(reason), on, path),
        ".svg": lambda _: _SVG.format(text=escape(said), on=on).encode(),
        ".json": lambda path: _make_json(version, reason, on, kept.get(path, {})),
        ".xml": lambda path: _make_xml(path, said, on),
        ".csv": lambda _: ('"' + said.replace('"', '""') + '"\n').encode(),
        ".txt": lambda _: f"{said}\n".encode(),
        ".md": lambda _: f"{said}\n".encode(),
    }
    made: list[Artifact] = []
    for path in paths:
        if (embed := make_embed_tombstone(path, version, to_one_line(reason), on)) is not None:
            made.append(embed)
            continue
        writer: Callable[[str], bytes] | None = writers.get(PurePosixPath(path).suffix)
        if writer is not None:
            made.append(Artifact(path, writer(path)))
    return tuple(made)


def _make_page(version: str, reason: str, on: str, path: str) -> bytes:
    up = "../" * path.count("/")
    body = (
        f'<p class="log">Version {version}</p>\n<h1>This version was withdrawn</h1>\n'
        f'<p class="reason">{markup(reason)}</p>\n'
        f"<p>Withdrawn on {on}. Do not rely on it, nor on a copy of it.</p>\n"
        f'<p class="lead"><a href="{up}../versions/index.html">All versions</a>, the newest first</p>\n'
        f'<p class="note">What stood here can be recognised by the digests in '
        f'<a href="{up}manifest.json">manifest.json</a>.</p>'
    )
    return styled_page(f"Version {version} was withdrawn", body, f"{up}{STYLE}").encode()


def _make_xml(path: str, said: str, on: str) -> bytes:
    if PurePosixPath(path).name == FEED_NAME:
        # Derived from its content, so that feed readers take the same withdrawal for one entry.
        return _FEED.format(id=uuid5(NAMESPACE_URL, path + said).urn, said=escape(said), on=on).encode()
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<withdrawn>{escape(said)}</withdrawn>\n'.encode()


def _make_json(version: str, reason: str, on: str, kept: Mapping[str, object]) -> bytes:
    fields = {"format": WITHDRAWN_FORMAT, "version": version, "withdrawn": on, "reason": to_one_line(reason)}
    return (json.dumps({**fields, **kept}, indent=2) + "\n").encode()


_UNCHANGED = (MANIFEST, SUMS, STATEMENT, CHECKER, RECOMPUTER, STYLE, CARD_SCRIPT)
_LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A withdrawn version; `checkpoint` are the lines to keep, `is_new` is False for a repetition.

    `lacks_signature` says that the end of the log, which was signed before, has to be signed again.
    """

    version: str
    folder: Path
    checkpoint: str
    is_new: bool
    lacks_signature: bool


def withdraw_version(
    to: Path,
    version: str,
    reason: str,
    on: date,
    keep: Callable[[Path], Kept] = lambda _: {},
    signings: Sequence[Signing] = (),
    days: int | None = None,
) -> Withdrawn:
    """Replaces each file of the version by a tombstone with the reason, keeps its digests, and adds a log entry.

    Files that cannot carry text (pictures other than SVG, PDF, scripts) are removed. If the version is the
    newest, `latest/` shows the reason too, until a new version is published. `on` is the day, UTC.
    `keep` says of the version's folder what the tombstones keep. The end of the log is signed in each of the ways, good
    for so many days. The same reason again changes nothing but a signature that is missing.

    Raises TryAgain `busy`; TrustpagesError: `reason` for an empty or overlong one, `unknown-version`,
    `version-withdrawn` if it was withdrawn for another reason, `version-damaged` if what stands
    there is not what was published, what `open_log`, `take_step`, `sign_log` and `translate_disk_errors` raise.
    """
    reason = to_one_line(reason)
    if not 0 < len(reason) <= _LONGEST_REASON:
        raise TrustpagesError("reason", "a withdrawal needs a reason of 1 to 2000 characters", "say it to the readers")
    root = Path(os.path.abspath(to))
    if not root.is_dir():
        raise TrustpagesError("not-published", f"'{root}' is no published folder", "publish a version first")
    term = SignedTerm(on, days)
    with translate_disk_errors(root), hold_publisher_lock(root):
        log = open_log(root, None)
        before = log.withdrawn().get(version)
        if before is None:
            _refuse_unknown(root, log, version)

            def fill(stage: Path) -> tuple[Event, ...]:
                return (_stage_tombstone(root / version, stage / version, reason, on, keep(root / version)),)

            log = take_step(root, log, fill, signings, term)
        elif before.reason != reason:
            raise TrustpagesError(
                "version-withdrawn",
                f"version '{version}' was withdrawn already: {before.reason}",
                "a reason stays as it was given",
            )
        else:
            complete_log_signature(root, log, signings, term)
        checkpoint = log.checkpoint().printed()
        return Withdrawn(version, root / version, checkpoint, before is None, lacks_signature(root, log))


def _refuse_unknown(root: Path, log: StoredLog, version: str) -> None:
    published = log.published().get(version)
    if published is None:
        known = ", ".join(log.published()) or "none"
        raise TrustpagesError("unknown-version", f"no version '{version}' was published", f"published are: {known}")
    if not is_in_place(root / version, published):
        raise TrustpagesError(
            "version-damaged",
            f"what stands under '{version}' is not what was published",
            "run 'trustpages verify' on the folder and restore it from a copy",
        )


def _stage_tombstone(old: Path, folder: Path, reason: str, on: date, also: Kept) -> VersionWithdrawn:
    """Writes the tombstones of the version into the new `folder`, and returns its log entry."""
    paths = tuple(file.path for file in read_listed_files(read_plain(old / MANIFEST)) if file.path not in _UNCHANGED)
    kept = tuple(Artifact(path, read_plain(old / path)) for path in _UNCHANGED if (old / path).is_file())
    if all(file.path != STYLE for file in kept):  # published before versions had one
        kept = (*kept, Artifact(STYLE, read_style_sheet()))
    files = (*make_tombstones(folder.name, reason, on.isoformat(), paths, also), *kept)
    listed = make_tombstone_list(folder.name, reason, on.isoformat(), files)
    # They sign the Statement, which is kept: what was published can still be proved.
    signatures = (Artifact(name, read_plain(old / name)) for name in sorted(DETACHED) if (old / name).is_file())
    make_folder(folder)
    write_tree(folder, (*files, *signatures, Artifact(TOMBSTONE, listed)))
    return VersionWithdrawn(folder.name, reason, on, digest_of(listed))
