"""A signature that joins a published version later, for example from a job that alone has the key."""

from __future__ import annotations

import os
from pathlib import Path

from trustpages.model.page import Artifact
from trustpages.model.problem import CannotGoOn
from trustpages.publish.files import write_tree
from trustpages.publish.versions.disk_errors import refusing_disk_errors
from trustpages.publish.versions.generation import put_in_place, stage_in
from trustpages.publish.versions.layout import LATEST
from trustpages.publish.versions.lists import is_in_place
from trustpages.publish.versions.lock import only_publisher
from trustpages.publish.versions.log import Log
from trustpages.publish.versions.signing import Signing, ssh_signing
from trustpages.publish.versions.statement import STATEMENT
from trustpages.publish.versions.store import open_log
from trustpages.publish.versions.tree import flush_tree, read_plain


def sign_version(to: Path, version: str, key: Path) -> bool:
    """True if the published version got its signature now, False if it had one.

    Raises Busy `busy`; CannotGoOn `unknown-version`, `version-damaged` for a folder that is not as
    the log says, and what `open_log`, `sign_with_ssh` and `refusing_disk_errors` raise.
    """
    root = Path(os.path.abspath(to))
    with refusing_disk_errors(root), only_publisher(root):
        return add_signature(root, open_log(root, None), version, ssh_signing(key))


def add_signature(root: Path, log: Log, version: str, signing: Signing) -> bool:
    """As `sign_version`, for a caller that holds the lock and has the log."""
    event = log.withdrawn().get(version) or log.published().get(version)
    if event is None:
        raise CannotGoOn("unknown-version", f"no version '{version}' was published", "see versions.json")
    is_newest = version == list(log.published())[-1]
    folders = (version, LATEST) if is_newest else (version,)
    missing = [folder for folder in folders if not (root / folder / signing.file).exists()]
    if not missing:
        return False
    if not is_in_place(root / version, event):
        raise CannotGoOn(
            "version-damaged",
            f"what stands under '{version}' is not what was published, so it will not be signed",
            "run 'trustpages verify' on the folder and restore it from a copy",
        )
    content = _signature(root / version, signing, is_there=version not in missing)
    pieces = [f"{folder}/{signing.file}" for folder in missing]
    with stage_in(root) as stage:
        write_tree(stage, [Artifact(piece, content) for piece in pieces])
        flush_tree(stage)
    put_in_place(stage, root, pieces)
    return version in missing


def _signature(folder: Path, signing: Signing, *, is_there: bool) -> bytes:
    """The signature of the version; one that is there was put in place by a call that did not finish."""
    return (
        read_plain(folder / signing.file)
        if is_there
        else signing.sign(read_plain(folder / STATEMENT)).content
    )
