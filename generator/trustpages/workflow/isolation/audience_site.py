"""Steps of a site for one audience: read, hold it against all of the evidence, build, replace the previous one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.publish.folders import open_site_place, refuse_foreign_folder, replace_folder
from trustpages.system.cache_folder import prepare_audience_cache
from trustpages.system.garbage import give_back
from trustpages.workflow.assessment import list_intake_complaints
from trustpages.workflow.isolation.build_process import BuildProcess, is_isolated
from trustpages.workflow.isolation.disclosure import Disclosed, disclose
from trustpages.workflow.isolation.launcher import ask_for_site, receive_site
from trustpages.workflow.isolation.parts import looks_better, refuse_disclosure
from trustpages.workflow.reading import ReadWorkspace, read
from trustpages.workflow.run import INVALID, BuildOutcome, BuiltSite, Choice, Step, choose_site_folder
from trustpages.workflow.site.own_templates import tell_unused_templates


def build_workspace(
    choice: Choice, out: Path, place: Path, jobs: int, step: Step, process: BuildProcess
) -> BuildOutcome:
    """Reads the workspace, and builds its site in the private folder `place` beside `out`, which is replaced.

    A site for a restricted audience that would look better than all of the evidence does is not built.
    """
    begun = _begin_to_build(choice, place, jobs, step, process)
    give_back()
    return _finish(begun, out)


def _begin_to_build(choice: Choice, place: Path, jobs: int, step: Step, process: BuildProcess) -> _Begun | BuildOutcome:
    """Reads the workspace, which is gone by the time when another process builds."""
    with step("Reading the workspace"):
        reading = read(choice)
    if reading.intake.workspace is None:
        return _refuse_invalid(reading)

    def hold() -> bool | None:
        with step("Holding the report against all of the evidence"):
            cache = None if choice.fresh else prepare_audience_cache(reading.root, WIDEST_AUDIENCE)
            return looks_better(reading, cache=cache.agents if cache else None)

    return _begin(reading, hold, place, jobs, step, process)


def build_reading(reading: ReadWorkspace, found: bool | None, out: Path | None, jobs: int, step: Step) -> BuildOutcome:
    """Builds the site of a workspace that was read, for its audience and with its options.

    `found` is whether it looks better than all of the evidence does, as `looks_better` says; the pages tell it.
    """
    if reading.intake.workspace is None:
        return _refuse_invalid(reading)
    out = choose_site_folder(reading.root, out)
    with open_site_place(out) as place, closing(BuildProcess(place)) as process:
        return _finish(_begin(reading, lambda: found, place, jobs, step, process), out)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A site that may be built: `complete` does that, or waits for it; `complaints` and `aside` are known before."""

    complete: Callable[[], BuiltSite]
    complaints: tuple[str, ...]
    aside: str


def _begin(
    reading: ReadWorkspace, hold: Callable[[], bool | None], place: Path, jobs: int, step: Step, process: BuildProcess
) -> _Begun | BuildOutcome:
    use, disclosed = reading.choice.own_templates, disclose(reading)
    asked = None
    if is_isolated(reading.root, reading.audience, use):
        asked = ask_for_site(reading, disclosed, place, jobs, step, process)
    found = hold()  # while that process reads and computes what it may see
    if (refused := refuse_disclosure(reading, found)) is not None:
        process.close()
        return BuildOutcome(None, "", refused.complaints, refused.exit_code)
    if asked is None:
        known = replace(disclosed, looks_better=found)
        complete = partial(_make_whole_site, reading, known, place, jobs, step)
    else:
        complete = partial(receive_site, asked, found, step, process)  # which needs nothing of what was read
    return _Begun(complete, tell_unused_templates(reading.root, use), reading.aside)


def _finish(begun: _Begun | BuildOutcome, out: Path) -> BuildOutcome:
    if isinstance(begun, BuildOutcome):
        return begun
    built = begun.complete()
    complaints = (*begun.complaints, *built.complaints)
    if built.folder is None:
        return BuildOutcome(None, "", complaints, INVALID)
    refuse_foreign_folder(out)  # again: somebody may have put files there during the build
    replace_folder(built.folder, out)
    summary = f"{built.summary}; {begun.aside}" if begun.aside else built.summary
    return BuildOutcome(out, summary, complaints, 0)


def _refuse_invalid(reading: ReadWorkspace) -> BuildOutcome:
    return BuildOutcome(None, "", list_intake_complaints(reading), INVALID)


def _make_whole_site(reading: ReadWorkspace, disclosed: Disclosed, place: Path, jobs: int, step: Step) -> BuiltSite:
    # Late: usually the sandboxed process needs it, not this one.
    from trustpages.workflow.site.steps import make_site

    cache = None if reading.choice.fresh else prepare_audience_cache(reading.root, reading.audience)
    return make_site(lambda: reading, lambda: disclosed, place / "built" / "site", cache, jobs, step)
