"""Open a published folder for the next step: check that it is ours, finish or undo an interrupted step."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from trustpages.model.problem import TrustpagesError
from trustpages.publish.files import flush_folder, make_folder, write_tree
from trustpages.publish.log.entries import CHECKPOINT, ENTRIES, LOG, StoredLog, make_empty_log, read_log, to_entry_path
from trustpages.publish.log.events import Event, VersionPublished, VersionWithdrawn
from trustpages.publish.verifier.trustverify import HOST_FILES
from trustpages.publish.versions.disk import flush_tree, translate_disk_errors
from trustpages.publish.versions.layout import STAGING, is_in_place
from trustpages.publish.versions.log_signing import SIGNED_FILES, covers_end, read_signed
from trustpages.publish.versions.transaction import move_pieces, open_stage, put_in_place, stage_step


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version in a published folder: its folder, how it was published, whether it was withdrawn."""

    folder: Path
    published: VersionPublished
    withdrawn: VersionWithdrawn | None


def list_versions(root: Path) -> tuple[StoredVersion, ...]:
    """The versions of a published folder in order of publication; none if nothing was published.

    Raises TrustpagesError `log-damaged`, and what `translate_disk_errors` makes of errors of the system.
    """
    with translate_disk_errors(root):
        if not (root / CHECKPOINT).is_file():
            return ()
        log = read_log(root).settled()
    withdrawn = log.withdrawn()
    return tuple(StoredVersion(root / name, event, withdrawn.get(name)) for name, event in log.published().items())


def refuse_root(root: Path) -> None:
    """Returns if the folder is absent, a published one, or has nothing but configuration files of hosts.

    Raises TrustpagesError `folder-not-ours`, and OSError.
    """
    if root.is_symlink() or (root.exists() and not root.is_dir()):
        raise TrustpagesError("folder-not-ours", f"'{root}' is not a folder", "name a new folder")
    if not root.exists() or (root / CHECKPOINT).is_file():
        return
    strange = any(not path.name.startswith(STAGING) and path.name not in HOST_FILES for path in root.iterdir())
    # Looked for again: another publisher may have begun the log since.
    if strange and not (root / CHECKPOINT).is_file():
        raise TrustpagesError(
            "folder-not-ours",
            f"'{root}' holds files, but no log of published versions",
            "name a new or an empty folder; one that 'build' wrote is none",
        )


def create_root(root: Path) -> None:
    """The folder, made with its fixed mode and its parents if it is absent.

    Raises TrustpagesError `folder-not-ours` as `refuse_root`, and OSError.
    """
    refuse_root(root)
    if not root.exists():
        root.parent.mkdir(parents=True, exist_ok=True)
        make_folder(root)
        flush_folder(root.parent)  # else a crash could lose the folder with everything flushed in it


def open_log(root: Path, origin: str | None) -> StoredLog:
    """The log of the folder, whose lock the caller holds; without `origin`, only if there is one.

    A step that was interrupted is finished where all of it lies ready, else undone; stages that
    nobody works on any more are removed. Raises TrustpagesError `log-damaged`, `other-log` for a folder
    of another publisher or audience, `not-published` for a missing log, and OSError.
    """
    if not (root / CHECKPOINT).is_file():
        if origin is None:
            raise TrustpagesError("not-published", f"'{root}' is no published folder", "publish a version first")
        _begin_log(root, origin)
    log = _finish_interrupted(root, read_log(root))
    _finish_signing(root, log)
    _remove_stages(root)
    if origin is not None and log.origin != origin:
        raise TrustpagesError(
            "other-log",
            f"'{root}' is the folder of '{log.origin}', not of '{origin}'",
            "each audience and each publisher has a folder of its own",
        )
    return log


def _begin_log(root: Path, origin: str) -> None:
    refuse_root(root)
    _remove_stages(root)
    with open_stage(root) as stage:
        make_folder(stage / LOG)
        make_folder(stage / ENTRIES)
        write_tree(stage, make_empty_log(origin))
        flush_tree(stage)
    put_in_place(stage, root, (LOG,))  # as a whole, so that there is no log without its first checkpoint


def _finish_interrupted(root: Path, log: StoredLog) -> StoredLog:
    """The log after an interrupted step was finished or undone."""
    if len(log.entries) == log.counted:
        return log
    last = log.events()[-1]
    if _bring_into_place(root, last):
        with open_stage(root) as stage:
            pieces = stage_step(root, stage, log, log.whole())
        put_in_place(stage, root, pieces)
        return log.whole()
    _undo(root, log, last)
    return log.settled()


def _undo(root: Path, log: StoredLog, last: Event) -> None:
    """Removes an incomplete version and the entries that the checkpoint does not count."""
    # The last entry first: whatever remains after a crash is a shorter unfinished step, never a gap in the log.
    if isinstance(last, VersionPublished) and last.version not in log.settled().published():
        shutil.rmtree(root / last.version, ignore_errors=True)
        flush_folder(root)
    for number in reversed(range(log.counted, len(log.entries))):
        (root / to_entry_path(number)).unlink()
        flush_folder(root / ENTRIES)


def _bring_into_place(root: Path, last: Event) -> bool:
    """True if the version of the last log entry is in place, or was moved there from a complete stage."""
    if not isinstance(last, VersionPublished | VersionWithdrawn):
        return False
    if is_in_place(root / last.version, last):
        return True
    for stage in sorted(root.glob(f"{STAGING}*")):
        if is_in_place(stage / last.version, last):
            move_pieces(stage, root, (last.version,))  # the stage stays: the signed checkpoint may lie in it
            return True
    return False


def _finish_signing(root: Path, log: StoredLog) -> None:
    """Moves a checkpoint that was signed over all that counts into place, with those of its signatures left behind."""
    for stage in sorted(root.glob(f"{STAGING}*")):
        if not stage.is_symlink() and covers_end(read_signed(stage), log):
            move_pieces(stage, root, [path for path in SIGNED_FILES if (stage / path).is_file()])


def _remove_stages(root: Path) -> None:
    for stage in root.glob(f"{STAGING}*"):
        if stage.is_symlink() or not stage.is_dir():  # rmtree refuses links
            os.unlink(stage)
        else:
            shutil.rmtree(stage)
