from __future__ import annotations

import pytest

from trustpages.publish.site.addresses import find_standing_address, name_index_files


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("../", "../index.html"),
        ("..", "../index.html"),
        (".", "index.html"),
        ("a/b/", "a/b/index.html"),
        ("a/b/#part", "a/b/index.html#part"),
        ("../?q=1/#x", "../index.html?q=1/#x"),
        ("/trust/latest/", "/trust/latest/index.html"),
        ("patch&#45;writer&#47;", "patch-writer/index.html"),
        ("a&amp;b&#47;&#35;c", "a&amp;b/index.html#c"),
        *((same, same) for same in ("#part", "", "a.csv", "a/b.html#x/", "https://example.com/", "mailto:a@b/", "..a")),
    ],
)
def test_a_link_to_a_folder_names_its_file(address: str, expected: str) -> None:
    page = '<p title="a/">href="b/"</p><link href="c/"><a class="x" href="{}">d/</a><a href="{}">e</a>'
    assert name_index_files(page.format(address, address)) == page.format(expected, expected)


@pytest.mark.parametrize(
    ("url", "versioned", "expected"),
    [
        (None, True, None),
        ("https://example.com/trust", False, "https://example.com/trust/"),
        ("https://example.com/trust/", True, "https://example.com/trust/latest/"),
    ],
)
def test_a_version_is_found_for_good_at_latest(url: str | None, versioned: bool, expected: str | None) -> None:
    assert find_standing_address(url, versioned=versioned) == expected
