"""Rebuild a published version from its workspace, and compare every file, log event and value of the report.

The build is the one that `publish` does, from the projected documents on; nothing is taken from a cache.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from trustpages.compose.paths import REPORT
from trustpages.intake.files.line_ends import REMEDY
from trustpages.intake.previous.report import find_excess, read_record
from trustpages.intake.workspace import Intake
from trustpages.model.problem import TrustpagesError, TryAgain
from trustpages.model.results.records.changes import ReportChange
from trustpages.model.results.records.report import ReportRecord
from trustpages.publish.files import read_plain
from trustpages.publish.verifier.trustverify import Outcome, plain
from trustpages.publish.versions.published_version import (
    FileComparison,
    PublishedVersion,
    compare_files,
    read_published_version,
)
from trustpages.review.changes import find_changes
from trustpages.review.value_changes import find_value_changes
from trustpages.review.words import describe_change, describe_value
from trustpages.workflow.isolation.audience_site import build_reading
from trustpages.workflow.isolation.parts import looks_better
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice, OwnTemplates, Step
from trustpages.workflow.site.documents import find_documents, refuse_missing_libraries
from trustpages.workflow.site.own_templates import OPTION, tell_unused_templates
from trustpages.workflow.versions.record import TOOL, find_binding_report, read_recorded_digest, read_version_facts


@dataclass(frozen=True, slots=True)
class PreviousFile:
    """The file of the earlier report, None where the version had none."""

    report: Path | None


def find_previous_report(recorded: PublishedVersion, named: Path | None, out: Outcome) -> PreviousFile | None:
    """The earlier report as it was published; None, with the reason in `out`, where the version had another one.

    It is that of the newest version that was published before, or what that left when it was withdrawn; where there is
    none, the one `named` by the workspace.
    """
    version, before, digest = recorded.version, recorded.before, recorded.previous_report
    report = find_binding_report(before) or named
    if digest is None and (report is None or not before):
        return PreviousFile(None)
    if digest is not None and report is not None and sha256(read_plain(report)).hexdigest() == digest:
        return PreviousFile(report)
    gone = next((folder.name for folder in before if digest == read_recorded_digest(folder)), None)
    if gone is not None:
        why = f"the report of {gone}, which it was held against, is not there any more"
    elif before:
        sentence = f"the earlier report that is recorded is not that of {before[0].name}, the version before it"
        out.fail("other-previous", version, sentence)
        return None
    else:
        why = "it was held against an earlier report that is neither in this folder nor named by trust.yml"
    out.unchecked.append(f"rebuild of {version}: {why}")
    return None


SHOWN = 5
"""How many of several differences are told; the number of the others is."""


@dataclass(frozen=True, slots=True)
class RebuildOptions:
    """What to build again: `version` of a published folder (None: the newest), from which workspace.

    `jobs` are the processes to use. Templates of the workspace are used only where `own_templates` says so: to verify
    is not to run what somebody sent.
    """

    workspace: Path
    version: str | None
    jobs: int
    own_templates: OwnTemplates = OwnTemplates.UNUSED


def rebuild(published: Path, wanted: RebuildOptions, step: Step, out: Outcome) -> None:
    """Adds to `out` what building the version again shows, and what it cannot show.

    Raises TrustpagesError `unknown-version`, and `no-workspace` where there is none.
    """
    try:
        recorded = read_published_version(published, wanted.version)
    except TrustpagesError as error:
        if error.code == "unknown-version":
            raise
        out.unchecked.append(f"rebuild: {plain(error.sentence)}")
        return
    if recorded.tool != TOOL:
        out.unchecked.append(
            f"rebuild of {recorded.version}: {plain(recorded.tool)} made it, this is {TOOL}; "
            "another version may give other bytes, so install that one"
        )
        return
    try:
        _rebuild(recorded, wanted, step, out)
    except TryAgain:
        raise
    except TrustpagesError as error:
        if error.code == "no-workspace":
            raise
        if error.code == "missing-extra":
            out.unchecked.append(f"rebuild of {recorded.version}: {plain(error.sentence)} ({plain(error.remedy)})")
            return
        out.fail("not-rebuilt", recorded.version, f"it cannot be built again: {plain(str(error))}")


def _rebuild(recorded: PublishedVersion, wanted: RebuildOptions, step: Step, out: Outcome) -> None:
    documents = find_documents(file.path for file in recorded.files)
    refuse_missing_libraries(documents)  # before everything else is built
    choice = Choice(
        wanted.workspace,
        recorded.as_of,
        recorded.audience,
        recorded.as_of,
        log_before=recorded.log_before.printed(),
        fresh=True,
        takes_named=recorded.previous_report is not None,
        own_templates=wanted.own_templates,
        exports=documents,
        release=recorded.version,
    )
    with step("Reading what the audience may see"):
        reading = read(choice)
    workspace = reading.intake.workspace
    if workspace is None:
        out.fail("not-rebuilt", recorded.version, "the workspace is not valid: run trustpages check")
        return
    _tell_documents(recorded, reading.intake, workspace.inputs_digest, out)
    previous = find_previous_report(recorded, reading.choice.previous, out)
    if previous is None:
        return
    with tempfile.TemporaryDirectory(prefix="trustpages-") as folder:
        again = replace(reading, choice=choice.after(previous.report))
        # A version was published with its gate met or switched off: what came since does not change it.
        better = False if workspace.trust.gates.holds_disclosure else looks_better(again)
        made = build_reading(again, better, Path(folder) / "site", wanted.jobs, step)
        if made.out is None:
            _tell(out, "not-rebuilt", recorded.version, "the workspace is not valid", made.complaints)
            return
        out.notes += (f"[rebuild] {line}" for line in tell_unused_templates(reading.root, wanted.own_templates))
        with step("Comparing every file"):
            earlier = None if previous.report is None else read_plain(previous.report)
            facts = read_version_facts(made.out, earlier, workspace.trust)
            found = compare_files(recorded, made.out, facts)
            _tell_comparison(recorded, found, out)
            _tell_report(recorded, made.out, out)
    _tell_limits(recorded, out)


def _tell_documents(recorded: PublishedVersion, intake: Intake, inputs: str, out: Outcome) -> None:
    version = recorded.version
    if inputs == recorded.inputs:
        out.passed.append(f"rebuild of {version}: the documents are those recorded, {inputs}")
    else:
        sentence = f"the documents have the digest {inputs}, recorded is {recorded.inputs}"
        if recorded.inputs in intake.inputs_with_other_ends:
            sentence = f"{sentence}: their line ends are others, nothing else; {REMEDY}"
        out.fail("other-documents", version, sentence)


def _tell_comparison(recorded: PublishedVersion, found: FileComparison, out: Outcome) -> None:
    version, failed = recorded.version, len(out.failures)
    number = found.same + found.different
    for code, paths, sentence in (
        ("rebuilt-changed", found.changed, "have other bytes"),
        ("rebuilt-missing", found.missing, "were built again and are not in the version"),
        ("rebuilt-extra", found.extra, "are in the version and were not built again"),
    ):
        if paths:
            _tell(out, code, version, f"{len(paths)} of {number} files {sentence}", paths)
    for code, events, sentence in (
        ("untold", found.untold, "the log does not tell"),
        ("invented", found.invented, "the log tells what the documents do not say"),
    ):
        if events:
            told = tuple(f"{event.happening} {event.subject}" for event in events)
            _tell(out, code, version, sentence, told)
    if found.different:
        out.notes.append(
            "[rebuild] not only documents change bytes: so do templates of the workspace, which are used with "
            f"{OPTION} only, its git history where commits are shown, and other versions of libraries"
        )
    if len(out.failures) == failed:
        how = "with the recorded digests; it was withdrawn" if recorded.withdrawn else "byte for byte"
        out.passed.append(f"rebuild of {version}: {found.same} files are identical, {how}")


def _tell_report(recorded: PublishedVersion, site: Path, out: Outcome) -> None:
    """Which values of the report differ, since a list of pages does not say what is behind it."""
    published = recorded.folder / REPORT
    if recorded.withdrawn or not published.is_file() or published.is_symlink():
        return
    before, after = read_plain(published), read_plain(site / REPORT)
    old, new = (read_record(data, REPORT) for data in (before, after))
    try:
        values = () if find_excess(before) else tuple(find_value_changes(json.loads(before), json.loads(after)))
    except (ValueError, RecursionError):
        return  # then it is among the files that differ
    changes: tuple[ReportChange, ...] = ()
    if isinstance(old, ReportRecord) and isinstance(new, ReportRecord):  # else its values alone can be told
        changes = find_changes(old, new)
    for sentence, items in (
        ("what the report says otherwise, published > built again", tuple(map(describe_change, changes))),
        ("values that differ, published > built again", tuple(map(describe_value, values))),
    ):
        if items:
            _tell(out, "rebuilt-report", recorded.version, sentence, items)


def _tell(out: Outcome, code: str, version: str, sentence: str, items: tuple[str, ...]) -> None:
    more = f" and {len(items) - SHOWN} more" if len(items) > SHOWN else ""
    out.fail(code, version, f"{sentence}: {'; '.join(plain(item) for item in items[:SHOWN])}{more}")


def _tell_limits(recorded: PublishedVersion, out: Outcome) -> None:
    out.unchecked.append(f"rebuild of {recorded.version}: signatures, which nobody else can make again")
    if recorded.others:
        out.unchecked.append(f"rebuild: {recorded.others} other versions (give --version NAME)")
