"""Compose the pages of a computed report, and tell which anchors one of them has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from trustpages import __version__
from trustpages.compose.composition import Composition
from trustpages.compose.site import compose_site
from trustpages.compose.wording.said import say
from trustpages.intake import yaml
from trustpages.intake.files.authored_page import LoadYaml
from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.model.problem import TrustpagesError
from trustpages.publish.site.addresses import find_standing_address
from trustpages.render.addresses import PageAddresses
from trustpages.render.authored import find_page_anchors
from trustpages.render.templates import open_templates, render_page
from trustpages.system.cache_folder import AudienceCache
from trustpages.workflow.assessment import ComputedReport
from trustpages.workflow.codes import explain_formulas, explain_metrics, explain_rules
from trustpages.workflow.isolation.disclosure import Disclosed, add_changes
from trustpages.workflow.reading import ReadWorkspace
from trustpages.workflow.shipped.frameworks import collect_frameworks
from trustpages.workflow.shipped.questions import collect_questions
from trustpages.workflow.site.documents import list_documents


def gather_composition(
    reading: ReadWorkspace, computed: ComputedReport, disclosed: Disclosed, load: LoadYaml = yaml.load
) -> Composition:
    """Everything that the pages of a computed report are composed from; `load` reads what comes with the program."""
    workspace, report = reading.intake.workspace, computed.report
    if workspace is None or report is None:
        raise ValueError("only a valid workspace has a site")
    return Composition(
        report=report,
        trust=workspace.trust,
        origins=add_changes(reading.intake.origins, disclosed.changes),
        content=reading.intake.pages,
        metrics=tuple(explain_metrics().values()),
        formulas=tuple(explain_formulas().values()),
        rules=tuple(explain_rules().values()),
        questions=collect_questions(workspace),
        frameworks=collect_frameworks(workspace, load),
        decisions=workspace.decisions,
        version=__version__,
        withheld=disclosed.withheld,
        looks_better=disclosed.looks_better,
        log_before=reading.choice.log_before,
        changes=computed.changes,
        address=find_standing_address(workspace.trust.site.url, versioned=reading.choice.versioned) or "",
        documents=list_documents(reading.choice.exports),
        release=reading.choice.release,
        version_address=_find_version_address(reading, workspace.trust.site.url),
    )


def _find_version_address(reading: ReadWorkspace, url: str | None) -> str:
    """Where the pages of this very report will lie: a version has a folder of its own; empty where nobody says."""
    choice = reading.choice
    if url is None or (choice.versioned and not choice.release):
        return ""
    return f"{url.rstrip('/')}/{choice.release}/" if choice.release else f"{url.rstrip('/')}/"


MOST_TRIED: Final = 6
"""Agents whose steps are tried in a build, the worst first: each takes as long as dozens of assessments."""


def add_next_steps(
    composition: Composition, reading: ReadWorkspace, computed: ComputedReport, cache: AudienceCache | None = None
) -> Composition:
    """The composition of a site for the vendor's own people with the next steps of its worst agents; else as it is."""
    workspace = reading.intake.workspace
    if reading.audience is not WIDEST_AUDIENCE or workspace is None or not composition.report.agents:
        return composition
    from trustpages.workflow.next_steps import find_next_steps  # late: only a site for the vendor's own people has them

    worst = sorted(composition.report.agents, key=lambda agent: (agent.posture.posture.rank, agent.id))[:MOST_TRIED]
    found = find_next_steps(workspace, computed, [agent.id for agent in worst], cache.steps if cache else None)
    return replace(composition, next_steps=found)


def read_page_anchors(composition: Composition, folders: tuple[Path, ...]) -> Callable[[str], frozenset[str] | None]:
    """Which anchors the page of a path has, None where it cannot be composed or written.

    Which those are hangs on the templates in `folders` and on how many agents there are, so the page is written as
    for the site.
    """
    try:
        pages = {page.path: page for page in compose_site(composition).pages}
    except TrustpagesError:
        return lambda _: None  # what is wrong with it is a problem of its own
    templates = open_templates(folders, PageAddresses(frozenset(pages)), say)

    @cache
    def find_anchors(path: str) -> frozenset[str] | None:
        try:
            return find_page_anchors(render_page(pages[path], templates).content.decode()) if path in pages else None
        except TrustpagesError:
            return None

    return find_anchors
