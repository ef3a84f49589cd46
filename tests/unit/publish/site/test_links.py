from __future__ import annotations

import pytest

from trustpages.publish.site.addresses import check_links

FILES = frozenset({"index.html", "a/index.html", "a/b/index.html", "c/x.svg", "report.json", "404.html"})
ANCHORS = {"index.html": frozenset({"top"}), "a/index.html": frozenset({"met", "é"})}


def faults(page: str, link: str) -> int:
    pages = {path: (frozenset[str](), anchors) for path, anchors in ANCHORS.items()}
    pages[page] = (frozenset({link}), ANCHORS.get(page, frozenset()))
    return len(check_links(pages, FILES))


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("a/b/index.html", "../.."),
        ("a/b/index.html", "../../"),
        ("a/b/index.html", "../#met"),
        ("a/b/index.html", "../#%C3%A9"),
        ("a/b/index.html", ".."),
        ("a/b/index.html", "."),
        ("a/b/index.html", ""),
        ("index.html", "#top"),
        ("index.html", "#"),
        ("index.html", "c/x.svg#only-light"),
        ("index.html", "report.json?download"),
        ("index.html", "a/index.html"),
        ("404.html", "/anywhere/"),
    ],
)
def test_links_that_lead_somewhere(page: str, link: str) -> None:
    assert faults(page, link) == 0


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("a/b/index.html", "../../.."),
        ("a/b/index.html", "../../../a/"),
        ("index.html", "b/"),
        ("index.html", "a.md"),
        ("index.html", "a/#breached"),
        ("index.html", "#bottom"),
        ("index.html", "/a/"),
        ("index.html", "//elsewhere.example"),
    ],
)
def test_links_that_lead_nowhere(page: str, link: str) -> None:
    assert faults(page, link) == 1
