"""Publishing: a built site becomes an immutable version of a published folder, or nothing changes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from trustpages.model.problem import CannotGoOn
from trustpages.publish.files import write_file
from trustpages.publish.folders import MARKER
from trustpages.publish.verifier import checker_file
from trustpages.publish.versions.canonical import digest
from trustpages.publish.versions.checkpoint import origin_of
from trustpages.publish.versions.disk_errors import refusing_disk_errors
from trustpages.publish.versions.events import VersionPublished, entry_of
from trustpages.publish.versions.generation import put_in_place, stage_generation, stage_in
from trustpages.publish.versions.layout import CHECKER, OWN_FILES, refuse_version_name
from trustpages.publish.versions.lists import is_in_place
from trustpages.publish.versions.lock import only_publisher
from trustpages.publish.versions.log import Log
from trustpages.publish.versions.manifest import MANIFEST, SUMS, FileDigest, VersionFacts, manifest_of, sums_of
from trustpages.publish.versions.signatures import add_signature
from trustpages.publish.versions.signing import Signature, sign_with_ssh
from trustpages.publish.versions.statement import STATEMENT, statement_of
from trustpages.publish.versions.store import create_root, open_log, refuse_foreign_root
from trustpages.publish.versions.tree import copy_tree, digest_tree, files_in, flush_tree, make_parents


@dataclass(frozen=True, slots=True)
class Published:
    """A version in its folder; `checkpoint` are the lines to keep, `is_new` is False for a repetition."""

    version: str
    folder: Path
    checkpoint: str
    is_new: bool


def publish_version(
    site: Path, version: str, to: Path, facts: VersionFacts, sign: Path | None = None
) -> Published:
    """The version of the published folder `to` that has exactly the files of the built folder `site`.

    `to` is made if it is absent. Either the version and everything that follows from it is there at
    the end, on the disk, or `to` is as it was; after a crash the next call finishes or undoes what
    was begun. The same name with the same content changes nothing, except that a missing signature
    is added. `sign` is an SSH key.

    Raises Busy `busy`; CannotGoOn: `version-name`, `version-exists` and `version-withdrawn` for a
    name that is taken, `no-site`, `reserved-path`, `odd-file` and `unsafe-path` for a folder that
    cannot be a version, `log-origin`, what `open_log`, `sign_with_ssh` and `refuse_foreign_root`
    raise, and what `refusing_disk_errors` makes of errors of the system.
    """
    refuse_version_name(version)
    origin = origin_of(facts.publisher, facts.audience)
    root = Path(os.path.abspath(to))
    with refusing_disk_errors(root):
        paths = _site_files(site)
        refuse_foreign_root(root)
        create_root(root)
        with only_publisher(root):
            log = open_log(root, origin)
            refuse_version_name(version, tuple(log.published()))
            if version in log.published():
                return _repeated(site, paths, root, log, version, facts, sign)
            return _added(site, paths, root, log, version, facts, sign)


def _site_files(site: Path) -> tuple[str, ...]:
    """The paths of the files that belong to a version, without the checker."""
    if not (site / "index.html").is_file():
        raise CannotGoOn("no-site", f"'{site}' is no built site", "build it first")
    paths = [path for path in files_in(site) if path != MARKER.path]
    taken = sorted(OWN_FILES.intersection(paths))
    if CHECKER in paths and (site / CHECKER).read_bytes() != checker_file():
        taken.append(CHECKER)
    if taken:
        raise CannotGoOn("reserved-path", f"the site has a file '{taken[0]}'", "a version keeps that name for itself")
    return tuple(path for path in paths if path != CHECKER)


def _checker_digest() -> FileDigest:
    content = checker_file()
    return FileDigest(CHECKER, len(content), digest(content))


def _repeated(
    site: Path, paths: tuple[str, ...], root: Path, log: Log, version: str, facts: VersionFacts, sign: Path | None
) -> Published:
    before = log.published()[version]
    manifest = manifest_of(version, facts, (*digest_tree(site, paths), _checker_digest()))
    if digest(manifest) != before.manifest:
        raise CannotGoOn(
            "version-exists", f"version '{version}' was published with other content", "publish under a new name"
        )
    if version in log.withdrawn():
        raise CannotGoOn("version-withdrawn", f"version '{version}' was withdrawn", "publish under a new name")
    if sign is not None:
        add_signature(root, log, version, sign)
    return Published(version, root / version, log.checkpoint().short(), is_new=False)


def _added(
    site: Path, paths: tuple[str, ...], root: Path, log: Log, version: str, facts: VersionFacts, sign: Path | None
) -> Published:
    with stage_in(root) as stage:
        event = _stage_version(site, paths, stage / version, log, facts, sign)
        if not is_in_place(stage / version, event):
            raise CannotGoOn(
                "disk-error", "what was written is not what the disk returns", "check the disk and run it again"
            )
        entries = (*(entry_of(change, facts.audience) for change in facts.changes), entry_of(event, facts.audience))
        after = log.with_entries(entries)
        pieces = stage_generation(root, stage, log, after)
    put_in_place(stage, root, pieces)
    return Published(version, root / version, after.checkpoint().short(), is_new=True)


def _stage_version(
    site: Path, paths: tuple[str, ...], folder: Path, log: Log, facts: VersionFacts, sign: Path | None
) -> VersionPublished:
    """The event of the version whose files are now in `folder`, on the disk."""
    files = copy_tree(site, folder, paths)
    make_parents(folder, [CHECKER])
    write_file(folder / CHECKER, checker_file(), durable=True)
    files = (*files, _checker_digest())
    manifest = manifest_of(folder.name, facts, files)
    sums = sums_of((*files, FileDigest(MANIFEST, len(manifest), digest(manifest))))
    statement = statement_of(folder.name, facts, manifest, sums, log.checkpoint())
    signature = sign_with_ssh(statement, sign) if sign else None
    for name, content in ((MANIFEST, manifest), (SUMS, sums), (STATEMENT, statement)):
        write_file(folder / name, content, durable=True)
    if signature:
        write_file(folder / signature.file, signature.content, durable=True)
    flush_tree(folder)
    return VersionPublished(
        version=folder.name,
        as_of=facts.as_of,
        valid_until=facts.valid_until,
        manifest=digest(manifest),
        statement=digest(statement),
        signer=signature.signer if signature else None,
    )
