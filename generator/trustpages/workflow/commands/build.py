"""Steps of `build`: have the process that builds load its libraries, and build the site for one audience meanwhile.

Little is imported here, since all of it comes before that process starts.
"""

from __future__ import annotations

from contextlib import closing, nullcontext
from pathlib import Path

from trustpages.intake.files.workspace_folder import find_workspace, read_stated_audience
from trustpages.publish.folders import open_site_place
from trustpages.system.cache_folder import prepare_audience_cache
from trustpages.workflow.isolation.build_process import BuildProcess, is_isolated
from trustpages.workflow.run import BuildOutcome, Choice, Step, choose_site_folder


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
    if revision is None:
        return _build(choice, out, jobs, step, process)
    from trustpages.workflow.reading import at_revision

    out = out or choose_site_folder(find_workspace(choice.start), None)
    with at_revision(choice, revision) as chosen:
        return _build(chosen, out, jobs, step, process)


def _build(choice: Choice, out: Path | None, jobs: int, step: Step, process: BuildProcess | None) -> BuildOutcome:
    root = find_workspace(choice.start)
    out = choose_site_folder(root, out)
    with open_site_place(out) as place, nullcontext(process) if process else closing(BuildProcess(place)) as builder:
        _start_early(builder, root, choice)
        from trustpages.workflow.isolation.audience_site import build_workspace  # late: while that process starts

        return build_workspace(choice, out, place, jobs, step, builder)


def _start_early(process: BuildProcess, root: Path, choice: Choice) -> None:
    """Starts the process for whom the site seems to be for; it is replaced where reading says otherwise."""
    audience = choice.audience or read_stated_audience(root)
    if is_isolated(root, audience, choice.own_templates):
        cache = None if choice.fresh else prepare_audience_cache(root, audience)
        process.start(audience, (root,) if choice.at is None else (root, choice.at.asked_in), cache)
