from __future__ import annotations

import pytest

from support.render.markup import through_markdown
from trustpages.model.pages.blocks import ResolvedReference
from trustpages.model.problem import TrustpagesError
from trustpages.render.addresses import PageAddresses
from trustpages.render.authored import render_authored
from trustpages.render.encoder import Safe

SITE = PageAddresses(frozenset({"index.md", "about/why.md", "about/how.md"}))
REFERENCES = {
    ("claim", "resolves-most"): ResolvedReference("“Resolves most” (contradicted)", "about/how.md#claims"),
    ("figure", "desk/service/ok"): ResolvedReference("43 of 100", "index.md"),
}


def shown(text: str, page: str = "about/why.md") -> Safe:
    return render_authored(text, page, REFERENCES, SITE.address)


def test_headings_stay_markdown_and_the_rest_is_inert() -> None:
    assert shown("# Why\n\nBecause *so*.\n\n## What_then\n\n- a\n\n  b\n") == (
        '<div class="tp-content"><p>Because <em>so</em>&#46;</p> </div>\n\n'
        "## What&#95;then\n\n"
        '<div class="tp-content"><ul> <li> <p>a</p> <p>b</p> </li> </ul> </div>'
    )


def test_the_site_engine_sees_the_same_structure() -> None:
    page = through_markdown(shown("## One\n\ntext\n\n# Two\n\n> ### quoted\n\n```\n# no heading\n```\n"))
    assert [name for name in page.names if name[0] == "h"] == ["h2", "h2", "h3"]


def test_references_become_plain_text() -> None:
    page = through_markdown(shown('We say {{ claim("resolves-most") }}: {{figure("desk/service/ok")}}.'))
    assert page.text == "We say “Resolves most” (contradicted): 43 of 100."


def test_references_in_code_stay_as_they_are() -> None:
    assert "{{ claim" in through_markdown(shown('`{{ claim("x") }}`')).text


def test_an_unknown_reference_is_refused() -> None:
    with pytest.raises(TrustpagesError, match="claim 'nope'") as refusal:
        shown('{{ claim("nope") }}')
    assert refusal.value.code == "unknown-reference"


@pytest.mark.parametrize(
    ("source", "href"),
    [
        ("[x](how.md)", "../how/"),
        ("[x](how.md#steps)", "../how/#steps"),
        ("[x](../index.md)", "../../"),
        ("[x](why.md)", "./"),
        ("[x](#part)", "#part"),
        ("[x](https://example.org/a)", "https://example.org/a"),
    ],
)
def test_links_lead_to_pages_or_elsewhere(source: str, href: str) -> None:
    elements = dict(through_markdown(shown(source)).elements)
    assert dict(elements["a"])["href"] == href


def test_a_broken_link_is_refused() -> None:
    with pytest.raises(TrustpagesError, match=r"about/none\.md"):
        shown("[x](none.md)")


@pytest.mark.parametrize("source", ["[x](javascript:alert(1))", "[x](//example.org/a)", "[x](data:text/html,1)"])
def test_hostile_links_become_text(source: str) -> None:
    assert "a" not in through_markdown(shown(source)).names


def test_a_heading_cannot_take_an_anchor_of_the_theme() -> None:
    with pytest.raises(TrustpagesError, match="two underscores"):
        shown("## __config")
