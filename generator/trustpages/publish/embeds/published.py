"""From which published version a copy of an embed comes, by the digests that the log vouches for."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustpages.model.problem import TrustpagesError
from trustpages.publish.files import read_plain
from trustpages.publish.log.entries import CHECKPOINT, read_log
from trustpages.publish.log.events import VersionPublished, VersionWithdrawn
from trustpages.publish.site.embed_gate import EMBEDS
from trustpages.publish.verifier.trustverify import TOMBSTONE, digest_of
from trustpages.publish.versions.disk import translate_disk_errors
from trustpages.publish.versions.layout import map_digests, read_listed_files
from trustpages.publish.versions.manifest import MANIFEST


@dataclass(frozen=True, slots=True)
class PublishedEmbed:
    """The version that a copy comes from, the last good day of that version, and the newest that still stands.

    `withdrawn` is the reason where that version was withdrawn, else empty. It `is_newest` where the newest version has
    the same bytes at the same path, too.
    """

    version: str
    valid_until: date | None
    withdrawn: str
    newest: str
    is_newest: bool


def find_published_embed(root: Path, digests: Container[str | None]) -> PublishedEmbed | None:
    """The newest version in which an embed has one of these digests; None where no version has.

    Raises TrustpagesError: `not-published` for a folder without a log, `version-damaged` where a manifest is not the
    one that the log names, `log-damaged`, and what `translate_disk_errors` raises.
    """
    with translate_disk_errors(root):
        if not (root / CHECKPOINT).is_file():
            raise TrustpagesError("not-published", f"'{root}' is no published folder", "name a published folder")
        log = read_log(root).settled()
        files = {name: _list_embeds(root, event) for name, event in log.published().items()}
        stones = {name: _list_tombstones(root, event) for name, event in log.withdrawn().items()}
    found = [
        (name, path)
        for name in reversed(files)
        for path, digest in files[name].items()
        if digest in digests or stones.get(name, {}).get(path) in digests
    ]
    if not found:
        return None
    # The same bytes stand in several versions where nothing changed: one of them that still holds is enough.
    withdrawn = log.withdrawn()
    version, path = next(((name, path) for name, path in found if name not in withdrawn), found[0])
    newest = next((name for name in reversed(files) if name not in withdrawn), version)
    return PublishedEmbed(
        version,
        log.published()[version].valid_until,
        withdrawn[version].reason if version in withdrawn else "",
        newest,
        files[newest].get(path) == files[version][path],
    )


def _list_embeds(root: Path, event: VersionPublished) -> dict[str, str]:
    """The digest of each embed of the version as it was published, by path."""
    return _list_vouched(root / event.version / MANIFEST, event.manifest)


def _list_tombstones(root: Path, event: VersionWithdrawn) -> dict[str, str]:
    """The digest of what stands in the place of each embed of the withdrawn version, by path."""
    return _list_vouched(root / event.version / TOMBSTONE, event.tombstone)


def _list_vouched(listing: Path, wanted: str) -> dict[str, str]:
    """The digest of each embed in a list of files, by path; the list is the one that the log names."""
    try:
        stored = read_plain(listing)
    except FileNotFoundError:
        stored = b""
    if digest_of(stored) != wanted:
        sentence = f"'{listing.name}' of '{listing.parent.name}' is not the one that the log names"
        raise TrustpagesError("version-damaged", sentence, "restore the folder from a copy")
    listed = map_digests(read_listed_files(stored))
    return {path: digest for path, digest in listed.items() if path.startswith(EMBEDS)}
