"""Links to anchors, held against the anchors that the rendered pages have."""

from __future__ import annotations

import pytest

from trustpages.model.artifact import Artifact
from trustpages.model.problem import TrustpagesError
from trustpages.render.addresses import PageAddresses
from trustpages.render.authored import refuse_dead_anchors
from trustpages.render.encoder import encode


def _rendered(**pages: str) -> tuple[Artifact, ...]:
    return tuple(Artifact(f"{path}.md", text.encode()) for path, text in pages.items())


REGISTER = f"""---
title: Claims
---

## Café {encode("& crème")}

Who decides
-----------

<section id="{encode("agent-01")}"></section>
<a name='old'></a>
"""


@pytest.mark.parametrize(
    "link",
    [
        f'<a href="../register/{encode("#agent-01")}">',
        '<a class="x" href="../register/#agent-01">',
        '<a href="../register/#cafe-creme">',
        '<a href="../register/#who-decides">',
        '<a href="../register/#old">',
        '<h2 id="here"><a href="#here">',
        '<h2 id="here"><a href="./#here">',
        '<a href="../register/">',
        '<a href="https://example.com/register/#agent-02">',
        '<a href="../changes/feed.xml#agent-02">',
        "agent-02 is number #2 of &#35;3",
    ],
)
def test_links_to_anchors_that_are_there_pass(link: str) -> None:
    pages = _rendered(register=REGISTER, page=link)
    refuse_dead_anchors(pages, PageAddresses(frozenset(page.path for page in pages)))


@pytest.mark.parametrize("directory_urls", [True, False])
def test_links_to_anchors_that_are_not_there_are_refused(directory_urls: bool) -> None:
    names = ("register", *(f"page-{number}" for number in range(7)))
    site = PageAddresses(frozenset(f"{name}.md" for name in names), directory_urls)
    link = encode(site.address("page-0.md", "register.md#agent-02"))
    texts = dict.fromkeys(names[1:], f'<a href="{link}"> <a href="{link}">')
    with pytest.raises(TrustpagesError) as refusal:
        refuse_dead_anchors(_rendered(register=REGISTER, **texts), site)
    assert refusal.value.code == "broken-link"
    assert "page 'page-0.md' links to 'register.md#agent-02'; page 'page-1.md'" in refusal.value.sentence
    assert refusal.value.sentence.endswith("; and 2 more")
