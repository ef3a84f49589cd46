"""Pages that the vendor wrote, each under the path of its file in `content/`."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.pages.data import AuthoredPage
from trustpages.compose.references import references
from trustpages.model.page import Page


def authored(composition: Composition) -> tuple[Page, ...]:
    """All authored pages; `content/index.md` is the introduction on Home instead."""
    known = references(composition)
    return tuple(
        Page(path, title_of(text, path), "authored.md.jinja", AuthoredPage(composition.frame(), text, known))
        for path, text in composition.content
        if path != paths.HOME
    )


def title_of(text: str, path: str) -> str:
    """The first heading of the text, or the name of the file in words."""
    for line in text.splitlines():
        if line.startswith("# "):
            return line[2:].strip()
    name = path.removesuffix(".md").rpartition("/")[2]
    return name.replace("-", " ").capitalize()
