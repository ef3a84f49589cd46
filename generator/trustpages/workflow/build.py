"""What `build` does: a site for one audience, put in the place of the one before."""

from __future__ import annotations

from pathlib import Path

from trustpages.intake.audience import COMPLETE
from trustpages.publish.folders import refuse_foreign_folder, replace_folder, restore_folder, workplace
from trustpages.workflow.cache import audience_cache
from trustpages.workflow.choice import Choice
from trustpages.workflow.made import Made, Step
from trustpages.workflow.outcomes import BuildOutcome, folder_of_site
from trustpages.workflow.projected import make_projected_site
from trustpages.workflow.reading import Reading, read
from trustpages.workflow.releases import released

INVALID = 3


def build(choice: Choice, out: Path | None, jobs: int, step: Step) -> BuildOutcome:
    """The site of the workspace in `out` (default: `site/` in the workspace); `step` narrates."""
    with step("Reading the workspace"):
        reading = read(choice)
    return build_reading(reading, out, jobs, step)


def build_reading(reading: Reading, out: Path | None, jobs: int, step: Step) -> BuildOutcome:
    """The same for a workspace that was read, for the audience of `reading` and as its choice says."""
    if reading.intake.workspace is None:
        from trustpages.workflow.complaints import complaints_of_intake

        return BuildOutcome(None, "", complaints_of_intake(reading), INVALID)
    out = folder_of_site(reading.root, out)
    refuse_foreign_folder(out)
    restore_folder(out)
    with workplace(out) as place:
        made = site_for(reading, place, jobs, step)
        if made.folder is None:
            return BuildOutcome(None, "", made.complaints, INVALID)
        refuse_foreign_folder(out)
        replace_folder(made.folder, out)
    summary = f"{made.summary}; {reading.aside}" if reading.aside else made.summary
    return BuildOutcome(out, summary, made.complaints, 0)


def site_for(reading: Reading, place: Path, jobs: int, step: Step) -> Made:
    """The site for the audience of a valid `reading`, in a folder below the private, empty folder `place`.

    What is for part of the readers is built from a copy of that part, by a process that can open nothing else.
    """
    if reading.audience is not COMPLETE:
        return make_projected_site(reading, place, jobs, step)
    from trustpages.workflow.making import make_site  # late: the usual build leaves this to its process

    cache = None if reading.choice.fresh else audience_cache(reading.root, reading.audience)
    return make_site(reading, released(reading), place / "built" / "site", cache, jobs, step)
