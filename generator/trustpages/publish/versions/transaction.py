"""Atomic change of a published folder: staged, flushed, then renamed into place piece by piece.

A stage is a folder `.staging-*` in the published folder, with the same layout. All of it is flushed before the
first piece is renamed. The order of pieces keeps what readers see consistent at every instant: log entries, then the
version that they record, then the files derived from the log, and then `log/checkpoint`, which decides which
entries count (the commit point, as in a write-ahead log). Behind it comes the signed checkpoint, where somebody signs.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from trustpages.model.artifact import Artifact
from trustpages.model.problem import TrustpagesError
from trustpages.publish.files import flush_folder, make_folder, read_plain, write_tree
from trustpages.publish.log.entries import CHECKPOINT, ENTRIES, LOG, StoredLog, to_entry_path
from trustpages.publish.log.events import Event, RecordChanged, encode_entry
from trustpages.publish.site.csp import FOLDER_HEADERS
from trustpages.publish.verifier.trustverify import CHECKER, COPIED, STYLE, derived_files
from trustpages.publish.versions.disk import copy_tree, exchange, flush_tree, list_files_in
from trustpages.publish.versions.layout import LATEST, STAGING, VERSIONS, is_in_place
from trustpages.publish.versions.log_signing import SignedTerm, drop_outdated, refuse_other_history, sign_checkpoint
from trustpages.publish.versions.signing import Signing


@contextmanager
def open_stage(root: Path) -> Iterator[Path]:
    """An empty stage; removed only if the block fails, since after a crash the next run recovers from it."""
    stage = Path(tempfile.mkdtemp(prefix=STAGING, dir=root))
    try:
        yield stage
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise


def take_step(
    root: Path, log: StoredLog, fill: Callable[[Path], tuple[Event, ...]], signings: Sequence[Signing], term: SignedTerm
) -> StoredLog:
    """Adds one version or tombstone to the published folder `root`, whose lock the caller holds; returns the new log.

    `fill` writes the folder of the new or withdrawn version into a stage and returns its log entries, that of
    the version last. The end of the new log is signed in each of the ways. Nothing else is touched until the stage
    is complete. Raises TrustpagesError `disk-error` if the disk does not return what was written, what `fill`,
    `refuse_other_history` and `sign_checkpoint` raise, and OSError; a failure while the pieces are put in place leaves
    the stage to the next `open_log`.
    """
    if signings:
        refuse_other_history(root, log)
    with open_stage(root) as stage:
        events = fill(stage)
        after = log.with_entries(tuple(encode_entry(event, log.audience) for event in events))
        signed = sign_checkpoint(after, signings, term)
        pieces = stage_step(root, stage, log, after, signed)
        _refuse_damage(stage, events[-1])
    drop_outdated(root, signed)
    put_in_place(stage, root, pieces)
    return after


def _refuse_damage(stage: Path, event: Event) -> None:
    if isinstance(event, RecordChanged) or not is_in_place(stage / event.version, event):
        raise TrustpagesError(
            "disk-error", "the disk does not return what was written", "check the disk and run it again"
        )


def stage_step(
    root: Path, stage: Path, before: StoredLog, after: StoredLog, signed: Sequence[Artifact] = ()
) -> tuple[str, ...]:
    """The pieces, in the order in which `put_in_place` takes them, of the step to the log `after`.

    The files of the `signed` checkpoint are the last. A new or withdrawn version lies in the stage already.
    Raises OSError.
    """
    entries = [
        Artifact(to_entry_path(number), after.entries[number])
        for number in range(len(before.entries), len(after.entries))
    ]
    newest = list(after.published())[-1]
    staged = [path.name for path in stage.iterdir()]
    source = stage / newest if newest in staged else root / newest
    checkpoint = after.checkpoint()
    # The list of versions is checked against the checker and style sheet of the newest version, which lie beside it.
    shipped = [path for path in (CHECKER, STYLE) if (source / path).is_file()]
    derived = derived_files([json.loads(entry) for entry in after.entries], checkpoint, STYLE in shipped)
    copies = [Artifact(f"{VERSIONS}/{Path(path).name}", read_plain(source / path)) for path in shipped]
    copies += [Artifact(path, read_plain(source / path)) for path in COPIED if (source / path).is_file()]
    copy_tree(source, stage / LATEST, list_files_in(source))
    make_folder(stage / LOG)
    make_folder(stage / ENTRIES)
    pages = [Artifact(path, content) for path, content in sorted(derived.items())]
    # Headers are the operator's to change: the file is written once, and then left alone.
    headers = [] if os.path.lexists(root / FOLDER_HEADERS.path) else [FOLDER_HEADERS]
    write_tree(stage, [*entries, *pages, *headers, *copies, Artifact(CHECKPOINT, checkpoint.body()), *signed])
    flush_tree(stage)
    made = (*derived, *(file.path for file in (*headers, *copies)))
    at_first_level = sorted(path for path in made if "/" not in path)
    followers = [LATEST, VERSIONS, *at_first_level]
    return (*(entry.path for entry in entries), *staged, *followers, CHECKPOINT, *(file.path for file in signed))


def put_in_place(stage: Path, root: Path, pieces: Sequence[str]) -> None:
    """Moves every piece as `move_pieces` does; the stage with what was replaced is removed at the end."""
    move_pieces(stage, root, pieces)
    shutil.rmtree(stage, ignore_errors=True)


def move_pieces(stage: Path, root: Path, pieces: Sequence[str]) -> None:
    """Every piece from the stage under its name in the published folder, each on the disk before the next.

    Files are replaced, folders exchanged.
    """
    for piece in pieces:
        fresh, target = stage / piece, root / piece
        if target.is_dir():
            exchange(fresh, target)
        else:
            os.replace(fresh, target)
        # Before the next rename, since a file system may make renames durable in any order.
        flush_folder(target.parent)
