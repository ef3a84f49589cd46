"""From a reading to a site: compute, compose, draw, render, and hand it to the site engine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from trustpages import __version__
from trustpages.compose.composition import Composition
from trustpages.compose.site import compose_site
from trustpages.publish.engine import build_site
from trustpages.publish.kept_pages import KeptPages
from trustpages.workflow.authored_pages import problems_of_pages
from trustpages.workflow.cache import CHARTS, PAGES
from trustpages.workflow.codes import explained_formulas, explained_metrics, explained_rules
from trustpages.workflow.complaints import complaints_of
from trustpages.workflow.computing import Computed, compute
from trustpages.workflow.inputs import program_digest
from trustpages.workflow.made import Made, Step
from trustpages.workflow.questions import questions_of
from trustpages.workflow.reading import Reading
from trustpages.workflow.releases import Released, with_commits
from trustpages.workflow.rendering import render_site


def make_site(
    reading: Reading, told: Released, folder: Path, cache: Path | None, jobs: int, step: Step
) -> Made:
    """The site of `reading` in `folder`, in this process; `cache` holds what was made before."""
    with step("Computing the report"):
        computed = compute(reading)
    if computed.report is not None and (faults := tuple(problems_of_pages(reading, computed.report))):
        computed = Computed(None, tuple(sorted({*computed.problems, *faults})))
    complaints = complaints_of(computed, reading)
    if computed.report is None:
        return Made(None, "", complaints)
    with step("Composing pages"):
        composition = compose(reading, computed, told)
        composed = compose_site(composition)
    with step(f"Drawing charts and rendering {len(composed.pages)} pages"):
        source = render_site(composed, composition, reading.root, jobs, cache and cache / CHARTS)
    with step(f"Building the site of {len(source.pages)} pages"):
        versioned = replace(source, versioned=reading.choice.versioned)
        site = build_site(versioned, folder, processes=jobs, kept=kept_pages(cache))
    agents = len(computed.report.agents)
    summary = f"{agents} agent{'' if agents == 1 else 's'}, {site.pages} pages, {site.files} files"
    return Made(site.out, summary, complaints, computed.report.inputs_digest)


def kept_pages(cache: Path | None) -> KeptPages | None:
    """The pages that earlier versions of the site left in the folder `cache`."""
    return KeptPages(cache / PAGES, program_digest()) if cache else None


def compose(reading: Reading, computed: Computed, told: Released) -> Composition:
    """What the site of a computed report is composed from."""
    workspace, report = reading.intake.workspace, computed.report
    if workspace is None or report is None:
        raise ValueError("only a valid workspace has a site")
    return Composition(
        report=report,
        trust=workspace.trust,
        origins=with_commits(reading.intake.origins, told.commits),
        content=reading.intake.pages,
        metrics=tuple(explained_metrics().values()),
        formulas=tuple(explained_formulas().values()),
        rules=tuple(explained_rules().values()),
        questions=questions_of(workspace),
        decisions=workspace.decisions,
        version=__version__,
        withheld=told.withheld,
        log_before=reading.choice.log_before,
    )
