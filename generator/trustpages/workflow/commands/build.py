"""Steps of `build`: build the site for one audience, and replace the previous one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from trustpages.compose.problems import format_as_text
from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.intake.files.workspace_folder import find_workspace
from trustpages.publish.folders import open_workplace, refuse_foreign_folder, replace_folder, restore_folder
from trustpages.system.cache_folder import prepare_audience_cache
from trustpages.system.garbage import spare_what_is_there
from trustpages.workflow.isolation.build_process import BuildProcess
from trustpages.workflow.isolation.disclosure import Disclosed, disclose
from trustpages.workflow.isolation.launcher import make_isolated_site
from trustpages.workflow.isolation.parts import looks_better, refuse_disclosure
from trustpages.workflow.reading import ReadWorkspace, add_path_prefix, at_revision, read
from trustpages.workflow.run import BuildOutcome, BuiltSite, Choice, OwnTemplates, Step, choose_site_folder
from trustpages.workflow.site.own_templates import find_own_templates, tell_unused_templates

INVALID = 3
GATE = 4


def build(
    choice: Choice,
    out: Path | None,
    jobs: int,
    step: Step,
    revision: str | None = None,
    process: BuildProcess | None = None,
) -> BuildOutcome:
    """Builds the site of the workspace in `out` (default: `site/` in the workspace); `step` shows progress.

    It is that of a git `revision` where one is given. A server gives the `process` that it keeps between builds. A
    site for a restricted audience that would look better than all of the evidence does is not built.
    """
    if revision is not None:
        out = out or choose_site_folder(find_workspace(choice.start), None)
    with at_revision(choice, revision) as chosen:
        return _build(chosen, out, jobs, step, process)


def _build(choice: Choice, out: Path | None, jobs: int, step: Step, process: BuildProcess | None) -> BuildOutcome:
    with step("Reading the workspace"):
        reading = read(choice)
    if reading.intake.workspace is None:
        return _refuse_invalid(reading)
    with step("Holding the report against all of the evidence"):
        cache = None if choice.fresh else prepare_audience_cache(reading.root, WIDEST_AUDIENCE)
        found = looks_better(reading, cache=cache.agents if cache else None)
    if (refused := refuse_disclosure(reading, found)) is not None:
        complaint = format_as_text(add_path_prefix((refused,), reading.prefix), {})
        return BuildOutcome(None, "", tuple(complaint.splitlines()), INVALID if found is None else GATE)
    return build_reading(reading, found, out, jobs, step, process)


def build_reading(
    reading: ReadWorkspace,
    found: bool | None,
    out: Path | None,
    jobs: int,
    step: Step,
    process: BuildProcess | None = None,
) -> BuildOutcome:
    """Builds the site of a workspace that was read, for its audience and with its options.

    `found` is whether it looks better than all of the evidence does, as `looks_better` says; the pages tell it.
    """
    if reading.intake.workspace is None:
        return _refuse_invalid(reading)
    out = choose_site_folder(reading.root, out)
    # Before the build, which may take minutes.
    refuse_foreign_folder(out)
    restore_folder(out)
    disclosed = replace(disclose(reading), looks_better=found)
    with open_workplace(out) as place:
        built = _make_site_for(reading, disclosed, place, jobs, step, process)
        if built.folder is None:
            return BuildOutcome(None, "", built.complaints, INVALID)
        refuse_foreign_folder(out)  # again: somebody may have put files there during the build
        replace_folder(built.folder, out)
    summary = f"{built.summary}; {reading.aside}" if reading.aside else built.summary
    return BuildOutcome(out, summary, built.complaints, 0)


def _refuse_invalid(reading: ReadWorkspace) -> BuildOutcome:
    from trustpages.workflow.assessment import list_intake_complaints

    return BuildOutcome(None, "", list_intake_complaints(reading), INVALID)


def _make_site_for(
    reading: ReadWorkspace, disclosed: Disclosed, place: Path, jobs: int, step: Step, process: BuildProcess | None
) -> BuiltSite:
    """Builds the site for the audience of a valid `reading` in a folder below the private, empty folder `place`.

    For a restricted audience, a sandboxed process builds it from a copy of what that audience may see. The same
    holds where the workspace has templates of its own, which might never end.
    """
    use = reading.choice.own_templates
    runs_own = use is not OwnTemplates.UNUSED and find_own_templates(reading.root) is not None
    if reading.audience is not WIDEST_AUDIENCE or runs_own:
        built = make_isolated_site(reading, disclosed, place, jobs, step, process)
    else:
        built = _make_whole_site(reading, disclosed, place, jobs, step)
    return replace(built, complaints=(*tell_unused_templates(reading.root, use), *built.complaints))


def _make_whole_site(reading: ReadWorkspace, disclosed: Disclosed, place: Path, jobs: int, step: Step) -> BuiltSite:
    # Late: usually the sandboxed process needs it, not this one.
    from trustpages.workflow.site.steps import make_site

    cache = None if reading.choice.fresh else prepare_audience_cache(reading.root, reading.audience)
    with spare_what_is_there():
        return make_site(reading, disclosed, place / "built" / "site", cache, jobs, step)
