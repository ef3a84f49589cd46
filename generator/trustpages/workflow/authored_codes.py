"""What is wrong with an authored page as a page of the site: the codes, explained."""

from __future__ import annotations

from typing import Final

from trustpages.model.explained import Explained

AUTHORED: Final = (
    Explained(
        "page-place",
        "An authored page stands where the site has something else",
        "A page in `content/` is published under its own path, and the pages of agents, pacts, benchmarks and "
        "registers have theirs. `x.md` and `x/index.md` are one page; `README.md` is none. Bad: `content/agents.md`. "
        "Good: `content/our-agents.md`.",
    ),
    Explained(
        "broken-link",
        "A page links to a page that is not part of the site",
        "The page was renamed, is withheld from this audience, or never was there; or it is there, and has no "
        "place of the name that follows `#`. Links in authored pages are relative to the file. "
        "Bad: `[how we test](/how-we-test)`. Good: `[how we test](how-we-test.md)`.",
    ),
    Explained(
        "reserved-heading",
        "A heading of an authored page begins with two underscores",
        "The site engine makes the heading's anchor of its text, and the theme finds its own parts by anchors that "
        "begin so. Bad: `## __config`. Good: `## Configuration`.",
    ),
)
"""Every code about authored pages among the others of the site."""
