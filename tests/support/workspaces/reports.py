"""What the program makes of a workspace on disk, up to its rendered pages: no site is built."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from support.builders import AS_OF
from support.compose.rendered import rendered
from trustpages.compose.site import compose_site
from trustpages.model.pages.page import Page, SiteSource
from trustpages.model.vocabulary import Audience
from trustpages.render.addresses import PageAddresses
from trustpages.render.authored import refuse_dead_anchors
from trustpages.review.records import write_record
from trustpages.system.cache_folder import AudienceCache
from trustpages.workflow.assessment import ComputedReport, compute
from trustpages.workflow.isolation.disclosure import disclose
from trustpages.workflow.reading import ReadWorkspace, read
from trustpages.workflow.run import Choice
from trustpages.workflow.site.composed_pages import gather_composition
from trustpages.workflow.site.parts import make_parts
from trustpages.workflow.site.steps import find_means, render_site

EARLIER = "history/earlier/report.json"
"""What `previous` in trust.yml names where a workspace has an earlier report."""


def read_and_compute(root: Path, audience: Audience) -> tuple[ReadWorkspace, ComputedReport]:
    """The workspace as this audience may see it, and its report."""
    reading = read(Choice(root, None, audience, AS_OF))
    return reading, compute(reading)


def write_earlier_report(root: Path) -> None:
    """Leaves the public report of the workspace as it is now, for what it becomes next to be held against."""
    _, computed = read_and_compute(root, Audience.PUBLIC)
    assert computed.report is not None, computed.problems
    file = root / EARLIER
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(write_record(computed.record))


def refuse_dead_links(root: Path, audience: Audience) -> None:
    """Renders every page; raises TrustpagesError if one links to a page, or a place on one, that is not there."""
    reading, computed = read_and_compute(root, audience)
    assert computed.report is not None, computed.problems
    refuse_dead_links_of(compose_site(gather_composition(reading, computed, disclose(reading))).pages)


def refuse_dead_links_of(pages: Sequence[Page]) -> None:
    """The same of pages that are composed already."""
    paths = frozenset(page.path for page in pages)
    refuse_dead_anchors([rendered(page, paths) for page in pages], PageAddresses(paths))


def compose_and_render(
    root: Path, day: date, cache: AudienceCache | None, audience: Audience = Audience.PUBLIC
) -> tuple[set[str], SiteSource]:
    """The agents whose part is made anew, and what the engine is given of the workspace as it stands.

    `cache` has agents, charts and parts of earlier times.
    """
    reading = read(Choice(root, day, audience, day))
    computed = compute(reading, tries_policies=False, cache=cache.agents if cache else None)
    assert computed.report is not None, computed.problems
    composition = gather_composition(reading, computed, disclose(reading))
    parts = make_parts(composition, computed.digests, find_means(reading, composition, cache))
    return set(parts.made), render_site(parts, computed.shared_record)
