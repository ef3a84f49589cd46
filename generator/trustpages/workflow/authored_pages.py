"""Whether the authored pages can stand in the site: each has a place of its own, and links that lead somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePosixPath

from trustpages.compose.own_paths import kept_free, own_paths
from trustpages.compose.paths import HOME
from trustpages.model.problem import Place, Problem
from trustpages.model.results.report import Report
from trustpages.publish.files import is_safe_path
from trustpages.publish.site_files import SEARCH_INDEX, SITEMAP, page_file
from trustpages.workflow.questions import questions_of
from trustpages.workflow.reading import Reading

_CONTENT = "content/"
_FOLDERS = ("assets/", "javascripts/", "search/", "stylesheets/")
"""What the theme, the templates and the charts fill with files."""

_OF_THE_ENGINE = ("404.html", "_headers", SEARCH_INDEX, SITEMAP, f"{SITEMAP}.gz")


def problems_of_pages(reading: Reading, report: Report) -> Iterator[Problem]:
    """What keeps the authored pages that the audience of `reading` may see out of the site of its `report`."""
    workspace = reading.intake.workspace
    texts = dict(reading.intake.pages)
    if workspace is None or not texts:
        return
    own = own_paths(report, questions_of(workspace))
    yield from _misplaced(texts, own | kept_free(report))
    from trustpages.render.authored_faults import (
        Written,
        authored_anchors,
        authored_faults,
    )  # late: most runs have no such page
    from trustpages.render.sitemap import SiteMap

    site = SiteMap(own.union(texts))
    lines = {page.file.removeprefix(_CONTENT): page.first_line for page in reading.trees.pages}

    @cache
    def anchors(path: str) -> frozenset[str] | None:
        # Home is more than what was written for it.
        return authored_anchors(texts[path]) if path in texts and path != HOME else None

    for path, text in texts.items():
        written = Written(f"{_CONTENT}{path}", path, text, lines.get(path, 1))
        yield from authored_faults(written, site, _FOLDERS, anchors)


def _misplaced(paths: Iterable[str], own: Iterable[str]) -> Iterator[Problem]:
    """A problem for each authored page that would be a file or folder that the site has otherwise."""
    paths = tuple(path for path in paths if path != HOME)
    files = [*_OF_THE_ENGINE, *(page_file(one) if one.endswith(".md") else one for one in own)]
    taken = Counter(file.casefold() for file in (*files, *map(page_file, paths)))
    for path in paths:
        if fault := _fault_of_place(path, taken):
            remedy = "give the file another name, or move it to a folder of its own"
            yield Problem(Place(f"{_CONTENT}{path}"), "page-place", fault, remedy)


def _fault_of_place(path: str, taken: Counter[str]) -> str | None:
    file = page_file(path)
    folders = {str(parent).casefold() for parent in PurePosixPath(file).parents}
    if PurePosixPath(path).name == "README.md":
        return "the site engine takes a README.md for the page of its folder"
    if file.casefold().startswith(_FOLDERS):
        return f"the folder '{path.partition('/')[0]}' of the site is for files of the program"
    if taken[file.casefold()] > 1 or folders & taken.keys():
        return f"the site has another page or file in the place of '{file}'"
    return None if is_safe_path(file) else f"'{file}' cannot be the path of a page"
