"""Check authored pages against the site: each needs a path of its own, and links that lead to a page and an anchor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import Final

from trustpages.compose.paths import EMBEDS, HOME
from trustpages.model.problem import Explanation, Place, Problem
from trustpages.model.results.report import Report
from trustpages.publish.files import is_safe_path
from trustpages.publish.site.csp import HOST_HEADERS
from trustpages.publish.site.engine import SITEMAP, to_html_path
from trustpages.workflow.assessment import ComputedReport
from trustpages.workflow.isolation.disclosure import Disclosed
from trustpages.workflow.reading import ReadWorkspace
from trustpages.workflow.shipped.frameworks import list_framework_ids
from trustpages.workflow.shipped.questions import collect_questions
from trustpages.workflow.site.engine import load_engine
from trustpages.workflow.site.own_paths import list_own_paths, list_reserved_paths
from trustpages.workflow.site.own_templates import list_template_folders

AUTHORED_PAGE_CODES: Final = (
    Explanation(
        "page-place",
        "An authored page stands where the site has something else",
        "A page in `content/` is published under its own path, and the pages of agents, pacts, benchmarks and "
        "registers have theirs. `x.md` and `x/index.md` are one page; `README.md` is none. Bad: `content/agents.md`. "
        "Good: `content/our-agents.md`.",
    ),
    Explanation(
        "broken-link",
        "A page links to a page that is not part of the site",
        "The page was renamed, is withheld from this audience, or never was there; or it is there, and has no "
        "place of the name that follows `#`. Links in authored pages are relative to the file. "
        "Bad: `[how we test](/how-we-test)`. Good: `[how we test](how-we-test.md)`.",
    ),
    Explanation(
        "reserved-heading",
        "A heading of an authored page begins with two underscores",
        "The site engine makes the heading's anchor of its text, and the theme finds its own parts by anchors that "
        "begin so. Bad: `## __config`. Good: `## Configuration`.",
    ),
)
"""Every code about authored pages among the others of the site."""


_CONTENT = "content/"
_ASSETS = frozenset({"assets/", "javascripts/", "stylesheets/", EMBEDS})
"""Folders that the templates and the charts fill with files; those of the engine come on top."""


def check_authored_pages(
    reading: ReadWorkspace,
    report: Report | None,
    compute_in_full: Callable[[], ComputedReport],
    disclosed: Callable[[], Disclosed],
) -> Iterator[Problem]:
    """Problems of the authored pages that the audience of `reading` may see: paths that are taken, broken links.

    The last two are asked only where a page links to a place on a page that the program makes: of what hangs on the
    policy, too, there are places.
    """
    workspace = reading.intake.workspace
    texts = dict(reading.intake.pages)
    if workspace is None or report is None or not texts:
        return
    own = list_own_paths(report, collect_questions(workspace), list_framework_ids(workspace))
    yield from _check_places(texts, own | list_reserved_paths(report))
    from trustpages.render.addresses import PageAddresses
    from trustpages.render.authored_checks import (
        AuthoredFile,
        find_authored_anchors,
        find_authored_problems,  # late: most runs have no such page
    )

    site = PageAddresses(own.union(texts))
    lines = {page.file.removeprefix(_CONTENT): page.first_line for page in reading.trees.pages}

    @cache
    def generated() -> Callable[[str], frozenset[str] | None]:
        from trustpages.workflow.site.composed_pages import (  # late: takes its time
            gather_composition,
            read_page_anchors,
        )

        folders = list_template_folders(reading.root, reading.choice.own_templates)
        return read_page_anchors(gather_composition(reading, compute_in_full(), disclosed()), folders)

    @cache
    def anchors(path: str) -> frozenset[str] | None:
        # The home page also has generated sections, with anchors that are not in the text.
        return find_authored_anchors(texts[path]) if path in texts and path != HOME else generated()(path)

    for path, text in texts.items():
        written = AuthoredFile(f"{_CONTENT}{path}", path, text, lines.get(path, 1))
        yield from find_authored_problems(written, site, _list_folders(), anchors)


def _check_places(paths: Iterable[str], own: Iterable[str]) -> Iterator[Problem]:
    """A problem for each authored page whose path is that of another file or folder of the site."""
    paths = tuple(path for path in paths if path != HOME)
    made = load_engine().reserved_files | {HOST_HEADERS.path, SITEMAP}
    files = [*made, *(to_html_path(path) if path.endswith(".md") else path for path in own)]
    # Folded, since on macOS and Windows names that differ in letter case are one file.
    taken = Counter(file.casefold() for file in (*files, *map(to_html_path, paths)))
    for path in paths:
        if fault := _find_place_fault(path, taken):
            remedy = "give the file another name, or move it to a folder of its own"
            yield Problem(Place(f"{_CONTENT}{path}"), "page-place", fault, remedy)


def _find_place_fault(path: str, taken: Counter[str]) -> str | None:
    file = to_html_path(path)
    folders = {str(parent).casefold() for parent in PurePosixPath(file).parents}
    if (name := PurePosixPath(path).name) in load_engine().index_names:
        return f"the site engine takes a {name} for the page of its folder"
    if file.casefold().startswith(_list_folders()):
        return f"the folder '{path.partition('/')[0]}' of the site is for files of the program"
    if taken[file.casefold()] > 1 or folders & taken.keys():
        return f"the site has another page or file in the place of '{file}'"
    return None if is_safe_path(file) else f"'{file}' cannot be the path of a page"


def _list_folders() -> tuple[str, ...]:
    """Folders that theme, templates and charts fill with files."""
    return tuple(sorted(_ASSETS | load_engine().reserved_folders))
