"""Build the site for a restricted audience in a sandboxed process that has only the files this audience may see.

They are handed over first, and the build cannot read the rest, so no page, index, count, chart or message can leak it.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from trustpages.intake.files.parsed_workspace import project_files
from trustpages.intake.files.safe_open import open_inside
from trustpages.model.problem import Fault, TrustpagesError
from trustpages.publish.files import FileTree, make_folder, write_file
from trustpages.system.cache_folder import prepare_audience_cache
from trustpages.workflow.isolation.build_process import BuildProcess
from trustpages.workflow.isolation.disclosure import Disclosed
from trustpages.workflow.isolation.handover import hand_over
from trustpages.workflow.isolation.messages import BuildRequest
from trustpages.workflow.reading import ReadWorkspace
from trustpages.workflow.run import BuiltSite, OwnTemplates, Step
from trustpages.workflow.shipped import locations
from trustpages.workflow.site.own_templates import find_own_templates, refuse_irregular_files

DOCUMENTS, PREVIOUS = "documents", "previous.json"


@dataclass(frozen=True, slots=True)
class AskedSite:
    """A site that was asked for: the digest of the inputs that it is of, the `earlier` report if any, and its copy."""

    inputs_digest: str
    earlier: Path | None
    copied: Path


def ask_for_site(
    reading: ReadWorkspace, disclosed: Disclosed, place: Path, jobs: int, step: Step, process: BuildProcess
) -> AskedSite:
    """Has the `process` build the site for the audience of a valid `reading` below the private folder `place`.

    Of the whole workspace it gets what is `disclosed`.
    """
    workspace, documents, previous = place / "workspace", place / DOCUMENTS, place / PREVIOUS
    earlier = reading.choice.previous
    with step("Copying what the audience may see"):
        for folder in (workspace, place / "built"):
            make_folder(folder)
        _copy_projection(reading, documents, workspace)
        if earlier is not None:
            shutil.copyfile(earlier, previous)
    cache = None if reading.choice.fresh else prepare_audience_cache(reading.root, reading.audience)
    request = BuildRequest(
        workspace=workspace,
        documents=documents,
        folder=place / "built" / "site",
        audience=reading.audience,
        as_of=reading.intake.as_of,
        previous=None if earlier is None else previous,
        cache=cache,
        jobs=jobs,
        disclosed=disclosed,
        log_before=reading.choice.log_before,
        prefix=reading.prefix,
        own_templates=reading.choice.own_templates,
        exports=reading.choice.exports,
        release=reading.choice.release,
    )
    at = reading.choice.at
    closed = (reading.root,) if at is None else (reading.root, at.asked_in)
    process.ask(request, closed)
    return AskedSite(_read_inputs_digest(reading), earlier, previous)


def receive_site(asked: AskedSite, found: bool | None, step: Step, process: BuildProcess) -> BuiltSite:
    """The site that was asked for; `found` is whether it looks better than all of the evidence does.

    Raises what the build raises, and TrustpagesError: `changed-meanwhile` if the evidence has changed since it was
    read, `build-ended` if the process ended without a result, `seal-broken` if it tried to open anything else.
    """
    built = process.receive(found, step)
    # Data files are links to the originals: a digest that differs shows that one was written during the build.
    if built.folder is not None and built.inputs_digest != asked.inputs_digest:
        sentence = "the evidence changed while the site was built"
        raise TrustpagesError("changed-meanwhile", sentence, "build again when nobody writes to it")
    copied, earlier = str(asked.copied), str(asked.earlier)
    named = tuple(complaint.replace(copied, earlier) for complaint in built.complaints)
    return replace(built, complaints=named)


def _read_inputs_digest(reading: ReadWorkspace) -> str:
    return reading.intake.workspace.inputs_digest if reading.intake.workspace is not None else ""


def _copy_projection(reading: ReadWorkspace, documents: Path, workspace: Path) -> None:
    """Puts what the audience may see into the file `documents`, and what lies beside them into `workspace`.

    That is data files, and the templates of the workspace where they are used.
    """
    projected = project_files(reading.trees, reading.audience)
    write_file(documents, hand_over(projected))
    tree = FileTree(workspace)
    for path in projected.data:
        tree.make_parent(path)
        _copy_data_file(reading.root, path, workspace / path)
    if reading.choice.own_templates is not OwnTemplates.UNUSED and (own := find_own_templates(reading.root)):
        refuse_irregular_files(own)
        shutil.copytree(own, workspace / locations.OVERRIDES, symlinks=True)


def _copy_data_file(root: Path, path: str, target: Path) -> None:
    """Makes the data file at `path` readable at `target`: by a hard link where possible, else by a copy."""
    opened = open_inside(root, PurePosixPath(path))
    if isinstance(opened, Fault):
        raise TrustpagesError(opened.code, f"{path}: {opened.sentence}", opened.remedy)
    with os.fdopen(opened, "rb") as source:
        try:
            # Gigabytes need no copying. The path is resolved a second time here, hence the comparison.
            os.link(root / path, target, follow_symlinks=False)
            if os.path.samestat(target.lstat(), os.fstat(source.fileno())):
                return
        except OSError:
            pass  # another file system, or one without links
        target.unlink(missing_ok=True)
        with target.open("xb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
