"""Pages as Markdown, of earlier builds where they say the same: only what the whole report is called differs in them.

Every page has the fingerprint of the inputs, which any change of evidence changes: in short where people see it, whole
where programs read it. So a page is kept with marks in their places, and the fingerprint is put in afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Final

from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import Page
from trustpages.render.templates import Templates, render_page
from trustpages.system.cache import FileCache
from trustpages.workflow.caching.fingerprint import fingerprint_program

MOST_PAGES: Final = 20_000


def render_pages(
    pages: Iterable[Page], templates: Templates, cache: FileCache | None, fingerprint: str
) -> tuple[Artifact, ...]:
    """The Markdown files of `pages`, which may have `fingerprint` whole, and in short in their frame.

    `cache` may be there only where all `templates` are those of the program: they show the fingerprint as it is.
    """
    if cache is None:
        return tuple(render_page(page, templates) for page in pages)
    # Nobody else can guess it, so that no evidence has it.
    mark = f"tp{sha256(b'fingerprint ' + cache.key).hexdigest()}"
    rendered = tuple(_render(page, templates, cache, fingerprint, mark) for page in pages)
    cache.trim(MOST_PAGES)
    return rendered


def _render(page: Page, templates: Templates, cache: FileCache, fingerprint: str, mark: str) -> Artifact:
    short, whole = f"{mark}s", f"{mark}w"
    marked = replace(page, frame=replace(page.frame, digest=short))
    text = f"{fingerprint_program()}\n{marked!r}".replace(fingerprint, whole)
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    content = cache.get(digest)
    if content is None:
        content = render_page(marked, templates).content.replace(fingerprint.encode(), whole.encode())
        cache.put(digest, content)
    found = content.replace(short.encode(), page.frame.digest.encode()).replace(whole.encode(), fingerprint.encode())
    return Artifact(page.path, found)
