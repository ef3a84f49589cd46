"""Read both sides: documents once each, as one audience may see them, on one day."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

from trustpages.compose.paths import REPORT
from trustpages.intake.files.authored_page import LoadYaml
from trustpages.intake.files.parsed_workspace import parse_workspace, read_consistent_snapshot
from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.intake.files.revisions.source import KeptBlobs, RevisionSource, open_revision
from trustpages.intake.files.workspace_folder import TRUST_FILE, WorkspaceFolder, digest_folder, read_previous_name
from trustpages.intake.previous.report import is_withdrawn, read_record, read_report_file
from trustpages.model.problem import Fault, Place, Problem, TrustpagesError
from trustpages.model.results.records.report import ReportRecord
from trustpages.model.results.review import UnreadableSide
from trustpages.model.vocabulary import Audience
from trustpages.publish.versions.manifest import MANIFEST
from trustpages.workflow.diff.named_sides import NamedFolder, NamedRevision, NamedSide, NamedVersion, make_unreadable
from trustpages.workflow.reading import (
    ReadWorkspace,
    find_path_prefix,
    find_repository_prefix,
    keep_workspace_documents,
    read_for,
)
from trustpages.workflow.run import Choice
from trustpages.workflow.shipped.locations import OVERRIDES
from trustpages.workflow.versions.record import read_recorded_digest

Bring: TypeAlias = Callable[[str], Fault | None]
"""Brings the data file at a path into the folder that it is counted in, where it is not there already."""


@dataclass(frozen=True, slots=True)
class OpenSide:
    """A side whose documents were read; `bring` fetches a data file into `reading.root`.

    `folder` is where the workspace of a revision lies in its repository, None for one on this machine. `templates` are
    the digests of its own templates.
    """

    label: str
    commit: str | None
    reading: ReadWorkspace
    bring: Bring
    folder: str | None = None
    templates: Mapping[str, str] = field(default_factory=dict)

    def find_prefix(self, *, from_here: bool) -> str:
        """What stands before a path of the workspace, from the top of the repository or from the user's folder."""
        if self.folder is not None:
            return f"{self.folder}/" if self.folder else ""
        return self.reading.prefix if from_here else find_repository_prefix(self.reading.root)


@dataclass(frozen=True, slots=True)
class RecordedSide:
    """A side of which the report alone is known."""

    label: str
    record: ReportRecord


ReadSide: TypeAlias = OpenSide | RecordedSide | UnreadableSide


@contextmanager
def open_sides(
    named: tuple[NamedSide | UnreadableSide, NamedSide | UnreadableSide], choice: Choice, *, each_day: bool
) -> Iterator[tuple[ReadSide, ReadSide]]:
    """Both sides as the audience of `choice` may see them, everything where it names none.

    They are assessed on the day of `choice`, else on the later one of their own, or on `each_day`. Files of a revision
    lie in a private folder for as long as this is open.
    """
    kept = KeptBlobs()
    root = next((side.root for side in named if isinstance(side, NamedFolder)), None)
    with ExitStack() as held:
        load = held.enter_context(keep_workspace_documents(root, choice))
        opened = [open_side(side, choice, load, kept, held) for side in named]
        audience = choice.audience or _find_stated_audience(opened) or WIDEST_AUDIENCE
        seen = [_refuse_other_audience(show_side(side, audience, choice.as_of), audience) for side in opened]
        days = [side.reading.intake.as_of for side in seen if isinstance(side, OpenSide)]
        if not each_day and len({*days}) > 1:
            seen = [show_side(side, audience, max(days)) for side in seen]
        yield seen[0], seen[1]


def open_side(
    side: NamedSide | UnreadableSide, choice: Choice, load: LoadYaml, kept: KeptBlobs, held: ExitStack
) -> ReadSide:
    """One side as everybody sees it who sees everything; what it lies in is cleared away when `held` is closed."""
    if isinstance(side, UnreadableSide):
        return side
    try:
        match side:
            case NamedVersion():
                return _read_version(side)
            case NamedFolder():
                trees = read_consistent_snapshot(WorkspaceFolder(side.root), load)
                prefix = find_path_prefix(choice.here, side.root)
                reading = read_for(side.root, trees, WIDEST_AUDIENCE, choice, prefix)
                templates = digest_folder(side.root, OVERRIDES)
                return OpenSide(side.label, None, reading, lambda _: None, templates=templates)
            case NamedRevision():
                source = held.enter_context(open_revision(side.store, side.commit, kept))
                root = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="trustpages-")))
                trees = parse_workspace(source, load)
                _bring_named_report(source, root)
                reading = read_for(root, trees, WIDEST_AUDIENCE, choice)
                bring, templates = _make_bring(source, root), source.digest_folder(OVERRIDES)
                return OpenSide(side.label, side.commit, reading, bring, source.folder, templates)
    except TrustpagesError as error:
        return make_unreadable(side.label, error)


def _make_bring(source: RevisionSource, root: Path) -> Bring:
    brought: dict[str, Fault | None] = {}

    def bring(path: str) -> Fault | None:
        if path not in brought:
            brought[path] = source.write_file(path, root)
        return brought[path]

    return bring


def _bring_named_report(source: RevisionSource, root: Path) -> None:
    """Puts `trust.yml` and the earlier report that it names where they are looked for; without them that says so."""
    if source.write_file(TRUST_FILE, root) is None and (name := read_previous_name(root)) is not None:
        source.write_file(name, root)


def _read_version(side: NamedVersion) -> RecordedSide | UnreadableSide:
    """The record of a version, if it is the one that was published."""
    data = read_report_file(side.folder / REPORT)
    if isinstance(data, tuple):
        return UnreadableSide(side.label, data)
    place = Place(f"{side.label}/{REPORT}")
    has_manifest = os.path.lexists(side.folder / MANIFEST)
    if is_withdrawn(data):
        fault = Fault("side-withdrawn", "the version was withdrawn", "name one that stands")
        return UnreadableSide(side.label, (fault.at(place),))
    if has_manifest and read_recorded_digest(side.folder) != hashlib.sha256(data).hexdigest():
        fault = Fault("version-damaged", "the report is not the one that was published", "run `trustpages verify`")
        return UnreadableSide(side.label, (fault.at(place),))
    found = read_record(data, place.file)
    return UnreadableSide(side.label, found) if isinstance(found, tuple) else RecordedSide(side.label, found)


def _find_stated_audience(sides: list[ReadSide]) -> Audience | None:
    """The audience of a published version, which a side beside it is seen by; the narrower one of two."""
    return next((side.record.audience for side in sides if isinstance(side, RecordedSide)), None)


def show_side(side: ReadSide, audience: Audience, day: date | None) -> ReadSide:
    """The side as the audience may see it on that day, its own one where that is None."""
    if not isinstance(side, OpenSide):
        return side
    reading = side.reading
    if audience is reading.audience and (day is None or day == reading.intake.as_of):
        return side
    choice = replace(reading.choice, as_of=day, previous=None if reading.names_previous else reading.choice.previous)
    seen = read_for(reading.root, reading.trees, audience, choice, reading.prefix, reading.intake)
    return replace(side, reading=seen)


def _refuse_other_audience(side: ReadSide, audience: Audience) -> ReadSide:
    if not isinstance(side, RecordedSide) or side.record.audience is audience:
        return side
    sentence = f"the report is for the audience '{side.record.audience}', the other side is seen by '{audience}'"
    problem = Problem(Place(side.label), "other-audience", sentence, f"give --audience {side.record.audience}")
    return UnreadableSide(side.label, (problem,))
