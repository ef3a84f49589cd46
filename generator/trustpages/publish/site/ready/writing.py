"""Write the pages that are ready: each into its shell, and what the gate says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trustpages.publish.files import FileTree
from trustpages.publish.site.engine import Arrangement
from trustpages.publish.site.gate import PageFacts
from trustpages.publish.site.ready.contents import Contents
from trustpages.publish.site.ready.shells import Shell, cut_shell, fill_shell


def cut_shells(arrangement: Arrangement, built: Mapping[str, str]) -> dict[str, Shell] | None:
    """The shells of all pages, of the pages that were `built` for them, by path.

    None if one of them shows something else than is known of the theme.
    """
    marks: dict[str, set[str]] = {}
    for page in arrangement.pages:
        marks.setdefault(page.shell.path, set()).update(mark for mark, _ in page.fills)
    found = {}
    for path, own in marks.items():
        shell = cut_shell(built[path], path, arrangement.print_shell(path), own)
        if shell is None:
            return None
        found[path] = shell
    return found


def write_ready_pages(
    arrangement: Arrangement, shells: Mapping[str, Shell], contents: Contents, site: FileTree
) -> Iterator[PageFacts]:
    """Writes each page into its shell, as a file of `site`."""
    bodies = contents.list_bodies(page.path for page in arrangement.pages)
    for page, body in zip(arrangement.pages, bodies, strict=True):
        read = contents.pages[page.path]
        if read is None:
            raise ValueError("an engine arranges pages that it has read")
        around = arrangement.print_around(page.path)
        html, facts = fill_shell(shells[page.shell.path], page, around, body, read.facts)
        site.write(facts.path, html)
        yield facts
