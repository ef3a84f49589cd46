"""Pages as Markdown, of earlier builds where they say the same: only what the whole report is called differs in them.

Every page shows the fingerprint of the inputs, which any change of evidence changes. So a page is written with a mark
in the place of it, kept like that, and the fingerprint put in afterwards.
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


def render_pages(pages: Iterable[Page], templates: Templates, cache: FileCache | None) -> tuple[Artifact, ...]:
    """The Markdown files of `pages`.

    `cache` may be there only where all `templates` are those of the program: they show the fingerprint as it is.
    """
    if cache is None:
        return tuple(render_page(page, templates) for page in pages)
    # Nobody else can guess it, so that no evidence has it.
    mark = f"tp{sha256(b'fingerprint ' + cache.key).hexdigest()}"
    rendered = tuple(_render(page, templates, cache, mark) for page in pages)
    cache.trim(MOST_PAGES)
    return rendered


def _render(page: Page, templates: Templates, cache: FileCache, mark: str) -> Artifact:
    marked = replace(page, frame=replace(page.frame, digest=mark))
    text = f"{fingerprint_program()}\n{marked!r}"
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    content = cache.get(digest)
    if content is None:
        content = render_page(marked, templates).content
        cache.put(digest, content)
    return Artifact(page.path, content.replace(mark.encode(), page.frame.digest.encode()))
