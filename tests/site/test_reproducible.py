"""The same workspace gives the same bytes, whoever builds it, where and when."""

from __future__ import annotations

import gzip
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from support.publish.sites import tree_bytes
from support.system.commands import trustpages
from support.system.surroundings import Surroundings, built
from support.system.without_network import network_is

pytestmark = pytest.mark.site


PLANTED = {
    "GITHUB_TOKEN": "planted-q1w2e3",
    "AWS_SECRET_ACCESS_KEY": "planted-r4t5y6",
    "TRUSTPAGES_SIGNING_KEY": "planted-u7i8o9",
    "HTTPS_PROXY": "http://robot:planted-a1s2d3@proxy.example",
    "USER": "planted-f4g5h6",
    "HOSTNAME": "planted-j7k8l9",
    "EMAIL": "planted-z1x2c3@vendor.example",
    "GIT_AUTHOR_NAME": "planted-v4b5n6",
    "SITE_NAME": "planted-m7q8w9",
}
ELSEWHERE = Surroundings(
    "some/other folder",
    2,
    0o077,
    "--verbose",
    {
        **PLANTED,
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "2",
        "COLUMNS": "40",
        "HOME": "/nowhere",
    },
)


@pytest.mark.xdist_group("demo")
def test_the_demo_is_the_same_in_other_surroundings(
    demo_site: Path, tmp_path: Path, figure: Callable[[int, str, str], None]
) -> None:
    site, said = built(ELSEWHERE, tmp_path)
    first, second = tree_bytes(demo_site), tree_bytes(site)
    assert sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []
    assert len(first) > 100
    assert leaks(said, *(content for _, content in second.values())) == []
    figure(8, "files that differ: folder, zone, locale, umask, hash seed, processes", f"0/{len(first)}")
    figure(38, f"demo built with nothing but PATH set, {network_is()}: files", f"{len(first)}")
    figure(38, f"{len(PLANTED)} values planted in the environment: found in files or messages", "0")


def leaks(*contents: bytes) -> list[str]:
    """The names of planted variables whose values stand in any of these, plainly, in base64 or compressed."""
    opened = [gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content for content in contents]
    everything = b"\n".join([*contents, *opened])
    values = {name: value.partition("planted-")[2].partition("@")[0].encode() for name, value in PLANTED.items()}
    return [name for name, one in values.items() if one in everything or b64encode(one)[:8] in everything]


def test_the_search_for_leaks_would_find_one() -> None:
    assert leaks(gzip.compress(b"<a>planted-m7q8w9</a>")) == ["SITE_NAME"]
    assert leaks(b"x", b64encode(b"q1w2e3")) == ["GITHUB_TOKEN"]


def test_charts_from_the_cache_are_those_that_would_be_drawn(tmp_path: Path) -> None:
    assert trustpages("init", "--quiet", folder=tmp_path).code == 0
    for folder in ("drawn", "cached"):
        assert trustpages("build", "--quiet", "--to", folder, folder=tmp_path).code == 0
    assert tree_bytes(tmp_path / "drawn") == tree_bytes(tmp_path / "cached")
