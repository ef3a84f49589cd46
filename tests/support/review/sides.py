"""Sides of a review, from a workspace on disk, and the review of two of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

from support.builders import AS_OF
from support.workspaces.reviewed import write_reviewed
from trustpages.assess.report import assess
from trustpages.intake.files.parsed_workspace import project_files
from trustpages.intake.origins import find_origins
from trustpages.model.documents.trust import Gates
from trustpages.model.results.review import ChangeReview, ReviewSide
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import Origins, Workspace
from trustpages.review.gating import parse_gates
from trustpages.review.records import make_record
from trustpages.review.reviewing import review_changes
from trustpages.workflow.assessment import compute
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice

Edit: TypeAlias = tuple[str, str, str]
"""A file, what stands there, and what is written in its place; everything where nothing is named."""

DEFAULT_GATES = Gates().review


def read_side(root: Path, as_of: date | None = None, audience: Audience = Audience.INTERNAL) -> ReviewSide:
    """The workspace as a side; its date is that of `trust.yml` unless one is given."""
    reading = read(Choice(root, as_of, audience, AS_OF))
    computed = compute(reading, tries_policies=False)
    assert reading.intake.workspace is not None, reading.intake.problems
    assert computed.report is not None, computed.problems
    seen, digests = project_files(reading.trees, audience), reading.trees.data_digests()
    files = {file.path: hashlib.sha256(file.content).hexdigest() for file in seen.files}
    return ReviewSide(
        label=root.name,
        commit=None,
        record=computed.record,
        workspace=reading.intake.workspace,
        origins=find_origins(reading.intake.documents, reading.intake.digests),
        reads_files=files | {path: digests[path] for path in seen.data},
    )


def a_side(workspace: Workspace, as_of: date = AS_OF) -> ReviewSide:
    """Documents as a side, without files."""
    report = assess(workspace, as_of, Audience.INTERNAL, tries_policies=False)
    record = make_record(report)
    return ReviewSide(label="", commit=None, record=record, workspace=workspace, origins=Origins(), reads_files={})


def read_edited(root: Path, *edits: Edit) -> ReviewSide:
    """The workspace of `support.workspaces.reviewed` after a commit, written below `root`."""
    write_reviewed(root)
    for path, old, new in edits:
        file = root / path
        text = file.read_text("utf-8") if old else ""
        assert old in text, (path, old)
        file.write_text(text.replace(old, new, 1) if old else new, encoding="utf-8", newline="\n")
    return read_side(root)


def review(before: ReviewSide, after: ReviewSide, *gates: str, as_of: date = AS_OF) -> ChangeReview:
    """The review of both, with the gates that hold by default unless others are named."""
    names: Sequence[str] = gates or DEFAULT_GATES
    return review_changes(before, after, parse_gates(names), as_of)
