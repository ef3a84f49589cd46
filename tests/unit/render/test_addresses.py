from __future__ import annotations

import pytest

from trustpages.model.problem import TrustpagesError
from trustpages.render.addresses import PageAddresses

PAGES = frozenset(
    {
        "index.md",
        "method.md",
        "agents/index.md",
        "agents/desk/index.md",
        "agents/desk/pacts/service.md",
        "agents/des/index.md",
    }
)


@pytest.mark.parametrize(
    ("page", "target", "as_folders", "as_files"),
    [
        ("index.md", "method.md", "method/", "method.html"),
        ("index.md", "index.md", "./", "index.html"),
        ("method.md", "index.md", "../", "index.html"),
        ("method.md", "method.md#l30", "./#l30", "method.html#l30"),
        ("method.md", "#l30", "#l30", "#l30"),
        ("agents/desk/pacts/service.md", "method.md", "../../../../method/", "../../../method.html"),
        ("agents/desk/pacts/service.md", "agents/desk/index.md", "../../", "../index.html"),
        ("agents/desk/index.md", "agents/desk/pacts/service.md", "pacts/service/", "pacts/service.html"),
        ("agents/desk/index.md", "agents/desk/report.json", "report.json", "report.json"),
        ("agents/desk/index.md", "agents/des/index.md", "../des/", "../des/index.html"),
        ("method.md", "assets/charts/x.svg", "../assets/charts/x.svg", "assets/charts/x.svg"),
    ],
)
def test_addresses_are_relative(page: str, target: str, as_folders: str, as_files: str) -> None:
    assert PageAddresses(PAGES).address(page, target) == as_folders
    assert PageAddresses(PAGES, directory_urls=False).address(page, target) == as_files


@pytest.mark.parametrize("target", ["missing.md", "../method.md", "/method.md", "agents"])
def test_unknown_pages_are_refused(target: str) -> None:
    with pytest.raises(TrustpagesError, match="not part of the site") as refusal:
        PageAddresses(PAGES).address("index.md", target)
    assert refusal.value.code == "broken-link"
